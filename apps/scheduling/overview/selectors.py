"""The schedule at a glance: the timeline's compact bars, and today's questions."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.core.actors import Actor
from apps.core.errors import Invalid
from apps.scheduling.claims import selectors as claims
from apps.scheduling.events.models import Event, Status
from apps.scheduling.events.selectors import crew_of, unstaffed
from apps.scheduling.maintenance import selectors as maintenance
from apps.scheduling.maintenance.selectors import Downtime
from apps.scheduling.parts.selectors import PartBar, part_bars

LONGEST_WINDOW = timedelta(days=93)
MOST_BARS = 20_000
NEXT = timedelta(hours=24)  # how far ahead Today looks for what comes next
STAFFED_BY = timedelta(hours=72)  # how early an event without crew is worth a warning
OWN_WEEK = timedelta(days=7)
SHOWN = 50  # rows of each list on Today


@dataclass(frozen=True, slots=True)
class Held:
    """How a held event is drawn."""

    rank: int
    is_challenged: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """Events of a window with the ids of their people; `truncated` when there were more than can be drawn."""

    events: Sequence[Event]
    people: dict[int, list[int]]
    held: dict[int, Held]
    windows: Sequence[Downtime]  # what is out of use
    parts: dict[int, list[PartBar]]  # what parts of the events take
    at_risk: Collection[int]  # ids of the events over which something is
    truncated: bool


def bars(*, start: datetime, end: datetime, now: datetime) -> Bars:
    """Everything that holds a facility or people within [start, end): rig, strike and calls counted.

    Four queries, two for the events that are held, if any is, and one for those at risk, if anything is out of use.
    One of the four asks for parts, even when there is no event: a part may lie outside the hours of its own.
    """
    if end <= start:
        raise Invalid.field("end", "must be after start")
    if end - start > LONGEST_WINDOW:
        raise Invalid.field("end", f"must be within {LONGEST_WINDOW.days} days of start")
    margin = timedelta(days=1)  # rig and strike are at most a day
    parts: dict[int, list[PartBar]] = defaultdict(list)
    for part in part_bars(start, end, most=MOST_BARS):
        parts[part.event_id].append(part)
    live = Event.objects.live()
    shown = live.overlapping(start - margin, end + margin)
    near = (
        (shown | live.filter(pk__in=list(parts)) if parts else shown)
        .only(
            "title", "event_type", "status", "start_at", "end_at", "on_air_start_at", "on_air_end_at", "call_at",
            "wrap_at", "rig_minutes", "strike_minutes", "shares_buffers", "facility_id", "time_zone", "version",
            "archived_at", "claim", "series_id",
        )
        .order_by("start_at", "pk")[: MOST_BARS + 1]
    )  # fmt: skip
    events = [
        event
        for event in near
        if event.pk in parts
        or any(held.lower < end and held.upper > start for held in (event.facility_period, event.crew_period))
    ]
    people: dict[int, list[int]] = defaultdict(list)
    for event_id, _, ids in crew_of([event.pk for event in events]):
        people[event_id] += ids
    windows = maintenance.windows_between(start, end)
    risky = set(maintenance.at_risk([event.pk for event in events], start=start, end=end)) if windows else set()
    return Bars(
        events=events[:MOST_BARS],
        people=people,
        held=_held(events, now=now),
        windows=windows,
        parts=parts,
        at_risk=risky,
        truncated=len(events) > MOST_BARS,
    )


def _held(events: Sequence[Event], *, now: datetime) -> dict[int, Held]:
    ids = [event.pk for event in events if event.is_option]
    if not ids:
        return {}
    standing, terms = claims.standings(ids, now=now), claims.terms_of(ids)
    return {
        key: Held(
            rank=standing[key].rank if key in standing else 1,
            is_challenged=key in terms and terms[key].answer_by is not None,
        )
        for key in ids
    }


@dataclass(frozen=True, slots=True)
class Today:
    on_air: Sequence[Event]
    next: Sequence[Event]
    unstaffed: Sequence[Event]
    mine: Sequence[Event]


def today(*, actor: Actor, now: datetime) -> Today:
    """What is on and what comes, who is missing, and what the person has before them."""
    running = Event.objects.live().exclude(status=Status.CANCELLED)
    return Today(
        on_air=list(running.overlapping(now, now + timedelta(seconds=1)).order_by("start_at", "pk")[:SHOWN]),
        next=list(running.filter(start_at__gt=now, start_at__lt=now + NEXT).order_by("start_at", "pk")[:SHOWN]),
        unstaffed=list(unstaffed(start=now, end=now + STAFFED_BY)[:SHOWN]),
        mine=list(
            running.with_person(actor.id)
            .filter(end_at__gt=now, start_at__lt=now + OWN_WEEK)
            .order_by("start_at", "pk")[:SHOWN]
        )
        if actor.id
        else [],
    )
