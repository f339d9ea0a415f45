"""Approving, rejecting and adjusting other people's time."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid
from apps.core.http import utc
from apps.core.switches import value_of
from apps.scheduling.bulk import Decided, decide_each
from apps.scheduling.ports import Facilities, facilities_provider
from apps.scheduling.timekeeping import policies, selectors, switches
from apps.scheduling.timekeeping.editing import Edit, EntryValues, apply_values
from apps.scheduling.timekeeping.errors import AlreadyDecided, EntryApproved, EntryRunning, NotApproved
from apps.scheduling.timekeeping.facts import TimeEntryAdjusted, TimeEntryApproved, TimeEntryRejected
from apps.scheduling.timekeeping.models import Status, TimeAdjustment, TimeEntry
from apps.scheduling.timekeeping.services import CONSTRAINTS, hold, locked, opened, require_free, save, update_entry


def approve_entry(
    *,
    actor: Actor,
    entry_id: int,
    now: datetime,
    note: str = "",
    needs_note: bool = True,
    expected_version: int | None = None,
) -> TimeEntry:
    """Agree to an entry. Of a long day the note says why, unless the client has no place for one.

    Raises NotAllowed, NotFound, Stale, Invalid, EntryRunning, AlreadyDecided, TimeEntryOverlap.
    """
    policies.require_can_decide(actor)
    with transaction(), refusing(**CONSTRAINTS):
        entry = _to_decide(actor, entry_id, expected_version)
        if entry.status == Status.APPROVED:
            raise AlreadyDecided("This entry is approved already")
        if not entry.is_closed:
            raise EntryRunning
        if entry.status == Status.REJECTED:
            require_free(entry, now=now)  # its time may have been entered anew
        if needs_note and not note and is_long_day(entry):
            raise Invalid.field("note", f"must say why: {_hours_of_day(entry):g} hours were worked on {entry.date}")
        _decide(entry, Status.APPROVED, actor, now=now, note=note)
        outbox.publish(
            TimeEntryApproved(
                time_entry_id=entry.pk, user_id=entry.user_id, date=entry.date, by_id=actor.id, occurred_at=now
            )
        )
    return entry


def reject_entry(
    *,
    actor: Actor,
    entry_id: int,
    reason: str,
    now: datetime,
    needs_reason: bool = True,
    expected_version: int | None = None,
) -> TimeEntry:
    """Send an entry back to its person, who may change it or take it back.

    Raises NotAllowed, NotFound, Stale, Invalid, EntryRunning, EntryApproved, AlreadyDecided.
    """
    policies.require_can_decide(actor)
    if needs_reason and not reason:
        raise Invalid.field("reason", "must not be empty")
    with transaction():
        entry = _to_decide(actor, entry_id, expected_version)
        if entry.status == Status.APPROVED:
            raise EntryApproved("This entry is approved; it can be adjusted, with a reason")
        if entry.status == Status.REJECTED:
            raise AlreadyDecided("This entry is rejected already")
        if entry.is_running:
            raise EntryRunning
        _decide(entry, Status.REJECTED, actor, now=now, note=reason)
        outbox.publish(
            TimeEntryRejected(
                time_entry_id=entry.pk,
                user_id=entry.user_id,
                date=entry.date,
                by_id=actor.id,
                reason=reason,
                occurred_at=now,
            )
        )
    return entry


def adjust_entry(
    *,
    actor: Actor,
    entry_id: int,
    values: EntryValues,
    reason: str,
    now: datetime,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
) -> Edit:
    """Change an approved entry. What it was, what it is and why is kept for good.

    Raises NotAllowed, NotFound, Stale, Invalid, NotApproved, TimeEntryOverlap.
    """
    policies.require_can_decide(actor)
    if not reason:
        raise Invalid.field("reason", "must not be empty")
    with transaction(), refusing(**CONSTRAINTS):
        entry = _to_decide(actor, entry_id, expected_version)
        if entry.status != Status.APPROVED:
            raise NotApproved
        edit = opened(entry)
        before = _figures(edit)
        apply_values(edit, values, now=now, facilities=facilities)
        if not entry.is_closed:
            raise Invalid.field("clock_out", "must not be empty: the entry is approved")
        if not edit.changed:
            raise Invalid("Nothing would change; give the times or breaks that are right")
        save(edit, now=now)
        TimeAdjustment.objects.create(
            entry=entry,
            reason=reason,
            before=before,
            after=_figures(edit),
            adjusted_by_id=actor.id,
            adjusted_at=now,
        )
        outbox.publish(
            TimeEntryAdjusted(
                time_entry_id=entry.pk,
                user_id=entry.user_id,
                date=entry.date,
                by_id=actor.id,
                reason=reason,
                occurred_at=now,
            )
        )
    return edit


def patch_entry(
    *,
    actor: Actor,
    entry_id: int,
    values: EntryValues,
    now: datetime,
    status: str | None = None,
    note: str = "",
    user_id: int | None = None,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
) -> Edit:
    """What clients without actions do: change an entry, or decide by sending another status, or both.

    The same policies as for the actions; a reason is kept but not asked for, as such clients have none.
    Raises what `update_entry`, `approve_entry` and `reject_entry` raise.
    """
    with transaction():
        was = TimeEntry.objects.live().filter(pk=entry_id).values_list("status", flat=True).first()
        edit = update_entry(
            actor=actor,
            entry_id=entry_id,
            values=values,
            now=now,
            is_sent_again=status == Status.PENDING and was == Status.REJECTED,
            user_id=user_id,
            expected_version=expected_version,
            facilities=facilities,
        )
        if status in (None, was):
            return edit
        if status == Status.APPROVED:
            edit.entry = approve_entry(actor=actor, entry_id=entry_id, now=now, note=note, needs_note=False)
        elif status == Status.REJECTED:
            edit.entry = reject_entry(actor=actor, entry_id=entry_id, now=now, reason=note, needs_reason=False)
        elif was == Status.APPROVED:
            raise EntryApproved
        return edit


def approve_entries(*, actor: Actor, ids: Collection[int], now: datetime, note: str = "") -> Decided:
    """Each by itself: one that is refused does not keep the others. Raises NotAllowed."""
    return _each(actor, ids, lambda key: approve_entry(actor=actor, entry_id=key, note=note, now=now))


def reject_entries(*, actor: Actor, ids: Collection[int], reason: str, now: datetime) -> Decided:
    """Each by itself, all for one reason. Raises NotAllowed, Invalid."""
    if not reason:
        policies.require_can_decide(actor)
        raise Invalid.field("reason", "must not be empty")
    return _each(actor, ids, lambda key: reject_entry(actor=actor, entry_id=key, reason=reason, now=now))


def is_long_day(entry: TimeEntry) -> bool:
    return _hours_of_day(entry) > value_of(switches.LONGEST_DAY)


def _each(actor: Actor, ids: Collection[int], decide: Callable[[int], object]) -> Decided:
    policies.require_can_decide(actor)
    with transaction():
        whose = TimeEntry.objects.filter(pk__among=set(ids)).order_by().values_list("user_id", flat=True).distinct()
        hold(*whose)  # all at once: two managers must not wait for each other
        return decide_each(ids, decide)


def _to_decide(actor: Actor, entry_id: int, expected_version: int | None) -> TimeEntry:
    entry = locked(entry_id)
    policies.require_can_decide(actor, entry.user_id)
    entry.require_version(expected_version)
    return entry


def _decide(entry: TimeEntry, status: Status, actor: Actor, *, now: datetime, note: str) -> None:
    edit = Edit(entry)
    edit.set("status", status)
    entry.decided_by_id, entry.decided_at, entry.decision_note = actor.id, now, note
    save(edit, now=now)


def _hours_of_day(entry: TimeEntry) -> float:
    """Everything the person worked on the entry's day; a rejected entry counts as if it were approved."""
    total = selectors.day_totals([entry]).get((entry.user_id, entry.date), 0)
    if entry.status == Status.REJECTED:
        total += entry.worked_seconds or 0
    return round(timedelta(seconds=total) / timedelta(hours=1), 2)


def _figures(edit: Edit) -> dict[str, Any]:
    """What an adjustment keeps: times, breaks and hours, as the wire spells them."""
    entry = edit.entry
    return {
        "date": entry.date.isoformat(),
        "clock_in": _spelt(entry.clock_in_at),
        "clock_out": _spelt(entry.clock_out_at),
        "breaks": [{"start": _spelt(pause.start_at), "end": _spelt(pause.end_at)} for pause in edit.pauses],
        "break_hours": round(entry.break_seconds / 3600, 2),
        "total_hours": round((entry.worked_seconds or 0) / 3600, 2),
    }


def _spelt(instant: datetime | None) -> str | None:
    return utc(instant).isoformat().replace("+00:00", "Z") if instant else None
