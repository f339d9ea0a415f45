"""What people are told about time entries."""

from collections.abc import Iterator

from apps.authentication import public as people
from apps.core.notices import Notice, concerns, kind
from apps.core.rights import Right
from apps.scheduling.timekeeping.conflicts import period_words
from apps.scheduling.timekeeping.facts import (
    TimeEntryAdjusted,
    TimeEntryApproved,
    TimeEntryFact,
    TimeEntryRejected,
    TimeEntrySubmitted,
)
from apps.scheduling.timekeeping.models import TimeEntry

APPROVED = kind("time.approved", "My time entry is approved", group="Time", by_mail=False)
REJECTED = kind("time.rejected", "My time entry is rejected", group="Time")
ADJUSTED = kind("time.adjusted", "My approved time is adjusted", group="Time")
WAITING = kind("time.waiting", "A time entry waits for me", group="Time", by_mail=False)


@concerns(TimeEntryApproved)
def entry_approved(fact: TimeEntryApproved) -> Iterator[Notice]:
    """What the settings approved is no news."""
    if fact.by_id is not None:
        yield Notice(kind=APPROVED, people=[fact.user_id], title=f"Approved: {_named(fact)}", path=_own(fact))


@concerns(TimeEntryRejected)
def entry_rejected(fact: TimeEntryRejected) -> Iterator[Notice]:
    yield Notice(
        kind=REJECTED, people=[fact.user_id], title=f"Rejected: {_named(fact)}", text=fact.reason, path=_own(fact)
    )


@concerns(TimeEntryAdjusted)
def entry_adjusted(fact: TimeEntryAdjusted) -> Iterator[Notice]:
    yield Notice(
        kind=ADJUSTED, people=[fact.user_id], title=f"Adjusted: {_named(fact)}", text=fact.reason, path=_own(fact)
    )


@concerns(TimeEntrySubmitted)
def entry_submitted(fact: TimeEntrySubmitted) -> Iterator[Notice]:
    managers = people.people_who_may(right=Right.APPROVE_TIME) - {fact.user_id}
    who = people.people(ids=[fact.user_id]).get(fact.user_id)
    if who is not None:
        yield Notice(kind=WAITING, people=managers, title=f"{who.name}: {_named(fact)}", path="/approvals")


def _named(fact: TimeEntryFact) -> str:
    entry = TimeEntry.objects.filter(pk=fact.time_entry_id).first()
    return f"time of {period_words(entry)}" if entry else f"time of {fact.date:%a %d %b %Y}"


def _own(fact: TimeEntryFact) -> str:
    return f"/my-time?entry={fact.time_entry_id}"
