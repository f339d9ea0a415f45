"""All tables of the module, where Django looks for them; each subject defines its own."""

from apps.tickets.activity.models import Activity
from apps.tickets.attachments.models import Attachment
from apps.tickets.changes.models import ChangeRequest
from apps.tickets.checks.models import Checklist, ChecklistItem, CheckResult, CheckRun
from apps.tickets.incident_types.models import IncidentType
from apps.tickets.incidents.models import Incident
from apps.tickets.links.models import Link
from apps.tickets.notes.models import Note
from apps.tickets.register.models import Counter, Ticket
from apps.tickets.service.models import ServiceTicket

__all__ = [
    "Activity",
    "Attachment",
    "ChangeRequest",
    "CheckResult",
    "CheckRun",
    "Checklist",
    "ChecklistItem",
    "Counter",
    "Incident",
    "IncidentType",
    "Link",
    "Note",
    "ServiceTicket",
    "Ticket",
]
