"""Routes of notes; clients know them as comments."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Done, Id, UserRequest, expected_version, problems
from apps.core.paging import Page, read_page
from apps.tickets.notes import selectors, services
from apps.tickets.notes.schemas import NoteFilters, NoteIn, NoteOut, NotePatch, note_outs

router = Router(tags=["tickets"])


@router.get("/", response={200: Page[NoteOut], **problems(422)}, summary="Comments I may read, the oldest first")
def list_comments(request: UserRequest, filters: Query[NoteFilters]) -> Page[NoteOut]:
    """Of one ticket with `incident_ticket` or another kind's name, else of all. In pages of 50."""
    return read_page(
        request,
        selectors.notes(actor=request.actor, wanted=filters.wanted()),
        lambda rows: note_outs(list(rows)),
        number=filters.page or 1,
        size=filters.page_size or 50,
    )


@router.post("/", response={201: NoteOut, **problems(404, 422)}, summary="Comment on a ticket")
def create_comment(request: UserRequest, body: NoteIn) -> Status[NoteOut]:
    """`@username` tells that person, if they may read it. A private one is for those who work on such tickets."""
    kind, ticket_id = body.ticket()
    note = services.write_note(
        actor=request.actor, kind=kind, ticket_id=ticket_id, values=body.values(), now=timezone.now()
    )
    return Status(201, note_outs([note])[0])


@router.get("/{comment_id}/", response={200: NoteOut, **problems(404)}, summary="One comment")
def read_comment(request: UserRequest, comment_id: Id) -> NoteOut:
    return note_outs([selectors.note(actor=request.actor, note_id=comment_id)])[0]


@router.patch(
    "/{comment_id}/", response={200: NoteOut, **problems(403, 404, 412, 422)}, summary="Change a comment of one's own"
)
def update_comment(request: UserRequest, comment_id: Id, body: NotePatch) -> NoteOut:
    note = services.edit_note(
        actor=request.actor,
        note_id=comment_id,
        values=body.values(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return note_outs([note])[0]


@router.delete(
    "/{comment_id}/", response={200: Done, **problems(403, 404, 412)}, summary="Remove a comment of one's own"
)
def delete_comment(request: UserRequest, comment_id: Id) -> Done:
    services.remove_note(
        actor=request.actor, note_id=comment_id, expected_version=expected_version(request), now=timezone.now()
    )
    return {"detail": "The comment was removed"}
