"""Writing what was planned: events, what they hold, and the facts of it, in batches within one transaction."""

from collections.abc import Iterator
from datetime import datetime

from apps.core import outbox
from apps.core.outbox import Fact
from apps.scheduling.copying import copy_in
from apps.scheduling.events.facts import EventCancelled, EventChanged, EventScheduled
from apps.scheduling.events.holding import holds_of
from apps.scheduling.events.models import Event, ResourceKind
from apps.scheduling.events.rebooking import booking_of
from apps.scheduling.events.services import leave_parts, write_holds
from apps.scheduling.interchange.models import Outcome
from apps.scheduling.interchange.planning import Planned
from apps.scheduling.interchange.repeating.plan import SeriesPlan
from apps.scheduling.series.edits import note_edits
from apps.scheduling.series.facts import SeriesChanged, SeriesScheduled
from apps.scheduling.series.making import write_dates
from apps.scheduling.series.rewriting import rewrite
from apps.scheduling.series.services import Told, told


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
            note_edits(event, plan.crew)
            event.save_next_version()
    outbox.publish(*_facts(plans, now))


_DUTY = frozenset({
    "start_at", "end_at", "call_at", "wrap_at", "facility_id", "location_id", "status",
    "assigned_users", "tentative_users",
})  # fmt: skip


def write_series(plans: list[Planned], *, now: datetime) -> None:
    """Bring series and their dates onto the schedule, as `write` does single events."""
    for found in plans:
        plan = found.series
        if plan is None or found.outcome not in (Outcome.CREATED, Outcome.CHANGED):
            continue
        series = plan.series
        if plan.is_new:
            series.save()
        else:
            series.save_next_version()
        gone = [row.event.pk for row in plan.detached]
        Event.objects.filter(pk__in=gone).update(series=None, recurrence_at=None, edited=[])
        rewrite(series, plan.altered, plan.dropped, begun=plan.begun, now=now, check_places=False)
        write_dates(series, plan.created)
        # Consoles are to show it; people are told once of the whole import.
        about: Told = {**told(series, [], now), "first_day": _first_day(plan, now)}
        outbox.publish(
            SeriesScheduled(**about, occurred_at=now) if plan.is_new else SeriesChanged(**about, occurred_at=now)
        )
        first = next(iter(plan.taking), None)
        found.event = first.event if first else None


def _first_day(plan: SeriesPlan, now: datetime) -> str:
    ahead = [date.event.start_at for date in plan.taking if date.event.end_at > now]
    return min(ahead).astimezone(plan.series.zone).date().isoformat() if ahead else ""


def whose_duties(plans: list[Planned], *, now: datetime) -> Iterator[int]:
    """The people who came onto an event that is still ahead, left it or see it changed; one id for each event."""
    for plan in plans:
        if plan.series:
            yield from _of_series(plan.series, now)
        if plan.row.part:
            continue
        event = _event(plan)
        holds = event.is_holding or plan.was_holding
        if holds and event.end_at > now and (plan.outcome == Outcome.CREATED or plan.changed & _DUTY):
            yield from {*plan.people_before, *plan.crew.involved}


def _of_series(plan: SeriesPlan, now: datetime) -> Iterator[int]:
    for date in plan.created:
        if date.event.end_at > now and date.event.is_holding:
            yield from date.crew.involved
    for row in (*plan.altered, *plan.dropped):
        if row.is_altered and row.event.end_at > now:
            before = [b.resource_id for b in row.bookings if b.resource_kind == ResourceKind.PERSON]
            yield from {*before, *row.date.crew.involved}


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
