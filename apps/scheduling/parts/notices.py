"""Whom it concerns what happens to a part of an event: the people on it, and those who were."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from apps.core.notices import Notice, NoticeKind, concerns
from apps.scheduling.events.facts import Duty, EventCancelled, EventChanged, EventFact, EventScheduled, PartDuty
from apps.scheduling.events.notices import ASSIGNED, CANCELLED, MOVED, TAKEN_OFF, description, event_path, when

_News = tuple[NoticeKind, str]
CAME: _News = (ASSIGNED, "You are on {}")
LEFT: _News = (TAKEN_OFF, "You are no longer on {}")
RETIMED: _News = (MOVED, "{}: new times")
REPLACED: _News = (MOVED, "{}: another place")
CALLED_OFF: _News = (CANCELLED, "{} is cancelled")


@concerns(EventScheduled)
def event_scheduled(fact: EventScheduled) -> Iterable[Notice]:
    for part in fact.parts:
        yield from _told(fact, part, fact.duty, CAME, part.people)


@concerns(EventChanged)
def event_changed(fact: EventChanged) -> Iterable[Notice]:
    """Of each part: who came, who left, and for whom it is at another time or place."""
    now, were = ({part.part_id: part for part in parts} for parts in (fact.parts, fact.parts_before))
    for key in sorted({*now, *were}):
        part, before = now.get(key), were.get(key)
        people = set(part.people) if part else set()
        had = set(before.people) if before else set()
        if before:
            yield from _told(fact, before, fact.duty_before, LEFT, had - people)
        if part:
            yield from _told(fact, part, fact.duty, CAME, people - had)
        if part and before and (part.start, part.end) != (before.start, before.end):
            yield from _told(fact, part, fact.duty, RETIMED, people & had)
        elif part and before and part.facility_id != before.facility_id:
            yield from _told(fact, part, fact.duty, REPLACED, people & had)


@concerns(EventCancelled)
def event_cancelled(fact: EventCancelled) -> Iterable[Notice]:
    for part in fact.parts:
        yield from _told(fact, part, fact.duty, CALLED_OFF, part.people)


def _told(fact: EventFact, part: PartDuty, duty: Duty | None, news: _News, people: Collection[int]) -> Iterable[Notice]:
    """Nothing is news of a held event, nor of what was over when it happened."""
    if duty is None or not people or part.end <= fact.occurred_at:
        return
    own = replace(duty, start=part.start, end=part.end, facility_id=part.facility_id)
    kind, words = news
    text = f"It was {when(own)}" if kind in (TAKEN_OFF, CANCELLED) else f"{description(own)}."
    yield Notice(
        kind=kind,
        people=sorted(people),
        title=words.format(f"{part.title} of {fact.title}"),
        text=text,
        path=event_path(fact.event_id, own),
    )
