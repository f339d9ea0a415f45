"""Writing notes: their authors write, edit and remove them."""

import re
from datetime import datetime

from typing_extensions import TypedDict

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import NotAllowed, NotFound
from apps.tickets import reading
from apps.tickets.activity.models import What
from apps.tickets.activity.recording import record
from apps.tickets.facts import NoteWritten, PrivateNoteWritten
from apps.tickets.notes import selectors
from apps.tickets.notes.models import Note, Visibility
from apps.tickets.ports import NamedPeople, named_people_provider
from apps.tickets.register.models import Kind, Ticket

MOST_MENTIONS = 50  # further ones are text like any other
_MENTION = re.compile(r"(?<![\w@.])@([\w.+-]*\w)")


class NoteValues(TypedDict, total=False):
    text: str
    visibility: str


def write_note(
    *,
    actor: Actor,
    kind: Kind,
    ticket_id: int,
    values: NoteValues,
    now: datetime,
    people: NamedPeople = named_people_provider,
) -> Note:
    """Whoever may read a ticket may comment on it. Raises NotFound."""
    with transaction():
        row = reading.visible_row(actor, kind, ticket_id)
        # one after the other, so that facts and the timeline have one order
        ticket = Ticket.objects.select_for_update(no_key=True).get(pk=row.pk)
        note = Note(ticket=ticket, author_id=actor.id, **values)
        note.mentions = sorted(_mentioned(note.text, people))
        note.save()
        record(row, What.NOTE, actor=actor, now=now, note=note)
        _tell(note, note.mentions, is_new=True, now=now)
    return note


def edit_note(
    *,
    actor: Actor,
    note_id: int,
    values: NoteValues,
    now: datetime,
    expected_version: int | None = None,
    people: NamedPeople = named_people_provider,
) -> Note:
    """Raises NotFound, NotAllowed for another's note, Stale."""
    with transaction():
        note = _own(actor, note_id, expected_version)
        given = {name: value for name, value in values.items() if getattr(note, name) != value}
        if not given:
            return note
        was_public = not note.is_private
        before = set(note.mentions)
        for name, value in given.items():
            setattr(note, name, value)
        note.mentions = sorted(_mentioned(note.text, people))
        note.edited_at = now
        note.save_next_version()
        _tell(note, sorted(set(note.mentions) - before), was_public=was_public, now=now)
    return note


def remove_note(*, actor: Actor, note_id: int, now: datetime, expected_version: int | None = None) -> None:
    """Raises NotFound, NotAllowed for another's note, Stale."""
    with transaction():
        note = _own(actor, note_id, expected_version)
        note.removed_at = now
        note.save_next_version()
        _tell(note, [], now=now)


def _own(actor: Actor, note_id: int, expected_version: int | None) -> Note:
    rows = selectors.live_notes(actor).select_related("ticket").select_for_update(of=("self",))
    note = rows.filter(pk=note_id).first()
    if note is None:
        raise NotFound("There is no such comment")
    if note.author_id != actor.id:
        raise NotAllowed("Only its author changes or removes a comment")
    note.require_version(expected_version)
    return note


def _mentioned(text: str, people: NamedPeople) -> set[int]:
    """Whom `@username` means; whether they may read it is asked when they are told."""
    names = list(dict.fromkeys(_MENTION.findall(text)))[:MOST_MENTIONS]
    return set(people.people_by_address(addresses=names).values()) if names else set()


def _tell(note: Note, mentioned: list[int], *, now: datetime, is_new: bool = False, was_public: bool = False) -> None:
    """Of what was private all along, open consoles are not told: even that there is a note is nobody's business."""
    fact = PrivateNoteWritten if note.visibility == Visibility.PRIVATE and not was_public else NoteWritten
    outbox.publish(
        fact(
            kind=note.ticket.kind,
            ticket_id=note.ticket_id,
            note_id=note.pk,
            mentioned=mentioned,
            is_new=is_new,
            occurred_at=now,
        )
    )
