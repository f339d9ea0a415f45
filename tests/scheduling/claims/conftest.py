"""Held events around noon of 10 March 2027, seen from the first of the month."""

import pytest
import time_machine

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
