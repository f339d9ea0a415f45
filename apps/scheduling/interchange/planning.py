"""What the staged rows come to: events to create, to change, to leave; rows that are bad.

A row is applied to an event in memory by the same rules as a request (`apply_values`), so an import can do nothing
that a person could not. The file decides the fields it has columns for, also those that people edited meanwhile; the
audit shows both. What it does not mention stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from apps.core.errors import Invalid
from apps.scheduling.events.editing import Crew, EventValues, apply_values
from apps.scheduling.events.models import Booking, Event
from apps.scheduling.interchange.formats import Format, RowRefused
from apps.scheduling.interchange.identity import event_id_of
from apps.scheduling.interchange.merging import Merging, RowDiffers
from apps.scheduling.interchange.models import ImportRow, ImportRun, Outcome
from apps.scheduling.interchange.resolving import Directory, NamedPeople, addresses_of
from apps.scheduling.interchange.staging import batches

if TYPE_CHECKING:
    from apps.scheduling.interchange.repeating.plan import SeriesPlan

_MOMENTS = ("on_air_start", "on_air_end", "call_time", "wrap_time")
_ON_AIR = {"on_air_start", "on_air_end"}
TAKEN_OFF = "It was taken off the schedule here and stays off."


@dataclass
class Planned:
    """One row and the event as it would be."""

    row: ImportRow
    outcome: Outcome
    reason: str = ""
    note: str = ""
    event: Event | None = None
    crew: Crew = field(default_factory=Crew)
    bookings: list[Booking] = field(default_factory=list)
    people_before: list[int] = field(default_factory=list)
    was_holding: bool = False
    changed: set[str] = field(default_factory=set)
    lacks_facility: bool = False
    series: "SeriesPlan | None" = None


@dataclass
class _Existing:
    """Events of the schedule that rows of one batch may mean."""

    by_key: dict[tuple[str, str], Event]
    by_id: dict[int, Event]
    bookings: dict[int, list[Booking]]


def planned(
    run: ImportRun, rows: Any, directory: Directory, *, people: NamedPeople, merging: Merging, lock: bool = False
) -> Iterator[list[Planned]]:
    """The rows in batches, each with what it comes to. Holds and clashes are not looked at here.

    Args:
        rows: a queryset of readable rows, in order.
        lock: keep the events that are found locked until the transaction ends.
    """
    for batch in batches(rows.iterator(chunk_size=500)):
        directory.meet(addresses_of(batch), people)
        merging.meet(batch)
        existing = _existing(batch, lock=lock)
        yield [_planned(run, row, directory, existing, merging) for row in batch]


def _existing(batch: list[ImportRow], *, lock: bool) -> _Existing:
    own = {event_id for row in batch if (event_id := event_id_of(row.external_id))}
    events = Event.objects.filter(
        Q(pk__in=own) | Q(source__in={row.source for row in batch}, external_id__in={row.external_id for row in batch})
    ).order_by("pk")
    found = list(events.select_for_update() if lock else events)
    bookings: dict[int, list[Booking]] = {}
    for booking in Booking.objects.filter(event__in=found).select_related("part").order_by("pk"):
        bookings.setdefault(booking.event_id, []).append(booking)
    return _Existing(
        by_key={(event.source, event.external_id): event for event in found},
        by_id={event.pk: event for event in found if event.pk in own},
        bookings=bookings,
    )


def _planned(run: ImportRun, row: ImportRow, directory: Directory, existing: _Existing, merging: Merging) -> Planned:
    own = event_id_of(row.external_id)
    event = existing.by_id.get(own) if own else existing.by_key.get((row.source, row.external_id))
    if own and event is None:
        return Planned(row, Outcome.BAD, reason="ID names an event of this station that does not exist.")
    if event is not None and event.archived_at is not None:
        return Planned(row, Outcome.UNCHANGED, event=event, note=TAKEN_OFF)
    bookings = existing.bookings.get(event.pk, []) if event else []
    crew = Crew.of(bookings)
    plan = Planned(
        row,
        Outcome.CHANGED if event else Outcome.CREATED,
        event=event or _new_event(run, row),
        crew=crew,
        bookings=bookings,
        people_before=crew.everyone,
        was_holding=event is not None and event.is_holding,
    )
    try:
        said = values_of_row(row, plan, directory, is_calendar=run.format == Format.ICALENDAR)
        values = merging.merged(row, event, crew, said)
        plan.changed = apply_until_settled(_event_of(plan), crew, values, directory)
    except RowRefused as refused:
        plan.outcome, plan.reason = Outcome.BAD, refused.reason
    except RowDiffers as differs:
        plan.outcome, plan.reason = Outcome.CONFLICT, differs.reason
    except Invalid as invalid:
        plan.outcome, plan.reason = Outcome.BAD, f"{invalid.detail}."
    else:
        if not plan.changed:
            plan.outcome = Outcome.UNCHANGED
    return plan


def _event_of(plan: Planned) -> Event:
    assert plan.event is not None  # noqa: S101 - set just before
    return plan.event


def _new_event(run: ImportRun, row: ImportRow) -> Event:
    return Event(created_by_id=run.created_by_id, time_zone="", source=row.source, external_id=row.external_id)


def apply_until_settled(event: Event, crew: Crew, values: EventValues, directory: Directory) -> set[str]:
    """Apply until nothing differs: what follows from a value (a new facility's zone, times that move along with
    the start) must not win over what the file says itself."""
    changed: set[str] = set()
    for _ in range(4):
        again = apply_values(event, crew, values, facilities=directory, people=directory)
        changed |= again
        if not again:
            break
    return changed


def values_of_row(row: ImportRow, plan: Planned, directory: Directory, *, is_calendar: bool) -> EventValues:
    """What the row says, in ids of this station. Raises RowRefused."""
    content: dict[str, Any] = row.content or {}
    stated = set(content["stated"])
    if stated & _ON_AIR:
        stated |= _ON_AIR  # one end alone means to or from the end of the event
    values: EventValues = {
        "title": row.title,
        "start_time": row.start_at,
        "end_time": row.end_at,
        "time_zone": content["time_zone"],
    }
    if "facility_name" in stated:
        values["facility"] = _facility_id(row, plan, directory)
    if "location_name" in stated and content["location_name"]:
        values["location"] = _location_id(content["location_name"], directory)
    if "event_type" in stated:
        values["event_type"] = content["event_type"]
    if "description" in stated:
        values["description"] = content["description"]
    if "status" in stated:
        values["status"] = content["status"]
    for name in _MOMENTS:
        if name in stated:
            values[name] = datetime.fromisoformat(content[name]) if content[name] else None  # type: ignore[literal-required]  # one of the four
    contributors = list(content["contributors"])
    if "people" in stated:
        unknown = [address for address in content["people"] if address not in directory.by_address]
        if unknown and not is_calendar:
            raise RowRefused(f"People: nobody here has the user name or e-mail address {unknown[0]}.")
        # Invitations of calendars go to the outside world as well: whom we do not know is a guest.
        contributors += [address for address in unknown if address not in contributors]
        values["assigned_users"] = [
            directory.by_address[address] for address in content["people"] if address not in unknown
        ]
    if "contributors" in stated or contributors:
        values["contributors"] = contributors
    return values


def _facility_id(row: ImportRow, plan: Planned, directory: Directory) -> int | None:
    if not row.facility_name:
        return None
    facility = directory.facility_named(row.facility_name)
    if facility is None:
        plan.lacks_facility = True
        raise RowRefused(f'Facility "{row.facility_name}" does not exist here.')
    return facility.id


def _location_id(name: str, directory: Directory) -> int:
    location = directory.location_named(name)
    if location is None:
        raise RowRefused(f'Location "{name}" does not exist here.')
    return location.id
