"""Fifty options on one studio, confirmed and given up at once on a running station: one wins, the next is promoted."""

import asyncio
from collections.abc import Iterable

import pytest

from tests.station.conftest import RunningStation, Slots
from tests.station.test_equipment_races import CALLERS, crowd
from tests.station.test_races import OVERLAPS, URL, body, facilities, statuses
from tests.station.wire import Answer, Caller

pytestmark = pytest.mark.station


async def act(callers: Iterable[Caller], events: Iterable[int], what: str) -> list[Answer]:
    pairs = zip(callers, events, strict=True)
    return await asyncio.gather(*(caller.post(f"{URL}{event}/claim/{what}/") for caller, event in pairs))


async def ranks(caller: Caller, events: Iterable[int]) -> dict[int, int]:
    """Of those that still hold, by event."""
    answers = [(event, (await caller.get(f"{URL}{event}/")).json) for event in events]
    return {event: answer["hold"]["rank"] for event, answer in answers if "hold" in answer}


def test_of_fifty_options_the_first_is_confirmed_and_who_gives_up_promotes_the_next(
    station: RunningStation, slots: Slots
) -> None:
    async def race() -> None:
        callers = await crowd(station)
        wish = body(*slots.take(), facility=(await facilities(callers[0]))[0], claim="Held")

        held = await asyncio.gather(*(caller.post(URL, wish) for caller in callers))
        assert statuses(list(held)) == {201: CALLERS}
        by_rank = sorted((answer.json["hold"]["rank"], answer.json["id"]) for answer in held)
        assert [rank for rank, _ in by_rank] == list(range(1, CALLERS + 1))
        events = [event for _, event in by_rank]

        given_up = await act(callers[:10], events[:10], "release")
        assert statuses(given_up) == {200: 10}
        left = events[10:]
        assert await ranks(callers[0], left) == {event: number for number, event in enumerate(left, start=1)}

        confirmed = await act(callers[10:], left, "confirm")
        assert statuses(confirmed) == {200: 1, 409: len(left) - 1}
        assert confirmed[0].status == 200
        assert {answer.json["code"] for answer in confirmed[1:]} <= {"not_first", "taken_for_good", "booking_conflict"}

        again = await act(callers, [left[0]] * CALLERS, "confirm")
        assert {answer.status for answer in again} == {409}

    asyncio.run(race())
    assert station.sql(OVERLAPS) == [(0,)]
