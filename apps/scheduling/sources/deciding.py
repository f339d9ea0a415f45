"""Deciding where a source and people differ: each difference by itself, in a transaction of its own."""

from collections.abc import Collection
from datetime import datetime

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import NotFound, Refusal
from apps.scheduling.bulk import Decided
from apps.scheduling.events.services import locked as locked_event
from apps.scheduling.events.services import update_event
from apps.scheduling.series.changing import end_series
from apps.scheduling.series.models import Series
from apps.scheduling.sources import policies
from apps.scheduling.sources.errors import AlreadyDecided, CannotTake
from apps.scheduling.sources.facts import DifferenceDecided
from apps.scheduling.sources.merging import values_of
from apps.scheduling.sources.models import OPEN, Decision, Difference, DifferenceKind, Item, Source, SyncKind
from apps.scheduling.sources.services import queue_sync


def decide_differences(*, actor: Actor, ids: Collection[int], decision: Decision, now: datetime) -> Decided:
    """Keep ours, or take theirs. Theirs is written as an edit by the actor, clashes and all.

    A refusal leaves its own difference as it was. Raises NotAllowed.
    """
    policies.require_can_decide(actor)
    decided = Decided()
    for key in sorted(set(ids)):
        try:
            _decide(actor, key, decision, now)
            decided.done.append(key)
        except Refusal as refusal:
            decided.refused[key] = refusal
    return decided


def _decide(actor: Actor, key: int, decision: Decision, now: datetime) -> None:
    with transaction():
        # The event before the difference, as a reading of the source locks them.
        row = Difference.objects.filter(pk=key).first()
        if row is None:
            raise NotFound("There is no such difference")
        if row.series_id and row.decided_at is None and row.kind == DifferenceKind.GONE:
            _settle_ended(actor, row.series_id, decision, now)
        elif row.series_id and row.decided_at is None:
            _settle_series(row, decision, now)
        elif decision == Decision.THEIRS and row.decided_at is None:
            update_event(actor=actor, event_id=row.event_id, values=values_of(row.theirs), now=now)
        locked = Difference.objects.select_for_update().get(pk=key)
        if locked.decided_at is not None:
            raise AlreadyDecided()
        if locked.theirs != row.theirs:
            raise AlreadyDecided("The source has changed it again in the meantime: look at it anew")
        locked.decision, locked.decided_at, locked.decided_by_id = decision, now, actor.id
        locked.save()
        if locked.series_id is None:
            _count_as_said(locked)
        outbox.publish(DifferenceDecided(schedule_source_id=locked.source_id, occurred_at=now))


def _settle_series(row: Difference, decision: Decision, now: datetime) -> None:
    """Whatever was decided counts as told; the source is read at once, and what follows from it is done then."""
    series = Series.objects.select_for_update().get(pk=row.series_id or 0)
    if decision == Decision.THEIRS and not row.theirs:
        raise CannotTake("People went on with another series here; change that one, or end it, by hand")
    heard = row.theirs if decision == Decision.THEIRS else row.given
    dates = {**series.told.get("dates", {}), **heard.get("dates", {})}
    series.told = {**series.told, **heard, "dates": dates}
    series.save(update_fields=["told"])
    if row.kind == DifferenceKind.LOST and decision == Decision.OURS:
        event = locked_event(row.event_id)
        event.series = event.recurrence_at = None
        event.edited = []
        event.save_next_version()
    source = Source.objects.select_for_update().get(pk=row.source_id)
    if source.archived_at is None and not source.syncs.filter(status__in=OPEN).exists():
        queue_sync(source, kind=SyncKind.ASKED, now=now)


def _settle_ended(actor: Actor, series_id: int, decision: Decision, now: datetime) -> None:
    """Theirs ends the series, unless that would lose what people changed by hand: they end it themselves then."""
    if decision == Decision.THEIRS:
        end_series(actor=actor, series_id=series_id, now=now)
    series = Series.objects.select_for_update().get(pk=series_id)
    if decision == Decision.THEIRS:
        series.external_id = ""  # should the source have it again, that is another one
    else:
        series.told["left_out"] = True  # until the source has it again
    series.save(update_fields=["told", "external_id"])


def _count_as_said(row: Difference) -> None:
    """Whatever was decided, the source has been heard: it is asked about again when it changes its mind."""
    keeps = row.kind == DifferenceKind.GONE and row.decision == Decision.OURS
    item = Item.objects.filter(source_id=row.source_id, external_id=row.external_id)
    if keeps:
        item.update(left_out=True)
    else:
        Item.objects.bulk_create(
            [Item(source_id=row.source_id, external_id=row.external_id, event_id=row.event_id, given=row.given)],
            update_conflicts=True,
            unique_fields=["source", "external_id"],
            update_fields=["given", "left_out"],
        )
