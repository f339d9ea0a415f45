"""Facilities and times for tests of the schedule."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory

from apps.facilities.models import Facility, FacilityKind

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(hours: float) -> str:
    """An instant so many hours after noon, as the wire spells it."""
    return (NOON + hours * HOUR).isoformat().replace("+00:00", "Z")


def body(facility: Any = None, start: float = 0, end: float = 1, **more: Any) -> dict[str, Any]:
    """What a client sends to create an event."""
    event = {"title": "Evening news", "start_time": at(start), "end_time": at(end)}
    if facility is not None:
        event["facility"] = facility.pk
    return event | more


class FacilityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Facility

    name = factory.Sequence(lambda n: f"Studio {n}")
    kind = FacilityKind.STUDIO
