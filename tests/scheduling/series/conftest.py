"""Time that stands still where a test says so."""

from collections.abc import Callable, Iterator

import pytest
import time_machine

CLIENTS = {"scheduler", "operator", "manager"}


@pytest.fixture
def time_machine_at(request: pytest.FixtureRequest) -> Iterator[Callable[[str], None]]:
    """`time_machine_at("2026-11-23T12:00:00Z")`: from now on it is that time, and who was signed in still is."""
    travellers: list[time_machine.travel] = []

    def travel(to: str) -> None:
        traveller = time_machine.travel(to, tick=False)
        traveller.start()
        travellers.append(traveller)
        for name in CLIENTS & set(request.fixturenames):
            client = request.getfixturevalue(name)
            client.force_login(client.user, backend="django.contrib.auth.backends.ModelBackend")

    yield travel
    for traveller in reversed(travellers):
        traveller.stop()
