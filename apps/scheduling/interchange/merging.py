"""How a file meets what is on the schedule already: by its word, or by that of whoever brings it.

A file that a person sends is what they want. A source that is read again and again is not: it says what it wants to be
asked about by a `Merging` of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from apps.scheduling.events.editing import Crew, EventValues
from apps.scheduling.events.models import Event
from apps.scheduling.interchange.models import ImportRow, ImportRun
from apps.scheduling.series.editing import SeriesValues
from apps.scheduling.series.models import Series


class RowDiffers(Exception):
    """A person has to decide about a row. `reason` is one sentence for them."""

    def __init__(self, reason: str, dispute: "Dispute | None" = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.dispute = dispute


@dataclass(frozen=True, slots=True)
class Dispute:
    """What differs about a series, and what is to be kept of it (see `Series.told`) when a person has decided.

    Attributes:
        event_id: the date it is about; None if it is about the series.
        fields: name, before, ours and theirs of each value.
        ours: what then counts as told, so that people's side stays.
        theirs: what then counts as told, so that the next reading takes the other side; None if that cannot be.
        detaches: keeping ours makes the date an event of its own.
    """

    fields: list[dict[str, Any]]
    ours: dict[str, Any]
    theirs: dict[str, Any] | None
    event_id: int | None = None
    detaches: bool = False


@dataclass(frozen=True, slots=True)
class SeriesSaid:
    """What the rows of one series say, the series as it is (None if it would be new), and what was said last.

    `is_continued`: people ended it here and went on with another.
    """

    rows: Sequence[ImportRow]
    series: Series | None
    told: dict[str, Any]
    said: SeriesValues
    is_continued: bool = False


class Merging(Protocol):
    asks: bool  # whether a person is asked before a date of a series that people changed is overwritten

    def meet(self, rows: Sequence[ImportRow]) -> None:
        """Called before a batch is planned, to look up at once what is known of its rows."""

    def merged(self, row: ImportRow, event: Event | None, crew: Crew, values: EventValues) -> EventValues:
        """What of a row's values is to be applied to its event; `event` is None if it would be new.

        Raises RowDiffers, RowRefused.
        """

    def of_series(self, found: SeriesSaid) -> SeriesValues:
        """What of a series' values is to be applied. Raises RowDiffers, RowRefused."""

    def differs(self, row: ImportRow, series: Series, dispute: Dispute) -> None:
        """Called for a series that a person has to decide about."""

    def applied(self, run: ImportRun) -> None:
        """Called once when everything is written, in the transaction of it."""


class TheFileDecides:
    """Every value the file speaks of is applied, also over what people changed meanwhile."""

    asks = False

    def meet(self, rows: Sequence[ImportRow]) -> None:
        pass

    def merged(self, row: ImportRow, event: Event | None, crew: Crew, values: EventValues) -> EventValues:
        return values

    def of_series(self, found: SeriesSaid) -> SeriesValues:
        return found.said

    def differs(self, row: ImportRow, series: Series, dispute: Dispute) -> None:
        pass

    def applied(self, run: ImportRun) -> None:
        pass
