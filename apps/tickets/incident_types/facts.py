"""What happened to incident types."""

from dataclasses import dataclass

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class IncidentTypeChanged(Fact):
    type = "tickets.incident_type_changed"
    subject_kind = "incident_type"
    live = True

    incident_type_id: int
