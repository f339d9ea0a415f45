"""What would become of each event, by itself; whether something is in its way is weighed afterwards."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import singledispatch
from zoneinfo import ZoneInfo

from django.conf import settings

from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, Refusal
from apps.scheduling.batches.asking import Apply, Cancel, ChangeFacility, Chosen, Copy, Move
from apps.scheduling.batches.lookups import Known
from apps.scheduling.batches.models import BatchItem
from apps.scheduling.batches.moving import moved_times
from apps.scheduling.batches.rows import DONE, Outcome, Row, Was, restore
from apps.scheduling.events.editing import Crew, EventValues, Staffed, apply_values, require_active
from apps.scheduling.events.models import Booking, Claimed, Event, Status
from apps.scheduling.events.selectors import Wanted, day_start, narrowed
from apps.scheduling.parts.selectors import PartRow, parts_of
from apps.scheduling.series.models import Series
from apps.scheduling.series.shaping import edits_of, wall_of
from apps.scheduling.templates.selectors import template_rows
from apps.scheduling.templates.shaping import part_alike, parts_on, values_on

MOST = 500  # events of one batch


class Planner:
    """Plans one batch. With `lock` the events are locked, in one order; a preview only reads them."""

    def __init__(self, *, actor: Actor, known: Known, lock: bool) -> None:
        self.actor, self.known, self._lock = actor, known, lock

    def read(self, chosen: Sequence[Chosen]) -> list[Row]:
        """The events in the order they were chosen; who is gone or was changed meanwhile is marked."""
        if not chosen:
            raise Invalid.field("events", "choose at least one event")
        versions = {pick.event_id: pick.version for pick in chosen}
        _require_few(len(versions))
        rows = {row.event.pk: row for row in self.rows_of(versions)}
        for key, version in versions.items():
            row = rows.get(key)
            if row is None or row.event.archived_at is not None:
                rows[key] = row or Row(Event(pk=key, title=""), Crew(), Outcome.GONE, source_id=key)
                rows[key].outcome = Outcome.GONE
            elif version is not None and version != row.event.version:
                row.outcome = Outcome.TOUCHED
        return [rows[key] for key in versions]

    def rows_of(self, event_ids: Collection[int]) -> list[Row]:
        """Also of events that were taken off the schedule. Two queries."""
        events = Event.objects.filter(pk__in=event_ids).order_by("pk")
        found = list(events.select_for_update() if self._lock else events)
        bookings: dict[int, list[Booking]] = {event.pk: [] for event in found}
        for booking in Booking.objects.filter(event_id__in=list(bookings)).select_related("part").order_by("pk"):
            bookings[booking.event_id].append(booking)
        return [Row.of(event, bookings[event.pk]) for event in found]

    def apply(self, row: Row, values: EventValues) -> None:
        """Put values onto an event; a refusal is the row's own."""
        try:
            row.changed = apply_values(
                row.event,
                row.crew,
                values,
                facilities=self.known,
                people=self.known,
                equipment=self.known,
            )
        except Refusal as refusal:
            row.refuse(refusal)
            return
        if row.outcome == Outcome.CHANGED and not row.changed:
            row.outcome = Outcome.SAME

    def new(self, values: EventValues, parts: Sequence[Staffed], *, source: Event | None = None) -> Row:
        event = Event(created_by_id=self.actor.id, time_zone="", title=values.get("title", ""))
        row = Row(event, Crew(), Outcome.CREATED)
        if source is not None:
            row.source_id = source.pk
            row.was = Was.of(source)
        self.apply(row, values)
        if source is not None:  # as they were agreed, whatever the facility asks for by now
            event.rig_minutes, event.strike_minutes = source.rig_minutes, source.strike_minutes
            event.shares_buffers = source.shares_buffers
        row.crew.parts = dict(enumerate(parts))
        try:
            self._require_parts(parts)
        except Refusal as refusal:
            row.refuse(refusal)
        return row

    def _require_parts(self, parts: Sequence[Staffed]) -> None:
        rooms = self.known.facilities(ids={staffed.part.facility_id for staffed in parts if staffed.part.facility_id})
        for staffed in parts:
            room = rooms.get(staffed.part.facility_id or 0)
            if staffed.part.facility_id and (room is None or not room.is_bookable):
                name = room.name if room else "its facility"
                raise Invalid.field("parts", f"{name} of {staffed.part.title} takes no bookings")
            require_active("parts", staffed.people, self.known)


@singledispatch
def plan(asked: object, planner: Planner) -> list[Row]:
    raise TypeError(f"nothing plans {asked!r}")


@plan.register
def _(asked: Move, planner: Planner) -> list[Row]:
    if not asked.days and not asked.minutes:
        raise Invalid.field("minutes", "say how far to move")
    rows = planner.read(asked.events)
    for row in _planned(rows):
        try:
            values, row.notes = moved_times(row.event, days=asked.days, minutes=asked.minutes, field="days")
        except Invalid as refusal:
            row.refuse(refusal)
            continue
        planner.apply(row, values)
    return _noted(rows)


@plan.register
def _(asked: ChangeFacility, planner: Planner) -> list[Row]:
    facility = planner.known.facilities(ids=[asked.facility_id]).get(asked.facility_id)
    if facility is None:
        raise Invalid.field("facility", "there is no such facility")
    if not facility.is_bookable:
        raise Invalid.field("facility", f"{facility.name} takes no bookings")
    rows = planner.read(asked.events)
    for row in _planned(rows):
        planner.apply(row, EventValues(facility=asked.facility_id))
    return _noted(rows)


@plan.register
def _(asked: Cancel, planner: Planner) -> list[Row]:
    rows = planner.read(asked.events)
    for row in _planned(rows):
        planner.apply(row, EventValues(status=Status.CANCELLED))
    return _noted(rows)


@plan.register
def _(asked: Copy, planner: Planner) -> list[Row]:
    originals, first_day = _originals(asked, planner)
    _require_few(len(originals) * len(_days(asked.to)))
    rows = [row for row in originals if row.is_left]
    parts = _parts_of(originals)
    values = {row.event.pk: _values_of(row, asked) for row in originals if not row.is_left}
    planner.known.meet(values.values())
    for day in _days(asked.to):
        for original in originals:
            if original.is_left:
                continue
            source = original.event
            try:
                times, notes = moved_times(source, days=(day - first_day).days, minutes=0, field="to")
            except Invalid as refusal:
                rows.append(Row(source, Crew(), Outcome.REFUSED, source_id=source.pk, refusal=refusal))
                continue
            row = planner.new(
                values[source.pk] | times,
                [part_alike(part, with_people=asked.with_people) for part in parts[source.pk]],
                source=source,
            )
            row.notes = notes
            rows.append(row)
    return rows


@plan.register
def _(asked: Apply, planner: Planner) -> list[Row]:
    template, entries = template_rows(template_id=asked.template_id)
    days = _days(asked.to)
    _require_few(len(entries) * len(days))
    if not entries:
        raise Invalid.field("template", f"{template.name} has no events")
    planner.known.facilities(ids={entry.facility_id for entry in entries if entry.facility_id})
    wanted = []
    for day in days:
        for entry in entries:
            zone = _zone_of(entry.facility_id, entry.time_zone, planner.known)
            wanted.append((entry, *values_on(entry, day, zone)))
    planner.known.meet([values for _, values, _ in wanted])
    rows = []
    for entry, values, notes in wanted:
        row = planner.new(values, parts_on(entry))
        row.notes = notes
        rows.append(row)
    return rows


def plan_undo(items: Sequence[BatchItem], planner: Planner, now: datetime) -> list[Row]:
    """What was made goes, what was changed is put back; what somebody touched since stays."""
    rows = {row.event.pk: row for row in planner.rows_of([item.event_id for item in items])}
    planned = []
    for item in items:
        row = rows[item.event_id]
        planned.append(row)
        if row.event.archived_at is not None:
            row.outcome = Outcome.GONE
        elif row.event.version != item.version:
            row.outcome = Outcome.TOUCHED
        elif item.before is None:
            row.outcome, row.event.archived_at = Outcome.REMOVED, now
        else:
            restore(row, item.before)
    return _noted(planned)


def _originals(asked: Copy, planner: Planner) -> tuple[list[Row], date]:
    """What is copied, and the day that becomes each of those it is copied to."""
    if not asked.to:
        raise Invalid.field("to", "name at least one day")
    zone = ZoneInfo(settings.TIME_ZONE)
    if asked.events:
        rows = planner.read(asked.events)
        for row in rows:
            if not row.is_left and not row.event.is_live:
                row.refuse(Conflict(f"{row.event.title} is cancelled"))
        starts = [row.event.start_at for row in rows if not row.is_left]
        return rows, asked.first_day or (min(starts).astimezone(zone).date() if starts else asked.to[0])
    if asked.first_day is None or asked.span is None:
        raise Invalid.field("from", "say which events, or which day or week")
    start = day_start("from", asked.first_day)
    end = day_start("from", asked.first_day, days=asked.span.days)
    live = Event.objects.live().filter(start_at__gte=start, start_at__lt=end).exclude(status=Status.CANCELLED)
    ids = narrowed(live, Wanted(facility=asked.facility_id)).order_by("start_at", "pk").values_list("pk", flat=True)
    chosen = [Chosen(key) for key in ids[: MOST + 1]]
    if not chosen:
        raise Invalid.field("from", f"nothing is planned in that {asked.span}")
    return planner.read(chosen), asked.first_day


def _values_of(original: Row, asked: Copy) -> EventValues:
    """Everything of an event but its times, where it came from and how far it has got."""
    event, crew = original.event, original.crew
    values = EventValues(
        title=event.title,
        description=event.description,
        event_type=event.event_type,
        facility=event.facility_id,
        location=event.location_id,
        time_zone=event.time_zone,
        rig_minutes=event.rig_minutes,
        strike_minutes=event.strike_minutes,
        contributors=list(event.contributors),
        claim=event.claim if event.claim == Claimed.HELD else Claimed.CONFIRMED,
    )
    if asked.with_people:
        values |= EventValues(assigned_users=crew.confirmed, tentative_users=crew.tentative)
    if asked.with_equipment:
        values |= EventValues(
            equipment=crew.gear.own,
            kits=crew.gear.kits,
            pools=[{"pool": pool, "quantity": quantity} for pool, quantity in crew.gear.pools.items()],
        )
    return values


def _parts_of(originals: Sequence[Row]) -> dict[int, list[PartRow]]:
    found: dict[int, list[PartRow]] = {row.event.pk: [] for row in originals}
    for part in parts_of(list(found)):
        found[part.event_id].append(part)
    return found


def _planned(rows: Collection[Row]) -> list[Row]:
    return [row for row in rows if row.outcome == Outcome.CHANGED]


def _noted(rows: list[Row]) -> list[Row]:
    """Dates of series know what of them differs from the series by hand from now on. One query."""
    dates = [row for row in rows if row.outcome in DONE and row.event.series_id and row.event.recurrence_at]
    series = Series.objects.in_bulk({row.event.series_id for row in dates if row.event.series_id})
    for row in dates:
        event, of = row.event, series[row.event.series_id or 0]
        event.edited = edits_of(of, event, row.crew, wall_of(of, event.recurrence_at or event.start_at))
    return rows


def _zone_of(facility_id: int | None, time_zone: str, known: Known) -> ZoneInfo:
    facility = known.facilities(ids=[facility_id]).get(facility_id) if facility_id else None
    return ZoneInfo(time_zone or (facility.time_zone if facility else "") or settings.TIME_ZONE)


def _days(days: Sequence[date]) -> list[date]:
    return sorted(set(days))


def _require_few(count: int) -> None:
    if count > MOST:
        raise Invalid.field("events", f"at most {MOST} at once, these are {count:,}")
