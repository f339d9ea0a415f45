"""Held events around noon of 10 March 2027, seen from the first of the month."""

import pytest
import time_machine

from apps.core import notices
from apps.core.models import OutboxEvent
from apps.core.outbox.facts import fact_of, handlers_of
from tests.scheduling.factories import FacilityFactory, body

URL = "/api/scheduled-events/"


@pytest.fixture
def now():
    with time_machine.travel("2027-03-01T09:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def studio(db):
    return FacilityFactory(name="Studio A")


@pytest.fixture
def hold(studio):
    """`hold(client, "Gala", 0, 2)`: a held event in the studio."""

    def place(client, title, start=0, end=2, **more):
        response = client.post(URL, body(studio, start, end) | {"title": title, "claim": "Held"} | more)
        assert response.status_code == 201, response.content
        return response.json()

    return place


@pytest.fixture
def act():
    """`act(client, event, "confirm")`: an action on a claim."""

    def post(client, event, action, **more):
        return client.post(f"{URL}{event['id']}/claim/{action}/", more)

    return post


@pytest.fixture
def rank(scheduler):
    """The rank of an event as it is answered; None when it is not held."""

    def of(event):
        return scheduler.get(f"{URL}{event['id']}/").json().get("hold", {}).get("rank")

    return of


@pytest.fixture
def told(monkeypatch):
    """Everything the notices' makers hand over, by the facts in the outbox: kind, people, title."""
    found = []
    monkeypatch.setattr(notices, "_deliver", [found.extend])

    def relay():
        found.clear()
        for row in OutboxEvent.objects.order_by("pk"):
            for handler in handlers_of(row.type).values():
                handler(fact_of(row.type, row.payload))
        OutboxEvent.objects.all().delete()
        return [(notice.kind.key, sorted(notice.people), notice.title) for notice in found]

    return relay
