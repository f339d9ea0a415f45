"""The live stream with 500 people connected: how soon a notification reaches its person, and what it costs.

    .venv/bin/python -m bench.streams [--data FOLDER] [--people N]

On a station of its own with the demonstration in it: web, stream, worker and beat as `./bms up` starts
them. 500 people hold a connection each. Events are scheduled with one of them on it, five a second, so
every one also tells all 500 that the schedule changed; then one event with all of them on it. An
ordinary page is read in turns, before, during and after. Every person must get every message that is
theirs, once, and nobody anybody else's; otherwise the benchmark ends.
"""

import asyncio
import threading
import time
from argparse import ArgumentParser
from collections import Counter, defaultdict, deque
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.client import Client, percentile
from bench.results import machine, write_section
from bench.station import bench_station, memory_of, serve, start_worker
from launcher import ports
from launcher.project import CACHE
from launcher.up import Address, application

FOLDER = CACHE / "bench-streams"
EVERY = 0.2  # seconds between events
EVENTS = 200
ROUNDS, PAGES = 4, 60  # how often the page is read without and with connections, in turns
PATIENCE = 30.0  # seconds
PAGE = "/api/scheduled-events/?start_date={0}&end_date={1}"


class Crowd:
    """People with a connection each, on an event loop of their own; it notes when each was told what."""

    def __init__(self, port: int, keys: dict[int, str]) -> None:
        self.own: defaultdict[int, deque[float]] = defaultdict(deque)  # when each person's notifications came
        self.public: Counter[int] = Counter()  # how many messages for everyone each person got
        self.strangers = 0  # messages that were somebody else's
        self.is_cut = 0
        self._port, self._keys = port, keys
        self._loop = asyncio.new_event_loop()
        self.transports: list[asyncio.Transport] = []
        self.there: set[int] = set()  # whose stream has begun
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def connect(self) -> None:
        """Wait until all of them are connected."""
        done: Future[None] = asyncio.run_coroutine_threadsafe(self._connect(), self._loop)
        done.result(timeout=120)

    def close(self) -> None:
        for transport in self.transports:
            self._loop.call_soon_threadsafe(transport.abort)

    async def _connect(self) -> None:
        await asyncio.gather(*(self._listen(person, key) for person, key in self._keys.items()))
        while len(self.there) < len(self._keys):
            await asyncio.sleep(0.02)

    async def _listen(self, person: int, key: str) -> None:
        await self._loop.create_connection(lambda: Listening(self, person, key), "127.0.0.1", self._port)

    def heard(self, person: int, line: bytes) -> None:
        """A line of the stream, which must cost as little as possible: the readers share the machine."""
        if line.startswith(b"id: "):
            self.there.add(person)
        elif b'"notifications:' in line:
            if b'"notifications:%d"' % person in line:
                self.own[person].append(time.perf_counter())
            else:
                self.strangers += 1
        elif line.startswith(b"data: "):
            self.public[person] += 1


class Listening(asyncio.Protocol):
    """One person's connection."""

    def __init__(self, crowd: Crowd, person: int, key: str) -> None:
        self._crowd, self._person, self._key = crowd, person, key
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._crowd.transports.append(transport)
        transport.write(
            f"GET /api/stream/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={self._key}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._crowd.heard(self._person, line)

    def connection_lost(self, exc: Exception | None) -> None:
        self._crowd.is_cut += 1


def made_people(count: int) -> dict[int, str]:
    """People of the benchmark with a session each: id to key."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from apps.authentication.models import User
    from apps.authentication.sessions import SessionStore

    names = [f"listener{number}" for number in range(count)]
    known = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    User.objects.bulk_create(
        User(username=name, first_name="Listener", last_name=name[8:], password="!")
        for name in names
        if name not in known
    )
    keys = {}
    for person in User.objects.filter(username__in=names).order_by("pk"):
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        keys[person.pk] = session.session_key or ""
    return keys


class Schedule:
    """Events for the benchmark, an hour each, where nothing else is."""

    def __init__(self) -> None:
        from apps.scheduling.models import Event

        last = Event.objects.order_by("-end_at").values_list("end_at", flat=True).first()
        self._next = max(last or datetime.now(UTC), datetime.now(UTC)) + timedelta(days=1)

    def put_on(self, people: list[int]) -> float:
        """Schedule one more event with these people on it. Returns when that was committed."""
        from apps.core.actors import SYSTEM
        from apps.scheduling.events.services import create_event

        self._next += timedelta(hours=1)
        create_event(
            actor=SYSTEM,
            values={
                "title": "Told by the benchmark",
                "start_time": self._next,
                "end_time": self._next + timedelta(minutes=50),
                "assigned_users": people,
            },
            now=datetime.now(UTC),
        )
        return time.perf_counter()


def read_page(client: Client, times: int = PAGES) -> list[float]:
    today = datetime.now(UTC).date()
    path = PAGE.format(today, today + timedelta(days=6))
    seconds = []
    for _ in range(times):
        status, body, took = client.request("GET", path)
        if status != 200:
            raise SystemExit(f"the page was answered {status}: {body[:300]!r}")
        seconds.append(took)
        time.sleep(0.02)  # as people read, and not as a load test does
    return seconds


def wait_for(condition, what: str) -> None:
    end = time.perf_counter() + PATIENCE
    while not condition():
        if time.perf_counter() > end:
            raise SystemExit(f"{what}: waited {PATIENCE:g} s in vain")
        time.sleep(0.02)


def latencies(crowd: Crowd, sent: dict[int, deque[float]]) -> list[float]:
    """From commit to receipt; every message must have come, to its person alone, once."""
    wait_for(lambda: all(len(crowd.own[person]) >= len(when) for person, when in sent.items()), "notifications")
    time.sleep(0.5)  # whatever comes twice would come now
    if crowd.strangers or crowd.is_cut or sum(map(len, crowd.own.values())) != sum(map(len, sent.values())):
        raise SystemExit("somebody was told twice, or what is somebody else's, or was cut off")
    found = [came - began for person, when in sent.items() for began, came in zip(when, crowd.own[person], strict=True)]
    crowd.own.clear()
    return found


def one_by_one(crowd: Crowd, schedule: Schedule, people: list[int]) -> list[float]:
    sent: defaultdict[int, deque[float]] = defaultdict(deque)
    began = time.perf_counter()
    for number in range(EVENTS):
        time.sleep(max(0.0, began + number * EVERY - time.perf_counter()))
        person = people[number * 7 % len(people)]
        sent[person].append(schedule.put_on([person]))
    return latencies(crowd, sent)


def all_at_once(crowd: Crowd, schedule: Schedule, people: list[int]) -> list[float]:
    committed = schedule.put_on(people)
    return latencies(crowd, {person: deque([committed]) for person in people})


def figures(seconds: list[float]) -> str:
    return f"{percentile(seconds, 50):.1f} | {percentile(seconds, 95):.1f}"


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.streams", description="Measure the live stream.")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the folder of this benchmark's station")
    parser.add_argument("--people", type=int, default=500, help="how many connections, by as many people")
    arguments = parser.parse_args()
    with bench_station(arguments.data) as (station, supervisor, env):
        from django.core.management import call_command

        from apps.authentication.models import User

        if not User.objects.exists():
            call_command("load_demonstration")
        keys = made_people(arguments.people)
        people, schedule = list(keys), Schedule()
        start_worker(station, supervisor, env)
        web = serve(station, supervisor, env, name="web", target="backend.wsgi:application")
        address = Address("127.0.0.1", 0, ports.any_free())
        [stream] = [program for program in application(station, env, address) if program.name == "stream"]
        supervisor.start(stream)
        log = station.logs / "stream.log"
        supervisor.wait_for(lambda: not ports.is_free(address.stream_port), what="stream", seconds=60, log=log)

        reader = Client(web)
        reader.cookies["sessionid"] = next(iter(keys.values()))
        read_page(reader, 30)  # warm-up
        alone = {name: memory_of(supervisor, name) for name in ("web", "stream")}

        without, idle, connected_in = [], [], 0.0
        for number in range(ROUNDS):
            without += read_page(reader)
            crowd = Crowd(address.stream_port, keys)
            began = time.perf_counter()
            crowd.connect()
            connected_in = max(connected_in, time.perf_counter() - began)
            time.sleep(2)
            idle += read_page(reader)
            if number < ROUNDS - 1:
                crowd.close()
                time.sleep(2)
        pages: list[float] = []
        aside = threading.Thread(target=lambda: pages.extend(read_page(reader, int(EVENTS * EVERY / 0.12))))
        aside.start()
        each = one_by_one(crowd, schedule, people)
        aside.join()
        burst = all_at_once(crowd, schedule, people)
        wait_for(lambda: min(crowd.public[person] for person in people) >= EVENTS + 1, "changes of the schedule")
        memory = {name: memory_of(supervisor, name) for name in ("web", "stream")}
        crowd.close()

        ratio = percentile(idle, 50) / percentile(without, 50)
        together = sum(memory.values())
        lines = [
            "| | p50 ms | p95 ms |",
            "| --- | ---: | ---: |",
            f"| notification, from commit to its person: {EVENTS} events, {1 / EVERY:g} a second | {figures(each)} |",
            f"| the same, one event with all {len(people)} on it | {figures(burst)} |",
            f"| the week's page without streams | {figures(without)} |",
            f"| the week's page, {len(people)} connected | {figures(idle)} |",
            f"| the week's page, {len(people)} told {len(people) / EVERY:,.0f} messages a second | {figures(pages)} |",
        ]
        print("\n".join(lines), flush=True)
        write_section(
            "streams",
            "The live stream",
            f"{machine()}\n\n{len(people)} people hold a connection each (all there after {connected_in:.1f} s) to one "
            "stream process; web, worker and beat run beside it, and so does this benchmark with its 500 readers. "
            f"{sum(crowd.public.values()):,} messages for everyone and {EVENTS + len(people)} for one person each "
            "came, none missing, none twice, none to anybody else. Wanted: under 1,000 ms at p95, web and stream "
            "below 300 MiB together, the page as fast as without.\n\n"
            + "\n".join(lines)
            + f"\n\nThe page with connections against without: **{ratio:.2f} ×** at p50. Memory, web and stream "
            f"together (proportional set size): **{together:.0f} MiB** (web {memory['web']:.0f}, stream "
            f"{memory['stream']:.0f}); before anybody was connected {sum(alone.values()):.0f} MiB "
            f"(stream {alone['stream']:.0f}).",
        )


if __name__ == "__main__":
    main()
