"""People connected to the live stream of a running station, while a part of it goes and comes back.

Four people have ten windows each; `STREAM_PEOPLE=10 STREAM_WINDOWS=50` makes it 500 consoles.
"""

import asyncio
import json
import os
import signal
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from tests.station.conftest import RunningStation, Slots
from tests.station.test_chaos import stopped
from tests.station.test_races import URL, body
from tests.station.wire import Caller, signed_in, signed_in_as

pytestmark = pytest.mark.station

ROLES = ("operator", "engineer", "manager", "administrator")
PEOPLE = int(os.environ.get("STREAM_PEOPLE", len(ROLES)))  # one of each role, and operators made for the test
WINDOWS = int(os.environ.get("STREAM_WINDOWS", "10"))  # of each person; a person may have PER_PERSON of them
PASSWORD = "three-words-in-a-row"
AGAIN_AFTER = 0.2  # seconds; a browser waits two
PATIENCE = 90.0


@dataclass
class Console:
    """A browser's EventSource: comes back after every cut with the id it saw last."""

    port: int
    caller: Caller
    last_id: str = ""
    bells: Counter[str] = field(default_factory=Counter)  # by the id they came with
    opened: int = 0

    async def live(self) -> None:
        while True:
            with suppress(OSError):
                await self._listen()
            await asyncio.sleep(AGAIN_AFTER)

    async def _listen(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        cookies = "; ".join(f"{name}={value}" for name, value in self.caller.cookies.items())
        seen = f"Last-Event-ID: {self.last_id}\r\n" if self.last_id else ""
        writer.write(f"GET /api/stream/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n{seen}\r\n".encode())
        is_first = True
        try:
            while line := (await reader.readline()).decode():
                if line.startswith("id: "):
                    self.last_id = line[4:].strip()
                    self.opened += is_first
                    is_first = False
                elif line.startswith("data: "):
                    message = json.loads(line[6:])
                    assert message["type"] != "reset"
                    if message["type"] == "notifications.changed":
                        self.bells[self.last_id] += 1
        finally:
            writer.close()


@dataclass
class Audience:
    """Several windows of several people, and somebody who puts those people on events."""

    scheduler: Caller
    people: dict[str, int]
    consoles: dict[str, list[Console]]
    slots: Slots
    events: int = 0

    async def put_on(self, count: int) -> None:
        for _ in range(count):
            wish = body(*self.slots.take(), assigned_users=list(self.people.values()))
            assert (await self.scheduler.post(URL, wish)).status == 201
            self.events += 1

    async def everything_came(self) -> None:
        """Every window rang once for each event, no more, and for nobody else."""
        async with asyncio.timeout(PATIENCE):
            while any(console.bells.total() < self.events for console in self._all()):
                await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        assert {console.bells.total() for console in self._all()} == {self.events}
        assert {count for console in self._all() for count in console.bells.values()} == {1}
        for console in self._all():
            assert set(console.bells) == set(self.consoles[self._whose(console)][0].bells)

    def _all(self) -> list[Console]:
        return [console for consoles in self.consoles.values() for console in consoles]

    def _whose(self, console: Console) -> str:
        return next(role for role, consoles in self.consoles.items() if console in consoles)

    async def all_are_there(self, times: int = 1) -> None:
        async with asyncio.timeout(PATIENCE):
            while any(console.opened < times for console in self._all()):
                await asyncio.sleep(0.05)


async def audience(station: RunningStation, slots: Slots) -> tuple[Audience, list["asyncio.Task[None]"]]:
    callers = {role: await signed_in(station.announcement, role) for role in ROLES}
    for name in _made(station, PEOPLE - len(ROLES)):
        callers[name] = await signed_in_as(station.announcement, name, PASSWORD)
    people = {name: (await caller.get("/api/auth/user/")).json["id"] for name, caller in callers.items()}
    site = (await callers["operator"].get("/api/site/")).json
    port = int(site["stream_url"].split("/")[2].rpartition(":")[2])
    consoles = {name: [Console(port, caller) for _ in range(WINDOWS)] for name, caller in callers.items()}
    found = Audience(await signed_in(station.announcement, "scheduler"), people, consoles, slots)
    tasks = [asyncio.create_task(console.live()) for console in found._all()]
    await found.all_are_there()
    return found, tasks


def _made(station: RunningStation, count: int) -> list[str]:
    """Usernames of that many more people; made once, however many tests ask."""
    names = [f"listener{number}" for number in range(count)]
    there = {
        name for (name,) in station.sql("SELECT username FROM authentication_user WHERE username = ANY(%s)", names)
    }
    for name in names:
        if name not in there:
            station.manage("create_person", name, "--role", "operator", typed=f"{PASSWORD}\n")
    return names


async def _through(station: RunningStation, slots: Slots, trouble) -> None:  # type: ignore[no-untyped-def]  # a coroutine
    listening, tasks = await audience(station, slots)
    try:
        await listening.put_on(3)
        await trouble(listening)
        await listening.put_on(3)
        await listening.everything_came()
    finally:
        for task in tasks:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            assert isinstance(result, asyncio.CancelledError), result


def test_valkey_restarted_under_the_streams_nobody_misses_a_notification(station: RunningStation, slots: Slots) -> None:
    async def trouble(listening: Audience) -> None:
        with stopped(station, "valkey", signal.SIGTERM):
            await listening.put_on(5)
        await listening.put_on(5)

    asyncio.run(_through(station, slots, trouble))


def test_the_stream_killed_all_come_back_and_nobody_misses_a_notification(
    station: RunningStation, slots: Slots
) -> None:
    async def trouble(listening: Audience) -> None:
        station.hold_launcher()
        for pid in station.processes("stream"):
            os.kill(pid, signal.SIGKILL)
        await listening.put_on(5)
        station.release_launcher()
        await listening.all_are_there(times=2)

    asyncio.run(_through(station, slots, trouble))
