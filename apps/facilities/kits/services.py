"""Writes of kits and pools, one function per use case; each opens its own transaction.

Changing nothing is no change: no version, no audit row, no fact. What is archived is not edited.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid
from apps.core.http import utc
from apps.facilities import policies, writing
from apps.facilities.errors import Archived, KitNameTaken, PackedElsewhere, PoolNameTaken, PoolPromised
from apps.facilities.events import KitChanged, PoolChanged
from apps.facilities.kits.promises import pool_lock, promised
from apps.facilities.models import Equipment, EquipmentCategory, Facility, Kit, KitItem, Pool

_PACKING = {"kit_name_once": KitNameTaken, "item_in_one_kit": PackedElsewhere}


def create_kit(*, actor: Actor, values: Mapping[str, Any], now: datetime) -> Kit:
    """`values["items"]` are ids of equipment. Raises NotAllowed, Invalid, PackedElsewhere, KitNameTaken."""
    policies.require_can_edit_equipment(actor)
    with transaction(), refusing(**_PACKING):
        kit = Kit.objects.create(**{name: value for name, value in values.items() if name != "items"})
        _pack(kit, values.get("items", ()), packed=())
        outbox.publish(KitChanged(kit_id=kit.pk, occurred_at=now))
    return kit


def update_kit(
    *, actor: Actor, kit_id: int, changes: Mapping[str, Any], expected_version: int | None, now: datetime
) -> Kit:
    """What is booked with the kit already stays booked as it was agreed.

    Raises NotAllowed, NotFound, Stale, Archived, Invalid, PackedElsewhere, KitNameTaken.
    """
    policies.require_can_edit_equipment(actor)
    with transaction(), refusing(**_PACKING):
        kit = writing.locked(Kit, kit_id, expected_version=expected_version)
        packed = set(kit.packed.values_list("equipment_id", flat=True))
        repacked = "items" in changes and set(changes["items"]) != packed
        if repacked and kit.is_archived:
            raise Archived
        if repacked:
            _pack(kit, changes["items"], packed=packed)
        edited = writing.edit(kit, {name: value for name, value in changes.items() if name != "items"})
        if repacked and not edited:
            kit.save_next_version()
        if repacked or edited:
            outbox.publish(KitChanged(kit_id=kit.pk, occurred_at=now))
    return kit


def archive_kit(*, actor: Actor, kit_id: int, expected_version: int | None, now: datetime) -> Kit:
    """It takes no bookings from now on; its items may be packed elsewhere. Raises NotAllowed, NotFound, Stale."""
    policies.require_can_edit_equipment(actor)
    with transaction():
        kit = writing.locked(Kit, kit_id, expected_version=expected_version)
        if writing.archive(kit, now=now):
            outbox.publish(KitChanged(kit_id=kit.pk, occurred_at=now))
    return kit


def restore_kit(*, actor: Actor, kit_id: int, expected_version: int | None, now: datetime) -> Kit:
    """With those of its items that were not packed elsewhere meanwhile. Raises NotAllowed, NotFound, Stale."""
    policies.require_can_edit_equipment(actor)
    with transaction():
        kit = writing.locked(Kit, kit_id, expected_version=expected_version)
        if writing.restore(kit):
            outbox.publish(KitChanged(kit_id=kit.pk, occurred_at=now))
    return kit


def _pack(kit: Kit, items: Collection[int], *, packed: Collection[int]) -> None:
    """Make these the items of the kit. What lies in an archived kit is taken out of that."""
    wanted, before = set(items), set(packed)
    added = list(Equipment.objects.select_for_update(no_key=True).filter(pk__in=wanted - before).order_by("pk"))
    if missing := wanted - before - {item.pk for item in added}:
        raise Invalid.field("items", f"there is no item with id {min(missing)}")
    for item in added:
        if item.is_archived:
            raise Invalid.field("items", f"{item} is archived")
    elsewhere = list(KitItem.objects.filter(equipment__in=added).select_related("kit", "equipment").order_by("pk"))
    in_use = [row for row in elsewhere if not row.kit.is_archived]
    if in_use:
        raise PackedElsewhere(
            f"{in_use[0].equipment.name} ({in_use[0].equipment.asset_tag}) is packed in {in_use[0].kit}",
            packed=[
                {
                    "item": {"id": row.equipment_id, "name": row.equipment.name},
                    "kit": {"id": row.kit_id, "name": row.kit.name},
                }
                for row in in_use
            ],
        )
    KitItem.objects.filter(pk__in=[row.pk for row in elsewhere]).delete()
    kit.packed.filter(equipment__in=before - wanted).delete()
    KitItem.objects.bulk_create(KitItem(kit=kit, equipment=item) for item in added)


def create_pool(*, actor: Actor, values: Mapping[str, Any], now: datetime) -> Pool:
    """`category` and `facility` are ids. Raises NotAllowed, Invalid, PoolNameTaken."""
    policies.require_can_edit_equipment(actor)
    with transaction(), refusing(pool_name_once=PoolNameTaken):
        pool = Pool.objects.create(
            **{
                **values,
                "category": writing.usable(EquipmentCategory, values.get("category"), field="category"),
                "facility": writing.usable(Facility, values.get("facility"), field="facility"),
            }
        )
        outbox.publish(PoolChanged(pool_id=pool.pk, occurred_at=now))
    return pool


def update_pool(
    *, actor: Actor, pool_id: int, changes: Mapping[str, Any], expected_version: int | None, now: datetime
) -> Pool:
    """There may not be fewer than are promised from now on.

    Raises NotAllowed, NotFound, Stale, Archived, Invalid, PoolNameTaken, PoolPromised, Busy.
    """
    policies.require_can_edit_equipment(actor)
    with transaction(), refusing(pool_name_once=PoolNameTaken):
        if "quantity" in changes:  # before the row, as whoever hands pieces out does
            locks.hold(pool_lock(pool_id), within=locks.PATIENCE)
        pool = writing.locked(Pool, pool_id, expected_version=expected_version)
        changes = dict(changes)
        if "category" in changes:
            changes["category"] = writing.usable(
                EquipmentCategory, changes["category"], field="category", instead_of=pool.category_id
            )
        if "facility" in changes:
            changes["facility"] = writing.usable(
                Facility, changes["facility"], field="facility", instead_of=pool.facility_id
            )
        if changes.get("quantity", pool.quantity) < pool.quantity:
            _refuse_if_promised(pool, left=changes["quantity"], now=now)
        if writing.edit(pool, changes):
            outbox.publish(PoolChanged(pool_id=pool.pk, occurred_at=now))
    return pool


def _refuse_if_promised(pool: Pool, *, left: int, now: datetime) -> None:
    found = promised(pool_id=pool.pk, more_than=left, since=now)
    if found is None:
        return
    start = found.start.astimezone(ZoneInfo(settings.TIME_ZONE))
    raise PoolPromised(
        f"{found.quantity} of {pool} are promised {start:%a} {start.day} {start:%b %Y, %H:%M} "
        f"({settings.TIME_ZONE}); {left} would be left",
        shortage={
            "start_time": utc(found.start),
            "end_time": utc(found.end),
            "promised": found.quantity,
            "left": left,
        },
    )


def archive_pool(*, actor: Actor, pool_id: int, expected_version: int | None, now: datetime) -> Pool:
    """It is handed out no more; what is promised stays promised. Raises NotAllowed, NotFound, Stale."""
    policies.require_can_edit_equipment(actor)
    with transaction():
        pool = writing.locked(Pool, pool_id, expected_version=expected_version)
        if writing.archive(pool, now=now):
            outbox.publish(PoolChanged(pool_id=pool.pk, occurred_at=now))
    return pool


def restore_pool(*, actor: Actor, pool_id: int, expected_version: int | None, now: datetime) -> Pool:
    """Raises NotAllowed, NotFound, Stale, and Archived when its home or category is."""
    policies.require_can_edit_equipment(actor)
    with transaction():
        pool = writing.locked(Pool, pool_id, expected_version=expected_version)
        if pool.is_archived:
            writing.require_live(EquipmentCategory, pool.category_id)
            writing.require_live(Facility, pool.facility_id)
        if writing.restore(pool):
            outbox.publish(PoolChanged(pool_id=pool.pk, occurred_at=now))
    return pool
