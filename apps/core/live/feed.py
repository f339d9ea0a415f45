"""What the live streams read: facts in the order of their positions, as they go over the wire."""

from typing import NamedTuple

import orjson
from django.db import connection
from django.db.models import Max, Min, Q

from apps.core.models import OutboxEvent


class Message(NamedTuple):
    position: int
    wire: bytes
    audience: int | None = None  # the one person it is for; None is everyone

    def is_for(self, person_id: int) -> bool:
        return self.audience is None or self.audience == person_id


def message(
    *,
    position: int,
    type: str,  # noqa: A002 - the wire's own word
    subject: str,
    audience: int | None = None,
) -> Message:
    """A server-sent event; its id is what a browser sends back as `Last-Event-ID`."""
    data = orjson.dumps({"type": type, "subject": subject})
    return Message(position, b"id: %d\ndata: %s\n\n" % (position, data), audience)


def last_position() -> int:
    """The position of the newest fact, or 0. Gives its connection back."""
    try:
        return OutboxEvent.objects.aggregate(last=Max("position"))["last"] or 0
    finally:
        connection.close()


def messages_after(position: int, limit: int, *, person_id: int | None = None) -> list[Message]:
    """Up to `limit` live facts past a position, oldest first; for one person, or all there are.

    Gives its connection back.
    """
    try:
        rows = OutboxEvent.objects.filter(live=True, position__gt=position).order_by("position")
        if person_id is not None:
            rows = rows.filter(Q(audience_id=None) | Q(audience_id=person_id))
        return [
            message(position=place or 0, type=kind, subject=subject, audience=audience)  # `gt` leaves out what has none
            for place, kind, subject, audience in rows.values_list("position", "type", "subject", "audience_id")[:limit]
        ]
    finally:
        connection.close()


def replay(position: int, *, up_to: int, limit: int, person_id: int) -> list[Message] | None:
    """Live facts in (position, up_to] for one person; None when they are too many or no longer all there."""
    try:
        first = OutboxEvent.objects.aggregate(first=Min("position"))["first"] or 0
        if position > up_to or position + 1 < first:
            return None
    finally:
        connection.close()
    missed = messages_after(position, limit + 1, person_id=person_id)
    found = [found for found in missed if found.position <= up_to]
    return None if len(found) > limit else found
