"""Fifty callers at once want the same equipment on a running station: nothing is out twice, nobody sees an error."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import pytest

from tests.station.conftest import RunningStation, Slots
from tests.station.test_races import OVERLAPS, URL, body, statuses
from tests.station.wire import Answer, Caller, signed_in

pytestmark = pytest.mark.station

CALLERS = 50
ROUNDS = 5
_numbers = count(1)


async def crowd(station: RunningStation) -> list[Caller]:
    """An administrator, who may make equipment and book it, on fifty connections."""
    first = await signed_in(station.announcement, "administrator")
    callers = [first.twin() for _ in range(CALLERS)]
    for caller in callers:
        await caller.open()
    return callers


async def made(caller: Caller, path: str, **values: Any) -> int:
    answer = await caller.post(path, {"name": f"Race {next(_numbers)}", **values})
    assert answer.status == 201, answer.content
    return int(answer.json["id"])


async def all_at_once(callers: list[Caller], wishes: list[dict[str, Any]]) -> list[Answer]:
    return await asyncio.gather(*(c.post(URL, wish) for c, wish in zip(callers, wishes, strict=True)))


async def kits_against_items(station: RunningStation, slots: Slots) -> AsyncIterator[list[Answer]]:
    """Half want the kit, half one or another item of it."""
    callers = await crowd(station)
    items = [await made(callers[0], "/api/equipment/") for _ in range(4)]
    kit = await made(callers[0], "/api/kits/", items=items)
    for _ in range(ROUNDS):
        times = slots.take()
        yield await all_at_once(
            callers,
            [
                body(*times, kits=[kit]) if number % 2 else body(*times, equipment=[items[number // 2 % 4]])
                for number in range(CALLERS)
            ],
        )


def test_a_kit_goes_out_whole_or_its_items_alone(station: RunningStation, slots: Slots) -> None:
    async def race() -> list[list[Answer]]:
        return [answers async for answers in kits_against_items(station, slots)]

    for answers in asyncio.run(race()):
        assert set(statuses(answers)) == {201, 409}
        won = [answer.json for answer in answers if answer.status == 201]
        with_kit = [event for event in won if "kits" in event]
        assert (len(with_kit), len(won)) == (1, 1) or (not with_kit and len(won) == 4)
        assert {answer.json["code"] for answer in answers if answer.status == 409} == {"booking_conflict"}
    assert station.sql(OVERLAPS) == [(0,)]
