"""Writes of equipment and its categories, one function per use case; each opens its own transaction.

Changing nothing is no change: no version, no audit row, no fact. What is archived is not edited.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.facilities import policies, writing
from apps.facilities.errors import AssetTagTaken, CategoryNameTaken, SerialNumberTaken
from apps.facilities.events import EquipmentCategoryChanged, EquipmentChanged
from apps.facilities.models import Equipment, EquipmentCategory, EquipmentStatus, Facility


def create_category(*, actor: Actor, values: Mapping[str, Any], now: datetime) -> EquipmentCategory:
    """Raises NotAllowed, CategoryNameTaken."""
    policies.require_can_edit_equipment(actor)
    with transaction(), refusing(equipment_category_name_once=CategoryNameTaken):
        category = EquipmentCategory.objects.create(**values)
        outbox.publish(EquipmentCategoryChanged(equipment_category_id=category.pk, occurred_at=now))
    return category


def update_category(
    *, actor: Actor, category_id: int, changes: Mapping[str, Any], expected_version: int | None, now: datetime
) -> EquipmentCategory:
    """Raises NotAllowed, NotFound, Stale, Archived, CategoryNameTaken."""
    policies.require_can_edit_equipment(actor)
    with transaction(), refusing(equipment_category_name_once=CategoryNameTaken):
        category = writing.locked(EquipmentCategory, category_id, expected_version=expected_version)
        if writing.edit(category, changes):
            outbox.publish(EquipmentCategoryChanged(equipment_category_id=category.pk, occurred_at=now))
    return category


def archive_category(
    *, actor: Actor, category_id: int, expected_version: int | None, now: datetime
) -> EquipmentCategory:
    """Raises NotAllowed, NotFound, Stale, StillInUse with the equipment of it."""
    policies.require_can_edit_equipment(actor)
    with transaction():
        category = writing.locked(EquipmentCategory, category_id, expected_version=expected_version)
        writing.refuse_in_use(Equipment.objects.filter(category=category, archived_at=None), "equipment")
        if writing.archive(category, now=now):
            outbox.publish(EquipmentCategoryChanged(equipment_category_id=category.pk, occurred_at=now))
    return category


def restore_category(
    *, actor: Actor, category_id: int, expected_version: int | None, now: datetime
) -> EquipmentCategory:
    """Raises NotAllowed, NotFound, Stale."""
    policies.require_can_edit_equipment(actor)
    with transaction():
        category = writing.locked(EquipmentCategory, category_id, expected_version=expected_version)
        if writing.restore(category):
            outbox.publish(EquipmentCategoryChanged(equipment_category_id=category.pk, occurred_at=now))
    return category


def create_equipment(*, actor: Actor, values: Mapping[str, Any], now: datetime) -> Equipment:
    """`category` and `facility` are ids; without an `asset_tag` the item gets the next free one.

    Raises NotAllowed, Invalid, AssetTagTaken, SerialNumberTaken.
    """
    policies.require_can_edit_equipment(actor)
    with transaction(), refusing(asset_tag_once=AssetTagTaken, serial_number_once=SerialNumberTaken):
        locks.hold("facilities.asset_tag")  # nobody may write the tag by hand that is being given out
        item = Equipment.objects.create(
            **{
                **values,
                "asset_tag": values.get("asset_tag") or _next_asset_tag(),
                "category": writing.usable(EquipmentCategory, values.get("category"), field="category"),
                "facility": writing.usable(Facility, values.get("facility"), field="facility"),
            }
        )
        outbox.publish(EquipmentChanged(equipment_id=item.pk, occurred_at=now))
    return item


def update_equipment(
    *, actor: Actor, equipment_id: int, changes: Mapping[str, Any], expected_version: int | None, now: datetime
) -> Equipment:
    """Raises NotAllowed, NotFound, Stale, Archived, Invalid, AssetTagTaken, SerialNumberTaken."""
    policies.require_can_edit_equipment(actor)
    with transaction(), refusing(asset_tag_once=AssetTagTaken, serial_number_once=SerialNumberTaken):
        if "asset_tag" in changes:
            locks.hold("facilities.asset_tag")
        item = writing.locked(Equipment, equipment_id, expected_version=expected_version)
        changes = dict(changes)
        if "category" in changes:
            changes["category"] = writing.usable(
                EquipmentCategory, changes["category"], field="category", instead_of=item.category_id
            )
        if "facility" in changes:
            changes["facility"] = writing.usable(
                Facility, changes["facility"], field="facility", instead_of=item.facility_id
            )
        if writing.edit(item, changes):
            outbox.publish(EquipmentChanged(equipment_id=item.pk, occurred_at=now))
    return item


def archive_equipment(*, actor: Actor, equipment_id: int, expected_version: int | None, now: datetime) -> Equipment:
    """The item is retired with it. Raises NotAllowed, NotFound, Stale."""
    policies.require_can_edit_equipment(actor)
    with transaction():
        item = writing.locked(Equipment, equipment_id, expected_version=expected_version)
        if not item.is_archived:
            item.status = EquipmentStatus.RETIRED
            writing.archive(item, now=now)
            outbox.publish(EquipmentChanged(equipment_id=item.pk, occurred_at=now))
    return item


def restore_equipment(*, actor: Actor, equipment_id: int, expected_version: int | None, now: datetime) -> Equipment:
    """The item is available again. Raises NotAllowed, NotFound, Stale, and Archived when its home or category is."""
    policies.require_can_edit_equipment(actor)
    with transaction():
        item = writing.locked(Equipment, equipment_id, expected_version=expected_version)
        if item.is_archived:
            writing.require_live(EquipmentCategory, item.category_id)
            writing.require_live(Facility, item.facility_id)
            item.status = EquipmentStatus.AVAILABLE
            writing.restore(item)
            outbox.publish(EquipmentChanged(equipment_id=item.pk, occurred_at=now))
    return item


def _next_asset_tag() -> str:
    """The next tag such as EQ-00012 that no item has. Numbers may be left out, none is given twice."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('facilities_asset_tag')")
            tag = f"EQ-{cursor.fetchone()[0]:05d}"
        if not Equipment.objects.filter(asset_tag__iexact=tag).exists():
            return tag
