"""Fifty callers at once want the same equipment on a running station: nothing is out twice, nobody sees an error."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
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
TOO_MANY_OUT = """
    SELECT count(*)
      FROM (SELECT resource_id, at, sum(sum(change)) OVER (PARTITION BY resource_id ORDER BY at) AS pieces
              FROM (SELECT resource_id, lower(period) AS at, quantity::bigint AS change
                      FROM scheduling_booking WHERE resource_kind = 'pool' AND status = 'COUNTED'
                     UNION ALL
                    SELECT resource_id, upper(period), -quantity::bigint
                      FROM scheduling_booking WHERE resource_kind = 'pool' AND status = 'COUNTED') AS changes
             GROUP BY resource_id, at) AS levels
      JOIN facilities_pool p ON p.id = levels.resource_id
     WHERE pieces > p.quantity
"""


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


def test_never_more_of_a_pool_are_out_than_there_are(station: RunningStation, slots: Slots) -> None:
    """Each wants three of ten at one of eight overlapping times, and some want two pools in either order."""

    async def race() -> list[list[Answer]]:
        callers = await crowd(station)
        first, second = [await made(callers[0], "/api/pools/", quantity=10) for _ in range(2)]
        rounds = []
        for _ in range(ROUNDS):
            start, _ = slots.take()
            wishes = []
            for number in range(CALLERS):
                begin = start + timedelta(minutes=15 * (number % 8))
                pools = ((first, second), (second, first), (first,))[number % 3]
                wanted = [{"pool": pool, "quantity": 3} for pool in pools]
                wishes.append(body(begin, begin + timedelta(minutes=60), pools=wanted))
            rounds.append(await all_at_once(callers, wishes))
        return rounds

    for answers in asyncio.run(race()):
        assert set(statuses(answers)) == {201, 409}
        assert statuses(answers)[201] >= 3
        refused = [answer.json for answer in answers if answer.status == 409]
        assert all(problem["shortages"] and not problem["conflicts"] for problem in refused)
    assert station.sql(TOO_MANY_OUT) == [(0,)]
