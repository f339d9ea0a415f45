"""What those who hold something are told: whoever made the event, or all schedulers when nobody did."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from apps.authentication import public as people
from apps.core.notices import Notice, NoticeKind, concerns, kind
from apps.core.rights import Right
from apps.scheduling.claims.facts import (
    ChallengeWithdrawn,
    ClaimFact,
    HoldChallenged,
    HoldConfirmed,
    HoldLapsed,
    HoldPromoted,
)
from apps.scheduling.events.models import Event

GROUP = "Holds"
PROMOTED = kind("holds.promoted", "My hold becomes the first option", group=GROUP)
CHALLENGED = kind("holds.challenged", "My hold is challenged", group=GROUP)
LAPSED = kind("holds.lapsed", "My hold runs out", group=GROUP)
DECIDED = kind("holds.decided", "What I hold is confirmed for somebody else", group=GROUP)


@concerns(HoldPromoted)
def hold_promoted(fact: HoldPromoted) -> Iterator[Notice]:
    yield _notice(PROMOTED, fact, f"{fact.title} is the first option now", "It can be confirmed.")


@concerns(HoldChallenged)
def hold_challenged(fact: HoldChallenged) -> Iterator[Notice]:
    when = _moment(fact.answer_by, fact.time_zone)
    text = f"For {fact.challenger}. Confirm or release it by {when}; it is released then."
    yield _notice(CHALLENGED, fact, f"{fact.title} is challenged", text)


@concerns(ChallengeWithdrawn)
def challenge_withdrawn(fact: ChallengeWithdrawn) -> Iterator[Notice]:
    yield _notice(CHALLENGED, fact, f"{fact.title} is not challenged any more", "There is nothing to answer.")


@concerns(HoldLapsed)
def hold_lapsed(fact: HoldLapsed) -> Iterator[Notice]:
    why = "A challenge was not answered in time." if fact.challenged_by else "It was held until now."
    yield _notice(LAPSED, fact, f"The hold of {fact.title} has run out", why)


@concerns(HoldConfirmed)
def hold_confirmed(fact: HoldConfirmed) -> Iterator[Notice]:
    """Those who wait behind it keep their place, and know that it is taken for now."""
    waiting = Event.objects.filter(pk__in=fact.waiting).order_by("pk")
    for event in waiting:
        yield Notice(
            kind=DECIDED,
            people=_makers(event.created_by_id) - {fact.maker_id or 0},
            title=f"{fact.title} is confirmed where {event.title} is held",
            text=f"{event.title} stays on hold behind it.",
            path=_path(event.pk, event.start_at, event.time_zone),
        )


def _notice(about: NoticeKind, fact: ClaimFact, title: str, text: str) -> Notice:
    path = _path(fact.event_id, fact.start, fact.time_zone)
    return Notice(kind=about, people=_makers(fact.maker_id), title=title, text=text, path=path)


def _makers(maker_id: int | None) -> frozenset[int]:
    return frozenset({maker_id}) if maker_id else people.people_who_may(right=Right.EDIT_EVENTS)


def _path(event_id: int, start: datetime, time_zone: str) -> str:
    return f"/schedule?view=list&day={start.astimezone(ZoneInfo(time_zone)).date()}&open={event_id}"


def _moment(at: datetime, time_zone: str) -> str:
    wall = at.astimezone(ZoneInfo(time_zone))
    return f"{wall:%a} {wall.day} {wall:%b}, {wall:%H:%M} ({time_zone})"
