"""What a station's parts do when another part is gone: a running station, under load."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest

from tests.station.conftest import RunningStation, Slots, until
from tests.station.test_races import OVERLAPS, URL, body, crowd, facilities
from tests.station.wire import Answer, Caller

pytestmark = pytest.mark.station

CALLERS = 16
AWAY = 10.0  # seconds
BREATH = 0.2  # seconds between an answer and the caller's next request: load, not all that the machine can take


@dataclass
class Load:
    """Callers who book, read and go on until they are told to stop, whatever they are answered."""

    answers: list[Answer] = field(default_factory=list)
    is_over: bool = False

    async def book(self, caller: Caller, room: int, slots: Slots) -> None:
        while not self.is_over:
            self.answers.append(await caller.post(URL, body(*slots.take(), facility=room)))
            await asyncio.sleep(BREATH)

    async def read(self, caller: Caller) -> None:
        while not self.is_over:
            self.answers.append(await caller.get(f"{URL}?page=1&page_size=5"))
            await asyncio.sleep(BREATH)

    @property
    def booked(self) -> list[int]:
        return [answer.json["id"] for answer in self.answers if answer.status == 201]

    async def until(self, condition: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < deadline, what
            await asyncio.sleep(0.05)

    async def bookings_go_on(self) -> None:
        """Until some more have been accepted."""
        before = len(self.booked)
        await self.until(lambda: len(self.booked) > before + CALLERS, "nothing is booked any more")


async def under_load(station: RunningStation, slots: Slots, trouble: Callable[[Load], Awaitable[None]]) -> Load:
    callers = await crowd(station, CALLERS)
    rooms = await facilities(callers[0])
    load = Load()
    work = [asyncio.create_task(load.read(caller)) for caller in callers[::4]]
    work += [
        asyncio.create_task(load.book(caller, rooms[number % len(rooms)], slots))
        for number, caller in enumerate(callers)
        if number % 4
    ]
    try:
        await trouble(load)
    finally:
        load.is_over = True
        await asyncio.gather(*work)
    return load


@contextmanager
def stopped(station: RunningStation, service: str, how: int) -> Iterator[None]:
    """One service ends, and the launcher does not start it again before the block does."""
    station.hold_launcher()
    try:
        pid = station.process(service)
        os.kill(pid, how)
        # The launcher is its parent and does not look, so it stays a zombie, which `processes` leaves out.
        until(lambda: pid not in station.processes(service), what=f"the end of {service}")
        yield
    finally:
        station.release_launcher()


def all_are_clean(answers: list[Answer]) -> None:
    """Accepted, refused for a reason, or told to come again: JSON, whatever happened behind it."""
    for answer in answers:
        assert answer.status in {200, 201, 503}, (answer.status, answer.content)
        if answer.status == 503:
            assert answer.json["code"] == "unavailable"
            assert answer.json["detail"]
            assert int(answer.headers["retry-after"]) > 0


def in_database(station: RunningStation, ids: list[int]) -> int:
    [(count,)] = station.sql("SELECT count(*) FROM scheduling_event WHERE id = ANY(%s)", ids)
    return int(count)


def outbox_is_told(station: RunningStation) -> bool:
    [(waiting,)] = station.sql("SELECT count(*) FROM core_outbox_event WHERE position IS NULL OR state = 'PENDING'")
    return waiting == 0


def test_the_database_away_for_ten_seconds_loses_nothing(station: RunningStation, slots: Slots) -> None:
    async def trouble(load: Load) -> None:
        await load.bookings_go_on()
        with stopped(station, "postgres", signal.SIGINT):
            await asyncio.sleep(AWAY)
            assert any(answer.status == 503 for answer in load.answers)
        await load.bookings_go_on()

    load = asyncio.run(under_load(station, slots, trouble))

    all_are_clean(load.answers)
    assert len(set(load.booked)) == len(load.booked) == in_database(station, load.booked)
    assert station.sql(OVERLAPS) == [(0,)]
    until(lambda: outbox_is_told(station), what="the telling of every fact")


def test_the_database_killed_under_load_loses_nothing(station: RunningStation, slots: Slots) -> None:
    """As in a power cut: what was answered with 201 is there after the recovery."""

    async def trouble(load: Load) -> None:
        await load.bookings_go_on()
        with stopped(station, "postgres", signal.SIGQUIT):  # at once, without writing anything down
            await asyncio.sleep(1)
        await load.bookings_go_on()

    load = asyncio.run(under_load(station, slots, trouble))

    all_are_clean(load.answers)
    assert len(set(load.booked)) == len(load.booked) == in_database(station, load.booked)
    until(lambda: outbox_is_told(station), what="the telling of every fact")


def test_bookings_are_accepted_while_the_queue_is_away(station: RunningStation, slots: Slots) -> None:
    async def trouble(load: Load) -> None:
        await load.bookings_go_on()
        with stopped(station, "valkey", signal.SIGTERM):
            await load.bookings_go_on()
        await load.bookings_go_on()

    load = asyncio.run(under_load(station, slots, trouble))

    assert {answer.status for answer in load.answers} == {200, 201}
    until(lambda: outbox_is_told(station), what="the telling of every fact, by the sweep if need be")


def test_a_worker_killed_in_the_middle_of_the_relay_handles_every_event_once(
    station: RunningStation, slots: Slots
) -> None:
    until(lambda: outbox_is_told(station), what="the telling of what came before")
    station.sql("CREATE TABLE tests_station_mark (event_id bigint NOT NULL)")
    try:

        async def trouble(load: Load) -> None:
            for whole in (False, True, True):
                await load.bookings_go_on()
                await load.until(lambda: _is_relaying(station), "the relay does not begin")
                before = kill_worker(station, whole=whole)
                await load.until(
                    lambda before=before: set(station.processes("worker")) - before, "the worker is not started again"
                )

        load = asyncio.run(under_load(station, slots, trouble))

        assert {answer.status for answer in load.answers} == {200, 201}
        until(lambda: outbox_is_told(station), what="the telling of every fact")
        marks = [event_id for (event_id,) in station.sql("SELECT event_id FROM tests_station_mark ORDER BY 1")]
        assert marks == sorted(load.booked)
    finally:
        station.sql("DROP TABLE tests_station_mark")
    assert station.sql("SELECT count(*) FROM core_outbox_event WHERE state = 'DEAD'") == [(0,)]
    # no place in the order is missing or given twice
    assert station.sql("SELECT count(*) = count(DISTINCT position) FROM core_outbox_event") == [(True,)]
    assert station.sql("SELECT max(position) - min(position) + 1 - count(*) FROM core_outbox_event") == [(0,)]


def kill_worker(station: RunningStation, *, whole: bool) -> set[int]:
    """End its pool alone, or all of it, on the spot. Returns the processes that were there."""
    first, everything = station.process("worker"), set(station.processes("worker"))
    for pid in everything if whole else everything - {first}:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return everything


def _is_relaying(station: RunningStation) -> bool:
    """A reaction is running now, and more wait for theirs."""
    [(running, waiting)] = station.sql(
        """
        SELECT (SELECT count(*) FROM pg_stat_activity
                 WHERE position('SELECT pg_sleep(0.01)' IN query) > 0 AND state = 'active' AND pid <> pg_backend_pid()),
               (SELECT count(*) FROM core_outbox_event WHERE state = 'PENDING')
        """
    )
    return running >= 1 and waiting > 1
