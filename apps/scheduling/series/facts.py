"""What happened to series. One fact for all of its dates: consoles then read what they show."""

from dataclasses import dataclass, field

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class SeriesFact(Fact):
    type = "scheduling.series_fact"
    subject_kind = "series"
    live = True

    series_id: int
    title: str = ""
    people: list[int] = field(default_factory=list)  # who is on dates that are still ahead
    first_day: str = ""  # of the dates this is about, in the zone of the series: 2027-03-28
    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class SeriesScheduled(SeriesFact):
    type = "scheduling.series_scheduled"


@dataclass(frozen=True, kw_only=True)
class SeriesChanged(SeriesFact):
    """`people_before` were on the dates it is about; `moved` says whether times or places differ."""

    type = "scheduling.series_changed"

    people_before: list[int] = field(default_factory=list)
    moved: bool = False


@dataclass(frozen=True, kw_only=True)
class SeriesCancelled(SeriesFact):
    """Dates that are ahead were taken off the schedule; `people` were on them."""

    type = "scheduling.series_cancelled"


@dataclass(frozen=True, kw_only=True)
class SeriesExtended(SeriesFact):
    """New dates came within the horizon. Those in `clashing` could not take what they need."""

    type = "scheduling.series_extended"

    clashing: list[str] = field(default_factory=list)  # days, in the zone of the series
    created_by: int | None = None
