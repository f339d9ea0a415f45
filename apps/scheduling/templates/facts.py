"""What happened to templates, for whoever listens."""

from dataclasses import dataclass

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class TemplateChanged(Fact):
    """Made, changed or deleted. What it was applied to tells for itself."""

    type = "scheduling.template_changed"
    subject_kind = "schedule_template"
    live = True

    schedule_template_id: int
