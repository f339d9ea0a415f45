"""Writing what was planned: events, what they hold, and the facts of it, in batches within one transaction."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from apps.core import outbox
from apps.core.outbox import Fact
from apps.scheduling.copying import copy_in
from apps.scheduling.events.facts import EventCancelled, EventChanged, EventScheduled
from apps.scheduling.events.holding import holds_of
from apps.scheduling.events.models import Event
from apps.scheduling.events.services import booking_of, leave_parts, write_holds
from apps.scheduling.interchange.models import Outcome
from apps.scheduling.interchange.planning import Planned


def let_events_change_places() -> None:
    """Check exclusiveness when everything is written, not row by row."""
    _constraint("DEFERRED")


def check_places() -> None:
    """Raises IntegrityError of `booking_no_overlap`."""
    _constraint("IMMEDIATE")


def _constraint(when: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS booking_no_overlap {when}")


def write(plans: list[Planned], *, now: datetime) -> None:
    """Bring a batch onto the schedule. The caller has locked the events and everything they take."""
    created = [plan for plan in plans if plan.outcome == Outcome.CREATED]
    copy_in([_event(plan) for plan in created])
    copy_in(
        [booking_of(event, hold) for plan in created for event in [_event(plan)] for hold in holds_of(event, plan.crew)]
    )
    for plan in plans:
        if plan.outcome == Outcome.CHANGED:
            event = _event(plan)
            holds = holds_of(event, plan.crew)
            write_holds(event, plan.bookings, holds)
            leave_parts([(event.pk, plan.crew)])
            event.save_next_version()
    outbox.publish(*_facts(plans, now))


_DUTY = frozenset({
    "start_at", "end_at", "call_at", "wrap_at", "facility_id", "location_id", "status",
    "assigned_users", "tentative_users",
})  # fmt: skip


def whose_duties(plans: list[Planned], *, now: datetime) -> Iterator[int]:
    """The people who came onto an event that is still ahead, left it or see it changed; one id for each event."""
    for plan in plans:
        event = _event(plan)
        holds = event.is_holding or plan.was_holding
        if holds and event.end_at > now and (plan.outcome == Outcome.CREATED or plan.changed & _DUTY):
            yield from {*plan.people_before, *plan.crew.involved}


def _event(plan: Planned) -> Event:
    assert plan.event is not None  # noqa: S101 - only a bad row has none, and none of those comes here
    return plan.event


def _facts(plans: list[Planned], now: datetime) -> Iterator[Fact]:
    for plan in plans:
        event, people = _event(plan), plan.crew.everyone
        if plan.outcome == Outcome.CREATED:
            yield EventScheduled(event_id=event.pk, people=people, occurred_at=now)
        elif plan.was_holding and not event.is_holding:
            yield EventCancelled(event_id=event.pk, people=plan.people_before, occurred_at=now)
        else:
            yield EventChanged(
                event_id=event.pk,
                people=people,
                people_before=plan.people_before,
                changed=sorted(plan.changed),
                occurred_at=now,
            )
