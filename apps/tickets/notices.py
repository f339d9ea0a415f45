"""Whom tickets concern: who has one, who follows it, who is named in it, who is to review it."""

from collections.abc import Collection, Iterable

from apps.core.notices import Notice, NoticeKind, concerns, kind
from apps.core.rights import Right
from apps.tickets import reading
from apps.tickets.facts import (
    NoteWritten,
    PrivateNoteWritten,
    TicketChanged,
    TicketFact,
    TicketOpened,
    TicketReviewed,
    TicketSubmitted,
)
from apps.tickets.notes import selectors as notes
from apps.tickets.notes.models import Note
from apps.tickets.ports import colleagues_provider as colleagues
from apps.tickets.register.models import Kind, Ticketed

ASSIGNED = kind("tickets.assigned", "A ticket is assigned to me", group="Tickets")
STATUS = kind("tickets.status", "A ticket I follow changes its status", group="Tickets")
NOTE = kind("tickets.comment", "Somebody comments on a ticket I follow", group="Tickets")
MENTIONED = kind("tickets.mentioned", "Somebody mentions me in a comment", group="Tickets")
REVIEW = kind("tickets.review", "A ticket or change waits for my approval", group="Tickets")
REVIEWED = kind("tickets.reviewed", "A ticket or change I follow is approved or rejected", group="Tickets")

_PLACES = {Kind.INCIDENT: "incidents", Kind.SERVICE: "service", Kind.CHANGE: "changes"}
_TOLD_AS_REVIEWED = {"Approved", "Rejected"}
EXCERPT = 200  # characters of a comment that a notice shows


@concerns(TicketOpened)
def ticket_opened(fact: TicketOpened) -> Iterable[Notice]:
    row = _row(fact)
    if fact.assignee and row.kind != Kind.CHANGE:  # a reviewer hears of a change when it is submitted
        yield _notice(ASSIGNED, [fact.assignee], row, "is assigned to you")


@concerns(TicketChanged)
def ticket_changed(fact: TicketChanged) -> Iterable[Notice]:
    row = _row(fact)
    told: set[int] = set()
    if "assignee" in fact.changed and fact.assignee:
        told = {fact.assignee}
        yield _notice(ASSIGNED, told, row, "is assigned to you")
    if "status" in fact.changed and fact.status not in _TOLD_AS_REVIEWED:
        yield _notice(STATUS, _followers(row) - told, row, f"is {fact.status}")


@concerns(NoteWritten)
def note_written(fact: NoteWritten) -> Iterable[Notice]:
    yield from _about_note(fact)


@concerns(PrivateNoteWritten)
def private_note_written(fact: PrivateNoteWritten) -> Iterable[Notice]:
    yield from _about_note(fact)


@concerns(TicketSubmitted)
def ticket_submitted(fact: TicketSubmitted) -> Iterable[Notice]:
    row = _row(fact)
    asked = {row.assignee_id} if row.kind == Kind.CHANGE and row.assignee_id else None
    reviewers = (asked or set(colleagues.people_who_may(right=Right.REVIEW_CHANGES))) - row.own_ids
    yield _notice(REVIEW, reviewers, row, "waits for approval")


@concerns(TicketReviewed)
def ticket_reviewed(fact: TicketReviewed) -> Iterable[Notice]:
    row = _row(fact)
    yield _notice(REVIEWED, _followers(row), row, "is approved" if fact.approved else "is rejected", text=fact.reason)


def _about_note(fact: NoteWritten) -> Iterable[Notice]:
    note = Note.objects.filter(pk=fact.note_id, removed_at=None).first()
    if note is None or not (fact.is_new or fact.mentioned):
        return
    row = _row(fact)
    author = colleagues.people(ids=[note.author_id] if note.author_id else []).get(note.author_id or 0)
    name, text = author.name if author else "The station", _excerpt(note.text)
    mentioned = _readers(note, fact.mentioned)
    yield _notice(MENTIONED, mentioned, row, f"has a comment of {name} that mentions you", text=text)
    if fact.is_new:
        followers = _readers(note, _followers(row)) - mentioned
        yield _notice(NOTE, followers, row, f"has a comment of {name}", text=text)


def _row(fact: TicketFact) -> Ticketed:
    return reading.row_of(Kind(fact.kind), fact.ticket_id)


def _followers(row: Ticketed) -> set[int]:
    """Whose it is, who has it and who commented on it, as far as they may still read it."""
    authors = Note.objects.filter(ticket_id=row.pk, removed_at=None, author_id__isnull=False)
    wrote = {key for key in authors.order_by().values_list("author_id", flat=True).distinct() if key}
    people = row.follower_ids | wrote
    return {key for key, actor in colleagues.actors(ids=people).items() if reading.may_see(actor, row)}


def _readers(note: Note, people: Collection[int]) -> set[int]:
    """Those who may read the note, without its author."""
    found = colleagues.actors(ids=set(people) - {note.author_id or 0})
    return {key for key, actor in found.items() if notes.seen_by(actor).filter(pk=note.pk).exists()}


def _notice(what: NoticeKind, people: Collection[int], row: Ticketed, happened: str, *, text: str = "") -> Notice:
    return Notice(
        kind=what,
        people=people,
        title=f"{row.number} {happened}",
        text=text or row.title,
        path=f"/tickets/{_PLACES[row.kind]}/{row.pk}",
    )


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1]}…"
