"""Writing one's own time: entries, and the clock. Each use case authorises, opens the one transaction, tells it."""

from datetime import datetime, timedelta

from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid, NotAllowed, NotFound
from apps.core.switches import value_of
from apps.scheduling.ports import Facilities, People, facilities_provider, people_provider
from apps.scheduling.timekeeping import policies, selectors, switches
from apps.scheduling.timekeeping.conflicts import already_clocked_in, overlap
from apps.scheduling.timekeeping.editing import Edit, EntryValues, Pause, apply_values, whole_seconds
from apps.scheduling.timekeeping.errors import (
    AlreadyClockedIn,
    AlreadyOnBreak,
    EntryApproved,
    NotClockedIn,
    NotOnBreak,
    TimeEntryOverlap,
)
from apps.scheduling.timekeeping.facts import TimeEntryApproved, TimeEntryChanged, TimeEntryFact, TimeEntrySubmitted
from apps.scheduling.timekeeping.models import LONGEST, Status, TimeBreak, TimeEntry

CONSTRAINTS = {"time_entry_no_overlap": TimeEntryOverlap, "time_entry_one_open": AlreadyClockedIn}


def create_entry(
    *,
    actor: Actor,
    values: EntryValues,
    now: datetime,
    user_id: int | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> Edit:
    """Enter time; without a clock-out it runs. `user_id` is the actor unless told otherwise.

    Raises NotAllowed, Invalid, AlreadyClockedIn, TimeEntryOverlap.
    """
    person = user_id if user_id is not None else actor.id
    if person is None:
        raise Invalid.field("user", "must be given")
    policies.require_can_enter(actor, person)
    if person != actor.id and person not in people.people(ids=[person]):
        raise Invalid.field("user", "there is no such person")
    with transaction(), refusing(**CONSTRAINTS):
        hold(person)
        edit = Edit(TimeEntry(user_id=person, time_zone="", created_by_id=actor.id))
        apply_values(edit, values, now=now, facilities=facilities)
        outbox.publish(*_saved(edit, now=now))
    return edit


def update_entry(
    *,
    actor: Actor,
    entry_id: int,
    values: EntryValues,
    now: datetime,
    is_sent_again: bool = False,
    user_id: int | None = None,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
) -> Edit:
    """Change what differs of an entry that is not approved. One that was rejected waits again afterwards.

    `is_sent_again` asks for that alone.
    Raises NotAllowed, NotFound, Stale, Invalid, EntryApproved, AlreadyClockedIn, TimeEntryOverlap.
    """
    with transaction(), refusing(**CONSTRAINTS):
        entry = locked(entry_id)
        policies.require_can_see(actor, entry.user_id)
        entry.require_version(expected_version)
        if user_id is not None and user_id != entry.user_id:
            raise Invalid.field("user", "an entry stays with its person")
        edit = opened(entry)
        apply_values(edit, values, now=now, facilities=facilities)
        if not edit.changed and not is_sent_again:
            return edit
        policies.require_can_change(actor, entry.user_id)
        if entry.status == Status.APPROVED:
            raise EntryApproved
        if entry.status == Status.REJECTED:
            edit.set("status", Status.PENDING)
            entry.decided_by_id, entry.decided_at, entry.decision_note = None, None, ""
        outbox.publish(*_saved(edit, now=now))
    return edit


def archive_entry(*, actor: Actor, entry_id: int, now: datetime, expected_version: int | None = None) -> None:
    """Take back an entry that is not approved. It stays in the record.

    Raises NotAllowed, NotFound, Stale, EntryApproved.
    """
    with transaction():
        entry = locked(entry_id)
        policies.require_can_see(actor, entry.user_id)
        policies.require_can_change(actor, entry.user_id)
        entry.require_version(expected_version)
        if entry.status == Status.APPROVED:
            raise EntryApproved
        entry.archived_at = now
        entry.save_next_version()
        outbox.publish(_fact(TimeEntryChanged, entry, now))


def clock_in(*, actor: Actor, values: EntryValues, now: datetime, facilities: Facilities = facilities_provider) -> Edit:
    """Begin to work, now. Raises AlreadyClockedIn, TimeEntryOverlap, Invalid."""
    return create_entry(actor=actor, values={**values, "clock_in": now}, now=now, facilities=facilities)


def clock_out(
    *, actor: Actor, values: EntryValues, now: datetime, facilities: Facilities = facilities_provider
) -> Edit:
    """End the running entry, now, and the break that lasts. Raises NotClockedIn, Invalid, TimeEntryOverlap."""
    with transaction(), refusing(**CONSTRAINTS):
        edit = _running(actor)
        entry = edit.entry
        apply_values(edit, values, now=now, facilities=facilities)
        end = max(whole_seconds(now), entry.clock_in_at or now)  # an entry made ahead has just begun
        if entry.clock_in_at is not None and end - entry.clock_in_at > LONGEST:
            raise Invalid.field(
                "clock_out", f"you have been clocked in for more than {LONGEST.days} days; say when you went"
            )
        edit.end_pause(at=end)
        edit.set("clock_out_at", end)
        if edit.pauses and (edit.pauses[-1].end_at or end) > end:
            raise Invalid.field("break_end", "a break of this entry ends later than now")
        edit.reckon()
        outbox.publish(*_saved(edit, now=now))
    return edit


def start_break(*, actor: Actor, now: datetime) -> Edit:
    """Raises NotClockedIn, AlreadyOnBreak."""
    with transaction():
        edit = _running(actor)
        if edit.pauses and edit.pauses[-1].end_at is None:
            raise AlreadyOnBreak
        earliest = [edit.entry.clock_in_at, *(pause.end_at for pause in edit.pauses)]
        edit.pauses.append(Pause(max(whole_seconds(now), *(instant for instant in earliest if instant))))
        edit.changed.add("breaks")
        outbox.publish(*_saved(edit, now=now))
    return edit


def end_break(*, actor: Actor, now: datetime) -> Edit:
    """Raises NotClockedIn, NotOnBreak."""
    with transaction():
        edit = _running(actor)
        if not edit.pauses or edit.pauses[-1].end_at is not None:
            raise NotOnBreak
        edit.end_pause(at=whole_seconds(now))
        outbox.publish(*_saved(edit, now=now))
    return edit


def locked(entry_id: int) -> TimeEntry:
    """The entry, after the lock on its person's time. Its row lock guards its breaks as well."""
    user_id = TimeEntry.objects.live().filter(pk=entry_id).values_list("user_id", flat=True).first()
    if user_id is not None:
        hold(user_id)
    entry = TimeEntry.objects.live().select_for_update().filter(pk=entry_id).first()
    if entry is None:
        raise NotFound("There is no such time entry")
    return entry


def opened(entry: TimeEntry) -> Edit:
    pauses = [Pause(found.start_at, found.end_at) for found in TimeBreak.objects.of_entries([entry.pk])]
    return Edit(entry, pauses)


def save(edit: Edit, *, now: datetime) -> None:
    """Write the entry and its breaks, if nothing is in the way. Raises AlreadyClockedIn, TimeEntryOverlap."""
    entry = edit.entry
    if entry.status != Status.REJECTED and edit.changed & {"clock_in_at", "clock_out_at", "status"}:
        require_free(entry, now=now)
    if entry._state.adding:
        entry.save()
    else:
        entry.save_next_version()
    if "breaks" in edit.changed:
        _write_breaks(entry, edit.pauses)


def hold(*user_ids: int) -> None:
    """Whoever writes the time of these people waits here. Racing inserts may deadlock instead of clashing."""
    locks.hold(*(f"time:{user_id}" for user_id in user_ids), within=locks.PATIENCE)


def _running(actor: Actor) -> Edit:
    if actor.id is None:
        raise NotAllowed("The station does not work shifts")
    hold(actor.id)
    found = selectors.running_entry(user_id=actor.id)
    if found is None:
        raise NotClockedIn
    return opened(TimeEntry.objects.select_for_update().get(pk=found.pk))


def require_free(entry: TimeEntry, *, now: datetime) -> None:
    found = selectors.in_the_way(entry, now=now)
    if entry.is_running:
        for other in found:
            if other.is_running:
                raise already_clocked_in(other)
    if found:
        raise overlap(found)


def _write_breaks(entry: TimeEntry, pauses: list[Pause]) -> None:
    """Rows that stay as they are are left alone; one that ends keeps its row."""
    wanted = {pause.start_at: pause for pause in pauses}
    for row in TimeBreak.objects.of_entries([entry.pk]):
        pause = wanted.pop(row.start_at, None)
        if pause is None:
            row.delete()
        elif pause.end_at != row.end_at:
            row.end_at = pause.end_at
            row.save()
    TimeBreak.objects.bulk_create(TimeBreak(entry=entry, start_at=p.start_at, end_at=p.end_at) for p in wanted.values())


def _saved(edit: Edit, *, now: datetime) -> list[TimeEntryFact]:
    """Save, and settle what the station's settings approve. Returns what happened."""
    entry = edit.entry
    is_waiting = entry.is_closed and bool(edit.changed & {"clock_out_at", "worked_seconds", "status"})
    if is_waiting and _approves_itself(entry):
        entry.status, entry.decided_at = Status.APPROVED, now
    save(edit, now=now)
    if not is_waiting:
        return [_fact(TimeEntryChanged, entry, now)]
    return [_fact(TimeEntryApproved if entry.status == Status.APPROVED else TimeEntrySubmitted, entry, now)]


def _approves_itself(entry: TimeEntry) -> bool:
    if not value_of(switches.REQUIRE_APPROVAL):
        return True
    worked = timedelta(seconds=entry.worked_seconds or 0)
    return worked < timedelta(hours=value_of(switches.AUTO_APPROVE_UNDER))


def _fact(kind: type[TimeEntryFact], entry: TimeEntry, now: datetime) -> TimeEntryFact:
    return kind(time_entry_id=entry.pk, user_id=entry.user_id, date=entry.date, occurred_at=now)
