"""What happened lately, a line each: who did what to what. Read from the facts, which say it in their own words.

A fact that wants to be told has a `told`. What it happened to is named by whoever knows that kind of
subject, bound in `backend/wiring.py`; kinds that not everyone may read are not bound, and so not told.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet

from apps.core.audit.registry import names_of
from apps.core.models import OutboxEvent
from apps.core.outbox.facts import fact_of, told_types

LOOKED_AT = 300  # of the newest facts; an import says hundreds of the same, which become one line
SHOWN = 30

Titles = Callable[[Collection[int]], Mapping[int, str]]
_titles: dict[str, Titles] = {}


@dataclass(frozen=True, slots=True)
class Happening:
    """`title` is the subject's; of `count` subjects of one kind that somebody did the same to, the last one's."""

    occurred_at: datetime
    actor_id: int | None
    actor: str
    told: str
    kind: str
    subject_id: int
    title: str
    count: int = 1


def bind_titles(kind: str, titles: Titles) -> None:
    """Say who names subjects of a kind that everyone signed in may read."""
    _titles[kind] = titles


@dataclass(frozen=True, slots=True)
class _Kept:
    """What everybody reads until something else happens, or a name may have changed that no fact told of."""

    newest: int  # id of the fact
    until: float  # by the process's own clock
    happenings: list[Happening]


KEPT_FOR = 5.0  # seconds
_kept = _Kept(0, 0.0, [])


def recent_activity() -> list[Happening]:
    """Newest first. One query while nothing happens; after that three beside one for each kind of subject.

    A hundred consoles ask in the same second, each time that something has happened.
    """
    global _kept  # noqa: PLW0603 - one per process, replaced as a whole
    facts = OutboxEvent.objects.filter(
        live=True, audience_id=None, position__isnull=False, type__in=told_types()
    ).order_by("-position")
    newest = facts.values_list("pk", flat=True).first() or 0
    kept = _kept
    if kept.newest != newest or time.monotonic() > kept.until:
        kept = _kept = _Kept(newest, time.monotonic() + KEPT_FOR, _read(facts))
    return kept.happenings


def _read(facts: QuerySet[OutboxEvent]) -> list[Happening]:
    rows = facts.only("type", "payload", "subject", "actor_id", "occurred_at")[:LOOKED_AT]
    found = _merged(_named([happening for row in rows if (happening := _of(row))]))[:SHOWN]
    names = names_of({happening.actor_id for happening in found if happening.actor_id})
    return [replace(happening, actor=names.get(happening.actor_id or 0, "")) for happening in found]


def _of(row: OutboxEvent) -> Happening | None:
    kind, _, key = row.subject.partition(":")
    told = fact_of(row.type, row.payload).told if kind in _titles else ""
    return Happening(row.occurred_at, row.actor_id, "", told, kind, int(key), "") if told else None


def _named(found: list[Happening]) -> Iterable[Happening]:
    ids: dict[str, set[int]] = {}
    for happening in found:
        ids.setdefault(happening.kind, set()).add(happening.subject_id)
    titles = {kind: _titles[kind](keys) for kind, keys in ids.items()}
    for happening in found:
        if title := titles[happening.kind].get(happening.subject_id, ""):
            yield replace(happening, title=title)


def _merged(found: Iterable[Happening]) -> list[Happening]:
    """What one person did to several subjects in a row is one line."""
    merged = []
    for _, group in groupby(found, key=lambda happening: (happening.actor_id, happening.told, happening.kind)):
        alike = list(group)
        merged.append(replace(alike[0], count=len({happening.subject_id for happening in alike})))
    return merged
