"""What the series of a file come to: each with all its dates, whole or not at all.

A series is known again by its id. Its rule and values are the file's; see `dating` for what people changed. What the
file said is kept with the series, so that the next one is compared with it.
"""

from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from apps.core.errors import Invalid
from apps.scheduling.events.editing import Crew
from apps.scheduling.events.models import Booking, Event
from apps.scheduling.interchange.formats import Format, RowRefused
from apps.scheduling.interchange.identity import series_id_of
from apps.scheduling.interchange.merging import Dispute, Merging, RowDiffers, SeriesSaid
from apps.scheduling.interchange.models import ImportRow, ImportRowQuerySet, ImportRun, Outcome
from apps.scheduling.interchange.planning import TAKEN_OFF, Planned
from apps.scheduling.interchange.repeating.dating import Dating, by_instant, wanted_dates, without_outdated
from apps.scheduling.interchange.repeating.plan import SeriesPlan, plain_values
from apps.scheduling.interchange.repeating.saying import said_of, same_rule, status_of, text_of_wall
from apps.scheduling.interchange.resolving import Directory, NamedPeople, addresses_of
from apps.scheduling.interchange.staging import batches
from apps.scheduling.series.clashing import holds_of_dates
from apps.scheduling.series.editing import PATTERN, SeriesValues, apply_to_series
from apps.scheduling.series.expansion import wall_in
from apps.scheduling.series.making import refuse_overlaps
from apps.scheduling.series.models import Series
from apps.scheduling.series.rewriting import Row
from apps.scheduling.series.shaping import Date, edits_of, wall_of
from apps.scheduling.series.walls import wall_text

_AT_ONCE = 50  # series looked up together
_NAMED_DAYS = 5  # overwritten dates that a note names
_COLUMNS = ("title", "description", "event_type", "facility_id", "location_id", "start_wall", "end_wall", "time_zone",
            "rrule", "rdates", "exdates", "on_air_start_wall", "on_air_end_wall", "call_wall", "wrap_wall",
            "rig_minutes", "strike_minutes", "shares_buffers", "contributors", "assigned_users", "tentative_users",
            "status")  # fmt: skip


@dataclass
class _Known:
    """Series of the schedule that the rows of one batch may mean, with their events."""

    by_key: dict[tuple[str, str], Series]
    by_id: dict[int, Series]
    continued: set[int]  # ids of series that people cut, and went on with another
    single: dict[tuple[str, str], Event]
    events: dict[int, list[Event]]
    bookings: dict[int, list[Booking]]
    broken: dict[str, int]  # ids of series that have an entry which cannot be read, and its number


@dataclass(frozen=True)
class _Setting:
    """What is the same for all series of a run."""

    run: ImportRun
    directory: Directory
    merging: Merging
    now: datetime
    lock: bool


def planned_series(
    run: ImportRun,
    rows: ImportRowQuerySet,
    directory: Directory,
    *,
    people: NamedPeople,
    merging: Merging,
    now: datetime,
    lock: bool = False,
) -> Iterator[list[Planned]]:
    """The series among the rows, batch by batch; of each the first row carries the plan for all of it.

    Args:
        rows: as `of_series` orders them.
        lock: keep what is found locked until the transaction ends.
    """
    setting = _Setting(run, directory, merging, now, lock)
    groups = (list(found) for _, found in groupby(rows.iterator(chunk_size=500), key=_key))
    for batch in batches(groups, _AT_ONCE):
        every = [row for group in batch for row in group]
        directory.meet(addresses_of(every), people)
        known = _known(run, every, lock=lock)
        yield [plan for group in batch for plan in _Group(group, known, setting).planned()]


def _key(row: ImportRow) -> tuple[str, str]:
    return row.source, row.external_id


def _known(run: ImportRun, rows: list[ImportRow], *, lock: bool) -> _Known:
    keys = {"source__in": {row.source for row in rows}, "external_id__in": {row.external_id for row in rows}}
    own = {key for row in rows if (key := series_id_of(row.external_id))}
    series = Series.objects.filter(pk__in=own) | Series.objects.filter(**keys)
    # of a series that was taken off and made anew the living one is meant
    found = sorted((series.select_for_update() if lock else series).order_by("pk"), key=lambda s: s.archived_at is None)
    single = Event.objects.live().filter(series=None, **keys).order_by("pk")
    singles = list(single.select_for_update() if lock else single)
    of_series = Event.objects.live().filter(series__in=found).order_by("pk")
    events: dict[int, list[Event]] = {}
    for event in of_series.select_for_update() if lock else of_series:
        events.setdefault(event.series_id or 0, []).append(event)
    bookings: dict[int, list[Booking]] = {}
    ids = [event.pk for listed in events.values() for event in listed] + [event.pk for event in singles]
    for booking in Booking.objects.filter(event_id__in=ids).select_related("part").order_by("pk"):
        bookings.setdefault(booking.event_id, []).append(booking)
    broken = run.rows.filter(content__isnull=True, external_id__in=keys["external_id__in"]).exclude(part="")
    return _Known(
        by_key={(one.source, one.external_id): one for one in found},
        by_id={one.pk: one for one in found if one.pk in own},
        continued={one.follows_id for one in Series.objects.live().filter(follows__in=found) if one.follows_id},
        single={(event.source, event.external_id): event for event in singles},
        events=events,
        bookings=bookings,
        broken=dict(broken.values_list("external_id", "number")),
    )


class _Group:
    """The rows of one series: its own, if the file has it, and those of changed dates."""

    def __init__(self, rows: list[ImportRow], known: _Known, setting: _Setting) -> None:
        self._known = known
        self._setting = setting
        self._lead = Planned(rows[0], Outcome.CREATED)
        self._plans = [self._lead, *(Planned(row, Outcome.UNCHANGED) for row in rows[1:])]

    def planned(self) -> list[Planned]:
        try:
            self._plan()
        except RowRefused as refused:
            self._give_up(Outcome.BAD, refused.reason)
        except RowDiffers as differs:
            self._give_up(Outcome.CONFLICT, differs.reason)
            if differs.dispute and (old := self._found()):
                self._setting.merging.differs(self._lead.row, old, differs.dispute)
        except Invalid as invalid:
            self._give_up(Outcome.BAD, f"{invalid.detail}.")
        return self._plans

    def _give_up(self, outcome: Outcome, reason: str) -> None:
        self._lead.series = None
        for plan in self._plans:
            plan.outcome, plan.changed, plan.event = outcome, set(), None
            plan.reason = reason if plan is self._lead else f"It belongs to row {self._lead.row.number}: {reason}"
            plan.lacks_facility = self._lead.lacks_facility or plan.lacks_facility

    def _found(self) -> Series | None:
        """The series that is meant. Raises RowRefused."""
        row = self._lead.row
        own = series_id_of(row.external_id)
        found = self._known.by_id.get(own) if own else self._known.by_key.get(_key(row))
        if own and found is None:
            raise RowRefused("UID names a series of this station that does not exist.")
        if number := self._known.broken.get(row.external_id):
            raise RowRefused(f"Entry {number} of this series cannot be read, and a part of it is not taken.")
        return found

    def _plan(self) -> None:
        setting, row, old = self._setting, self._lead.row, self._found()
        if old is not None and old.archived_at is not None:
            for plan in self._plans:
                plan.outcome, plan.note = Outcome.UNCHANGED, TAKEN_OFF
            return
        is_calendar = setting.run.format == Format.ICALENDAR
        said = said_of(self._lead, setting.directory, is_known=old is not None, is_calendar=is_calendar)
        told = deepcopy(old.told) if old else {}
        series = copy(old) if old else self._new_series()
        is_continued = old is not None and old.pk in self._known.continued
        rows = [plan.row for plan in self._plans]
        values = setting.merging.of_series(SeriesSaid(rows, old, told, said, is_continued))
        self._apply(series, old, values, said, told)
        series.status = status_of(row, old)
        dates = [plan for plan in self._plans if plan.row.part == "date"]
        named = without_outdated(series, by_instant(series, dates), row)
        kept = {id(plan) for plan in named.values()}
        for plan in dates:
            if id(plan) not in kept:
                plan.note = "Its series has changed since and does not have that date any more."
        wanted = wanted_dates(series, named, now=setting.now)
        dating = Dating(
            SeriesPlan(series, is_new=old is None),
            named,
            told.get("dates", {}),
            asks=setting.merging.asks,
            directory=setting.directory,
            is_calendar=is_calendar,
            now=setting.now,
            alone=old is not None and row.part == "date",
        )
        moved = series.start_wall - old.start_wall if old else timedelta(0)
        dating.match(self._rows_of(old or series), wanted, moved=moved)
        refuse_overlaps(series, holds_of_dates([*dating.plan.created, *(row.date for row in dating.plan.altered)]))
        series.told = {"said": plain_values(said) or told.get("said", {}), "dates": dating.tells}
        self._conclude(dating, old)
        if setting.lock and old is not None and self._lead.outcome == Outcome.UNCHANGED and series.told != told:
            Series.objects.filter(pk=old.pk).update(told=series.told)

    def _apply(
        self, series: Series, old: Series | None, values: SeriesValues, said: SeriesValues, told: dict[str, Any]
    ) -> None:
        if values.get("rrule", "").strip():
            values["rrule"] = same_rule(series, values)
        if old is not None and "exdate" in values:  # what people took off stays off
            last = told.get("said", {}).get("exdate", [])
            kept = {wall_text(wall) for wall in old.exdates} - {text_of_wall(text) for text in last}
            values["exdate"] = sorted({text_of_wall(text) for text in values["exdate"]} | kept)
        directory = self._setting.directory
        changed = apply_to_series(series, values, facilities=directory, people=directory)
        if not series.title:
            raise RowRefused("SUMMARY is empty.")
        if old is not None and changed & PATTERN and old.pk in self._known.continued:
            raise RowDiffers(
                "People ended this series here and went on with another one: change that one by hand.",
                Dispute(fields=[], ours={"said": plain_values(said)}, theirs=None),
            )

    def _new_series(self) -> Series:
        row = self._lead.row
        return Series(
            created_by_id=self._setting.run.created_by_id,
            time_zone="",
            title="",
            source=row.source,
            external_id=row.external_id,
        )

    def _rows_of(self, series: Series) -> list[Row]:
        """Its events, and the one that did not repeat so far."""
        single = self._known.single.get(_key(self._lead.row))
        rows = []
        for event in [*self._known.events.get(series.pk or 0, []), *([single] if single else [])]:
            bookings = self._known.bookings.get(event.pk, [])
            crew = Crew.of(bookings)
            wall = wall_in(series.zone, event.start_at)
            edits: list[str] = []
            if event is not single:
                wall = wall_of(series, event.recurrence_at or event.start_at)
                edits = edits_of(series, event, crew, wall)
            rows.append(Row(Date(event, crew, wall), bookings, edits=edits))
        return rows

    def _conclude(self, dating: Dating, old: Series | None) -> None:
        lead, plan, series = self._lead, dating.plan, dating.series
        lead.series = plan
        if old is None:
            if not plan.created and not plan.altered:
                raise RowRefused("The series has no date: EXDATE takes out all that RRULE gives.")
            lead.outcome = Outcome.CREATED
        else:
            lead.changed = {name for name in _COLUMNS if getattr(series, name) != getattr(old, name)}
            if plan.changes_dates:
                lead.changed.add("dates")
            lead.outcome = Outcome.CHANGED if lead.changed else Outcome.UNCHANGED
        altered = {date.event.recurrence_at for date in plan.taking}
        for at, found in dating.named.items():
            if found is not lead:
                there = Outcome.CHANGED if at in altered else Outcome.UNCHANGED
                found.outcome = Outcome.CREATED if old is None else there
        lead.note = " ".join(filter(None, (lead.row.note, *_notes(dating))))


def _notes(dating: Dating) -> Iterator[str]:
    """What whoever looks at the plan is to know of a series."""
    plan, series = dating.plan, dating.series
    count = len(plan.created) + len(plan.altered) + len(plan.begun)
    yield f"{series.sentence[:1].upper()}{series.sentence[1:]}: {_dates(count)}."
    if dating.kept:
        yield f"{_dates(dating.kept)} changed here by hand {'stays' if dating.kept == 1 else 'stay'} so."
    if dating.overwritten:
        days = [f"{at.astimezone(series.zone):%a %d %b %Y}" for at in sorted(dating.overwritten)]
        more = " ..." if len(days) > _NAMED_DAYS else ""
        yield f"What people changed here is overwritten on {', '.join(days[:_NAMED_DAYS])}{more}."


def _dates(count: int) -> str:
    return "1 date" if count == 1 else f"{count:,} dates"
