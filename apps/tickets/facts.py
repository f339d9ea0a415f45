"""What happened to tickets of any kind, for whoever listens. Subjects are `incident:12`, `service_ticket:13`, ..."""

from dataclasses import dataclass, field

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class TicketFact(Fact):
    type = "tickets.ticket_fact"
    subject_kind = "ticket"
    live = True

    kind: str  # incident, service_ticket or change_request
    ticket_id: int

    @property
    def subject(self) -> str:
        return f"{self.kind}:{self.ticket_id}"


@dataclass(frozen=True, kw_only=True)
class TicketOpened(TicketFact):
    type = "tickets.opened"

    assignee: int | None = None

    @property
    def told(self) -> str:
        return "reported"


@dataclass(frozen=True, kw_only=True)
class TicketChanged(TicketFact):
    """`changed` are names of the wire. Statuses and assignees are told when they are among them."""

    type = "tickets.changed"

    changed: list[str] = field(default_factory=list)
    status_before: str = ""
    status: str = ""
    assignee_before: int | None = None
    assignee: int | None = None

    @property
    def told(self) -> str:
        if self.status == self.status_before:
            return "changed"
        done = {"Resolved": "resolved", "Closed": "closed"}
        return done.get(self.status) or ("reopened" if self.status_before in done else "took up")


@dataclass(frozen=True, kw_only=True)
class TicketSubmitted(TicketFact):
    """Somebody is to approve or reject it."""

    type = "tickets.submitted"


@dataclass(frozen=True, kw_only=True)
class TicketReviewed(TicketFact):
    type = "tickets.reviewed"

    approved: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteWritten(TicketFact):
    """Written, edited or removed. `mentioned` are those who were not mentioned before."""

    type = "tickets.note_written"

    note_id: int
    mentioned: list[int] = field(default_factory=list)
    is_new: bool = False


@dataclass(frozen=True, kw_only=True)
class PrivateNoteWritten(NoteWritten):
    """As the other, but consoles are not told: that somebody noted something is private as well."""

    type = "tickets.private_note_written"
    live = False
