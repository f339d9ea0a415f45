"""What HTTP gives about the timeline of a ticket."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.actors import Actor
from apps.core.paging import PageFilters
from apps.tickets.activity import selectors
from apps.tickets.activity.models import Activity
from apps.tickets.notes.schemas import NoteOut, note_out
from apps.tickets.register.models import Ticket
from apps.tickets.register.schemas import TicketMember, ids_of, ticket_member

WhatName = Literal[
    "opened",
    "edited",
    "status",
    "priority",
    "assigned",
    "note",
    "attached",
    "detached",
    "linked",
    "unlinked",
    "converted",
    "approval",
]


class TimelineFilters(PageFilters):
    """`ordering=-at` for the newest first."""


class OtherTicketOut(TypedDict):
    kind: TicketMember
    id: int
    number: str


class TimelineEntryOut(TypedDict):
    """`what` says which members there are: a status has `before` and `after`, an edit has `fields`, ..."""

    id: int
    at: datetime
    what: WhatName
    actor: NotRequired[ProfileOut]
    before: NotRequired[str]
    after: NotRequired[str]
    reason: NotRequired[str]
    fields: NotRequired[list[str]]
    person: NotRequired[ProfileOut]  # to whom it was given
    note: NotRequired[NoteOut]  # absent when it was removed
    ticket: NotRequired[OtherTicketOut]  # absent when it is not for the reader


def entry_outs(rows: Sequence[Activity], *, actor: Actor) -> list[TimelineEntryOut]:
    """Two queries whatever the number of rows."""
    notes = [row.note for row in rows if row.note]
    profiles = people.profiles(
        ids=ids_of(
            (row.actor_id for row in rows),
            (row.person_id for row in rows),
            (note.author_id for note in notes),
            *(note.mentions for note in notes),
        )
    )
    others = selectors.others(actor=actor, ids=ids_of(row.other_id for row in rows))
    return [entry_out(row, profiles, others) for row in rows]


def entry_out(row: Activity, profiles: Mapping[int, ProfileOut], others: Mapping[int, Ticket]) -> TimelineEntryOut:
    out: TimelineEntryOut = {
        "id": row.pk,
        "at": row.at,
        "what": row.what,  # type: ignore[typeddict-item]  # the choices of the column
    }
    if row.actor_id and row.actor_id in profiles:
        out["actor"] = profiles[row.actor_id]
    if row.before:
        out["before"] = row.before
    if row.after:
        out["after"] = row.after
    if row.reason:
        out["reason"] = row.reason
    if row.fields:
        out["fields"] = row.fields
    if row.person_id and row.person_id in profiles:
        out["person"] = profiles[row.person_id]
    if row.note and row.note.removed_at is None:
        out["note"] = note_out(row.note, profiles)
    if row.other_id and row.other_id in others:
        other = others[row.other_id]
        out["ticket"] = {"kind": ticket_member(other.kind), "id": other.pk, "number": other.number}
    return out
