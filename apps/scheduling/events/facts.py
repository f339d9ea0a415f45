"""What happened to events, for whoever listens."""

from dataclasses import dataclass, field
from datetime import datetime

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What the people on an event have before them: from call to wrap, and where."""

    start: datetime
    end: datetime
    time_zone: str
    facility_id: int | None = None
    location_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PartDuty:
    """What the people on a part of an event have before them."""

    part_id: int
    title: str
    people: list[int]
    start: datetime
    end: datetime
    facility_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class EventFact(Fact):
    type = "scheduling.event_fact"
    subject_kind = "event"
    live = True

    event_id: int
    people: list[int] = field(default_factory=list)  # who is on it now, confirmed or tentative
    tentative: list[int] = field(default_factory=list)  # those of them who are asked for only
    title: str = ""
    duty: Duty | None = None  # not told by imports, nor by versions before people were notified
    parts: list[PartDuty] = field(default_factory=list)  # those with people; told where `duty` is


@dataclass(frozen=True, kw_only=True)
class EventScheduled(EventFact):
    type = "scheduling.event_scheduled"

    @property
    def told(self) -> str:
        return "scheduled"


@dataclass(frozen=True, kw_only=True)
class EventChanged(EventFact):
    """`changed` are column names; the values before tell whose duty changed. A cancelled event had none."""

    type = "scheduling.event_changed"

    changed: list[str] = field(default_factory=list)
    people_before: list[int] = field(default_factory=list)
    tentative_before: list[int] = field(default_factory=list)
    duty_before: Duty | None = None
    parts_before: list[PartDuty] = field(default_factory=list)

    @property
    def told(self) -> str:
        if self.changed == ["claim"]:
            return ""  # what was done is told of the claim
        return "moved" if {"start_at", "end_at", "facility_id"} & set(self.changed) else "changed"


@dataclass(frozen=True, kw_only=True)
class EventCancelled(EventFact):
    """Cancelled or taken off the schedule; its facility and people are free again."""

    type = "scheduling.event_cancelled"

    @property
    def told(self) -> str:
        return "cancelled"
