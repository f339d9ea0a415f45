"""What happened to imports, for whoever listens."""

from dataclasses import dataclass, field

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class ScheduleImported(Fact):
    """A file is on the schedule. Its events have facts of their own, which do not say whose duty changed."""

    type = "scheduling.schedule_imported"
    subject_kind = "import_run"

    import_run_id: int
    duties: dict[int, int] = field(
        default_factory=dict
    )  # person -> events ahead that they came to, left or see changed
