"""Who has what among many that want something at once, before any of it is written."""

from bisect import bisect_right
from datetime import datetime


class Taken:
    """Periods of one resource that do not overlap, and the number of who has each."""

    def __init__(self) -> None:
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        self._numbers: list[int] = []

    def by(self, start: datetime, end: datetime) -> int | None:
        """The number of somebody who has some of the period, or None."""
        place = bisect_right(self._starts, start)
        if place and self._ends[place - 1] > start:
            return self._numbers[place - 1]
        if place < len(self._starts) and self._starts[place] < end:
            return self._numbers[place]
        return None

    def add(self, start: datetime, end: datetime, number: int) -> None:
        """What overlaps is of the same number: parts of an event may have one thing at once."""
        place = bisect_right(self._starts, start)
        if place and self._ends[place - 1] > start:
            place -= 1
        while place < len(self._starts) and self._starts[place] < end:
            start, end = min(start, self._starts.pop(place)), max(end, self._ends.pop(place))
            del self._numbers[place]
        self._starts.insert(place, start)
        self._ends.insert(place, end)
        self._numbers.insert(place, number)
