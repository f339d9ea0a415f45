"""What HTTP takes and gives about attachments."""

from collections.abc import Sequence
from datetime import datetime
from typing import NotRequired

from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.http import Filters
from apps.core.paging import PageFilters
from apps.tickets.attachments.content import PICTURES
from apps.tickets.attachments.models import Attachment
from apps.tickets.attachments.selectors import Wanted
from apps.tickets.register.schemas import Key, OfTicketIn, TicketRef, ids_of, ticket_member


class AttachmentForm(OfTicketIn):
    """Beside the file: the ticket, named by its kind."""


class AttachmentFilters(PageFilters):
    incident_ticket: Key | None = None
    service_ticket: Key | None = None
    change_request: Key | None = None

    def wanted(self) -> Wanted:
        return Wanted(
            incident_ticket=self.incident_ticket,
            service_ticket=self.service_ticket,
            change_request=self.change_request,
        )


class ContentOptions(Filters):
    inline: bool = False  # show a picture instead of saving it; other files are always saved


class AttachmentOut(TypedDict):
    id: int
    incident_ticket: NotRequired[TicketRef]
    service_ticket: NotRequired[TicketRef]
    change_request: NotRequired[TicketRef]
    name: str
    content_type: str
    size: int  # bytes
    sha256: str
    url: str  # of the content
    is_picture: bool  # may be shown with `?inline=true`
    uploaded_by: NotRequired[ProfileOut]
    created_at: datetime


def attachment_outs(rows: Sequence[Attachment]) -> list[AttachmentOut]:
    """One query whatever the number of rows."""
    profiles = people.profiles(ids=ids_of(row.uploaded_by_id for row in rows))
    outs = []
    for row in rows:
        out: AttachmentOut = {
            "id": row.pk,
            "name": row.name,
            "content_type": row.content_type,
            "size": row.size,
            "sha256": row.sha256,
            "url": f"/api/attachments/{row.pk}/content/",
            "is_picture": row.content_type in PICTURES,
            "created_at": row.created_at,
        }
        out[ticket_member(row.ticket.kind)] = {"id": row.ticket_id, "number": row.ticket.number}
        if row.uploaded_by_id and row.uploaded_by_id in profiles:
            out["uploaded_by"] = profiles[row.uploaded_by_id]
        outs.append(out)
    return outs
