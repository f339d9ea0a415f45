"""Putting values onto a ticket of any kind: what differs, and what every kind refuses alike."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from apps.core.errors import Invalid
from apps.tickets.ports import Facilities, People
from apps.tickets.register.models import Ticketed

YEARS = (1900, 2200)
COLUMNS = {
    "facility": "facility_id",
    "incident_type": "incident_type_id",
    "assignee": "assignee_id",
    "reporter": "reporter_id",
    "requested_by": "requested_by_id",
    "estimated_hours": "estimated_minutes",
}


def differing(row: Ticketed, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are not on the row already. A client may send back all it has read."""
    return {name: value for name, value in values.items() if getattr(row, COLUMNS.get(name, name)) != value}


def put(row: Ticketed, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, COLUMNS.get(name, name), value)


def require_title(values: Mapping[str, Any]) -> None:
    if not values.get("title", "-"):
        raise Invalid.field("title", "must not be empty")


def require_person(name: str, person_id: int | None, people: People) -> None:
    """Raises Invalid unless somebody works here under that id; None is nobody."""
    if person_id is None:
        return
    person = people.people(ids=[person_id]).get(person_id)
    if person is None:
        raise Invalid.field(name, "there is no such person")
    if not person.is_active:
        raise Invalid.field(name, f"{person.name} does not work here any more")


def require_facility(facility_id: int | None, facilities: Facilities) -> str:
    """The name of the facility, empty without one. Raises Invalid."""
    if facility_id is None:
        return ""
    facility = facilities.facilities(ids=[facility_id]).get(facility_id)
    if facility is None:
        raise Invalid.field("facility", "there is no such facility")
    if facility.is_archived:
        raise Invalid.field("facility", f"{facility.name} is archived")
    return facility.name


def require_day(name: str, day: date | None) -> None:
    """Raises Invalid for a day that no calendar here can show; None is no day."""
    if day and not YEARS[0] <= day.year <= YEARS[1]:
        raise Invalid.field(name, f"must lie between the years {YEARS[0]} and {YEARS[1]}")


def before(row: Ticketed, names: Collection[str] = ("status", "priority", "assignee")) -> dict[str, Any]:
    """What the timeline and the facts tell of the past."""
    return {name: getattr(row, COLUMNS.get(name, name), None) for name in names}
