"""One series of a file as it would be on the schedule, with all its dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from apps.scheduling.series.models import Series
from apps.scheduling.series.rewriting import Row
from apps.scheduling.series.shaping import Date


@dataclass
class SeriesPlan:
    """What is created, changed, left as it is, and taken off."""

    series: Series
    is_new: bool
    created: list[Date] = field(default_factory=list)
    altered: list[Row] = field(default_factory=list)
    dropped: list[Row] = field(default_factory=list)
    begun: list[Row] = field(default_factory=list)
    detached: list[Row] = field(default_factory=list)  # have begun, and are none of its dates any more

    @property
    def taking(self) -> list[Date]:
        """The dates that would take what they did not, or other times."""
        return [*self.created, *(row.date for row in self.altered if row.is_altered)]

    @property
    def moving(self) -> list[int]:
        """Events that give their places up, at least for others."""
        return [row.event.pk for row in (*self.altered, *self.dropped) if row.is_altered]

    @property
    def changes_dates(self) -> bool:
        rows = (*self.altered, *self.begun)
        return bool(self.created or self.dropped or self.detached or any(row.is_altered for row in rows))


def plain(value: Any) -> Any:
    """As JSON keeps it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return list(value) if isinstance(value, list | tuple) else value


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in sorted(values.items())}
