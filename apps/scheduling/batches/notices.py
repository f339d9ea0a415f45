"""A batch tells each person once, however many of their events it changed."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from apps.core.notices import Notice, NoticeKind, concerns
from apps.scheduling.batches.facts import BatchDone, BatchFact, BatchUndone
from apps.scheduling.batches.models import Action
from apps.scheduling.events.models import Event
from apps.scheduling.events.notices import ASSIGNED, CANCELLED, MOVED

NAMED = 5  # events that a notice spells out

_DONE: dict[str, tuple[NoticeKind, str]] = {
    Action.MOVE: (MOVED, "New times for {events}"),
    Action.FACILITY: (MOVED, "Another place for {events}"),
    Action.CANCEL: (CANCELLED, "Cancelled: {events}"),
    Action.COPY: (ASSIGNED, "You are on {events}"),
    Action.TEMPLATE: (ASSIGNED, "You are on {events}"),
}
_UNDONE: dict[str, tuple[NoticeKind, str]] = {
    Action.MOVE: (MOVED, "The old times again for {events}"),
    Action.FACILITY: (MOVED, "The old place again for {events}"),
    Action.CANCEL: (ASSIGNED, "Not cancelled any more: {events}"),
    Action.COPY: (CANCELLED, "Cancelled: {events}"),
    Action.TEMPLATE: (CANCELLED, "Cancelled: {events}"),
}


@concerns(BatchDone)
def batch_done(fact: BatchDone) -> Iterable[Notice]:
    yield from _notices(fact, *_DONE[fact.action])


@concerns(BatchUndone)
def batch_undone(fact: BatchUndone) -> Iterable[Notice]:
    yield from _notices(fact, *_UNDONE[fact.action])


def _notices(fact: BatchFact, kind: NoticeKind, words: str) -> Iterable[Notice]:
    events = Event.objects.in_bulk({key for keys in fact.duties.values() for key in keys})
    for person, keys in sorted(fact.duties.items()):
        mine = sorted((events[key] for key in keys if key in events), key=lambda event: (event.start_at, event.pk))
        if not mine:
            continue
        which = mine[0].title if len(mine) == 1 else f"{len(mine)} events"
        more = f" and {len(mine) - NAMED} more" if len(mine) > NAMED else ""
        yield Notice(
            kind=kind,
            people=[person],
            title=words.format(events=which)[:255],
            text="; ".join(f"{_when(event)}: {event.title}" for event in mine[:NAMED]) + more,
            path=f"/schedule?view=list&day={_day(mine[0])}&person={person}",
        )


def _when(event: Event) -> str:
    start = event.start_at.astimezone(ZoneInfo(event.time_zone))
    return f"{start:%a} {start.day} {start:%b %Y}, {start:%H:%M}"


def _day(event: Event) -> str:
    return event.start_at.astimezone(ZoneInfo(event.time_zone)).date().isoformat()
