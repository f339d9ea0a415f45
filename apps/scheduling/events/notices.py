"""Whom it concerns what happens to an event: the people on it, and those who were."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apps.core.notices import Notice, NoticeKind, concerns, kind
from apps.scheduling.events.facts import Duty, EventCancelled, EventChanged, EventFact, EventScheduled
from apps.scheduling.ports import Facilities, facilities_provider

GROUP = "Schedule"
ASSIGNED = kind("events.assigned", "I am put on an event", group=GROUP)
TAKEN_OFF = kind("events.taken_off", "I am taken off an event", group=GROUP)
MOVED = kind("events.moved", "An event I am on changes its times or its place", group=GROUP)
CANCELLED = kind("events.cancelled", "An event I am on is cancelled", group=GROUP)


@concerns(EventScheduled)
def event_scheduled(fact: EventScheduled) -> Iterable[Notice]:
    if fact.duty and _is_ahead(fact, fact.duty):
        yield from _put_on(fact, fact.duty, set(fact.people))


@concerns(EventChanged)
def event_changed(fact: EventChanged) -> Iterable[Notice]:
    """Each person on it is told the one thing that changed most for them."""
    duty, before = fact.duty, fact.duty_before
    if duty is None or not (_is_ahead(fact, duty) or (before and _is_ahead(fact, before))):
        return
    now, were = set(fact.people), set(fact.people_before)
    if before is None:  # it was cancelled: everyone is put on it anew
        yield from _put_on(fact, duty, now)
        return
    added = (now - were) | (set(fact.tentative_before) & now - set(fact.tentative))  # asked for before, booked now
    yield from _put_on(fact, duty, added)
    yield _notice(
        TAKEN_OFF, fact, before, were - now, title=f"You are no longer on {fact.title}", text=f"It was {when(before)}"
    )
    if changes := _changes(before, duty):
        yield _notice(
            MOVED,
            fact,
            duty,
            now & were - added,
            title=f"{fact.title}: {changes}",
            text=f"Now {description(duty)}.",
        )


@concerns(EventCancelled)
def event_cancelled(fact: EventCancelled) -> Iterable[Notice]:
    if fact.duty and _is_ahead(fact, fact.duty):
        yield _notice(
            CANCELLED,
            fact,
            fact.duty,
            set(fact.people),
            title=f"{fact.title} is cancelled",
            text=f"It was {when(fact.duty)}",
        )


def _put_on(fact: EventFact, duty: Duty, people: set[int]) -> Iterable[Notice]:
    asked = people & set(fact.tentative)
    text = description(duty)
    yield _notice(ASSIGNED, fact, duty, people - asked, title=f"You are on {fact.title}", text=f"{text}.")
    yield _notice(
        ASSIGNED, fact, duty, asked, title=f"You are asked for {fact.title}", text=f"{text}. Not confirmed yet."
    )


def _notice(kind: NoticeKind, fact: EventFact, duty: Duty, people: set[int], *, title: str, text: str) -> Notice:
    return Notice(kind=kind, people=sorted(people), title=title, text=text, path=event_path(fact.event_id, duty))


def event_path(event_id: int, duty: Duty) -> str:
    day = duty.start.astimezone(ZoneInfo(duty.time_zone)).date()
    return f"/schedule?view=list&day={day}&open={event_id}"


def _is_ahead(fact: EventFact, duty: Duty) -> bool:
    """Whether it had not ended when this happened: putting the record right is no news to anybody."""
    return duty.end > fact.occurred_at


def _changes(before: Duty, duty: Duty) -> str:
    """What of a duty is not as it was, in a few words; "" when nothing is."""
    words = []
    if (before.start, before.end) != (duty.start, duty.end):
        words.append("new times")
    if (before.facility_id, before.location_id) != (duty.facility_id, duty.location_id):
        words.append("another place")
    return " and ".join(words)


def description(duty: Duty, facilities: Facilities = facilities_provider) -> str:
    place = ""
    if duty.facility_id:
        facility = facilities.facilities(ids=[duty.facility_id]).get(duty.facility_id)
        place = facility.name if facility else ""
    elif duty.location_id:
        location = facilities.locations(ids=[duty.location_id]).get(duty.location_id)
        place = location.name if location else ""
    at = when(duty).removesuffix(".")
    return f"{at}, {place}" if place else at


def when(duty: Duty) -> str:
    """`Tue 24 Nov 2026, 22:00 to 06:00 (Europe/Dublin).`, on the clocks of the place."""
    zone = ZoneInfo(duty.time_zone)
    start, end = duty.start.astimezone(zone), duty.end.astimezone(zone)
    return f"{_day(start)}, {start:%H:%M} to {_end(start, end)} ({duty.time_zone})."


def _end(start: datetime, end: datetime) -> str:
    follows = end.date() == start.date() or (
        end.date() == start.date() + timedelta(days=1) and end.time() <= start.time()
    )
    return f"{end:%H:%M}" if follows else f"{_day(end)}, {end:%H:%M}"


def _day(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%b %Y}"
