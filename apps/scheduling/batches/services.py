"""Batches: one change of many events, one preview of it, one undo. Each is one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import NotFound
from apps.core.outbox import Fact
from apps.scheduling import policies
from apps.scheduling.batches.asking import Asked
from apps.scheduling.batches.errors import AlreadyUndone, BatchConflict, NothingToDo
from apps.scheduling.batches.facts import BatchDone, BatchUndone
from apps.scheduling.batches.lookups import Known
from apps.scheduling.batches.models import Batch, BatchItem
from apps.scheduling.batches.outs import in_words, row_outs
from apps.scheduling.batches.planning import Planner, plan, plan_undo
from apps.scheduling.batches.rows import Outcome, Row, people_of
from apps.scheduling.batches.weighing import weigh
from apps.scheduling.claims.placing import place, settle
from apps.scheduling.copying import copy_in
from apps.scheduling.events.clashing import lock_resources
from apps.scheduling.events.facts import EventCancelled, EventChanged, EventScheduled
from apps.scheduling.events.rebooking import booking_of
from apps.scheduling.events.writing import changing_places, write_bookings, write_events

_CONSTRAINTS = {"booking_no_overlap": BatchConflict}


class OnClash(StrEnum):
    REFUSE = "refuse"  # all of it, with every reason
    SKIP = "skip"  # do it without those that cannot be


@dataclass
class Ran:
    """What came of it, or would come of it; `batch` is not there yet in a preview."""

    rows: list[Row]
    words: str
    batch: Batch | None = None
    duties: dict[int, list[int]] = field(default_factory=dict)

    @property
    def done(self) -> list[Row]:
        return [row for row in self.rows if row.is_done]


def run_batch(
    *,
    actor: Actor,
    asked: Asked,
    now: datetime,
    on_clash: OnClash = OnClash.REFUSE,
    preview: bool = False,
    known: Known | None = None,
) -> Ran:
    """Change or make many events at once, or with `preview` say what would come of it.

    Raises NotAllowed, NotFound, Invalid, BatchConflict, NothingToDo, Busy.
    """
    policies.require_can_edit_events(actor)
    known = known or Known()
    with transaction(), refusing(**_CONSTRAINTS):
        rows = plan(asked, Planner(actor=actor, known=known, lock=not preview))
        _settle_on(rows, known, on_clash, preview=preview)
        ran = Ran(rows, in_words(asked, rows, known), duties=people_of(rows, now=now))
        if preview:
            return ran
        if not ran.done:
            raise NothingToDo(rows=row_outs(rows, known))
        ran.batch = Batch.objects.create(
            action=asked.action,
            words=ran.words,
            event_count=len(ran.done),
            asked_by_id=actor.id,
            created_at=now,
        )
        _write(ran.done, now=now)
        BatchItem.objects.bulk_create(
            BatchItem(batch=ran.batch, event=row.event, version=row.event.version, before=row.before)
            for row in ran.done
        )
        ran.duties = people_of(rows, now=now)  # what was made has its key now
        outbox.publish(
            *_facts(ran.done, now),
            BatchDone(batch_id=ran.batch.pk, action=asked.action, duties=ran.duties, occurred_at=now),
        )
    return ran


def undo_batch(
    *,
    actor: Actor,
    batch_id: int,
    now: datetime,
    on_clash: OnClash = OnClash.REFUSE,
    preview: bool = False,
    known: Known | None = None,
) -> Ran:
    """Put back what a batch has changed and take off what it has made, or with `preview` say what would come of it.

    What somebody touched since stays as it is. Raises NotAllowed, NotFound, AlreadyUndone, BatchConflict, NothingToDo.
    """
    policies.require_can_edit_events(actor)
    known = known or Known()
    with transaction(), refusing(**_CONSTRAINTS):
        found = Batch.objects.all() if preview else Batch.objects.select_for_update()
        batch = found.filter(pk=batch_id).first()
        if batch is None:
            raise NotFound("There is no such batch")
        if batch.undone_at is not None:
            raise AlreadyUndone
        items = list(batch.items.order_by("event_id"))
        rows = plan_undo(items, Planner(actor=actor, known=known, lock=not preview), now)
        _settle_on(rows, known, on_clash, preview=preview)
        ran = Ran(rows, f"Undone: {batch.words}", batch, people_of(rows, now=now))
        if preview:
            return ran
        if not ran.done:
            raise NothingToDo(rows=row_outs(rows, known))
        _write(ran.done, now=now)
        undone = {row.event.pk for row in ran.done}
        batch.items.exclude(event_id__in=undone).update(is_kept=True)
        batch.undone_at, batch.undone_by_id = now, actor.id
        batch.save()
        outbox.publish(
            *_facts(ran.done, now),
            BatchUndone(batch_id=batch.pk, action=batch.action, duties=ran.duties, occurred_at=now),
        )
    return ran


def batches() -> QuerySet[Batch]:
    """The latest first."""
    return Batch.objects.order_by("-created_at", "-pk")


def batch_by_id(*, batch_id: int) -> Batch:
    """Raises NotFound."""
    found = Batch.objects.filter(pk=batch_id).first()
    if found is None:
        raise NotFound("There is no such batch")
    return found


def _settle_on(rows: Sequence[Row], known: Known, on_clash: OnClash, *, preview: bool) -> None:
    """Lock what is touched and find out which rows can be done. Raises BatchConflict unless those may be left out."""
    planned = [row for row in rows if row.is_done]
    if not preview:
        held = (booking.resource for row in planned for booking in row.bookings)
        lock_resources([row.holds for row in planned], *held)
    weigh(rows, known)
    left = [row for row in rows if row.is_left]
    if left and on_clash == OnClash.REFUSE and not preview:
        outs = row_outs(left, known)
        raise BatchConflict(
            f"{len(left)} of {len(rows)} events cannot be changed: {outs[0]['title']}, {outs[0]['detail']}", rows=outs
        )


def _write(rows: Sequence[Row], *, now: datetime) -> None:
    """Everything is locked, nothing is in the way."""
    there = [row for row in rows if row.outcome != Outcome.CREATED]
    made = [row for row in rows if row.outcome == Outcome.CREATED]
    with changing_places():
        write_events([row.event for row in there], now)
        write_bookings([(row.event, row.bookings, row.holds) for row in there])
        copy_in([row.event for row in made])
        _write_parts(made)
        copy_in([booking_of(row.event, hold) for row in made for hold in row.holds])
    for row in made:
        if row.event.is_option:
            place(row.event, expires_at=None, now=now)
    for row in there:
        if row.was_option or row.event.is_option:
            settle(row.event, row.bookings, now=now)
    settle(None, (), now=now)  # options of others may have become the first


def _write_parts(made: Sequence[Row]) -> None:
    parts = []
    for row in made:
        for staffed in row.crew.parts.values():
            staffed.part.event = row.event
            parts.append(staffed.part)
    copy_in(parts)


def _facts(rows: Sequence[Row], now: datetime) -> list[Fact]:
    """For consoles and whoever follows single events. People are told once of all: these say no duty."""
    facts: list[Fact] = []
    for row in rows:
        event, people = row.event, row.crew.everyone
        if row.outcome == Outcome.CREATED or (not row.was_holding and event.is_holding):
            facts.append(EventScheduled(event_id=event.pk, title=event.title, people=people, occurred_at=now))
        elif row.was_holding and not event.is_live:
            facts.append(EventCancelled(event_id=event.pk, title=event.title, people=people, occurred_at=now))
        else:
            facts.append(
                EventChanged(
                    event_id=event.pk,
                    title=event.title,
                    people=people,
                    people_before=row.people_before,
                    changed=sorted(row.changed),
                    occurred_at=now,
                )
            )
    return facts
