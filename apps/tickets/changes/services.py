"""Writing change requests, and deciding about them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from typing_extensions import TypedDict

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid, NotFound
from apps.core.rights import Right
from apps.tickets import policies
from apps.tickets.activity.models import What
from apps.tickets.activity.recording import record
from apps.tickets.changes.models import DECIDED, ChangeRequest, Status
from apps.tickets.errors import NotEditable
from apps.tickets.facts import TicketReviewed, TicketSubmitted
from apps.tickets.ports import Colleagues, colleagues_provider
from apps.tickets.register import editing, writing
from apps.tickets.service.models import Approval, ServiceTicket
from apps.tickets.service.services import open_checked


class ChangeRequestValues(TypedDict, total=False):
    """What a caller may set. `decision_reason` counts together with a decision only."""

    title: str
    description: str
    status: str
    priority: str
    change_type: str
    justification: str
    impact: str
    proposed_date: date | None
    estimated_hours: int | None  # in minutes
    assignee: int | None  # who is to review it
    decision_reason: str


def create_change_request(
    *, actor: Actor, values: ChangeRequestValues, now: datetime, colleagues: Colleagues = colleagues_provider
) -> ChangeRequest:
    """Open a change request under the next number: a draft, unless it is to be submitted at once.

    Raises NotAllowed, Invalid, StatusNotPossible.
    """
    policies.require_can_request_changes(actor)
    status = values.get("status", Status.DRAFT)
    content = {name: value for name, value in values.items() if name not in {"status", "decision_reason"}}
    with transaction():
        change = ChangeRequest(author_id=actor.id)
        change.machine.require("A new change request", before=Status.DRAFT, after=status)
        _check({"title": "", **content}, change, colleagues)
        editing.put(change, content)
        writing.save_new(change, actor=actor, now=now)
        if status != Status.DRAFT:
            _move(change, status, editing.before(change), actor=actor, now=now)
    return change


def update_change_request(
    *,
    actor: Actor,
    change_request_id: int,
    values: ChangeRequestValues,
    now: datetime,
    expected_version: int | None = None,
    colleagues: Colleagues = colleagues_provider,
) -> ChangeRequest:
    """Change what differs: its author a draft, its status whoever may; both in one go if both are given.

    Who is to review it may be changed by reviewers at any time.
    Raises NotAllowed, NotFound, Stale, Invalid, NotEditable, StatusNotPossible.
    """
    reason = values.get("decision_reason", "")
    with transaction():
        change = locked(actor, change_request_id)
        change.require_version(expected_version)
        given = editing.differing(change, {name: value for name, value in values.items() if name != "decision_reason"})
        if not given:
            return change
        status = given.pop("status", change.status)
        before = editing.before(change)
        if status != change.status:
            policies.require_can_move_change(actor, change, status)
        change.machine.require(change.number, before=change.status, after=status)
        if given:
            policies.require_can_edit_change(actor, change, given.keys())
            if given.keys() != {"assignee"} and Status.DRAFT not in {change.status, status}:
                raise NotEditable(f"{change.number} is {change.status}; take it back to a draft to change it")
            _check(given, change, colleagues)
            editing.put(change, given)
        if status != change.status:
            _move(change, status, before, actor=actor, now=now, changed=set(given), reason=reason)
        else:
            writing.save_changes(change, before, given, actor=actor, now=now)
    return change


def move_change_request(
    *,
    actor: Actor,
    change_request_id: int,
    status: Status,
    now: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> ChangeRequest:
    """Submit, review, approve, reject, withdraw or take back: see the machine for what is possible when.

    Unlike a PATCH with the status it has already, doing again what was done is refused.
    Raises NotAllowed, NotFound, Stale, Invalid, StatusNotPossible.
    """
    with transaction():
        change = locked(actor, change_request_id)
        change.require_version(expected_version)
        policies.require_can_move_change(actor, change, status)
        if status == change.status:
            change.machine.refuse(change.number, before=change.status, after=status)
        change.machine.require(change.number, before=change.status, after=status)
        _move(change, status, editing.before(change), actor=actor, now=now, reason=reason)
    return change


def locked(actor: Actor, change_request_id: int) -> ChangeRequest:
    """The row, locked until the transaction ends. Raises NotFound, also for one the actor may not see."""
    rows = ChangeRequest.objects.visible_to(actor).select_related("ticket").select_for_update(of=("self",))
    change = rows.filter(pk=change_request_id).first()
    if change is None:
        raise NotFound("There is no such change request")
    return change


def _check(given: Mapping[str, Any], change: ChangeRequest, colleagues: Colleagues) -> None:
    editing.require_title(given)
    editing.require_day("proposed_date", given.get("proposed_date"))
    reviewer = given.get("assignee")
    if not isinstance(reviewer, int):
        return
    editing.require_person("assignee", reviewer, colleagues)
    if reviewer == change.author_id:
        raise Invalid.field("assignee", "nobody reviews their own change")
    if not colleagues.actors(ids=[reviewer])[reviewer].may(Right.REVIEW_CHANGES):
        raise Invalid.field("assignee", "does not review changes")


def _move(
    change: ChangeRequest,
    status: str,
    before: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
    changed: Collection[str] = (),
    reason: str = "",
) -> None:
    """Put a possible status on a locked row, save it with what else changed, and do what follows. Raises Invalid."""
    if status == Status.REJECTED and not reason:
        raise Invalid.field("reason", "must say why it is rejected")
    reason = reason if status in DECIDED else ""
    change.status = status
    change.submitted_at = now if status == Status.SUBMITTED else change.submitted_at
    change.decided_at, change.decided_by_id = (now, actor.id) if status in DECIDED else (None, None)
    change.decision_reason = reason
    if status == Status.UNDER_REVIEW and actor.id is not None and change.assignee_id is None:
        change.assignee_id = actor.id
        changed = {*changed, "assignee"}
    writing.save_changes(change, before, {*changed, "status"}, actor=actor, now=now, reason=reason)
    kind, approved = change.kind.value, status == Status.APPROVED
    if status == Status.SUBMITTED:
        outbox.publish(TicketSubmitted(kind=kind, ticket_id=change.pk, occurred_at=now))
    if status in DECIDED:
        fact = TicketReviewed(kind=kind, ticket_id=change.pk, approved=approved, reason=reason, occurred_at=now)
        outbox.publish(fact)
    if approved:
        _open_service_ticket(change, actor=actor, now=now)


def _open_service_ticket(change: ChangeRequest, *, actor: Actor, now: datetime) -> None:
    """The work of an approved change; its author can follow it."""
    ticket = ServiceTicket(
        change=change,
        approval=Approval.APPROVED,
        submitted_by_id=change.author_id,
        reviewed_by_id=actor.id,
        reviewed_at=now,
        review_reason=change.decision_reason,
    )
    values = {
        "title": change.title,
        "description": "\n\n".join(filter(None, [change.description, change.impact and f"Impact: {change.impact}"])),
        "priority": change.priority,
        "service_type": change.change_type,
        "requested_by": change.author_id,
        "due_date": change.proposed_date,
        "estimated_hours": change.estimated_minutes,
    }
    open_checked(ticket, {}, inherited=values, actor=actor, now=now)
    record(change, What.CONVERTED, actor=actor, now=now, other_id=ticket.pk)
    record(ticket, What.CONVERTED, actor=actor, now=now, other_id=change.pk)
