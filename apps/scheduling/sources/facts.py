"""What happened to schedule sources, for whoever listens."""

from dataclasses import dataclass

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class SourceFact(Fact):
    type = "scheduling.source_fact"
    subject_kind = "schedule_source"
    live = True

    schedule_source_id: int


@dataclass(frozen=True, kw_only=True)
class SourceChanged(SourceFact):
    """Its settings, or what is being done with it at the moment."""

    type = "scheduling.source_changed"


@dataclass(frozen=True, kw_only=True)
class SourceSynced(SourceFact):
    """It was read, or could not be. The facts of its events say what became of them."""

    type = "scheduling.source_synced"

    name: str = ""
    differences: int = 0  # that wait for a decision since
    failures: int = 0  # in a row, this one included
    detail: str = ""  # why it failed


@dataclass(frozen=True, kw_only=True)
class DifferenceDecided(SourceFact):
    type = "scheduling.source_difference_decided"
