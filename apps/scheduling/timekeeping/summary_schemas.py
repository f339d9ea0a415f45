"""What HTTP takes and gives about the hours of a period."""

from datetime import date
from typing import NotRequired

from typing_extensions import TypedDict

from apps.core.http import Filters
from apps.scheduling.timekeeping.schemas import Day, Key, in_hours
from apps.scheduling.timekeeping.summary import Hours, Summary


class SummaryFilters(Filters):
    user: Key | None = None
    start: Day | None = None
    end: Day | None = None


class HoursOut(TypedDict):
    total_hours: float
    approved_hours: float
    overtime_hours: float
    entries: int


class DayHoursOut(HoursOut):
    date: date


class WeekHoursOut(HoursOut):
    monday: date


class MonthHoursOut(HoursOut):
    month: str  # YYYY-MM


class SummaryOut(HoursOut):
    """Overtime is past `daily_norm` and `weekly_norm`, where the station has them."""

    user: int
    start: date
    end: date
    daily_norm: NotRequired[float]
    weekly_norm: NotRequired[float]
    days: list[DayHoursOut]
    weeks: list[WeekHoursOut]
    months: list[MonthHoursOut]


def summary_out(found: Summary) -> SummaryOut:
    out: SummaryOut = {
        **_hours_out(found.total),  # type: ignore[typeddict-item]  # the norms are added below
        "user": found.user_id,
        "start": found.start,
        "end": found.end,
        "days": [{**_hours_out(hours), "date": day} for day, hours in found.days.items()],
        "weeks": [{**_hours_out(hours), "monday": day} for day, hours in found.weeks.items()],
        "months": [{**_hours_out(hours), "month": f"{day:%Y-%m}"} for day, hours in found.months.items()],
    }
    if found.norm.daily:
        out["daily_norm"] = in_hours(found.norm.daily)
    if found.norm.weekly:
        out["weekly_norm"] = in_hours(found.norm.weekly)
    return out


def _hours_out(hours: Hours) -> HoursOut:
    return {
        "total_hours": in_hours(hours.worked),
        "approved_hours": in_hours(hours.approved),
        "overtime_hours": in_hours(hours.overtime),
        "entries": hours.entries,
    }
