"""What happened to requests for time off."""

from dataclasses import dataclass
from datetime import date

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class TimeOffFact(Fact):
    """`user_id` is who would be away. Open consoles learn the id alone, and may read it or not."""

    type = "scheduling.time_off_fact"
    subject_kind = "time_off_request"
    live = True

    time_off_request_id: int
    user_id: int
    start_date: date
    end_date: date


@dataclass(frozen=True, kw_only=True)
class TimeOffRequested(TimeOffFact):
    """Asked for, or asked for anew with other dates: it waits for a manager."""

    type = "scheduling.time_off_requested"


@dataclass(frozen=True, kw_only=True)
class TimeOffApproved(TimeOffFact):
    type = "scheduling.time_off_approved"

    by_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TimeOffRejected(TimeOffFact):
    type = "scheduling.time_off_rejected"

    by_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TimeOffWithdrawn(TimeOffFact):
    type = "scheduling.time_off_withdrawn"
