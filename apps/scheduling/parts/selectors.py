"""Reads of parts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q, QuerySet, Value

from apps.core.errors import NotFound
from apps.scheduling.events.models import Booking, ResourceKind
from apps.scheduling.parts.models import Part


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part as answers show it."""

    id: int
    event_id: int
    title: str
    begins: timedelta
    lasts: timedelta
    facility_id: int | None
    needs: list[dict[str, object]]
    people: list[int]


def parts_of(event_ids: Collection[int]) -> list[PartRow]:
    """The parts of these events with their people, each event's in the order of time. One query."""
    return as_rows(Part.objects.filter(event_id__among=event_ids).order_by("event_id", "begins", "pk"))


def parts_of_event(event_id: int) -> QuerySet[Part]:
    """In the order of time."""
    return Part.objects.filter(event_id=event_id).order_by("begins", "pk")


def as_rows(parts: QuerySet[Part]) -> list[PartRow]:
    """With their people, in their order."""
    on_it = ArrayAgg(
        "bookings__resource_id",
        filter=Q(bookings__resource_kind=ResourceKind.PERSON),
        order_by="bookings__resource_id",
        default=Value([]),
    )
    rows = parts.annotate(people=on_it).values_list(
        "pk", "event_id", "title", "begins", "lasts", "facility_id", "needs", "people"
    )
    return [PartRow(*values) for values in rows]


def part_row(*, event_id: int, part_id: int) -> PartRow:
    found = as_rows(parts_of_event(event_id).filter(pk=part_id))
    if not found:
        raise NotFound("There is no such part of the event")
    return found[0]


@dataclass(frozen=True, slots=True)
class PartBar:
    """A resource taken by a part of an event, as the timeline draws it."""

    event_id: int
    part_id: int
    title: str
    kind: str
    resource_id: int
    start: datetime
    end: datetime


def part_bars(start: datetime, end: datetime, *, most: int) -> list[PartBar]:
    """Everything that parts take of people and facilities within [start, end), earliest first. One query."""
    rows = (
        Booking.objects.filter(part__isnull=False, period__overlap=DateTimeTZRange(start, end))
        .filter(event__archived_at=None)
        .order_by("period", "pk")
        .values_list("event_id", "part_id", "part__title", "resource_kind", "resource_id", "period")[:most]
    )
    return [
        PartBar(event_id, part_id or 0, title, kind, resource_id, period.lower, period.upper)
        for event_id, part_id, title, kind, resource_id, period in rows
    ]
