"""What happened to one event, told as people tell it: one change for each transaction, whatever tables it wrote.

The audit tells the same row by row. Here the rows that triggers wrote are played again from the first, so that every
change stands between the event as it was and as it became.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import F
from pghistory.core import event_models

from apps.core.errors import NotFound

Row = dict[str, Any]
MOST = 5000  # rows of one table; of an event with more the oldest changes are left to the audit

# The table, the column of its history with the event's id, and where its rows stand in a `State`.
_TABLES = (
    ("scheduling.Event", "pgh_obj_id", "events"),
    ("scheduling.Booking", "event_id", "bookings"),
    ("scheduling.Part", "event_id", "parts"),
    ("scheduling.Claim", "event_id", "terms"),
)


@dataclass(frozen=True, slots=True)
class State:
    """An event and all that belongs to it at one time: rows by their keys."""

    events: dict[int, Row] = field(default_factory=dict)  # one, or none before it was made
    bookings: dict[int, Row] = field(default_factory=dict)
    parts: dict[int, Row] = field(default_factory=dict)
    terms: dict[int, Row] = field(default_factory=dict)

    @property
    def event(self) -> Row | None:
        return next(iter(self.events.values()), None)

    @property
    def version(self) -> int:
        return self.event["version"] if self.event else 0


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction did."""

    at: datetime
    actor_id: int | None
    before: State
    after: State


def history_of(*, event_id: int, since: int = 0) -> list[Change]:
    """The changes of an event, newest first; those that came after a version of it, if one is given.

    Four queries. Events that were taken off the schedule have a history as well. Raises NotFound.
    """
    rows = [(place, row) for model, key, place in _TABLES for row in _rows(model, key, event_id)]
    if not rows:
        raise NotFound("There is no such event")
    changes, state = [], State()
    for written in _by_transaction(rows):
        before, state = state, _after(state, written)
        latest = written[-1][1]
        actor = (latest["audit_context"] or {}).get("actor")
        changes.append(Change(at=latest["pgh_created_at"], actor_id=actor, before=before, after=state))
    return [change for change in reversed(changes) if change.after.version > since]


def _rows(model: str, key: str, event_id: int) -> list[Row]:
    """In the order in which they were written."""
    history: Any
    (history,) = event_models(tracks_model=apps.get_model(model))
    found = history.objects.filter(**{key: event_id}).annotate(audit_context=F("pgh_context__metadata"))
    return list(reversed(found.order_by("-pgh_id").values()[:MOST]))


def _by_transaction(rows: Iterable[tuple[str, Row]]) -> list[list[tuple[str, Row]]]:
    """Rows of one transaction carry the instant at which it began. Those of the event itself say what came first:
    whoever changes it waits for its lock, and may have begun before the one he waited for."""
    groups: dict[tuple[datetime, Any], list[tuple[str, Row]]] = {}
    order: dict[tuple[datetime, Any], tuple[datetime, float]] = {}
    latest: datetime | None = None
    for place, row in rows:
        key = (row["pgh_created_at"], row["pgh_context_id"])
        groups.setdefault(key, []).append((place, row))
        if place == "events":
            latest = max(latest or key[0], key[0])
            order.setdefault(key, (latest, row["pgh_id"]))
    return [groups[key] for key in sorted(groups, key=lambda key: order.get(key, (key[0], float("inf"))))]


def _after(state: State, written: Iterable[tuple[str, Row]]) -> State:
    after = replace(
        state,
        events=dict(state.events),
        bookings=dict(state.bookings),
        parts=dict(state.parts),
        terms=dict(state.terms),
    )
    for place, row in written:
        held: dict[int, Row] = getattr(after, place)
        if row["pgh_label"] == "delete":
            held.pop(row["pgh_obj_id"], None)
        else:
            held[row["pgh_obj_id"]] = row
    return after
