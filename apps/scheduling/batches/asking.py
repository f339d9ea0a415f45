"""What can be asked of many events at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from apps.scheduling.batches.models import Action


@dataclass(frozen=True, slots=True)
class Chosen:
    """An event, and the version in which it was seen if that matters."""

    event_id: int
    version: int | None = None


class Span(StrEnum):
    DAY = "day"
    WEEK = "week"

    @property
    def days(self) -> int:
        return 7 if self is Span.WEEK else 1


@dataclass(frozen=True, slots=True)
class Move:
    events: Sequence[Chosen]
    days: int = 0  # by the clock
    minutes: int = 0  # elapsed
    action = Action.MOVE


@dataclass(frozen=True, slots=True)
class ChangeFacility:
    events: Sequence[Chosen]
    facility_id: int
    action = Action.FACILITY


@dataclass(frozen=True, slots=True)
class Cancel:
    events: Sequence[Chosen]
    action = Action.CANCEL


@dataclass(frozen=True, slots=True)
class Copy:
    """Events, or everything that begins in a span of days; `to` are the days that its first one becomes."""

    to: Sequence[date]
    events: Sequence[Chosen] = ()
    first_day: date | None = None  # of the station
    span: Span | None = None
    facility_id: int | None = None  # of a span only what is there
    with_people: bool = True
    with_equipment: bool = True
    action = Action.COPY


@dataclass(frozen=True, slots=True)
class Apply:
    """A template; `to` are the days that its first one becomes."""

    template_id: int
    to: Sequence[date]
    action = Action.TEMPLATE


Asked = Move | ChangeFacility | Cancel | Copy | Apply
