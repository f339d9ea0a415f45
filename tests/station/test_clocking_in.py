"""Twenty clients clock one person in at once on a running station: one entry is opened, the others are shown it."""

import asyncio
from collections import Counter

import pytest

from tests.station.conftest import RunningStation
from tests.station.wire import Answer, Caller, signed_in

pytestmark = pytest.mark.station

CLIENTS = 20
OPEN = "SELECT id FROM scheduling_time_entry WHERE user_id = %s AND clock_in_at IS NOT NULL AND clock_out_at IS NULL"


async def clock_in_from_everywhere(first: Caller) -> list[Answer]:
    callers = [first.twin() for _ in range(CLIENTS)]
    for caller in callers:
        await caller.open()
    try:
        return await asyncio.gather(*(caller.post("/api/time-entries/clock-in/") for caller in callers))
    finally:
        for caller in callers:
            await caller.close()


def test_one_of_twenty_clock_ins_of_a_person_succeeds(station: RunningStation) -> None:
    async def race() -> tuple[int, list[Answer]]:
        first = await signed_in(station.announcement, "operator")
        person = (await first.get("/api/auth/user/")).json["id"]
        await first.post("/api/time-entries/clock-out/")  # the demonstration may have them at work
        return person, await clock_in_from_everywhere(first)

    person, answers = asyncio.run(race())

    assert Counter(answer.status for answer in answers) == {201: 1, 409: CLIENTS - 1}
    [opened] = [answer.json for answer in answers if answer.status == 201]
    refused = [answer.json for answer in answers if answer.status == 409]
    assert {problem["code"] for problem in refused} == {"already_clocked_in"}
    assert {problem["entry"]["id"] for problem in refused} == {opened["id"]}
    assert station.sql(OPEN, person) == [(opened["id"],)]
