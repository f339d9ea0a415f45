"""Planning maintenance. It takes the lock of what it is over, as bookings do, so neither ever misses the other."""

from datetime import datetime

from typing_extensions import TypedDict

from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid, NotFound
from apps.scheduling.maintenance import policies, selectors
from apps.scheduling.maintenance.facts import MaintenanceCalledOff, MaintenancePlanned
from apps.scheduling.maintenance.models import LONGEST, Maintained, Maintenance
from apps.scheduling.maintenance.selectors import Hit
from apps.scheduling.periods import require_period
from apps.scheduling.ports import Equipment, Facilities, equipment_provider, facilities_provider


class MaintenanceValues(TypedDict, total=False):
    facility: int | None
    equipment: int | None
    reason: str
    start_time: datetime | None
    end_time: datetime | None


def plan_maintenance(
    *,
    actor: Actor,
    values: MaintenanceValues,
    now: datetime,
    facilities: Facilities = facilities_provider,
    equipment: Equipment = equipment_provider,
) -> Maintenance:
    """Take a facility or an item out of use. What is booked there is at risk from now on; see `hits_of`.

    Raises NotAllowed, Invalid.
    """
    policies.require_can_plan(actor)
    row = Maintenance(created_by_id=actor.id)
    row.resource_kind, row.resource_id = _resource(values, facilities, equipment)
    _apply(row, values)
    with transaction():
        locks.hold(row.resource, within=locks.PATIENCE)
        row.save()
        _tell(row, hit=[hit.event_id for hit in hits_of(row)], now=now)
    return row


def change_maintenance(
    *,
    actor: Actor,
    maintenance_id: int,
    values: MaintenanceValues,
    now: datetime,
    expected_version: int | None = None,
) -> Maintenance:
    """Change the times or the reason; what it is over stays. Raises NotAllowed, NotFound, Stale, Invalid."""
    policies.require_can_plan(actor)
    with transaction():
        row = _locked(maintenance_id, expected_version)
        before = {hit.event_id for hit in hits_of(row)}
        if not _apply(row, values):
            return row
        row.save_next_version()
        _tell(row, hit=[hit.event_id for hit in hits_of(row) if hit.event_id not in before], now=now)
    return row


def call_off_maintenance(
    *, actor: Actor, maintenance_id: int, now: datetime, expected_version: int | None = None
) -> None:
    """It can be booked again, and nothing is at risk from it. Raises NotAllowed, NotFound, Stale."""
    policies.require_can_plan(actor)
    with transaction():
        row = _locked(maintenance_id, expected_version)
        row.archived_at = now
        row.save_next_version()
        outbox.publish(MaintenanceCalledOff(maintenance_id=row.pk, occurred_at=now))


def hits_of(row: Maintenance) -> list[Hit]:
    """What is booked or held within a window."""
    return selectors.hits(kind=row.resource_kind, resource_id=row.resource_id, start=row.start_at, end=row.end_at)


def _locked(maintenance_id: int, expected_version: int | None) -> Maintenance:
    row = Maintenance.objects.live().select_for_update().filter(pk=maintenance_id).first()
    if row is None:
        raise NotFound("There is no such maintenance window")
    row.require_version(expected_version)
    locks.hold(row.resource, within=locks.PATIENCE)
    return row


def _resource(values: MaintenanceValues, facilities: Facilities, equipment: Equipment) -> tuple[Maintained, int]:
    facility, item = values.get("facility"), values.get("equipment")
    if (facility is None) == (item is None):
        raise Invalid.field("facility", "give either a facility or an item of equipment")
    if facility is not None:
        room = facilities.facilities(ids=[facility]).get(facility)
        if room is None or room.is_archived:
            raise Invalid.field("facility", "there is no such facility")
        return Maintained.FACILITY, facility
    assert item is not None  # noqa: S101 - one of them is given
    if item not in equipment.equipment(ids=[item]):
        raise Invalid.field("equipment", "there is no such item")
    return Maintained.EQUIPMENT, item


def _apply(row: Maintenance, values: MaintenanceValues) -> bool:
    """Write what differs; tells whether anything does. Raises Invalid."""
    before = (row.reason, row.start_at, row.end_at)
    row.reason = values.get("reason", row.reason)
    if not row.reason:
        raise Invalid.field("reason", "must not be empty")
    row.start_at, row.end_at = require_period(
        values.get("start_time", row.start_at), values.get("end_time", row.end_at), longest=LONGEST
    )
    return (row.reason, row.start_at, row.end_at) != before


def _tell(row: Maintenance, *, hit: list[int], now: datetime) -> None:
    outbox.publish(
        MaintenancePlanned(
            maintenance_id=row.pk,
            resource_kind=row.resource_kind,
            resource_id=row.resource_id,
            reason=row.reason,
            start=row.start_at,
            end=row.end_at,
            hit=sorted(set(hit)),
            occurred_at=now,
        )
    )
