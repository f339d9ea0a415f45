"""What happened to checklists and system checks."""

from dataclasses import dataclass, field

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class ChecklistChanged(Fact):
    type = "tickets.checklist_changed"
    subject_kind = "checklist"
    live = True

    checklist_id: int


@dataclass(frozen=True, kw_only=True)
class SystemCheckStarted(Fact):
    type = "tickets.system_check_started"
    subject_kind = "system_check"
    live = True

    system_check_id: int
    facility_id: int


@dataclass(frozen=True, kw_only=True)
class SystemCheckItemChecked(Fact):
    type = "tickets.system_check_item_checked"
    subject_kind = "system_check"
    live = True

    system_check_id: int
    item_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class SystemCheckIncidentOpened(Fact):
    type = "tickets.system_check_incident_opened"
    subject_kind = "system_check"
    live = True

    system_check_id: int
    item_id: int
    incident_id: int


@dataclass(frozen=True, kw_only=True)
class SystemCheckCompleted(Fact):
    type = "tickets.system_check_completed"
    subject_kind = "system_check"
    live = True

    system_check_id: int
    facility_id: int
    failed_items: int


@dataclass(frozen=True, kw_only=True)
class SystemCheckReopened(Fact):
    """`people` ran the check: who began it and who completed it."""

    type = "tickets.system_check_reopened"
    subject_kind = "system_check"
    live = True

    system_check_id: int
    facility_id: int
    reason: str
    by_id: int | None = None
    people: list[int] = field(default_factory=list)
