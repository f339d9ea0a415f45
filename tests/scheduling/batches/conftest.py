"""What tests of batches begin with: a studio, and a client that says what it asks of many."""

import pytest

from tests.scheduling.factories import FacilityFactory

URL = "/api/batches/"
EVENTS = "/api/scheduled-events/"


@pytest.fixture
def studio(db):
    return FacilityFactory(name="Studio A", rig_minutes=30, strike_minutes=15)


@pytest.fixture
def book(scheduler):
    """`book(facility, 9, 10, title=...)`: an event so many hours after noon of 10 March 2027."""
    from tests.scheduling.factories import body

    def made(facility=None, start=0, end=1, **more):
        answer = scheduler.post(EVENTS, body(facility, start, end, **more))
        assert answer.status_code == 201, answer.json()
        return answer.json()

    return made


@pytest.fixture
def run(scheduler):
    """`run("move", [event], minutes=30)`: the answer, whatever it is."""

    def asked(action, events=None, **more):
        chosen = {} if events is None else {"events": [event["id"] for event in events]}
        return scheduler.post(URL, {"action": action, **chosen, **more})

    return asked


@pytest.fixture
def read(scheduler):
    def found(event):
        return scheduler.get(f"{EVENTS}{event['id']}/").json()

    return found
