"""What happened to time entries."""

from dataclasses import dataclass
from datetime import date

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class TimeEntryFact(Fact):
    """`user_id` is whose time it is. Open consoles learn the id alone, and may read it or not."""

    type = "scheduling.time_entry_fact"
    subject_kind = "time_entry"
    live = True

    time_entry_id: int
    user_id: int
    date: date


@dataclass(frozen=True, kw_only=True)
class TimeEntryChanged(TimeEntryFact):
    """Clocked in, on a break, corrected, taken back: nothing that anybody waits for."""

    type = "scheduling.time_entry_changed"


@dataclass(frozen=True, kw_only=True)
class TimeEntrySubmitted(TimeEntryFact):
    """Closed, and waiting for a manager."""

    type = "scheduling.time_entry_submitted"


@dataclass(frozen=True, kw_only=True)
class TimeEntryApproved(TimeEntryFact):
    """`by_id` is None when the station's settings approved it."""

    type = "scheduling.time_entry_approved"

    by_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TimeEntryRejected(TimeEntryFact):
    type = "scheduling.time_entry_rejected"

    by_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TimeEntryAdjusted(TimeEntryFact):
    type = "scheduling.time_entry_adjusted"

    by_id: int | None = None
    reason: str = ""
