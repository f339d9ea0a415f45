"""Making dates of a series: planned under the locks, refused or skipped where something is in the way, then written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from apps.core.errors import Invalid
from apps.scheduling.copying import copy_in
from apps.scheduling.events.clashing import InTheWay, in_the_way, lock_resources
from apps.scheduling.events.holding import Hold
from apps.scheduling.events.rebooking import booking_of
from apps.scheduling.ports import Facilities, People
from apps.scheduling.series.clashing import holds_of_dates, refusal, within_itself
from apps.scheduling.series.models import Series
from apps.scheduling.series.shaping import Date, dates_of, new_date

MOST_DATES = 10_000  # events of one series
SPELLED = 60  # dates that a preview names


class OnClash(StrEnum):
    REFUSE = "refuse"  # the whole series, with every clash
    SKIP = "skip"  # book it without the dates that cannot be


@dataclass
class Made:
    """What came of it, or would come of it."""

    series: Series
    dates: list[Date] = field(default_factory=list)  # all that are there now, or would be
    skipped: list[Date] = field(default_factory=list)
    asked: list[Date] = field(default_factory=list)  # what `found` counts by
    found: InTheWay = field(default_factory=InTheWay)
    created: int = 0
    changed: int = 0
    removed: int = 0
    kept: list[Date] = field(default_factory=list)  # changed by hand, and still so
    lost: list[Date] = field(default_factory=list)  # changed by hand, and taken off


def new_dates(series: Series, *, until: datetime, after: datetime | None = None) -> list[Date]:
    """Raises Invalid when there are too many to be events."""
    found = dates_of(series, until=until, after=after)
    if len(found) > MOST_DATES:
        raise Invalid.field("rrule", f"gives {len(found):,} dates up to {until:%d %b %Y}, at most {MOST_DATES:,}")
    return [new_date(series, occurrence) for occurrence in found]


def refuse_overlaps(series: Series, holds: Sequence[Sequence[Hold]]) -> None:
    """A series that wants the same thing for two of its own dates at once is wrong whatever else is booked."""
    if both := within_itself(holds):
        first, second = (f"{at.astimezone(series.zone):%a %d %b %Y, %H:%M}" for at in both)
        raise Invalid.field("dtend", f"the date that takes its facility or people from {first} is not over at {second}")


def placed(
    dates: list[Date],
    *,
    on_clash: OnClash,
    preview: bool,
    facilities: Facilities,
    people: People,
    series: Series,
) -> Made:
    """Which dates can be booked. The dates that cannot become exclusions of the series, or refuse all of it.

    Raises SeriesConflict, Invalid, Busy.
    """
    holds = holds_of_dates(dates)
    refuse_overlaps(series, holds)
    if not preview:
        lock_resources(holds)
    found = in_the_way(holds)
    made = Made(series, asked=dates, found=found)
    if found.numbers and on_clash == OnClash.REFUSE and not preview:
        raise refusal(dates, found, facilities=facilities, people=people)
    is_skipping = on_clash == OnClash.SKIP
    made.dates = [date for number, date in enumerate(dates) if not (is_skipping and number in found.numbers)]
    made.skipped = [dates[number] for number in sorted(found.numbers)] if is_skipping else []
    made.created = len(made.dates)
    exclude(series, made.skipped)
    return made


def exclude(series: Series, dates: Collection[Date]) -> None:
    series.exdates = sorted({*series.exdates, *(date.wall for date in dates)})


def write_dates(series: Series, dates: Sequence[Date], holds: Sequence[Sequence[Hold]] | None = None) -> None:
    """New events and what they hold. The series is saved, everything is locked."""
    for date in dates:
        date.event.series_id = series.pk  # it had no key yet when the date was planned
    copy_in([date.event for date in dates])
    holds = holds_of_dates(dates) if holds is None else holds
    copy_in([booking_of(date.event, hold) for date, of_date in zip(dates, holds, strict=True) for hold in of_date])
