"""Running system checks: begin, look at each item, complete. Everyone signed in may."""

from datetime import datetime
from typing import Any

from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid, NotFound
from apps.facilities.public import FacilityRef
from apps.tickets.checks import policies
from apps.tickets.checks.errors import CheckCompleted, CheckNotCompleted, ItemNotFailed, ItemsOpen
from apps.tickets.checks.facts import (
    SystemCheckCompleted,
    SystemCheckIncidentOpened,
    SystemCheckItemChecked,
    SystemCheckReopened,
    SystemCheckStarted,
)
from apps.tickets.checks.models import Checklist, CheckResult, CheckRun, Outcome
from apps.tickets.checks.ports import Facilities, facilities_provider
from apps.tickets.incidents.services import report_incident


def start_check(
    *,
    actor: Actor,
    facility_id: int | None,
    checklist_id: int | None,
    now: datetime,
    facilities: Facilities = facilities_provider,
) -> tuple[CheckRun, bool]:
    """The check of a facility for the day it is there now, and whether it was begun by this call.

    Whoever comes second gets the check of the first, also when both come in the same moment. Without a
    checklist it is the one for the facility's kind. Raises Invalid.
    """
    if facility_id is None:
        raise Invalid.field("facility", "must not be empty")
    facility = facilities.facilities(ids=[facility_id]).get(facility_id)
    if facility is None:
        raise Invalid.field("facility", "there is no such facility")
    if facility.is_archived:
        raise Invalid.field("facility", f"{facility.name} is archived")
    day = now.astimezone(facility.zone).date()
    with transaction():
        checklist = _checklist_for(facility, checklist_id)
        locks.hold(f"system_check:{facility.id}:{checklist.pk}:{day}")
        key = {"facility_id": facility.id, "checklist": checklist, "day": day}
        found = CheckRun.objects.filter(**key).first()
        if found:
            return found, False
        run = CheckRun.objects.create(
            **key, checklist_name=checklist.name, time_zone=facility.time_zone, started_by_id=actor.id
        )
        CheckResult.objects.bulk_create(
            CheckResult(run=run, position=item.position, department=item.department, name=item.name, hint=item.hint)
            for item in checklist.items.order_by("position")
        )
        outbox.publish(SystemCheckStarted(system_check_id=run.pk, facility_id=facility.id, occurred_at=now))
    return run, True


def check_item(
    *,
    actor: Actor,
    run_id: int,
    item_id: int,
    values: dict[str, Any],
    now: datetime,
    expected_version: int | None = None,
) -> CheckResult:
    """Say what was found about one item: `outcome`, `note`. Raises NotFound, Stale, CheckCompleted."""
    with transaction():
        run = locked_run(run_id)
        result = locked_result(run, item_id)
        result.require_version(expected_version)
        if all(getattr(result, name) == value for name, value in values.items()):
            return result
        if run.is_completed:
            raise CheckCompleted
        outcome_before = result.outcome
        for name, value in values.items():
            setattr(result, name, value)
        if result.outcome == Outcome.OPEN:
            result.checked_at = result.checked_by_id = None
        elif result.outcome != outcome_before:
            result.checked_at, result.checked_by_id = now, actor.id
        result.save_next_version()
        outbox.publish(
            SystemCheckItemChecked(system_check_id=run.pk, item_id=result.pk, outcome=result.outcome, occurred_at=now)
        )
    return result


def open_incident(
    *,
    actor: Actor,
    run_id: int,
    item_id: int,
    now: datetime,
    facilities: Facilities = facilities_provider,
) -> tuple[CheckResult, bool]:
    """The incident of a failed item, and whether this call has opened it: however often it is asked for, it is one.

    Also of a completed check, which is not changed by it. Raises NotFound, ItemNotFailed, Invalid.
    """
    with transaction():
        run = locked_run(run_id)
        result = locked_result(run, item_id)
        if result.incident_id:
            return result, False
        if result.outcome != Outcome.FAILED:
            raise ItemNotFailed
        facility = facilities.facilities(ids=[run.facility_id]).get(run.facility_id)
        place = f" in {facility.name}" if facility else ""
        found = f"Found by the system check {run.checklist_name} of {run.day}: {result.department}, {result.name}."
        result.incident = report_incident(
            actor=actor,
            values={
                "title": f"{result.department}, {result.name}: failed{place}"[:255],
                "description": f"{found}\n\n{result.note}".strip(),
                "facility": run.facility_id,
                "occurred_at": result.checked_at,
            },
            now=now,
        )
        result.save_next_version()
        outbox.publish(
            SystemCheckIncidentOpened(
                system_check_id=run.pk, item_id=result.pk, incident_id=result.incident.pk, occurred_at=now
            )
        )
    return result, True


def complete_check(*, actor: Actor, run_id: int, now: datetime, expected_version: int | None = None) -> CheckRun:
    """Close a check of which every item was looked at; a completed one stays as it is.

    Raises NotFound, Stale, ItemsOpen.
    """
    with transaction():
        run = locked_run(run_id)
        run.require_version(expected_version)
        if run.is_completed:
            return run
        still_open = run.results.filter(outcome=Outcome.OPEN).order_by("position")
        if items := list(still_open.values("id", "department", "name")):
            raise ItemsOpen.of(items)
        run.completed_at, run.completed_by_id = now, actor.id
        run.save_next_version()
        outbox.publish(
            SystemCheckCompleted(
                system_check_id=run.pk,
                facility_id=run.facility_id,
                failed_items=run.results.filter(outcome=Outcome.FAILED).count(),
                occurred_at=now,
            )
        )
    return run


def reopen_check(
    *, actor: Actor, run_id: int, reason: str, now: datetime, expected_version: int | None = None
) -> CheckRun:
    """Let a completed check be changed again. The people who ran it are told why.

    Raises NotAllowed, NotFound, Stale, Invalid, CheckNotCompleted.
    """
    policies.require_can_reopen_checks(actor)
    if not reason:
        raise Invalid.field("reason", "must not be empty")
    with transaction():
        run = locked_run(run_id)
        run.require_version(expected_version)
        if not run.is_completed:
            raise CheckNotCompleted
        people = {run.started_by_id, run.completed_by_id} - {None, actor.id}
        run.completed_at = run.completed_by_id = None
        run.reopen_reason = reason
        run.save_next_version()
        outbox.publish(
            SystemCheckReopened(
                system_check_id=run.pk,
                facility_id=run.facility_id,
                reason=reason,
                by_id=actor.id,
                people=sorted(person for person in people if person),
                occurred_at=now,
            )
        )
    return run


def locked_run(run_id: int) -> CheckRun:
    """The check's row lock also guards its results: nothing is found after it was completed."""
    run = CheckRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise NotFound("There is no such system check")
    return run


def locked_result(run: CheckRun, item_id: int) -> CheckResult:
    rows = run.results.select_related("incident__ticket").select_for_update(of=("self",))
    result = rows.filter(pk=item_id).first()
    if result is None:
        raise NotFound("There is no such item in this system check")
    return result


def _checklist_for(facility: FacilityRef, checklist_id: int | None) -> Checklist:
    """Locked against being edited meanwhile, so that a check never begins with half of an edit."""
    if checklist_id is not None:
        found = Checklist.objects.select_for_update(no_key=True).filter(pk=checklist_id).first()
        if found is None:
            raise Invalid.field("checklist", "there is no such checklist")
        if found.archived_at:
            raise Invalid.field("checklist", f"{found.name} is archived")
        if not found.applies_to(facility.kind):
            raise Invalid.field("checklist", f"{found.name} is not for {facility.name}")
        return found
    fitting = list(Checklist.objects.live().for_kind(facility.kind).select_for_update(no_key=True).order_by("pk"))
    if not fitting:
        raise Invalid.field("checklist", f"no checklist is for {facility.name} yet")
    if len(fitting) > 1:
        names = ", ".join(sorted(checklist.name for checklist in fitting))
        raise Invalid.field("checklist", f"say which, {facility.name} has several: {names}")
    return fitting[0]
