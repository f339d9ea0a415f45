"""Who has what among many that want something at once, before any of it is written."""

from bisect import bisect_right
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange


class Taken:
    """Periods of one resource that are taken, and the number of who has each."""

    def __init__(self) -> None:
        self._periods, self._cores = _Line(), _Line()

    def by(self, period: DateTimeTZRange, core: DateTimeTZRange | None = None) -> int | None:
        """The number of somebody in whose way this is, or None. `core` is what neighbours cannot share of it."""
        other = self._cores.by(period)
        return self._periods.by(core) if other is None and core else other

    def add(self, period: DateTimeTZRange, core: DateTimeTZRange | None, number: int) -> None:
        """What is in the way of others is of the same number: parts of an event may have one thing at once."""
        self._periods.add(period, number)
        self._cores.add(core or period, number)


class _Line:
    """In order by their starts and by their ends."""

    def __init__(self) -> None:
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        self._numbers: list[int] = []

    def by(self, period: DateTimeTZRange) -> int | None:
        place = bisect_right(self._starts, period.lower)
        if place and self._ends[place - 1] > period.lower:
            return self._numbers[place - 1]
        if place < len(self._starts) and self._starts[place] < period.upper:
            return self._numbers[place]
        return None

    def add(self, period: DateTimeTZRange, number: int) -> None:
        start, end = period.lower, period.upper
        place = bisect_right(self._starts, start)
        if place and self._ends[place - 1] > start and self._numbers[place - 1] == number:
            place -= 1
        while place < len(self._starts) and self._starts[place] < end and self._numbers[place] == number:
            start, end = min(start, self._starts.pop(place)), max(end, self._ends.pop(place))
            del self._numbers[place]
        self._starts.insert(place, start)
        self._ends.insert(place, end)
        self._numbers.insert(place, number)
