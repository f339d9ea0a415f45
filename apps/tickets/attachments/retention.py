"""Files of tickets that were closed long ago go where the station has decided so."""

from datetime import datetime

from django.db.models import Q

from apps.core.actors import SYSTEM
from apps.core.errors import NotFound
from apps.core.retention import keep, limit
from apps.tickets.attachments.models import Attachment
from apps.tickets.attachments.services import remove_attachment
from apps.tickets.attachments.switches import KEPT_YEARS
from apps.tickets.changes.models import OPEN as OPEN_CHANGES
from apps.tickets.changes.models import ChangeRequest
from apps.tickets.incidents.models import OPEN as OPEN_INCIDENTS
from apps.tickets.incidents.models import Incident
from apps.tickets.service.models import OPEN as OPEN_SERVICE
from apps.tickets.service.models import ServiceTicket


def old_files(now: datetime) -> list[int]:
    before = limit(KEPT_YEARS, now)
    if before is None:
        return []
    closed = Q()
    for model, still_open in (
        (Incident, OPEN_INCIDENTS),
        (ServiceTicket, OPEN_SERVICE),
        (ChangeRequest, OPEN_CHANGES),
    ):
        rows = model._default_manager.filter(updated_at__lt=before).exclude(status__in=still_open)
        closed |= Q(ticket_id__in=rows.values("ticket_id"))
    return list(Attachment.objects.filter(closed, removed_at=None).order_by("pk").values_list("pk", flat=True))


def forget_old(now: datetime) -> int:
    """One by one: each is a line in the timeline of its ticket, and a file on disk."""
    gone = 0
    for key in old_files(now):
        try:
            remove_attachment(actor=SYSTEM, attachment_id=key, now=now)
        except NotFound:  # somebody was faster
            continue
        gone += 1
    return gone


keep(KEPT_YEARS, count=lambda now: len(old_files(now)), forget=forget_old)
