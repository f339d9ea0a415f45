"""A calendar feed of 5,000 entries, as a calendar program asks for it: in full, and whether it is still current.

    .venv/bin/python -m bench.feed [--data FOLDER] [--rounds N]

The server runs with the options of `./bms up`, on the station of the year. The feed is of a saved filter that lets
about 5,000 events of the year through; so many of each kind of request are made by one client and by ten.
"""

import http.client
import random
import time
from argparse import ArgumentParser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import icalendar
import orjson

from bench.client import Client, percentile
from bench.results import machine, write_section
from bench.station import FOLDER, bench_station, memory_of, serve
from bench.year import PASSWORD, USERNAME, is_made

WANTED = 5_000  # entries
CLIENTS = (1, 10)
WARM_UP = 3


@dataclass
class Program:
    """A calendar program: one connection, no session."""

    port: int
    path: str

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def ask(self, etag: str = "") -> tuple[int, bytes, str, float]:
        """Status, body, ETag, and seconds from sending to having read it all."""
        headers = {"If-None-Match": etag} if etag else {}
        began = time.perf_counter()
        self._connection.request("GET", self.path, headers=headers)
        response = self._connection.getresponse()
        body = response.read()
        return response.status, body, response.getheader("ETag") or "", time.perf_counter() - began


def make_feed(client: Client) -> tuple[str, int]:
    """The path of a feed that shows close to 5,000 events, and how many it shows."""
    from django.utils import timezone

    from apps.scheduling.feeds import selectors
    from apps.scheduling.feeds.models import Feed, FeedKind
    from apps.scheduling.models import Event, SavedFilter

    now = timezone.now()
    types = Event.objects.order_by().values_list("event_type", flat=True).distinct()

    def shown(values: dict[str, Any]) -> int:
        kept = SavedFilter(name="x", **values)
        found = selectors.versions_of(Feed(kind=FeedKind.FILTER, saved_filter=kept), now=now)
        has_series = any(of_series is not None for _, _, of_series in found)  # one entry for many dates
        return 0 if has_series else len(found)

    facilities = Event.objects.order_by("facility_id").values_list("facility_id", flat=True).distinct()[:5]
    locations = Event.objects.order_by("location_id").values_list("location_id", flat=True).distinct()
    choices: list[dict[str, Any]] = [{"event_type": name} for name in types]
    choices += [{"facility_id": key} for key in facilities] + [{"location_id": key} for key in locations if key]
    choices += [{"event_type": name, "location_id": key} for name in types for key in locations if key]
    best = min(choices, key=lambda values: abs(shown(values) - WANTED))
    body = {"name": f"Bench {random.random()}", **{name.removesuffix("_id"): value for name, value in best.items()}}
    status, answer, _ = client.request("POST", "/api/saved-filters/", body)
    if status != 201:
        raise SystemExit(f"no filter: {status} {answer[:300]!r}")
    kept = orjson.loads(answer)["id"]
    status, answer, _ = client.request("POST", "/api/calendar-feeds/", {"kind": "filter", "saved_filter": kept})
    if status != 201:
        raise SystemExit(f"no feed: {status} {answer[:300]!r}")
    return urlsplit(orjson.loads(answer)["address"]).path, shown(best)


def measure(programs: list[Program], rounds: int, etag: str, wanted: int, before: Callable[[], None]) -> list[float]:
    """Seconds of each request; every program asks once in each round, which `before` prepares."""

    def once(program: Program) -> float:
        status, _, _, seconds = program.ask(etag)
        if status != wanted:
            raise SystemExit(f"the feed answered {status}")
        return seconds

    taken: list[float] = []
    with ThreadPoolExecutor(len(programs)) as pool:
        for number in range(-WARM_UP, rounds):
            before()
            seconds = list(pool.map(once, programs))
            if number >= 0:
                taken += seconds
    return taken


def compare_with(body: bytes, shown: int) -> str:
    """Raises when what came is not the calendar. Tells how large it is."""
    calendar = icalendar.Calendar.from_ical(body)
    entries = len(list(calendar.walk("VEVENT")))
    if entries != shown:
        raise SystemExit(f"the calendar has {entries} entries, the schedule {shown}")
    return f"{entries:,} entries, {len(body) / 1e6:.1f} MB"


def forget(etag: str) -> None:
    """Let the calendar be written anew, as after a change."""
    from django.core.cache import cache

    from apps.scheduling.feeds import serving

    cache.delete(serving._key(etag.strip('"')))


def bare(path: str, etag: str) -> Callable[[], float]:
    """What reading the rows and writing the calendar takes, without HTTP."""
    from django.utils import timezone

    from apps.scheduling.feeds import selectors, serving
    from apps.scheduling.feeds.ports import facilities_provider, people_provider

    token = path.removeprefix("/calendar/").removesuffix(".ics")
    feed = selectors.feed_of_token(token, people=people_provider)

    def once() -> float:
        forget(etag)
        began = time.perf_counter()
        serving.served(feed, known=[], now=timezone.now(), facilities=facilities_provider, people=people_provider)
        return time.perf_counter() - began

    return once


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.feed", description="Measure a calendar feed.")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the folder of the benchmarks' station")
    parser.add_argument("--rounds", type=int, default=40, help="requests of each kind by one client")
    arguments = parser.parse_args()
    with bench_station(arguments.data) as (station, supervisor, env):
        if not is_made():
            raise SystemExit("make the year first: python -m bench.year")
        port = serve(station, supervisor, env, name="ours", target="backend.wsgi:application")
        person = Client(port)
        person.sign_in(USERNAME, PASSWORD)
        path, shown = make_feed(person)
        _, body, etag, _ = Program(port, path).ask()
        told = compare_with(body, shown)
        lines = ["| asked | clients | p50 ms | p95 ms |", "| --- | ---: | ---: | ---: |"]
        asked = (
            ("in full, after a change", "", 200, lambda: forget(etag)),
            ("in full, as it was written last", "", 200, lambda: None),
            ("still current (304)", etag, 304, lambda: None),
        )
        for title, known, status, before in asked:
            for count in CLIENTS:
                programs = [Program(port, path) for _ in range(count)]
                seconds = measure(programs, max(5, arguments.rounds // (1 if count == 1 else 4)), known, status, before)
                lines.append(f"| {title} | {count} | {percentile(seconds, 50):.1f} | {percentile(seconds, 95):.1f} |")
                print(lines[-1], flush=True)
        once = bare(path, etag)
        alone = [once() for _ in range(max(5, arguments.rounds // 2))]
        lines.append(
            f"| in full, in one process without HTTP | 1 | {percentile(alone, 50):.1f} | {percentile(alone, 95):.1f} |"
        )
        write_section(
            "feed",
            "A calendar feed",
            f"{machine()}\n\nA feed of a saved filter on the station of the year ({timedelta(days=490).days} days of "
            f"100,000 events): {told}, read back by the icalendar package. Each request finds the feed by its secret "
            "address, and whoever made it.\n\n"
            + "\n".join(lines)
            + f"\n\nMemory afterwards (proportional set size): {memory_of(supervisor, 'ours'):.0f} MiB.",
        )


if __name__ == "__main__":
    main()
