"""Series for tests: made by hand, or over HTTP with all their dates."""

from datetime import datetime, timedelta
from typing import Any

import factory
from django.utils import timezone

from apps.scheduling.series.models import Series

URL = "/api/series/"
EVENTS = "/api/scheduled-events/"
PREVIEW = "/api/recurrence/preview/"


class SeriesFactory(factory.django.DjangoModelFactory):
    """Without dates."""

    class Meta:
        model = Series

    title = "Breakfast"
    start_wall = datetime.fromisoformat("2027-03-01T06:00")
    end_wall = datetime.fromisoformat("2027-03-01T09:00")
    time_zone = "Europe/Dublin"
    rrule = "FREQ=DAILY;COUNT=3"
    extended_to = factory.LazyFunction(lambda: timezone.now() + timedelta(days=400))


def body(facility: Any = None, **more: Any) -> dict[str, Any]:
    """What a client sends to create a series: every weekday from Monday 1 March 2027, in Dublin."""
    series = {
        "title": "Breakfast",
        "dtstart": "2027-03-01T06:00",
        "dtend": "2027-03-01T09:00",
        "time_zone": "Europe/Dublin",
        "rrule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=10",
    }
    if facility is not None:
        series["facility"] = facility.pk
    return series | more


def dates(client: Any, series_id: int) -> list[dict[str, Any]]:
    """Its events as everyone reads them, earliest first."""
    window = "start_date=2026-01-01&end_date=2032-01-01"
    events = client.get(f"{EVENTS}?{window}").json()["results"]
    return [event for event in events if event.get("series_id") == series_id]


def starts(client: Any, series_id: int) -> list[str]:
    return [event["start_time"] for event in dates(client, series_id)]
