"""How many days a leave takes, and what kind it is."""

import re
from collections.abc import Collection
from datetime import date, timedelta

from apps.scheduling.leave.models import LeaveKind, TimeOffRequest

# Words by which a spelling is recognised, letters only, the first that fits wins.
_WORDS: list[tuple[str, LeaveKind]] = [
    ("toil", LeaveKind.TOIL),
    ("lieu", LeaveKind.TOIL),
    ("bank", LeaveKind.BANK_HOLIDAY),
    ("publicholiday", LeaveKind.BANK_HOLIDAY),
    ("sick", LeaveKind.SICK),
    ("ill", LeaveKind.SICK),
    ("medical", LeaveKind.SICK),
    ("training", LeaveKind.TRAINING),
    ("course", LeaveKind.TRAINING),
    ("personal", LeaveKind.PERSONAL),
    ("annual", LeaveKind.ANNUAL),
    ("vacation", LeaveKind.ANNUAL),
    ("holiday", LeaveKind.ANNUAL),
    ("pto", LeaveKind.ANNUAL),
]


def kind_of(request_type: str) -> LeaveKind:
    """What a client's own spelling means: `Bank Holiday`, `bank_holiday` and `BANK-HOLIDAY` are one."""
    letters = re.sub(r"[^a-z]", "", request_type.casefold())
    return next((kind for word, kind in _WORDS if word in letters), LeaveKind.OTHER)


def days_of(request: TimeOffRequest, *, weekends_count: bool, first: date = date.min, last: date = date.max) -> float:
    """Days from `first` to `last` that the leave takes. A part of a day counts half."""
    return sum(
        0.5 if _is_part(request, day) else 1.0
        for day in _days(max(request.start_date, first), min(request.end_date, last))
        if weekends_count or day.weekday() < 5
    )


def _is_part(request: TimeOffRequest, day: date) -> bool:
    return (day == request.start_date and request.start_time is not None) or (
        day == request.end_date and request.end_time is not None
    )


def _days(first: date, last: date) -> Collection[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
