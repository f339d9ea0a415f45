"""Writing templates: made by hand or from a day or week of the schedule, edited, deleted."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import available_timezones

from typing_extensions import TypedDict

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid
from apps.scheduling import policies
from apps.scheduling.events.editing import Crew
from apps.scheduling.events.models import LONGEST, Booking, Event, Status
from apps.scheduling.events.selectors import Wanted, day_start, narrowed
from apps.scheduling.parts.selectors import PartRow, parts_of
from apps.scheduling.ports import (
    Equipment,
    Facilities,
    People,
    equipment_provider,
    facilities_provider,
    people_provider,
)
from apps.scheduling.templates import selectors
from apps.scheduling.templates.facts import TemplateChanged
from apps.scheduling.templates.models import EntryPart, Span, Template, TemplateEntry
from apps.scheduling.templates.shaping import entry_of

MOST = 500  # entries of one template, as many as a batch may make
DAYS = {Span.DAY: 1, Span.WEEK: 7}
_ZONES = available_timezones()
_MINUTES = 24 * 60


class TemplateValues(TypedDict, total=False):
    name: str
    description: str
    span: str
    entries: list[TemplateEntry]


class Original(TypedDict):
    """The day or week of the schedule that a template is made of; the day is the station's."""

    first_day: date
    facility: int | None
    with_people: bool
    with_equipment: bool


def create_template(
    *,
    actor: Actor,
    values: TemplateValues,
    now: datetime,
    original: Original | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
    equipment: Equipment = equipment_provider,
) -> Template:
    """Keep a template, of the entries given or of what is planned in its original. Raises NotAllowed, Invalid."""
    policies.require_can_edit_events(actor)
    with transaction():
        template = Template(created_by_id=actor.id)
        _assign(template, values)
        entries = values.get("entries", [])
        if original:
            entries = _entries_of(original, Span(template.span))
        _check(entries, Span(template.span), facilities=facilities, people=people, equipment=equipment)
        template.save()
        _write(template, entries)
        outbox.publish(TemplateChanged(schedule_template_id=template.pk, occurred_at=now))
    return template


def update_template(
    *,
    actor: Actor,
    template_id: int,
    values: TemplateValues,
    now: datetime,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
    equipment: Equipment = equipment_provider,
) -> Template:
    """`entries` replace those that were there. Raises NotAllowed, NotFound, Stale, Invalid."""
    policies.require_can_edit_events(actor)
    with transaction():
        template = _locked(template_id)
        template.require_version(expected_version)
        _assign(template, values)
        if "entries" in values:
            entries = values["entries"]
            _check(entries, Span(template.span), facilities=facilities, people=people, equipment=equipment)
            template.entries.all().delete()
            _write(template, entries)
        elif "span" in values:
            _require_within(selectors.entries_of([template.pk])[template.pk], Span(template.span))
        template.save_next_version()
        outbox.publish(TemplateChanged(schedule_template_id=template.pk, occurred_at=now))
    return template


def delete_template(*, actor: Actor, template_id: int, now: datetime, expected_version: int | None = None) -> None:
    """What was made of it stays on the schedule. Raises NotAllowed, NotFound, Stale."""
    policies.require_can_edit_events(actor)
    with transaction():
        template = _locked(template_id)
        template.require_version(expected_version)
        template.archived_at = now
        template.save_next_version()
        outbox.publish(TemplateChanged(schedule_template_id=template.pk, occurred_at=now))


def _locked(template_id: int) -> Template:
    selectors.template_by_id(template_id=template_id)
    return Template.objects.select_for_update().get(pk=template_id)


def _assign(template: Template, values: TemplateValues) -> None:
    for name in ("name", "description", "span"):
        if name in values:
            setattr(template, name, values[name])
    if not template.name:
        raise Invalid.field("name", "must not be empty")


def _write(template: Template, entries: Sequence[TemplateEntry]) -> None:
    for entry in entries:
        entry.template = template
    TemplateEntry.objects.bulk_create(entries)


def _entries_of(original: Original, span: Span) -> list[TemplateEntry]:
    first_day, facility = original["first_day"], original["facility"]
    start, end = day_start("from", first_day), day_start("from", first_day, days=DAYS[span])
    live = Event.objects.live().filter(start_at__gte=start, start_at__lt=end).exclude(status=Status.CANCELLED)
    events = list(narrowed(live, Wanted(facility=facility)).order_by("start_at", "pk")[: MOST + 1])
    if not events:
        raise Invalid.field("from", f"nothing is planned in that {span}")
    bookings: dict[int, list[Booking]] = {event.pk: [] for event in events}
    for booking in Booking.objects.filter(event_id__in=list(bookings)).select_related("part").order_by("pk"):
        bookings[booking.event_id].append(booking)
    parts: dict[int, list[PartRow]] = {event.pk: [] for event in events}
    for part in parts_of(list(parts)):
        parts[part.event_id].append(part)
    return [
        entry_of(
            event,
            Crew.of(bookings[event.pk]),
            parts[event.pk],
            first_day,
            with_people=original["with_people"],
            with_equipment=original["with_equipment"],
        )
        for event in events
    ]


def _check(
    entries: Sequence[TemplateEntry], span: Span, *, facilities: Facilities, people: People, equipment: Equipment
) -> None:
    """That everything named exists; whether it can be booked is found out when the template is applied."""
    if len(entries) > MOST:
        raise Invalid.field("entries", f"at most {MOST}, these are {len(entries):,}")
    _require_within(entries, span)
    parts = [part for entry in entries for part in entry.parts]
    rooms = {key for key in (*(e.facility_id for e in entries), *(part["facility"] for part in parts)) if key}
    sites = {entry.location_id for entry in entries if entry.location_id}
    persons = {key for entry in entries for key in (*entry.assigned_users, *entry.tentative_users)}
    persons |= {key for part in parts for key in part["people"]}
    items = {key for entry in entries for key in entry.equipment}
    kits = {key for entry in entries for key in entry.kits}
    pools = {pool for entry in entries for pool, _ in entry.pools}
    missing = {
        "facility": rooms - facilities.facilities(ids=rooms).keys(),
        "location": sites - facilities.locations(ids=sites).keys(),
        "person": persons - people.people(ids=persons).keys(),
        "item": items - equipment.equipment(ids=items).keys(),
        "kit": kits - equipment.kits(ids=kits).keys(),
        "pool": pools - equipment.pools(ids=pools).keys(),
    }
    for name, ids in missing.items():
        if ids:
            raise Invalid.field("entries", f"there is no {name} with id {min(ids)}")


def _require_within(entries: Sequence[TemplateEntry], span: Span) -> None:
    """An entry begins in the span; other zones may put it a day before or after by their clocks."""
    for entry in entries:
        if not -_MINUTES <= entry.start_minute < (DAYS[span] + 1) * _MINUTES:
            raise Invalid.field("entries", f"{entry.title} begins on a day that is not in the {span}")
        if entry.end_minute <= entry.start_minute:
            raise Invalid.field("entries", f"{entry.title} must end after it starts")
        if entry.length > LONGEST:
            raise Invalid.field("entries", f"{entry.title} must not last longer than {LONGEST.days} days")
        if entry.time_zone and entry.time_zone not in _ZONES:
            raise Invalid.field("entries", f"{entry.time_zone} is no name of the IANA time zone database")
        if (entry.on_air_after is None) != (entry.off_air_before is None):
            raise Invalid.field("entries", f"{entry.title} needs both ends of its time on air")
        _require_one_at_a_time(entry.parts)


def _require_one_at_a_time(parts: Sequence[EntryPart]) -> None:
    latest: dict[int, EntryPart] = {}
    for part in sorted(parts, key=lambda part: part["begins"]):
        for person in part["people"]:
            earlier = latest.get(person)
            if earlier and part["begins"] < earlier["begins"] + earlier["lasts"]:
                raise Invalid.field("entries", f"somebody is on {earlier['title']} and on {part['title']} at once")
            latest[person] = part
