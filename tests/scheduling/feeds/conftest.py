"""Reading a calendar feed the way a calendar program does: an address, no session."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
from django.test import Client

FEEDS = "/api/calendar-feeds/"
EVENTS = "/api/scheduled-events/"


def path_of(feed: dict[str, Any]) -> str:
    return urlsplit(feed["address"]).path


def read(path: str) -> icalendar.Calendar:
    answer = Client().get(path)
    assert answer.status_code == 200, answer.content
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar


def entries(path: str) -> dict[str, Any]:
    """The entries of a calendar by their titles."""
    return {str(entry["SUMMARY"]): entry for entry in read(path).walk("VEVENT")}


@pytest.fixture
def feed_of() -> Callable[..., str]:
    """`feed_of(client, kind=..., ...)`: the path of a new feed."""

    def made(client: Any, **body: Any) -> str:
        answer = client.post(FEEDS, {"kind": "person", **body})
        assert answer.status_code == 201, answer.json()
        return path_of(answer.json())

    return made
