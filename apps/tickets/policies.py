"""Who may do what with tickets. Everyone signed in may report incidents and request service."""

from collections.abc import Collection, Mapping
from typing import Any

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right
from apps.tickets.changes.models import ChangeRequest, may_read_all
from apps.tickets.changes.models import Status as ChangeStatus
from apps.tickets.incidents.models import Incident
from apps.tickets.register.models import Kind, Ticketed
from apps.tickets.service.models import ServiceTicket, Status

WORKERS = {
    Kind.INCIDENT: [Right.WORK_INCIDENTS],
    Kind.SERVICE: [Right.WORK_SERVICE],
    Kind.CHANGE: [Right.REQUEST_CHANGES, Right.REVIEW_CHANGES],
}
_WORKERS_FIELDS = {"status", "priority", "assignee"}


def require_can_edit_incident_types(actor: Actor) -> None:
    if not actor.may(Right.EDIT_INCIDENT_TYPES):
        raise NotAllowed("Managers and administrators change the incident types")


def may_work_on_incident(actor: Actor, incident: Incident) -> bool:
    """Those whose job it is, and whoever it was given to."""
    return actor.may(Right.WORK_INCIDENTS) or _is(actor, incident.assignee_id)


def require_can_open_incident(actor: Actor, given: Collection[str]) -> None:
    """`given` is what the report says beyond the report itself. Raises NotAllowed."""
    if given and not actor.may(Right.WORK_INCIDENTS):
        raise NotAllowed(f"You may report incidents; {_named(given)} is set by those who work on them")


def require_can_change_incident(actor: Actor, incident: Incident, changed: Collection[str]) -> None:
    """`incident` as it was. Reporters put their own report right while it is open. Raises NotAllowed."""
    if may_work_on_incident(actor, incident):
        return
    if reserved := _WORKERS_FIELDS.intersection(changed):
        raise NotAllowed(f"Those who work on incidents, and the assignee, change the {_named(reserved)}")
    if not _is(actor, incident.reporter_id):
        raise NotAllowed("Only the reporter, the assignee and those who work on incidents change this incident")
    if not incident.is_open:
        raise NotAllowed(f"{incident.number} is {incident.status}; comment on it to have it opened again")


def require_can_convert(actor: Actor, incident: Incident) -> None:
    if not may_work_on_incident(actor, incident):
        raise NotAllowed("Those who work on incidents, and the assignee, make service tickets of them")


def may_work_on_service(actor: Actor, ticket: ServiceTicket) -> bool:
    """Those whose job it is, and whoever it was given to."""
    return actor.may(Right.WORK_SERVICE) or _is(actor, ticket.assignee_id)


def require_can_open_service(actor: Actor, given: Collection[str]) -> None:
    """`given` is what is said beyond the request itself. Raises NotAllowed."""
    if given and not actor.may(Right.WORK_SERVICE):
        raise NotAllowed(f"You may request service; {_named(given)} is set by those who work on service tickets")


def require_can_change_service(actor: Actor, ticket: ServiceTicket, given: Mapping[str, Any]) -> None:
    """`ticket` as it was. Whoever asked for it may say it better, or call it off, while it is open.

    Raises NotAllowed.
    """
    if may_work_on_service(actor, ticket):
        return
    reserved = _WORKERS_FIELDS.intersection(given)
    if given.get("status") == Status.CANCELLED:
        reserved.discard("status")
    if reserved:
        raise NotAllowed(f"Those who work on service tickets, and the assignee, change the {_named(reserved)}")
    if not ticket.is_open:
        raise NotAllowed(f"{ticket.number} is {ticket.status}; comment on it to have it opened again")


def require_can_submit(actor: Actor, ticket: ServiceTicket) -> None:
    if not (may_work_on_service(actor, ticket) or _is(actor, ticket.requested_by_id)):
        raise NotAllowed("Whoever asked for the service, and those who work on it, submit it for approval")


def require_can_review_service(actor: Actor, ticket: ServiceTicket) -> None:
    """Nobody approves what they asked for, or asked to have approved. Raises NotAllowed."""
    if not actor.may(Right.REVIEW_CHANGES):
        raise NotAllowed("Managers and administrators approve service tickets")
    if actor.id in ticket.own_ids:
        raise NotAllowed("Nobody approves their own request; ask somebody else")


def require_can_request_changes(actor: Actor) -> None:
    if not actor.may(Right.REQUEST_CHANGES):
        raise NotAllowed("Engineers, managers and administrators request changes")


def may_read_change(actor: Actor, change: ChangeRequest) -> bool:
    return may_read_all(actor) or _is(actor, change.author_id)


def require_can_edit_change(actor: Actor, change: ChangeRequest, changed: Collection[str]) -> None:
    """Its author edits it; reviewers may say who is to review it. Raises NotAllowed."""
    if _is(actor, change.author_id) or (set(changed) == {"assignee"} and actor.may(Right.REVIEW_CHANGES)):
        return
    raise NotAllowed("Only its author edits a change request; comment on it instead")


def require_can_move_change(actor: Actor, change: ChangeRequest, status: str) -> None:
    """Authors submit, withdraw and revise; others review. Raises NotAllowed."""
    if status in {ChangeStatus.DRAFT, ChangeStatus.SUBMITTED, ChangeStatus.WITHDRAWN}:
        if not _is(actor, change.author_id):
            raise NotAllowed("Only its author submits, withdraws or revises a change request")
        return
    if not actor.may(Right.REVIEW_CHANGES):
        raise NotAllowed("Managers and administrators review change requests")
    if actor.id in change.own_ids:
        raise NotAllowed("Nobody reviews their own change request; ask somebody else")


def require_can_link(actor: Actor, row: Ticketed) -> None:
    """Whoever's ticket it is links it, and those who work on such. Raises NotAllowed."""
    if actor.id in row.follower_ids or any(actor.may(right) for right in WORKERS[row.kind]):
        return
    raise NotAllowed("Those whose ticket it is, and those who work on such tickets, link it to others")


def _is(actor: Actor, person_id: int | None) -> bool:
    return actor.id is not None and actor.id == person_id


def _named(fields: Collection[str]) -> str:
    return " and ".join(sorted(fields))
