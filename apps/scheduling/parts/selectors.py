"""Reads of parts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from django.db.models import QuerySet

from apps.core.db import read
from apps.core.errors import NotFound
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


_PARTS = """
    SELECT p.id, p.event_id, p.title, p.begins, p.lasts, p.facility_id, p.needs,
           ARRAY(SELECT b.resource_id FROM scheduling_booking b
                  WHERE b.part_id = p.id AND b.resource_kind = 'person' ORDER BY b.resource_id)
      FROM scheduling_part p WHERE p.{key} = ANY(%s) ORDER BY p.event_id, p.begins, p.id
"""


def parts_of(event_ids: Collection[int]) -> list[PartRow]:
    """The parts of these events with their people, each event's in the order of time. One query."""
    return _rows("event_id", event_ids)


def parts_of_event(event_id: int) -> QuerySet[Part]:
    """In the order of time."""
    return Part.objects.filter(event_id=event_id).order_by("begins", "pk")


def as_rows(parts: QuerySet[Part]) -> list[PartRow]:
    """With their people. Two queries."""
    return _rows("id", parts.values_list("pk", flat=True))


def _rows(key: str, ids: Collection[int]) -> list[PartRow]:
    if not ids:
        return []
    found = read(_PARTS.format(key=key), [list(ids)])
    return [
        PartRow(part, event, title, begins, lasts, facility, orjson.loads(needs), people)
        for part, event, title, begins, lasts, facility, needs, people in found
    ]


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


_BARS = """
    SELECT b.event_id, b.part_id, p.title, b.resource_kind, b.resource_id, lower(b.period), upper(b.period)
      FROM scheduling_booking b
      JOIN scheduling_part p ON p.id = b.part_id
      JOIN scheduling_event e ON e.id = b.event_id AND e.archived_at IS NULL
     WHERE b.part_id IS NOT NULL AND b.period && tstzrange(%s, %s)
     ORDER BY b.period, b.id LIMIT %s
"""


def part_bars(start: datetime, end: datetime, *, most: int) -> list[PartBar]:
    """Everything that parts take of people and facilities within [start, end), earliest first. One query."""
    return [PartBar(*values) for values in read(_BARS, [start, end, most])]
