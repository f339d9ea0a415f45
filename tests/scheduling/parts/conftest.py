"""An event around noon of 10 March 2027 with a rig before it, seen from the first of the month."""

import pytest
import time_machine

from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory, at, body

EVENTS = "/api/scheduled-events/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2027-03-01T09:00:00Z", tick=False):
        yield


@pytest.fixture
def ann(db):
    return UserFactory(first_name="Ann", last_name="Archer")


@pytest.fixture
def studio(db):
    return FacilityFactory(name="Studio A")


@pytest.fixture
def gala(scheduler, studio):
    """From noon to two in Studio A."""
    return scheduler.post(EVENTS, body(studio, 0, 2, title="Gala")).json()


@pytest.fixture
def add(scheduler):
    """`add(event, "Rig", -2, 0, assigned_users=[...])`: the answer to a new part of an event."""

    def post(event, title="Rig", start=-2.0, end=0.0, **more):
        values = {"title": title, "start_time": at(start), "end_time": at(end)} | more
        return scheduler.post(f"{EVENTS}{event['id']}/parts/", values)

    return post
