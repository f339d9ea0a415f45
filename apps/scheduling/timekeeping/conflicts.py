"""Refusals that name the entry in the way."""

from typing import Any
from zoneinfo import ZoneInfo

from apps.core.http import utc
from apps.scheduling.timekeeping.errors import AlreadyClockedIn, TimeEntryOverlap
from apps.scheduling.timekeeping.models import TimeEntry


def period_words(entry: TimeEntry) -> str:
    """`Tue 24 Nov 2026, 22:00 to 06:00`, in the wall time of the entry."""
    if entry.clock_in_at is None:
        return f"{entry.date:%a %d %b %Y}"
    zone = ZoneInfo(entry.time_zone)
    start = entry.clock_in_at.astimezone(zone)
    if entry.clock_out_at is None:
        return f"{start:%a %d %b %Y, %H:%M}"
    return f"{start:%a %d %b %Y, %H:%M} to {entry.clock_out_at.astimezone(zone):%H:%M}"


def brief(entry: TimeEntry) -> dict[str, Any]:
    """What a refusal tells of an entry."""
    told: dict[str, Any] = {"id": entry.pk, "date": entry.date, "time_zone": entry.time_zone}
    if entry.clock_in_at:
        told["clock_in"] = utc(entry.clock_in_at)
    if entry.clock_out_at:
        told["clock_out"] = utc(entry.clock_out_at)
    return told


def already_clocked_in(running: TimeEntry) -> AlreadyClockedIn:
    since = f"clocked in since {period_words(running)} ({running.time_zone}), entry {running.pk}"
    return AlreadyClockedIn(f"You are {since}", entry=brief(running))


def overlap(found: list[TimeEntry]) -> TimeEntryOverlap:
    first = found[0]
    told = "is running since" if first.is_running else "is there:"
    return TimeEntryOverlap(
        f"This overlaps another entry: number {first.pk} {told} {period_words(first)} ({first.time_zone})",
        conflicts=[brief(entry) for entry in found],
    )
