"""Bookings per second over HTTP, at 1, 10 and 50 clients.

    .venv/bin/python -m bench.writes [--data FOLDER] [--seconds N]

On the station of the year, with the worker relaying what is booked. Every request books one of 60
facilities and three people for a free time, so each passes every lock and constraint among 100,000
events and succeeds; any other answer ends the benchmark.
"""

import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any

from bench.client import Client, percentile
from bench.results import machine, write_section
from bench.station import FOLDER, bench_station, memory_of, serve, start_worker
from bench.year import CREW, PASSWORD, USERNAME, is_made

PATH = "/api/scheduled-events/"
CLIENTS = (1, 10, 50)


class FreeTimes:
    """Bookings that nothing stands in the way of: after the last event, hour by hour, room by room."""

    def __init__(self) -> None:
        from apps.authentication.models import User
        from apps.facilities.models import Facility
        from apps.scheduling.models import Event

        last = Event.objects.order_by("-end_at").values_list("end_at", flat=True)[0]
        day = last.date() + timedelta(days=2)
        self._start = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
        rooms = list(Facility.objects.order_by("pk").values_list("pk", flat=True))
        people = list(User.objects.active().order_by("pk").values_list("pk", flat=True))
        self._places = [(room, people[n * CREW : (n + 1) * CREW]) for n, room in enumerate(rooms)]
        self._bodies = self._all()
        self._lock = threading.Lock()

    def take(self) -> dict[str, Any]:
        with self._lock:
            return next(self._bodies)

    def _all(self) -> Iterator[dict[str, Any]]:
        start = self._start
        while True:
            for room, crew in self._places:
                yield {
                    "title": "Booked by the benchmark",
                    "facility": room,
                    "start_time": start.isoformat(),
                    "end_time": (start + timedelta(hours=1)).isoformat(),
                    "assigned_users": crew,
                }
            start += timedelta(hours=4)  # an hour, and the longest buffers on both sides


def book(client: Client, times: FreeTimes, until: float) -> list[float]:
    seconds = []
    while time.perf_counter() < until:
        status, body, took = client.request("POST", PATH, times.take())
        if status != 201:
            raise SystemExit(f"a booking was answered {status}: {body[:500]!r}")
        seconds.append(took)
    return seconds


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.writes", description="Measure bookings per second.")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the folder of the benchmarks' station")
    parser.add_argument("--seconds", type=float, default=15, help="how long each number of clients books")
    arguments = parser.parse_args()
    with bench_station(arguments.data) as (station, supervisor, env):
        if not is_made():
            raise SystemExit("make the year first: python -m bench.year")
        start_worker(station, supervisor, env)
        port = serve(station, supervisor, env, name="web", target="backend.wsgi:application")
        person, times = Client(port), FreeTimes()
        person.sign_in(USERNAME, PASSWORD)
        book(person.twin(), times, time.perf_counter() + 3)  # warm-up
        lines = ["| clients | bookings/s | p50 ms | p95 ms |", "| ---: | ---: | ---: | ---: |"]
        booked = 0
        for count in CLIENTS:
            clients = [person.twin() for _ in range(count)]
            began = time.perf_counter()
            with ThreadPoolExecutor(count) as pool:
                runs = list(pool.map(book, clients, repeat(times), repeat(began + arguments.seconds)))
            elapsed = time.perf_counter() - began
            seconds = [took for run in runs for took in run]
            booked += len(seconds)
            figures = f"{percentile(seconds, 50):.1f} | {percentile(seconds, 95):.1f}"
            lines.append(f"| {count} | **{len(seconds) / elapsed:.0f}** | {figures} |")
            print(lines[-1], flush=True)
        memory = f"web {memory_of(supervisor, 'web'):.0f} MiB, worker {memory_of(supervisor, 'worker'):.0f} MiB"
        write_section(
            "writes",
            "Bookings",
            f"{machine()}\n\n`POST {PATH}` with a facility and three people each, on the station of the year, "
            f"facilities mixed, all {booked:,} accepted, {arguments.seconds:g} s for each number of clients, "
            "worker and beat running. PostgreSQL writes each to disk before it is answered.\n\n"
            + "\n".join(lines)
            + f"\n\nMemory afterwards (proportional set size): {memory}.",
        )


if __name__ == "__main__":
    main()
