"""The events of a batch: how each was, how it would be, and what came of it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic_core import to_jsonable_python

from apps.core.errors import Refusal
from apps.scheduling.equipping.counting import Shortage
from apps.scheduling.equipping.gear import Gear
from apps.scheduling.events.editing import Crew
from apps.scheduling.events.holding import Clash, Hold, holds_of
from apps.scheduling.events.models import Booking, Event
from apps.scheduling.events.writing import columns_of
from apps.scheduling.leave.selectors import Absence
from apps.scheduling.maintenance.selectors import Downtime


class Outcome(StrEnum):
    """What would come of an event, or came of it."""

    CREATED = "created"
    CHANGED = "changed"
    REMOVED = "removed"  # made by a batch that is undone
    SAME = "same"  # it is so already
    CLASH = "clash"  # something is in the way
    REFUSED = "refused"  # it cannot be so, whatever else is planned
    GONE = "gone"  # not on the schedule any more
    TOUCHED = "touched"  # somebody changed it since it was read, or since the batch


DONE = (Outcome.CREATED, Outcome.CHANGED, Outcome.REMOVED)
LEFT = (Outcome.CLASH, Outcome.REFUSED, Outcome.GONE, Outcome.TOUCHED)


@dataclass(frozen=True, slots=True)
class Was:
    """What an answer says of an event before the change."""

    start_at: datetime
    end_at: datetime
    facility_id: int | None
    status: str
    is_edited: bool
    version: int

    @classmethod
    def of(cls, event: Event) -> "Was":
        return cls(event.start_at, event.end_at, event.facility_id, event.status, bool(event.edited), event.version)


@dataclass
class Row:
    """`event` is as it would be; one that is to be made has no key yet."""

    event: Event
    crew: Crew
    outcome: Outcome
    bookings: list[Booking] = field(default_factory=list)
    source_id: int | None = None  # the event that was asked about: of a copy, its original
    was: Was | None = None
    before: dict[str, Any] | None = None  # all of it, for the undo
    was_holding: bool = False
    was_option: bool = False
    people_before: list[int] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    refusal: Refusal | None = None
    among: str = ""  # what of the same batch is in its way
    clashes: list[Clash] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    shortages: list[Shortage] = field(default_factory=list)
    windows: list[Downtime] = field(default_factory=list)

    @classmethod
    def of(cls, event: Event, bookings: list[Booking]) -> "Row":
        """An event that is there."""
        crew = Crew.of(bookings)
        return cls(
            event,
            crew,
            Outcome.CHANGED,
            bookings,
            source_id=event.pk,
            was=Was.of(event),
            before=state_of(event, crew),
            was_holding=event.is_holding,
            was_option=event.is_option,
            people_before=crew.involved,
        )

    @property
    def is_done(self) -> bool:
        return self.outcome in DONE

    @property
    def is_left(self) -> bool:
        return self.outcome in LEFT

    @property
    def holds(self) -> list[Hold]:
        return holds_of(self.event, self.crew)

    @property
    def becomes_edited(self) -> bool:
        """Whether a date of a series differs from it from now on."""
        return bool(self.event.edited) and self.was is not None and not self.was.is_edited

    def refuse(self, refusal: Refusal) -> None:
        self.outcome, self.refusal = Outcome.REFUSED, refusal


def state_of(event: Event, crew: Crew) -> dict[str, Any]:
    """All of an event that a batch may have to bring back, as it is kept."""
    state: dict[str, Any] = to_jsonable_python(
        columns_of(event)
        | {
            "confirmed": crew.confirmed,
            "tentative": crew.tentative,
            "items": list(crew.gear.items.items()),
            "pools": list(crew.gear.pools.items()),
        }
    )
    return state


def restore(row: Row, state: dict[str, Any]) -> None:
    """Put an event back as it was kept."""
    for name in columns_of(row.event).keys() & state.keys():  # a column may be younger than the batch
        value = state[name]
        if name.endswith("_at") and value is not None:
            value = datetime.fromisoformat(value)
        if getattr(row.event, name) != value:
            setattr(row.event, name, value)
            row.changed.add(name)
    row.crew.confirmed, row.crew.tentative = state["confirmed"], state["tentative"]
    row.crew.gear = Gear(items=dict(state["items"]), pools=dict(state["pools"]))


def people_of(rows: Collection[Row], *, now: datetime) -> dict[int, list[int]]:
    """By person the events ahead that they are or were on, and that take them or did."""
    duties: dict[int, list[int]] = {}
    for row in rows:
        if not row.is_done or not (row.event.is_holding or row.was_holding):
            continue
        if max(row.event.end_at, row.was.end_at if row.was else row.event.end_at) > now:
            for person in sorted({*row.people_before, *row.crew.involved}):
                duties.setdefault(person, []).append(row.event.pk)
    return duties
