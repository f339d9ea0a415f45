"""Requests for time off at a station in Dublin, on Monday 23 November 2026 at nine."""

import pytest
import time_machine

URL = "/api/time-off-requests/"


@pytest.fixture(autouse=True)
def dublin(settings):
    settings.TIME_ZONE = "Europe/Dublin"


@pytest.fixture
def now():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def ask():
    """`ask(client, "2027-03-01", "2027-03-05", ...)`: a request as the client sends it."""

    def post(client, start, end=None, **more):
        body = {"request_type": "personal", "start_date": start, "end_date": end or start, **more}
        response = client.post(URL, body)
        assert response.status_code == 201, response.content
        return response.json()

    return post


@pytest.fixture
def away(manager, ask):
    """The same, approved by a manager."""

    def approve(client, start, end=None, **more):
        request = ask(client, start, end, **more)
        response = manager.post(f"{URL}{request['id']}/approve/")
        assert response.status_code == 200, response.content
        return response.json()

    return approve
