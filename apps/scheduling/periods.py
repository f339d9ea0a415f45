"""What every period that somebody enters must be."""

from datetime import datetime, timedelta

from apps.core.errors import Invalid


def require_period(start: datetime | None, end: datetime | None, *, longest: timedelta) -> tuple[datetime, datetime]:
    """Both are there, in order, and not too far apart. Raises Invalid about `start_time` or `end_time`."""
    if start is None or end is None:
        raise Invalid.field("start_time" if start is None else "end_time", "must not be empty")
    if end <= start:
        raise Invalid.field("end_time", "must be after start_time")
    if end - start > longest:
        raise Invalid.field("end_time", f"must be within {longest.days} days of start_time")
    return start, end
