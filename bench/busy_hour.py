"""People at work: each with a console open, its live stream, and a screen that is read again when something changes.

They do what people do in a busy hour, one thing every quarter of a minute: look at days, weeks and months, book, clock
in and out, open tickets and write on them, read what they were told. All of them live on one event loop, as light as
Python allows, because they share the machine with what they ask.
"""

import asyncio
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.station.wire import Answer, Caller

THINKS = 15.0  # seconds between two things a person does, on average: 240 in an hour
GATHERS, APART = (0.15, 2.0), 3.0  # seconds until a console reads again, and between two times: see `api/live.ts`
COMES_BACK = 2.0  # seconds after which a browser opens a stream again that was cut
ANSWERED_WITHIN = 60.0  # seconds; whoever waits longer has got no answer
CLASHES = 0.15  # of the bookings are for what somebody else has just taken

# What a change of a subject makes a console read again, as `frontend/src/api/live.ts` has it.
TOUCHED = {
    "event": {"events", "timeline", "today/board", "today/week", "today/activity"},
    "incident": {"tickets", "today/incidents", "today/own-tickets", "today/activity"},
    "time_entry": {"time", "today/time"},
    "notifications": {"notifications"},
}
# Refusals that are part of the work.
EXPECTED = {"booking_conflict", "already_clocked_in", "not_clocked_in"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer, or none."""

    kind: str
    at: float  # seconds since the beginning
    seconds: float
    status: int  # 0: the connection was cut
    code: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An address that a screen reads, the kind of it, and the topic whose change makes it read again."""

    kind: str
    address: str
    topic: str


Screen = tuple[Page, ...]


@dataclass
class House:
    """What the people of one run share."""

    stream_port: int
    today: datetime
    free_from: datetime  # nothing is booked after it
    rooms: list[int]
    people: list["Person"] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    accepted: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    told: Counter[str] = field(default_factory=Counter)  # messages of the live streams, by the kind of their subject
    streams_cut: int = 0
    is_over: bool = False
    began: float = field(default_factory=time.perf_counter)
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    last_booked: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.slots = self._free_slots()

    def _free_slots(self) -> Iterator[dict[str, Any]]:
        """Bookings that nothing stands in the way of: an hour each, with the longest buffers on both sides."""
        start = self.free_from
        while True:
            for number, room in enumerate(self.rooms[: max(1, len(self.people) // 2)]):
                crew = [person.id for person in self.people[2 * number : 2 * number + 2]]
                end = start + timedelta(hours=1)
                times = {"start_time": start.isoformat(), "end_time": end.isoformat()}
                yield {"title": "Booked in a busy hour", "facility": room, "assigned_users": crew, **times}
            start += timedelta(hours=4)

    async def work(self, seconds: float) -> None:
        """Everybody works for so long; those who still wait for an answer get it."""
        ends = [asyncio.create_task(person.live()) for person in self.people]
        work = [asyncio.create_task(person.work()) for person in self.people]
        await asyncio.sleep(seconds)
        self.is_over = True
        await asyncio.gather(*work)
        for task in ends:
            task.cancel()
        await asyncio.gather(*ends, return_exceptions=True)
        for person in self.people:
            await person.leave()


@dataclass
class Person:
    """Somebody with a console: `hand` is what they do, `eye` what their console reads again by itself."""

    house: House
    hand: Caller
    id: int
    rights: Collection[str]
    screen: Screen = field(init=False)
    tickets: list[int] = field(default_factory=list)
    is_at_work: bool = False
    last_id: str = ""

    def __post_init__(self) -> None:
        self.eye = self.hand.twin()
        self.screen = self._dashboard()
        self._changed: set[str] = set()
        self._news = asyncio.Event()

    # --- what is on screen --------------------------------------------------------------------------

    def _window(self, days: int) -> dict[str, str]:
        start = self.house.today + timedelta(days=self.house.chance.randint(-2, 3))
        return {"start": start.isoformat(), "end": (start + timedelta(days=days)).isoformat()}

    def _day(self) -> Screen:
        return (_page("day, as timeline", "/api/timeline/", "timeline", **self._window(1)),)

    def _week(self) -> Screen:
        return (_page("week, as timeline", "/api/timeline/", "timeline", **self._window(7)),)

    def _list(self) -> Screen:
        first = self.house.today.date().isoformat()
        return (_page("day, as a list", "/api/scheduled-events/", "events", start_date=first, end_date=first),)

    def _month(self) -> Screen:
        monday = self.house.today.date() - timedelta(days=21 + self.house.today.weekday())
        return (_page("month", "/api/month/", "events", start=monday.isoformat(), days="42"),)

    def _dashboard(self) -> Screen:
        urgent = {"open": "true", "ordering": "-priority", "page_size": "20"}
        own = {"assignee": "me", "open": "true", "page_size": "1"}
        pages = [
            _page("dashboard: today", "/api/today/", "today/board"),
            _page("dashboard: week", "/api/week/", "today/week", start=self.house.today.date().isoformat()),
            _page("dashboard: activity", "/api/activity/", "today/activity"),
            _page("list of tickets", "/api/incident-tickets/", "today/incidents", **urgent),
            _page("dashboard: own tickets", "/api/incident-tickets/", "today/own-tickets", **own),
            _page("dashboard: own tickets", "/api/service-tickets/", "today/own-tickets", **own),
        ]
        if "time.approve" in self.rights:
            pending = {"status": "Pending", "page_size": "1"}
            pages.append(_page("dashboard: to approve", "/api/time-entries/", "today/time", **pending))
            pages.append(_page("dashboard: to approve", "/api/time-off-requests/", "today/leave", **pending))
        return tuple(pages)

    def _tickets(self) -> Screen:
        return (_page("list of tickets", "/api/incident-tickets/", "tickets", page_size="50"),)

    def _ticket(self) -> Screen:
        if not self.tickets:
            return self._tickets()
        address = f"/api/incident-tickets/{self.house.chance.choice(self.tickets)}/"
        return _page("ticket", address, "tickets"), _page("ticket's timeline", f"{address}timeline/", "tickets")

    def _time(self) -> Screen:
        return (
            _page("clock", "/api/time-entries/current/", "time"),
            _page("time entries", "/api/time-entries/", "time", user=str(self.id), page_size="50"),
        )

    def _bell(self) -> Screen:
        return (_page("notifications", "/api/notifications/", "notifications", page_size="30"),)

    def _directory(self) -> Screen:
        return (_page("directory", "/api/profiles/", "profiles", page_size="50"),)

    async def look(self, screen: Callable[[], Screen]) -> None:
        self.screen = screen()
        await self._read(self.hand, self.screen)

    # --- what they do -------------------------------------------------------------------------------

    async def work(self) -> None:
        """Arrive, then one thing after the other until everybody goes home."""
        chance = self.house.chance
        await asyncio.sleep(chance.uniform(0, THINKS))
        await self.look(self._dashboard)
        current = await self.ask(self.hand, "clock", "GET", "/api/time-entries/current/")
        self.is_at_work = current is not None and current.status == 200 and bool(current.json.get("entry"))
        todo = self._todo()
        while not self.house.is_over:
            await asyncio.sleep(min(chance.expovariate(1 / THINKS), 4 * THINKS))
            if not self.house.is_over:
                [do] = chance.choices(list(todo), weights=list(todo.values()))
                await do()

    def _todo(self) -> dict[Callable[[], Awaitable[None]], int]:
        """With how often of a hundred."""
        reads = {
            self._day: 16, self._week: 8, self._list: 5, self._month: 4, self._dashboard: 12, self._tickets: 10,
            self._ticket: 8, self._time: 8, self._bell: 6, self._directory: 4,
        }  # fmt: skip
        todo: dict[Callable[[], Awaitable[None]], int] = {
            self._reading(screen): weight for screen, weight in reads.items()
        }
        todo |= {self.open_ticket: 2, self.write_note: 4, self.mark_read: 4, self.clock: 5}
        if "events.write" in self.rights:
            todo |= {self.book: 10, self.rename: 4}
        return todo

    def _reading(self, screen: Callable[[], Screen]) -> Callable[[], Awaitable[None]]:
        return lambda: self.look(screen)

    async def book(self) -> None:
        house = self.house
        clash = bool(house.last_booked) and house.chance.random() < CLASHES
        wish = house.last_booked if clash else next(house.slots)
        answer = await self.ask(self.hand, "booking", "POST", "/api/scheduled-events/", wish)
        if answer is not None and answer.status == 201:
            house.last_booked = wish
            house.accepted["event"].append(answer.json["id"])

    async def rename(self) -> None:
        if mine := self.house.accepted["event"]:
            address = f"/api/scheduled-events/{self.house.chance.choice(mine)}/"
            await self.ask(self.hand, "event changed", "PATCH", address, {"description": f"Seen by {self.id}"})

    async def clock(self) -> None:
        way = "clock-out" if self.is_at_work else "clock-in"
        answer = await self.ask(self.hand, way.replace("-", " "), "POST", f"/api/time-entries/{way}/")
        if answer is not None and answer.status in {200, 201}:
            self.is_at_work = not self.is_at_work
            self.house.accepted["time_entry"].append(answer.json["id"])

    async def open_ticket(self) -> None:
        report = {
            "title": "Noise on the return line", "description": "Heard since the last changeover, on both channels.",
            "facility": self.house.chance.choice(self.house.rooms), "priority": "High",
        }  # fmt: skip
        answer = await self.ask(self.hand, "ticket opened", "POST", "/api/incident-tickets/", report)
        if answer is not None and answer.status == 201:
            self.house.accepted["ticket"].append(answer.json["id"])
            for person in self.house.chance.sample(self.house.people, min(5, len(self.house.people))):
                person.tickets.append(answer.json["id"])

    async def write_note(self) -> None:
        if self.tickets:
            note = {"incident_ticket": self.house.chance.choice(self.tickets), "text": "Changed the cable, better."}
            answer = await self.ask(self.hand, "note written", "POST", "/api/comments/", note)
            if answer is not None and answer.status == 201:
                self.house.accepted["note"].append(answer.json["id"])

    async def mark_read(self) -> None:
        await self.ask(self.hand, "notifications read", "POST", "/api/notifications/mark-all-read/")

    # --- what their console does --------------------------------------------------------------------

    async def live(self) -> None:
        """Hold a stream open, and read what is on screen again whenever that has changed."""
        reading = asyncio.create_task(self._read_again())
        try:
            while True:
                with suppress(OSError, asyncio.IncompleteReadError):
                    await self._listen()
                self.house.streams_cut += 1
                await asyncio.sleep(COMES_BACK)
        finally:
            reading.cancel()

    async def _listen(self) -> None:
        reader, writer = await asyncio.open_connection(self.hand.host, self.house.stream_port)
        cookies = "; ".join(f"{name}={value}" for name, value in self.hand.cookies.items())
        since = f"Last-Event-ID: {self.last_id}\r\n" if self.last_id else ""
        head = f"GET /api/stream/ HTTP/1.1\r\nHost: {self.hand.host}\r\nCookie: {cookies}\r\n{since}\r\n"
        writer.write(head.encode())
        try:
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    self.last_id = line[4:].decode().strip()
                elif line.startswith(b"data: "):
                    subject = json.loads(line[6:])["subject"].partition(":")[0]
                    self.house.told[subject] += 1
                    self._changed |= TOUCHED.get(subject, set())
                    self._news.set()
        finally:
            writer.close()

    async def _read_again(self) -> None:
        read_at = -APART
        while True:
            await self._news.wait()
            if "notifications" in self._changed:  # told to this person alone: at once
                self._changed.discard("notifications")
                await asyncio.sleep(GATHERS[0])
                await self.ask(self.eye, "bell", "GET", "/api/notifications/unread-count/")
            await asyncio.sleep(max(self.house.chance.uniform(*GATHERS), read_at + APART - time.perf_counter()))
            self._news.clear()
            read_at = time.perf_counter()
            changed, self._changed = self._changed, set()
            await self._read(self.eye, [page for page in self.screen if page.topic in changed])

    async def _read(self, caller: Caller, pages: Iterable[Page]) -> None:
        for page in pages:
            await self.ask(caller, page.kind, "GET", page.address)

    async def ask(self, caller: Caller, kind: str, method: str, address: str, body: Any = None) -> Answer | None:
        """None when there was no answer; whatever it was is noted."""
        began = time.perf_counter()
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                try:
                    answer = await caller.send(method, address, body)
                except (ConnectionError, asyncio.IncompleteReadError):  # hung up in between: browsers try once more
                    answer = await caller.send(method, address, body)
        except (OSError, asyncio.IncompleteReadError):  # a timeout is one as well
            await caller.close()
            self._note(kind, began, 0)
            return None
        code = answer.json.get("code", "") if answer.status >= 400 else ""
        self._note(kind, began, answer.status, code)
        return answer

    def _note(self, kind: str, began: float, status: int, code: str = "") -> None:
        now = time.perf_counter()
        self.house.seen.append(Seen(kind, now - self.house.began, now - began, status, code))

    async def leave(self) -> None:
        await self.hand.close()
        await self.eye.close()


def _page(kind: str, path: str, topic: str, **query: str) -> Page:
    return Page(kind, f"{path}?{urlencode(query)}" if query else path, topic)


async def open_house(callers: list[Caller], *, today: datetime, free_from: datetime) -> House:
    """People who are signed in, at a station without a proxy before it."""
    first = callers[0]
    rooms = [room["id"] for room in (await first.get("/api/facilities/")).json["results"]]
    told = urlsplit((await first.get("/api/site/")).json["stream_url"])
    house = House(told.port or first.port, today, free_from, rooms)
    for caller in callers:
        person = (await caller.get("/api/auth/user/")).json
        house.people.append(Person(house, caller, person["id"], person["rights"]))
    house.began = time.perf_counter()
    return house
