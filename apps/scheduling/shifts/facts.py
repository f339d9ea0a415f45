"""What happened to shift patterns."""

from dataclasses import dataclass

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class ShiftChanged(Fact):
    type = "scheduling.shift_changed"
    subject_kind = "shift"
    live = True

    shift_id: int
