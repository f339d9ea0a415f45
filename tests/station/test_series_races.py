"""Series against single bookings, fifty at once: a series gets all of its dates or none, nothing is taken twice."""

import asyncio
from itertools import count
from typing import Any

import pytest

from tests.station.conftest import RunningStation
from tests.station.test_races import OVERLAPS, URL, statuses
from tests.station.wire import Answer, Caller, signed_in

pytestmark = pytest.mark.station

CALLERS = 50
ROUNDS = 6
DATES = 5
SERIES = "/api/series/"
_numbers = count(1)
INCOMPLETE = f"""
    SELECT count(*) FROM (SELECT series_id FROM scheduling_event WHERE series_id IS NOT NULL AND title = 'Series race'
     AND archived_at IS NULL GROUP BY series_id HAVING count(*) <> {DATES}) AS wrong
"""


def wish(number: int, facility: int) -> tuple[str, dict[str, Any]]:
    """A third want the series, the others one of its dates."""
    common = {"facility": facility, "time_zone": "Europe/Dublin"}
    if number % 3 == 0:
        first = {"dtstart": "2027-02-01T06:00", "dtend": "2027-02-01T09:00", "rrule": f"FREQ=DAILY;COUNT={DATES}"}
        return SERIES, {"title": "Series race", **common, **first}
    day = f"2027-02-0{1 + number % DATES}"
    return URL, {"title": "Single", **common, "start_time": f"{day}T07:00:00Z", "end_time": f"{day}T08:00:00Z"}


async def crowd(station: RunningStation) -> list[Caller]:
    first = await signed_in(station.announcement, "administrator")
    callers = [first.twin() for _ in range(CALLERS)]
    for caller in callers:
        await caller.open()
    return callers


def test_a_series_gets_all_of_its_dates_or_none(station: RunningStation) -> None:
    async def race() -> list[list[Answer]]:
        callers = await crowd(station)
        rounds = []
        for _ in range(ROUNDS):
            made = await callers[0].post("/api/facilities/", {"name": f"Series race {next(_numbers)}"})
            wishes = [wish(number, made.json["id"]) for number in range(CALLERS)]
            posts = (caller.post(path, sent) for caller, (path, sent) in zip(callers, wishes, strict=True))
            rounds.append(await asyncio.gather(*posts))
        return rounds

    for answers in asyncio.run(race()):
        assert set(statuses(answers)) == {201, 409}
        won = [answer.json for answer in answers if answer.status == 201]
        series = [made for made in won if "rrule" in made]
        assert (len(series), len(won)) == (1, 1) or (not series and 1 <= len(won) <= DATES)
        assert {answer.json["code"] for answer in answers if answer.status == 409} == {"booking_conflict"}
    assert station.sql(OVERLAPS) == [(0,)]
    assert station.sql(INCOMPLETE) == [(0,)]


def test_a_series_is_moved_while_its_dates_are_edited(station: RunningStation) -> None:
    """Half move the whole series, half move or retitle one date: no deadlock, no overlap, every date there once."""

    async def race() -> tuple[list[Answer], int]:
        callers = await crowd(station)
        room = (await callers[0].post("/api/facilities/", {"name": f"Series race {next(_numbers)}"})).json["id"]
        path, sent = wish(0, room)
        series = (await callers[0].post(path, sent)).json
        found = await callers[0].get(f"{URL}?facility={room}&start_date=2027-01-01&end_date=2027-03-01")
        dates = [event["id"] for event in found.json["results"]]
        posts = []
        for number, caller in enumerate(callers):
            if number % 2:
                hour = 6 + number % 8
                times = {"dtstart": f"2027-02-01T{hour:02}:00", "dtend": f"2027-02-01T{hour + 3:02}:00"}
                posts.append(caller.patch(f"{SERIES}{series['id']}/", times))
            else:
                posts.append(caller.patch(f"{URL}{dates[number % DATES]}/", {"title": f"By hand {number}"}))
        return list(await asyncio.gather(*posts)), len(dates)

    answers, many = asyncio.run(race())
    assert many == DATES
    assert set(statuses(answers)) <= {200, 409}
    assert statuses(answers)[200] > CALLERS / 2
    assert station.sql(OVERLAPS) == [(0,)]
