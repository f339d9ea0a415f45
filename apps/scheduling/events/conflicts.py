"""Turning a clash into a refusal that helps: what is in the way, when it is free, where else it fits."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from apps.authentication.public import PersonRef
from apps.core.http import utc
from apps.facilities.public import EquipmentRef, FacilityRef
from apps.scheduling.equipping.counting import Shortage
from apps.scheduling.events.alternatives import alternatives
from apps.scheduling.events.errors import BookingConflict, OnLeave
from apps.scheduling.events.holding import Clash, Hold, free_resources, next_free
from apps.scheduling.events.models import Event, ResourceKind
from apps.scheduling.leave.selectors import Absence
from apps.scheduling.maintenance.errors import InMaintenance
from apps.scheduling.maintenance.schemas import downtime_outs
from apps.scheduling.maintenance.selectors import Downtime
from apps.scheduling.parts.models import Part
from apps.scheduling.ports import Equipment, Facilities, People, equipment_provider

OFFERED = 5  # free facilities named in a refusal


@dataclass
class Clashing(Exception):
    """Raised under the locks; `explaining` makes a refusal of it once they are gone."""

    event: Event
    holds: Collection[Hold]
    clashes: list[Clash]
    shortages: list[Shortage] = field(default_factory=list)
    part: Part | None = None  # of the event: the one that does not fit

    @property
    def wanted(self) -> Event | Part:
        return self.part or self.event


@dataclass
class Away(Exception):
    """Raised under the locks: people who are wanted are on approved leave."""

    absences: list[Absence]


@dataclass
class Closed(Exception):
    """Raised under the locks: something that is wanted is in maintenance."""

    windows: list[Downtime]


@contextmanager
def explaining(facilities: Facilities, people: People) -> Iterator[None]:
    """Around a transaction: suggestions are worked out after it, so no lock is held meanwhile."""
    try:
        yield
    except Clashing as clashing:
        raise refusal_of(clashing, facilities=facilities, people=people) from None
    except Away as away:
        raise on_leave(away.absences, people=people) from None
    except Closed as closed:
        raise in_maintenance(closed.windows) from None


def in_maintenance(windows: list[Downtime]) -> InMaintenance:
    told = downtime_outs(windows)
    first = told[0]
    start, end = first["start_time"], first["end_time"]
    when = f"{start:%a %d %b %Y, %H:%M} to {end:%a %d %b %Y, %H:%M} UTC"
    return InMaintenance(f"{first['resource']['name']} is in maintenance, {when}: {first['reason']}", windows=told)


def on_leave(absences: list[Absence], *, people: People) -> OnLeave:
    names = {key: ref.name for key, ref in people.people(ids={absence.user_id for absence in absences}).items()}
    first = absences[0]
    return OnLeave(
        f"{names.get(first.user_id, 'Somebody')} is on leave {first.words}",
        absences=[absence_out(absence, names) for absence in absences],
    )


def absence_out(absence: Absence, names: Mapping[int, str]) -> dict[str, Any]:
    """Who is away and when, never why."""
    return {
        "person": {"id": absence.user_id, "name": names.get(absence.user_id, "")},
        "start_date": absence.start_date,
        "end_date": absence.end_date,
        "start_time": utc(absence.start),
        "end_time": utc(absence.end),
    }


def refusal_of(clashing: Clashing, *, facilities: Facilities, people: People) -> BookingConflict:
    event, found = clashing.event, clashing.clashes
    names = names_of(found, facilities=facilities, people=people)
    kits = kits_of(clashing.holds, found)
    more: dict[str, Any] = {
        "conflicts": [conflict_out(clash, names, kits) for clash in found],
        "free_facilities": _free_facilities(clashing, facilities),
        **alternatives(clashing.holds, found),
    }
    wanted = clashing.wanted
    delay = next_free(clashing.holds, start=wanted.start_at, without_event=event.pk)
    if delay is not None:
        more["next_free"] = {"start_time": utc(wanted.start_at + delay), "end_time": utc(wanted.end_at + delay)}
    if clashing.shortages:
        more["shortages"] = [shortage_out(short) for short in clashing.shortages]
    if not found:
        return BookingConflict(too_few(clashing.shortages[0], time_zone=event.time_zone), **more)
    first = found[0]
    name = names.get((first.kind, first.resource_id), "")
    if first.kind == ResourceKind.EQUIPMENT and first.resource_id in kits:
        name = f"{name} of {kits[first.resource_id]['name']}"
    return BookingConflict(sentence(first, name, time_zone=event.time_zone), **more)


def conflict_out(
    clash: Clash, names: Mapping[tuple[ResourceKind, int], str], kits: Mapping[int, dict[str, Any]] | None = None
) -> dict[str, Any]:
    """What is in the way, as answers show it; `kits` are those with which items are wanted."""
    resource: dict[str, Any] = {
        "kind": clash.kind.value,
        "id": clash.resource_id,
        "name": names.get((clash.kind, clash.resource_id), ""),
    }
    if kits and clash.kind == ResourceKind.EQUIPMENT and clash.resource_id in kits:
        resource["kit"] = kits[clash.resource_id]
    return {
        "event": {"id": clash.event_id, "title": clash.event_title},
        "resource": resource,
        "start_time": utc(clash.start),
        "end_time": utc(clash.end),
        **({"is_held": True} if clash.is_option else {}),
    }


def kits_of(
    holds: Collection[Hold], found: Collection[Clash], *, equipment: Equipment = equipment_provider
) -> dict[int, dict[str, Any]]:
    """By item in the way, the kit with which it is wanted."""
    clashing = _ids(found, ResourceKind.EQUIPMENT)
    wanted = {
        hold.resource_id: hold.kit_id
        for hold in holds
        if hold.kind == ResourceKind.EQUIPMENT and hold.kit_id and hold.resource_id in clashing
    }
    kits = equipment.kits(ids=set(wanted.values())) if wanted else {}
    return {item: {"id": kit, "name": kits[kit].name} for item, kit in wanted.items() if kit in kits}


def names_of(
    found: Collection[Clash],
    *,
    facilities: Facilities,
    people: People,
    equipment: Equipment = equipment_provider,
) -> dict[tuple[ResourceKind, int], str]:
    """How what is in the way is called, by kind and id."""
    asked = {kind: _ids(found, kind) for kind in ResourceKind}
    refs: dict[ResourceKind, Mapping[int, FacilityRef | PersonRef | EquipmentRef]] = {
        ResourceKind.FACILITY: facilities.facilities(ids=asked[ResourceKind.FACILITY]),
        ResourceKind.PERSON: people.people(ids=asked[ResourceKind.PERSON]),
    }
    if asked[ResourceKind.EQUIPMENT]:
        refs[ResourceKind.EQUIPMENT] = equipment.equipment(ids=asked[ResourceKind.EQUIPMENT])
    return {(kind, key): ref.name for kind, known in refs.items() for key, ref in known.items()}


def _ids(found: Collection[Clash], kind: ResourceKind) -> set[int]:
    return {clash.resource_id for clash in found if clash.kind == kind}


def sentence(clash: Clash, name: str, *, time_zone: str) -> str:
    """What is in the way, in the wall time of whoever wants the resource called `name`."""
    taken = "is held" if clash.is_option else "is already booked"
    return f"{name} {taken} for {clash.event_title}, {_when(clash.start, clash.end, time_zone)}"


def too_few(short: Shortage, *, time_zone: str) -> str:
    when = _when(short.start, short.end, time_zone)
    return f"{short.free} of {short.total} {short.pool_name} are free {when}; {short.wanted} are wanted"


def _when(start: datetime, end: datetime, time_zone: str) -> str:
    zone = ZoneInfo(time_zone)
    start, end = start.astimezone(zone), end.astimezone(zone)
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%a %d %b %H:%M}"
    return f"{start:%a %d %b %Y, %H:%M} to {until} ({time_zone})"


def shortage_out(short: Shortage) -> dict[str, Any]:
    return {
        "pool": {"id": short.pool_id, "name": short.pool_name},
        "wanted": short.wanted,
        "free": short.free,
        "total": short.total,
        "start_time": utc(short.start),
        "end_time": utc(short.end),
    }


def _free_facilities(clashing: Clashing, facilities: Facilities) -> list[dict[str, Any]]:
    """Facilities of the same kind that the event would fit into, with their own buffers."""
    wanted = clashing.wanted
    if wanted.facility_id is None or wanted.facility_id not in _ids(clashing.clashes, ResourceKind.FACILITY):
        return []
    buffered = clashing.part is None  # parts need no rig of their own
    alike = facilities.same_kind(facility_id=wanted.facility_id)
    holds = [
        Hold(
            ResourceKind.FACILITY,
            facility.id,
            wanted.start_at - timedelta(minutes=facility.rig_minutes if buffered else 0),
            wanted.end_at + timedelta(minutes=facility.strike_minutes if buffered else 0),
            core=DateTimeTZRange(wanted.start_at, wanted.end_at) if facility.shares_buffers else None,
        )
        for facility in alike
    ]
    free = free_resources(holds)
    return [{"id": facility.id, "name": facility.name} for facility in alike if facility.id in free][:OFFERED]
