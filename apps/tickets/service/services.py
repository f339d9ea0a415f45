"""Writing service tickets: one function per use case."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from typing_extensions import TypedDict

from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import NotFound
from apps.tickets import policies
from apps.tickets.ports import Facilities, People, facilities_provider, people_provider
from apps.tickets.register import editing, writing
from apps.tickets.service.models import ServiceTicket, Status


class ServiceTicketValues(TypedDict, total=False):
    """What a caller may set: names of the contract, ids."""

    title: str
    description: str
    status: str
    priority: str
    service_type: str
    facility: int | None
    requested_by: int | None
    assignee: int | None
    due_date: date | None
    estimated_hours: int | None  # in minutes


def request_service(
    *,
    actor: Actor,
    values: ServiceTicketValues,
    now: datetime,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> ServiceTicket:
    """Open a service ticket under the next number. Everyone may; it is the caller's.

    Raises NotAllowed, Invalid.
    """
    ticket = ServiceTicket(requested_by_id=actor.id)
    given = editing.differing(ticket, values)
    policies.require_can_open_service(actor, {"status", "assignee", "requested_by"} & given.keys())
    with transaction():
        given["title"] = values.get("title", "")
        open_checked(ticket, given, actor=actor, now=now, facilities=facilities, people=people)
    return ticket


def open_checked(
    ticket: ServiceTicket,
    given: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
    inherited: Mapping[str, Any] | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> None:
    """Save a new ticket with these values, inside the transaction of whoever may do so.

    What it has `inherited` from the ticket it comes from is taken as it is. Raises Invalid.
    """
    _check(given, facilities, people)
    editing.require_person("requested_by", given.get("requested_by"), people)
    editing.put(ticket, {name: value for name, value in {**(inherited or {}), **given}.items() if name != "status"})
    _move(ticket, given.get("status", Status.OPEN), number="A new service ticket", now=now)
    writing.save_new(ticket, actor=actor, now=now)


def update_service_ticket(
    *,
    actor: Actor,
    service_ticket_id: int,
    values: ServiceTicketValues,
    now: datetime,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> ServiceTicket:
    """Change what differs; values sent back as they were count as not sent. Whoever asked for it stays the same.

    Raises NotAllowed, NotFound, Stale, Invalid, StatusNotPossible.
    """
    with transaction():
        ticket = locked(actor, service_ticket_id)
        ticket.require_version(expected_version)
        given = editing.differing(ticket, {name: value for name, value in values.items() if name != "requested_by"})
        if not given:
            return ticket
        policies.require_can_change_service(actor, ticket, given)
        before = editing.before(ticket)
        _check(given, facilities, people)
        editing.put(ticket, {name: value for name, value in given.items() if name != "status"})
        _move(ticket, given.get("status", ticket.status), number=ticket.number, now=now)
        writing.save_changes(ticket, before, given, actor=actor, now=now)
    return ticket


def locked(actor: Actor, service_ticket_id: int) -> ServiceTicket:
    """The row, locked until the transaction ends. Raises NotFound, also for one the actor may not see."""
    rows = ServiceTicket.objects.visible_to(actor).select_related("ticket", "incident__ticket", "change__ticket")
    ticket = rows.select_for_update(of=("self",)).filter(pk=service_ticket_id).first()
    if ticket is None:
        raise NotFound("There is no such service ticket")
    return ticket


def _check(given: Mapping[str, Any], facilities: Facilities, people: People) -> None:
    editing.require_title(given)
    editing.require_facility(given.get("facility"), facilities)
    editing.require_person("assignee", given.get("assignee"), people)
    editing.require_day("due_date", given.get("due_date"))


def _move(ticket: ServiceTicket, status: str, *, number: str, now: datetime) -> None:
    ticket.machine.require(number, before=ticket.status, after=status)
    ticket.status = status
    ticket.completed_at = (ticket.completed_at or now) if status == Status.COMPLETED else None
