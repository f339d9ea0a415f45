"""Time at a station in Dublin, and a place abroad."""

import pytest
import time_machine

from tests.facilities.factories import LocationFactory

URL = "/api/time-entries/"


@pytest.fixture(autouse=True)
def dublin(settings):
    settings.TIME_ZONE = "Europe/Dublin"


@pytest.fixture
def now():
    """Monday 23 November 2026, nine in the morning; `now.shift(seconds)` lets time pass."""
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def berlin(db):
    return LocationFactory(name="Studio Berlin", time_zone="Europe/Berlin")


@pytest.fixture
def enter():
    """`enter(client, "2027-03-10", "09:00", "17:00", ...)`: an entry by wall times, as the client sends them."""

    def post(client, date, clock_in, clock_out=None, **more):
        body = {"date": date, "clock_in": clock_in, **more}
        if clock_out is not None:
            body["clock_out"] = clock_out
        response = client.post(URL, body)
        assert response.status_code == 201, response.content
        return response.json()

    return post
