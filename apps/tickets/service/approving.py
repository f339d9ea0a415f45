"""Service that is to be approved before it is done."""

from datetime import datetime

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid
from apps.tickets import policies
from apps.tickets.activity.models import What
from apps.tickets.activity.recording import record
from apps.tickets.errors import ApprovalNotPossible
from apps.tickets.facts import TicketReviewed, TicketSubmitted
from apps.tickets.register.models import Kind
from apps.tickets.service.models import Approval, ServiceTicket
from apps.tickets.service.services import locked


def submit_for_approval(*, actor: Actor, service_ticket_id: int, now: datetime) -> ServiceTicket:
    """Ask for approval, for the first time or again. Raises NotAllowed, NotFound, ApprovalNotPossible."""
    with transaction():
        ticket = locked(actor, service_ticket_id)
        policies.require_can_submit(actor, ticket)
        if not ticket.is_open:
            raise ApprovalNotPossible(f"{ticket.number} is {ticket.status}, so there is nothing to approve")
        if ticket.approval in {Approval.SUBMITTED, Approval.APPROVED}:
            raise ApprovalNotPossible(f"{ticket.number} is {ticket.approval.lower()} already")
        before, ticket.approval, ticket.submitted_by_id = ticket.approval, Approval.SUBMITTED, actor.id
        ticket.reviewed_by_id, ticket.reviewed_at, ticket.review_reason = None, None, ""
        ticket.save_next_version()
        record(ticket, What.APPROVAL, actor=actor, now=now, before=before, after=ticket.approval)
        outbox.publish(TicketSubmitted(kind=Kind.SERVICE.value, ticket_id=ticket.pk, occurred_at=now))
    return ticket


def review(*, actor: Actor, service_ticket_id: int, approved: bool, reason: str, now: datetime) -> ServiceTicket:
    """Approve or reject what was submitted; a rejection says why.

    Raises NotAllowed, NotFound, Invalid, ApprovalNotPossible.
    """
    with transaction():
        ticket = locked(actor, service_ticket_id)
        policies.require_can_review_service(actor, ticket)
        if ticket.approval != Approval.SUBMITTED:
            raise ApprovalNotPossible(f"{ticket.number} does not wait for approval; it is {ticket.approval.lower()}")
        if not approved and not reason:
            raise Invalid.field("reason", "must say why it is rejected")
        before, ticket.approval = ticket.approval, Approval.APPROVED if approved else Approval.REJECTED
        ticket.reviewed_by_id, ticket.reviewed_at, ticket.review_reason = actor.id, now, reason
        ticket.save_next_version()
        record(ticket, What.APPROVAL, actor=actor, now=now, before=before, after=ticket.approval, reason=reason)
        outbox.publish(
            TicketReviewed(
                kind=Kind.SERVICE.value, ticket_id=ticket.pk, approved=approved, reason=reason, occurred_at=now
            )
        )
    return ticket
