"""What HTTP takes and gives about notes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.http import BlankIsNone, In, Text
from apps.core.paging import PageFilters
from apps.tickets.notes.models import Note
from apps.tickets.notes.selectors import Wanted
from apps.tickets.notes.services import NoteValues
from apps.tickets.register.schemas import Key, OfTicketIn, TicketRef, ids_of, sent, ticket_member

VisibilityName = Literal["public", "private"]
OptionalVisibility = Annotated[VisibilityName | None, BlankIsNone]  # none: as it is, public when it is new


class NotePatch(In):
    text: Annotated[Text, Field(min_length=1)] = ""
    visibility: OptionalVisibility = None

    def values(self) -> NoteValues:
        changes = {name: value for name, value in self.changes().items() if name in {"text", "visibility"}}
        return cast("NoteValues", sent(changes, "visibility"))


class NoteIn(NotePatch, OfTicketIn):
    """Of one ticket, which is named by its kind."""

    text: Annotated[Text, Field(min_length=1)]


class NoteFilters(PageFilters):
    incident_ticket: Key | None = None
    service_ticket: Key | None = None
    change_request: Key | None = None
    author: Key | None = None
    visibility: VisibilityName | None = None

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump(exclude={"page", "page_size"}))


class NoteOut(TypedDict):
    id: int
    incident_ticket: NotRequired[TicketRef]
    service_ticket: NotRequired[TicketRef]
    change_request: NotRequired[TicketRef]
    text: str
    visibility: VisibilityName
    author: NotRequired[ProfileOut]
    mentions: list[ProfileOut]
    edited_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


def note_outs(rows: Sequence[Note]) -> list[NoteOut]:
    """One query whatever the number of rows."""
    ids = ids_of((row.author_id for row in rows), *(row.mentions for row in rows))
    profiles = people.profiles(ids=ids)
    return [note_out(row, profiles) for row in rows]


def note_out(row: Note, profiles: Mapping[int, ProfileOut]) -> NoteOut:
    out: NoteOut = {
        "id": row.pk,
        "text": row.text,
        "visibility": row.visibility,  # type: ignore[typeddict-item]  # the choices of the column
        "mentions": [profiles[person] for person in row.mentions if person in profiles],
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
    }
    out[ticket_member(row.ticket.kind)] = {"id": row.ticket_id, "number": row.ticket.number}
    if row.author_id and row.author_id in profiles:
        out["author"] = profiles[row.author_id]
    if row.edited_at:
        out["edited_at"] = row.edited_at
    return out
