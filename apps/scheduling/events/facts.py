"""What happened to events, for whoever listens."""

from dataclasses import dataclass, field

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class EventFact(Fact):
    type = "scheduling.event_fact"
    subject_kind = "event"
    live = True

    event_id: int
    people: list[int] = field(default_factory=list)  # who is on it now, confirmed or tentative


@dataclass(frozen=True, kw_only=True)
class EventScheduled(EventFact):
    type = "scheduling.event_scheduled"


@dataclass(frozen=True, kw_only=True)
class EventChanged(EventFact):
    """`changed` are column names; `people_before` tells who was taken off."""

    type = "scheduling.event_changed"

    changed: list[str] = field(default_factory=list)
    people_before: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class EventCancelled(EventFact):
    """Cancelled or taken off the schedule; its facility and people are free again."""

    type = "scheduling.event_cancelled"
