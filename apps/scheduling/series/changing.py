"""Changing or ending a series: this and the following dates, or all that have not begun. The past is a record.

"This one" alone is a change of the event. What was changed by hand stays as it is; a date changed by hand that the
series would not have any more is named before it is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid, NotFound
from apps.scheduling import policies
from apps.scheduling.claims.placing import settle
from apps.scheduling.equipping.gear import Gear
from apps.scheduling.events.clashing import booked, in_the_way, lock_resources
from apps.scheduling.events.editing import Crew
from apps.scheduling.events.models import Booking, Event
from apps.scheduling.ports import Facilities, People, facilities_provider, people_provider
from apps.scheduling.series.clashing import holds_of_dates, refusal
from apps.scheduling.series.editing import PATTERN, WALLS, SeriesValues, apply_to_series
from apps.scheduling.series.errors import EditsWouldBeLost
from apps.scheduling.series.facts import SeriesCancelled, SeriesChanged
from apps.scheduling.series.making import Made, OnClash, exclude, new_dates, refuse_overlaps, write_dates
from apps.scheduling.series.matching import places, take_place
from apps.scheduling.series.models import Series
from apps.scheduling.series.rewriting import Row, rewrite
from apps.scheduling.series.services import CONSTRAINTS, told
from apps.scheduling.series.shaping import PEOPLE, Date, edits_of, horizon, wall_of
from apps.scheduling.series.splitting import continued_from, dates_before, end_before
from apps.scheduling.series.walls import read_wall, wall_text


class Scope(StrEnum):
    ALL = "all"  # every date that has not begun
    FOLLOWING = "following"  # those from one date on


@dataclass
class _Coming:
    """The dates of a series from an instant on, locked, and what they hold."""

    rows: list[Row]
    begun: list[Row]

    @property
    def ids(self) -> list[int]:
        return [row.event.pk for row in (*self.rows, *self.begun)]


@dataclass
class _Matched:
    altered: list[Row] = field(default_factory=list)
    dropped: list[Row] = field(default_factory=list)
    created: list[Date] = field(default_factory=list)


def update_series(
    *,
    actor: Actor,
    series_id: int,
    values: SeriesValues,
    now: datetime,
    scope: Scope = Scope.ALL,
    start: datetime | None = None,
    on_clash: OnClash = OnClash.REFUSE,
    drop_edits: bool = False,
    preview: bool = False,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> Made:
    """Change a series and its dates; the answer's series is the one that has the coming dates then.

    Wall times among the values are those of the first date of the series, whatever the scope: how far they lie from
    what they were is how far the dates move. `start` is the instant of the first of the following dates.
    Raises NotAllowed, NotFound, Stale, Invalid, SeriesConflict, EditsWouldBeLost.
    """
    policies.require_can_edit_events(actor)
    with transaction(), refusing(**CONSTRAINTS):
        series = _locked(series_id)
        series.require_version(expected_version)
        cut = _cut(scope, start, now)
        values = _differing(series, values)
        if not values:
            return Made(series)
        had_before = dates_before(series, cut) > 0
        is_split = had_before and (scope == Scope.FOLLOWING or bool(values.keys() & _PATTERN_VALUES))
        coming = _coming(series, cut, now)
        people_before = _people(coming.rows)
        old_start, target = series.start_wall, series
        if is_split:
            target = _continued(series, cut)
            values = _shifted(series, target, values)
            old_start = target.start_wall
        changed = apply_to_series(target, values, facilities=facilities, people=people)
        target.extended_to = max(horizon(target, now), series.extended_to)
        after = cut if had_before and not is_split else None
        wanted = [date for date in new_dates(target, until=target.extended_to) if after is None or _at(date) >= after]
        matched = _match(target, coming, wanted, moved=target.start_wall - old_start)
        made = _placed(target, coming, matched, on_clash, preview=preview, facilities=facilities, people=people)
        if not made.dates and not coming.begun and not had_before:
            raise Invalid.field("rrule", "gives no date that can be booked")
        if preview:
            return made
        if made.lost and not drop_edits:
            raise lost(made.lost)
        if is_split:
            end_before(series, cut)
            series.save_next_version()
            target.save()
        else:
            target.save_next_version()
        rewrite(target, matched.altered, matched.dropped, begun=coming.begun, now=now)
        write_dates(target, matched.created)
        settle(None, (), now=now)  # options may have become the first
        outbox.publish(
            SeriesChanged(
                **told(target, made.dates, now),
                people_before=people_before,
                moved=bool(changed & (PATTERN | {"facility_id", "location_id"})),
                occurred_at=now,
            )
        )
    return made


def end_series(
    *,
    actor: Actor,
    series_id: int,
    now: datetime,
    scope: Scope = Scope.ALL,
    start: datetime | None = None,
    drop_edits: bool = False,
    preview: bool = False,
    expected_version: int | None = None,
) -> Made:
    """Take the coming dates of a series off the schedule, all of them or those from one on.

    Raises NotAllowed, NotFound, Stale, Invalid, EditsWouldBeLost.
    """
    policies.require_can_edit_events(actor)
    with transaction(), refusing(**CONSTRAINTS):
        series = _locked(series_id)
        series.require_version(expected_version)
        cut = _cut(scope, start, now)
        coming = _coming(series, cut, now)
        made = Made(series, removed=len(coming.rows), lost=[row.date for row in coming.rows if row.is_edited])
        if preview:
            return made
        if made.lost and not drop_edits:
            raise lost(made.lost)
        facts = told(series, [row.date for row in coming.rows], now)
        lock_resources([], *(booking.resource for row in coming.rows for booking in row.bookings))
        if dates_before(series, cut):
            end_before(series, cut)
        else:
            series.archived_at = now
        series.save_next_version()
        rewrite(series, [], coming.rows, begun=[], now=now)
        settle(None, (), now=now)
        outbox.publish(SeriesCancelled(**facts, occurred_at=now))
    return made


_PATTERN_VALUES = {"dtstart", "dtend", "time_zone", "rrule", "rdate", "exdate"}
_TIMES_OF_VALUES = {"dtstart": "start_wall", "dtend": "end_wall", **WALLS}


def _locked(series_id: int) -> Series:
    found = Series.objects.live().select_for_update().filter(pk=series_id).first()
    if found is None:
        raise NotFound("There is no such series")
    return found


def _cut(scope: Scope, start: datetime | None, now: datetime) -> datetime:
    """The instant from which dates are changed. What has begun is not."""
    if scope == Scope.ALL:
        return now
    if start is None:
        raise Invalid.field("from", "say from which date on")
    return max(start, now)


def _differing(series: Series, values: SeriesValues) -> SeriesValues:
    """Without what is sent back as it was read: a client often sends a whole object."""
    same: dict[str, Any] = {
        "rrule": series.rrule,
        "time_zone": series.time_zone,
        "rdate": [wall_text(wall) for wall in series.rdates],
        "exdate": [wall_text(wall) for wall in series.exdates],
    }
    for name, column in _TIMES_OF_VALUES.items():
        wall = getattr(series, column)
        same[name] = wall_text(wall) if wall else ""
    for name in ("title", "description", "event_type", "rig_minutes", "strike_minutes", "contributors", *PEOPLE):
        same[name] = getattr(series, name)
    gear = Gear.read(series.gear)
    same |= {"facility": series.facility_id, "location": series.location_id}
    same |= {"equipment": gear.own, "kits": gear.kits}
    differing = SeriesValues()
    for name, value in values.items():
        if name not in same or same[name] != value:
            differing[name] = value  # type: ignore[literal-required]  # a member it had
    return differing


def _coming(series: Series, cut: datetime, now: datetime) -> _Coming:
    """In one order, so that two who change the same dates wait for each other instead of deadlocking."""
    events = list(Event.objects.live().filter(series=series, recurrence_at__gte=cut).select_for_update().order_by("pk"))
    bookings: dict[int, list[Booking]] = {event.pk: [] for event in events}
    for booking in Booking.objects.filter(event_id__in=list(bookings)).select_related("part").order_by("pk"):
        bookings[booking.event_id].append(booking)
    rows = []
    for event in events:
        crew = Crew.of(bookings[event.pk])
        wall = wall_of(series, event.recurrence_at or event.start_at)
        rows.append(Row(Date(event, crew, wall), bookings[event.pk], edits=edits_of(series, event, crew, wall)))
    return _Coming(
        rows=[row for row in rows if row.event.start_at > now], begun=[row for row in rows if row.event.start_at <= now]
    )


def _people(rows: Sequence[Row]) -> list[int]:
    return sorted({person for row in rows for person in row.date.crew.involved})


def _continued(series: Series, cut: datetime) -> Series:
    found = continued_from(series, cut)
    if found is None:
        raise Invalid.field("from", "the series has no date from then on")
    return found


def _shifted(series: Series, target: Series, values: SeriesValues) -> SeriesValues:
    """Wall times are told of the first date of the series; here they are those of the first date of what follows."""
    shift = target.start_wall - series.start_wall
    shifted: dict[str, Any] = dict(values)
    for name in _TIMES_OF_VALUES.keys() & values.keys():
        if text := str(shifted[name] or ""):
            shifted[name] = wall_text(read_wall(name, text, series.zone) + shift)
    for name in ("rdate", "exdate"):
        if name in shifted:
            walls = [read_wall(name, str(text), series.zone, at=series.start_wall) for text in shifted[name]]
            shifted[name] = [wall_text(wall) for wall in walls if wall >= target.start_wall]
    return shifted  # type: ignore[return-value]  # the same members


def _at(date: Date) -> datetime:
    at = date.event.recurrence_at
    assert at is not None  # noqa: S101 - every date of a series has one
    return at


def _match(series: Series, coming: _Coming, wanted: list[Date], *, moved: timedelta) -> _Matched:
    taken, created = places([*coming.rows, *coming.begun], wanted, moved=moved)
    matched = _Matched(created=created)
    for row in coming.rows:
        if found := taken.get(row.event.pk):
            take_place(series, row, found)
            matched.altered.append(row)
        else:
            row.event.edited = row.edits
            matched.dropped.append(row)
    for row in coming.begun:
        if found := taken.get(row.event.pk):
            row.event.recurrence_at = found.event.recurrence_at
    return matched


def _placed(
    series: Series,
    coming: _Coming,
    matched: _Matched,
    on_clash: OnClash,
    *,
    preview: bool,
    facilities: Facilities,
    people: People,
) -> Made:
    dates = [*(row.date for row in matched.altered), *matched.created]
    holds = holds_of_dates(dates)
    refuse_overlaps(series, holds)
    if not preview:
        held_now = (booking.resource for row in coming.rows for booking in row.bookings)
        lock_resources(holds, *held_now)
    held = {number: booked(row.bookings) for number, row in enumerate(matched.altered)}
    found = in_the_way(holds, without_events=[row.event.pk for row in coming.rows], held=held)
    if found.numbers and on_clash == OnClash.REFUSE and not preview:
        raise refusal(dates, found, facilities=facilities, people=people)
    made = Made(series, asked=dates, found=found)
    if on_clash == OnClash.SKIP and found.numbers:
        made.skipped = [dates[number] for number in sorted(found.numbers)]
        exclude(series, made.skipped)
        out = {id(date) for date in made.skipped}
        matched.dropped += [row for row in matched.altered if id(row.date) in out]
        matched.altered = [row for row in matched.altered if id(row.date) not in out]
        matched.created = [date for date in matched.created if id(date) not in out]
    made.dates = sorted(
        [*(row.date for row in matched.altered), *matched.created], key=lambda date: (date.event.start_at, date.wall)
    )
    made.created, made.removed = len(matched.created), len(matched.dropped)
    made.changed = sum(1 for row in matched.altered if row.is_altered)
    made.kept = [row.date for row in matched.altered if row.is_edited]
    made.lost = [row.date for row in matched.dropped if row.is_edited]
    return made


def lost(dates: Sequence[Date]) -> EditsWouldBeLost:
    """Names every date that was changed by hand and would go."""
    count = len(dates)
    return EditsWouldBeLost(
        f"{count} {'date was' if count == 1 else 'dates were'} changed by hand and would be lost",
        edits=edits_out(dates),
    )


def edits_out(dates: Sequence[Date]) -> list[dict[str, Any]]:
    return [
        {
            "event": {"id": date.event.pk, "title": date.event.title},
            "start_time": date.event.start_at,
            "end_time": date.event.end_at,
            "edited": date.event.edited,
        }
        for date in dates
    ]
