"""What this module's tables hold about people. Tickets are about work: what was written in them stays."""

from collections.abc import Sequence

from apps.core.personal.declaring import Held

HELD = (
    Held(model="tickets.Ticket", keep=("number",)),
    Held(model="tickets.Incident", of=("reporter_id", "assignee_id"),
         keep=("title", "description", "assignee_id", "reporter_id"), also=("ticket__number",)),
    Held(model="tickets.ServiceTicket", of=("requested_by_id", "assignee_id"), also=("ticket__number",),
         keep=("title", "description", "assignee_id", "service_type", "requested_by_id", "submitted_by_id",
               "reviewed_by_id", "review_reason")),
    Held(model="tickets.ChangeRequest", of=("author_id", "assignee_id"), also=("ticket__number",),
         keep=("title", "description", "assignee_id", "justification", "impact", "author_id", "decided_by_id",
               "decision_reason")),
    Held(model="tickets.Note", of=("author_id",), keep=("author_id", "text", "mentions"), also=("ticket__number",)),
    Held(model="tickets.Activity", of=("actor_id", "person_id"),
         keep=("actor_id", "before", "after", "reason", "fields", "person_id"), also=("ticket__number",)),
    Held(model="tickets.Attachment", of=("uploaded_by_id",), also=("ticket__number",),
         keep=("name", "content_type", "sha256", "stored", "uploaded_by_id")),
    Held(model="tickets.Link", of=("created_by_id",), keep=("created_by_id",)),
    Held(model="tickets.IncidentType", keep=("name", "description")),
    Held(model="tickets.Checklist", keep=("name", "description", "facility_kinds")),
    Held(model="tickets.ChecklistItem", keep=("department", "name", "hint")),
    Held(model="tickets.CheckRun", of=("started_by_id", "completed_by_id"),
         keep=("checklist_name", "time_zone", "started_by_id", "completed_by_id", "reopen_reason")),
    Held(model="tickets.CheckResult", of=("checked_by_id",),
         keep=("department", "name", "hint", "note", "checked_by_id")),
)  # fmt: skip


def personal_data() -> Sequence[Held]:
    return HELD
