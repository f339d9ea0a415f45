"""Time that stands still where a test says so."""

from collections.abc import Callable, Iterator

import pytest
import time_machine


@pytest.fixture
def time_machine_at() -> Iterator[Callable[[str], None]]:
    """`time_machine_at("2026-11-23T12:00:00Z")`: from now on it is that time."""
    travellers: list[time_machine.travel] = []

    def travel(to: str) -> None:
        traveller = time_machine.travel(to, tick=False)
        traveller.start()
        travellers.append(traveller)

    yield travel
    for traveller in reversed(travellers):
        traveller.stop()
