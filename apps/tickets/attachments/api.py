"""Routes of attachments."""

from django.http import FileResponse
from django.utils import timezone
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from apps.core.errors import NotFound
from apps.core.http import Done, Id, UserRequest, problems
from apps.core.paging import Page, read_page
from apps.tickets.attachments import selectors, services, storage
from apps.tickets.attachments.content import CONTENT_TYPES, PICTURES
from apps.tickets.attachments.schemas import (
    AttachmentFilters,
    AttachmentForm,
    AttachmentOut,
    ContentOptions,
    attachment_outs,
)

router = Router(tags=["tickets"])

# Should a browser take the file for a page after all, it may run nothing, load nothing and knows no sign-in.
SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
_FILE = {
    "responses": {
        200: {
            "description": "The file",
            "content": {name: {"schema": {"type": "string", "format": "binary"}} for name in CONTENT_TYPES},
        }
    }
}


@router.get("/", response={200: Page[AttachmentOut], **problems(422)}, summary="Files of tickets I may read")
def list_attachments(request: UserRequest, filters: Query[AttachmentFilters]) -> Page[AttachmentOut]:
    """Of one ticket with `incident_ticket` or another kind's name, the oldest first."""
    return read_page(
        request,
        selectors.attachments(actor=request.actor, wanted=filters.wanted()),
        lambda rows: attachment_outs(list(rows)),
        number=filters.page or 1,
        size=filters.page_size or 50,
    )


@router.post("/", response={201: AttachmentOut, **problems(404, 409, 413, 422)}, summary="Add a file to a ticket")
def create_attachment(
    request: UserRequest, file: File[UploadedFile], form: Form[AttachmentForm]
) -> Status[AttachmentOut]:
    """Pictures, PDF, text and office documents of up to 10 MB. The content decides what a file is."""
    kind, ticket_id = form.ticket()
    attachment = services.attach(
        actor=request.actor, kind=kind, ticket_id=ticket_id, file=file, file_name=file.name or "", now=timezone.now()
    )
    return Status(201, attachment_outs([attachment])[0])


@router.get("/{attachment_id}/", response={200: AttachmentOut, **problems(404)}, summary="About one file")
def read_attachment(request: UserRequest, attachment_id: Id) -> AttachmentOut:
    return attachment_outs([selectors.attachment(actor=request.actor, attachment_id=attachment_id)])[0]


@router.get("/{attachment_id}/content/", response=problems(404, 422), openapi_extra=_FILE, summary="The file itself")
def download_attachment(request: UserRequest, attachment_id: Id, options: Query[ContentOptions]) -> FileResponse:
    """Always to be saved, but for a picture with `inline=true`."""
    attachment = selectors.attachment(actor=request.actor, attachment_id=attachment_id)
    try:
        content = storage.path_of(attachment.stored).open("rb")
    except FileNotFoundError:
        raise NotFound("The file is not on this station any more") from None
    shown = options.inline and attachment.content_type in PICTURES
    answer = FileResponse(
        content, as_attachment=not shown, filename=attachment.name, content_type=attachment.content_type
    )
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


@router.delete("/{attachment_id}/", response={200: Done, **problems(403, 404)}, summary="Remove a file")
def delete_attachment(request: UserRequest, attachment_id: Id) -> Done:
    services.remove_attachment(actor=request.actor, attachment_id=attachment_id, now=timezone.now())
    return {"detail": "The file was removed"}
