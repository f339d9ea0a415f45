"""Whom it concerns what happens to a series: the people on its coming dates, once for all of them."""

from collections.abc import Collection, Iterable

from apps.authentication import public as people
from apps.core.notices import Notice, NoticeKind, concerns, kind
from apps.core.rights import Right
from apps.scheduling.events.notices import ASSIGNED, CANCELLED, GROUP, MOVED, TAKEN_OFF
from apps.scheduling.series.facts import SeriesCancelled, SeriesChanged, SeriesExtended, SeriesFact, SeriesScheduled

CLASHING = kind("series.clashing", "A date of a series cannot be booked when it comes within reach", group=GROUP)
NAMED = 5  # dates that a notice spells out


@concerns(SeriesScheduled)
def series_scheduled(fact: SeriesScheduled) -> Iterable[Notice]:
    yield _notice(ASSIGNED, fact, fact.people, title=f"You are on {fact.title}, {fact.sentence}")


@concerns(SeriesChanged)
def series_changed(fact: SeriesChanged) -> Iterable[Notice]:
    now, were = set(fact.people), set(fact.people_before)
    yield _notice(ASSIGNED, fact, now - were, title=f"You are on {fact.title}, {fact.sentence}")
    yield _notice(TAKEN_OFF, fact, were - now, title=f"You are no longer on {fact.title}")
    if fact.moved:
        yield _notice(MOVED, fact, now & were, title=f"{fact.title} has new times or another place: {fact.sentence}")


@concerns(SeriesCancelled)
def series_cancelled(fact: SeriesCancelled) -> Iterable[Notice]:
    yield _notice(CANCELLED, fact, fact.people, title=f"{fact.title} ends: its coming dates are cancelled")


@concerns(SeriesExtended)
def series_extended(fact: SeriesExtended) -> Iterable[Notice]:
    if not fact.clashing:
        return
    count, more = len(fact.clashing), "" if len(fact.clashing) <= NAMED else " and later ones"
    told = {*people.people_who_may(right=Right.EDIT_EVENTS), *([fact.created_by] if fact.created_by else [])}
    yield _notice(
        CLASHING,
        fact,
        told,
        title=f"{fact.title}: {count} {'date is' if count == 1 else 'dates are'} only an option",
        text=f"Something is in the way on {'; '.join(fact.clashing[:NAMED])}{more}.",
    )


def _notice(what: NoticeKind, fact: SeriesFact, told: Collection[int], *, title: str, text: str = "") -> Notice:
    path = f"/schedule?view=list&day={fact.first_day}" if fact.first_day else "/schedule"
    since = f"From {fact.first_day} on." if fact.first_day and not text else text
    return Notice(kind=what, people=sorted(told), title=title[:255], text=since, path=path)
