"""Many callers at once on a running station: the database lets one win, and everybody is answered properly."""

import asyncio
import os
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.station.conftest import RunningStation, Slots
from tests.station.wire import Answer, Caller, signed_in

pytestmark = pytest.mark.station

URL = "/api/scheduled-events/"
CALLERS = 200
ROUNDS = int(os.environ.get("RACE_ROUNDS", "5"))
OVERLAPS = """
    SELECT count(*) FROM scheduling_booking a JOIN scheduling_booking b
      ON a.resource_kind = b.resource_kind AND a.resource_id = b.resource_id AND a.id < b.id AND a.period && b.period
     WHERE a.status = 'CONFIRMED' AND b.status = 'CONFIRMED'
"""


def body(start: datetime, end: datetime, **more: Any) -> dict[str, Any]:
    return {"title": "Race", "start_time": start.isoformat(), "end_time": end.isoformat(), **more}


async def crowd(station: RunningStation, size: int) -> list[Caller]:
    """The scheduler, on so many connections."""
    first = await signed_in(station.announcement, "scheduler")
    callers = [first.twin() for _ in range(size)]
    for caller in callers:
        await caller.open()
    return callers


async def facilities(caller: Caller) -> list[int]:
    return [row["id"] for row in (await caller.get("/api/facilities/?status=Active")).json["results"]]


def statuses(answers: list[Answer]) -> Counter[int]:
    return Counter(answer.status for answer in answers)


def test_one_of_two_hundred_gets_the_slot_again_and_again(station: RunningStation, slots: Slots) -> None:
    async def race() -> list[list[Answer]]:
        callers = await crowd(station, CALLERS)
        rooms = await facilities(callers[0])
        rounds = []
        for number in range(ROUNDS):
            wish = body(*slots.take(), facility=rooms[number % len(rooms)])
            rounds.append(await asyncio.gather(*(caller.post(URL, wish) for caller in callers)))
        return rounds

    for answers in asyncio.run(race()):
        assert statuses(answers) == {201: 1, 409: CALLERS - 1}
        [booked] = [answer.json for answer in answers if answer.status == 201]
        refused = [answer.json for answer in answers if answer.status == 409]
        assert {problem["code"] for problem in refused} == {"booking_conflict"}
        assert {conflict["event"]["id"] for problem in refused for conflict in problem["conflicts"]} == {booked["id"]}
    assert station.sql(OVERLAPS) == [(0,)]


def test_one_of_two_hundred_gets_the_person(station: RunningStation, slots: Slots) -> None:
    async def race() -> list[list[Answer]]:
        callers = await crowd(station, CALLERS)
        people = [row["id"] for row in (await callers[0].get("/api/profiles/")).json["results"]]
        rounds = []
        for number in range(4):
            wish = body(*slots.take(), assigned_users=[people[number], people[number + 1]])
            rounds.append(await asyncio.gather(*(caller.post(URL, wish) for caller in callers)))
        return rounds

    for answers in asyncio.run(race()):
        assert statuses(answers) == {201: 1, 409: CALLERS - 1}
        kinds = {c["resource"]["kind"] for a in answers if a.status == 409 for c in a.json["conflicts"]}
        assert kinds == {"person"}
    assert station.sql(OVERLAPS) == [(0,)]


def test_overlapping_wishes_in_every_order_never_deadlock(station: RunningStation, slots: Slots) -> None:
    """Each wants two of three people and a room, at times that overlap in part: locks cross in every way."""

    async def race() -> list[Answer]:
        callers = await crowd(station, CALLERS)
        people = [row["id"] for row in (await callers[0].get("/api/profiles/")).json["results"]][:3]
        rooms = (await facilities(callers[0]))[:2]
        start, _ = slots.take()
        wishes = [
            body(
                start + timedelta(minutes=15 * (n % 8)),
                start + timedelta(minutes=15 * (n % 8) + 60),
                facility=rooms[n % 2],
                assigned_users=[people[n % 3], people[(n + 1) % 3]],
            )
            for n in range(CALLERS)
        ]
        return await asyncio.gather(*(c.post(URL, wish) for c, wish in zip(callers, wishes, strict=True)))

    answers = asyncio.run(race())
    assert set(statuses(answers)) <= {201, 409}
    assert statuses(answers)[201] >= 1
    assert station.sql(OVERLAPS) == [(0,)]


def test_two_events_that_want_each_others_places_never_overlap(station: RunningStation, slots: Slots) -> None:
    """Both move at once into what the other still holds: none, or one after the other has left, may succeed."""

    async def race() -> list[Answer]:
        callers = await crowd(station, 2)
        rooms = (await facilities(callers[0]))[:2]
        answers = []
        for _ in range(20):
            times = slots.take()
            events = [(await callers[0].post(URL, body(*times, facility=room))).json for room in rooms]
            answers += await asyncio.gather(
                *(
                    caller.patch(f"{URL}{event['id']}/", {"facility": room})
                    for caller, event, room in zip(callers, events, reversed(rooms), strict=True)
                )
            )
        return answers

    assert set(statuses(asyncio.run(race()))) <= {200, 409}
    assert station.sql(OVERLAPS) == [(0,)]


def test_a_move_and_a_new_event_race_for_one_slot(station: RunningStation, slots: Slots) -> None:
    async def race() -> list[tuple[Answer, Answer]]:
        mover, creator = await crowd(station, 2)
        room = (await facilities(mover))[0]
        pairs = []
        for _ in range(20):
            event = (await mover.post(URL, body(*slots.take(), facility=room))).json
            start, end = slots.take()
            move = {"start_time": start.isoformat(), "end_time": end.isoformat()}
            moved, created = await asyncio.gather(
                mover.patch(f"{URL}{event['id']}/", move), creator.post(URL, body(start, end, facility=room))
            )
            pairs.append((moved, created))
        return pairs

    for moved, created in asyncio.run(race()):
        assert (moved.status, created.status) in {(200, 409), (409, 201)}
    assert station.sql(OVERLAPS) == [(0,)]


def test_one_version_of_an_event_is_changed_once(station: RunningStation, slots: Slots) -> None:
    """Fifty edit what they have all read: the first wins, the others learn that they are late."""

    async def race() -> tuple[list[Answer], Any]:
        callers = await crowd(station, 50)
        event = (await callers[0].post(URL, body(*slots.take()))).json
        path = f"{URL}{event['id']}/"
        edits = (
            caller.patch(path, {"title": f"Edit {number}"}, **{"If-Match": '"1"'})
            for number, caller in enumerate(callers)
        )
        return await asyncio.gather(*edits), (await callers[0].get(path)).json

    answers, event = asyncio.run(race())
    assert statuses(answers) == {200: 1, 412: 49}
    [changed] = [answer.json for answer in answers if answer.status == 200]
    assert (event["title"], event["version"]) == (changed["title"], 2)


def test_one_key_books_once_however_often_it_is_sent(station: RunningStation, slots: Slots) -> None:
    async def race() -> list[Answer]:
        callers = await crowd(station, 20)
        wish = body(*slots.take(), facility=(await facilities(callers[0]))[0])
        return await asyncio.gather(*(caller.post(URL, wish, **{"Idempotency-Key": "once-only"}) for caller in callers))

    answers = asyncio.run(race())
    assert statuses(answers) == {201: 20}
    assert len({answer.json["id"] for answer in answers}) == 1
