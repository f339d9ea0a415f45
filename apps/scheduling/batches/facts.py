"""What happened to many events at once. Each event has a fact of its own, which does not say whose duty changed."""

from dataclasses import dataclass, field

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class BatchFact(Fact):
    type = "scheduling.batch_fact"
    subject_kind = "batch"
    live = True

    batch_id: int
    action: str
    duties: dict[int, list[int]] = field(default_factory=dict)  # person -> events ahead that they are or were on


@dataclass(frozen=True, kw_only=True)
class BatchDone(BatchFact):
    type = "scheduling.batch_done"


@dataclass(frozen=True, kw_only=True)
class BatchUndone(BatchFact):
    type = "scheduling.batch_undone"
