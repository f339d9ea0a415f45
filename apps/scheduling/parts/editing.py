"""Putting values onto a part of an event that is not saved yet: what differs, what is refused."""

from datetime import datetime

from typing_extensions import TypedDict

from apps.core.errors import Invalid
from apps.scheduling.events.editing import Crew, Staffed, require_active
from apps.scheduling.events.models import LONGEST
from apps.scheduling.periods import require_period
from apps.scheduling.ports import Facilities, People


class Need(TypedDict):
    position: str
    headcount: int


class PartValues(TypedDict, total=False):
    """What a caller may set: ids of other modules, aware instants."""

    title: str
    start_time: datetime | None
    end_time: datetime | None
    facility: int | None
    needs: list[Need]
    assigned_users: list[int]


def apply_to_part(
    staffed: Staffed, values: PartValues, *, crew: Crew, facilities: Facilities, people: People
) -> set[str]:
    """Write what differs onto the part and its people. Returns the names of the values that changed. Raises Invalid."""
    part = staffed.part
    changed = set()
    if "title" in values and part.title != values["title"]:
        changed.add("title")
        part.title = values["title"]
    if not part.title:
        raise Invalid.field("title", "must not be empty")
    changed |= _assign_times(staffed, values)
    if "facility" in values and part.facility_id != values["facility"]:
        changed.add("facility")
        part.facility_id = values["facility"]
        _require_facility(part.facility_id, facilities)
    if "needs" in values and part.needs != values["needs"]:
        changed.add("needs")
        part.needs = _needs(values["needs"])
    if "assigned_users" in values:
        wanted = sorted(set(values["assigned_users"]))
        if wanted != staffed.people:
            changed.add("assigned_users")
            require_active("assigned_users", set(wanted) - set(staffed.people), people)
            staffed.people = wanted
    if changed & {"start_time", "end_time", "assigned_users"}:
        _require_one_at_a_time(staffed, crew, people)
    return changed


def _assign_times(staffed: Staffed, values: PartValues) -> set[str]:
    part, is_new = staffed.part, staffed.part.begins is None
    before = (None, None) if is_new else (part.start_at, part.end_at)
    start, end = require_period(values.get("start_time", before[0]), values.get("end_time", before[1]), longest=LONGEST)
    if abs(start - part.event.start_at) > LONGEST:
        raise Invalid.field("start_time", f"must be within {LONGEST.days} days of the event")
    part.begins, part.lasts = start - part.event.start_at, end - start
    return {name for name, old, new in (("start_time", before[0], start), ("end_time", before[1], end)) if old != new}


def _require_facility(facility_id: int | None, facilities: Facilities) -> None:
    if facility_id is None:
        return
    facility = facilities.facilities(ids=[facility_id]).get(facility_id)
    if facility is None:
        raise Invalid.field("facility", "there is no such facility")
    if not facility.is_bookable:
        raise Invalid.field("facility", f"{facility.name} takes no bookings")


def _needs(needs: list[Need]) -> list[Need]:
    seen = set()
    for need in needs:
        if need["position"].casefold() in seen:
            raise Invalid.field("needs", f"{need['position']} is there twice")
        seen.add(need["position"].casefold())
    return needs


def _require_one_at_a_time(staffed: Staffed, crew: Crew, people: People) -> None:
    """Who is on the whole event may do a part of it; nobody does two parts at once."""
    part = staffed.part
    for key, other in crew.parts.items():
        both = sorted(set(staffed.people) & set(other.people))
        overlap = other.part.begins < part.begins + part.lasts and part.begins < other.part.begins + other.part.lasts
        if key != part.pk and both and overlap:
            person = people.people(ids=[both[0]]).get(both[0])
            raise Invalid.field(
                "assigned_users", f"{person.name if person else 'somebody'} is on {other.part.title} at that time"
            )
