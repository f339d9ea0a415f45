"""Who comes before whom: ranks follow from the bookings, and from what has lapsed by now."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from apps.scheduling.claims.models import Claim
from apps.scheduling.events.models import Event


@dataclass(frozen=True, slots=True)
class Rival:
    """Another event's claim on the same resource over some of the same time."""

    event_id: int
    title: str
    claim: str
    kind: str
    resource_id: int
    start: datetime
    end: datetime
    is_ahead: bool


@dataclass
class Standing:
    """Where a held event stands: `rank` 1 is the first option on everything that it wants."""

    rank: int = 1
    ahead: set[int] = field(default_factory=set)  # ids of events


# Bookings that come before booking b: what is confirmed, and live options that were placed earlier.
_AHEAD = """
    SELECT o.event_id
      FROM scheduling_booking o
     WHERE o.resource_kind = b.resource_kind AND o.resource_id = b.resource_id AND o.period && b.period
       AND (coalesce(o.core, o.period) && b.period OR o.period && coalesce(b.core, b.period))
       AND o.status = 'CONFIRMED' AND o.event_id <> b.event_id
    UNION
    SELECT o.event_id
      FROM scheduling_booking o LEFT JOIN scheduling_claim c ON c.event_id = o.event_id
     WHERE o.resource_kind = b.resource_kind AND o.resource_id = b.resource_id AND o.period && b.period
       AND (coalesce(o.core, o.period) && b.period OR o.period && coalesce(b.core, b.period))
       AND o.status = 'TENTATIVE' AND o.resource_kind <> 'person' AND o.id < b.id AND o.event_id <> b.event_id
       AND coalesce(c.expires_at, 'infinity') > %(now)s AND coalesce(c.answer_by, 'infinity') > %(now)s
"""


def standings(event_ids: Collection[int], *, now: datetime) -> dict[int, Standing]:
    """The standing of each held event among these; without those that want nothing. One query.

    The rank is the worst of what it has on each resource.
    """
    if not event_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT b.event_id, array_agg(a.event_id) FILTER (WHERE a.event_id IS NOT NULL)
              FROM scheduling_booking b LEFT JOIN LATERAL ({_AHEAD}) a ON true
             WHERE b.event_id = ANY(%(ids)s) AND b.status = 'TENTATIVE' AND b.resource_kind <> 'person'
             GROUP BY b.id
            """,  # noqa: S608 - a constant of ours
            {"ids": list(event_ids), "now": now},
        )
        found: dict[int, Standing] = {}
        for event_id, ahead in cursor.fetchall():
            standing = found.setdefault(event_id, Standing())
            standing.rank = max(standing.rank, 1 + len(ahead or ()))
            standing.ahead |= set(ahead or ())
    return found


def rivals(event: Event, *, now: datetime) -> list[Rival]:
    """Everything that wants some of what a held event wants, in its order: by resource, the first claim first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT o.event_id, e.title, e.claim, o.resource_kind, o.resource_id, lower(o.period), upper(o.period),
                   o.status = 'CONFIRMED' OR o.id < b.id
              FROM scheduling_booking b
              JOIN scheduling_booking o
                ON o.resource_kind = b.resource_kind AND o.resource_id = b.resource_id AND o.period && b.period
               AND (coalesce(o.core, o.period) && b.period OR o.period && coalesce(b.core, b.period))
               AND o.status IN ('CONFIRMED', 'TENTATIVE') AND o.event_id <> b.event_id
              JOIN scheduling_event e ON e.id = o.event_id
              LEFT JOIN scheduling_claim c ON c.event_id = o.event_id AND o.status = 'TENTATIVE'
             WHERE b.event_id = %(id)s AND b.resource_kind <> 'person' AND b.status IN ('CONFIRMED', 'TENTATIVE')
               AND coalesce(c.expires_at, 'infinity') > %(now)s AND coalesce(c.answer_by, 'infinity') > %(now)s
             ORDER BY o.resource_kind, o.resource_id, o.status, o.id
             LIMIT 100
            """,
            {"id": event.pk, "now": now},
        )
        return [Rival(*row) for row in cursor.fetchall()]


def terms_of(event_ids: Collection[int]) -> dict[int, Claim]:
    """The terms of these events, with who challenges. One query."""
    rows = Claim.objects.filter(event_id__among=event_ids).select_related("challenged_by")
    return {row.event_id: row for row in rows}


def lapsed(*, now: datetime) -> list[int]:
    """Ids of held events whose time has run out."""
    return list(
        (Claim.objects.filter(expires_at__lte=now) | Claim.objects.filter(answer_by__lte=now))
        .filter(event__claim="Held", event__archived_at=None)
        .exclude(event__status="Cancelled")
        .order_by("pk")
        .values_list("event_id", flat=True)[:500]
    )
