"""A busy hour of a station: everybody at work at once, for minutes, on one machine.

    .venv/bin/python -m bench.load [--people 100] [--minutes 10] [--kill] [--data FOLDER]

A station as `./bms up` starts it, in production's settings, with the year of `bench.year` in it; people who sign in
and work as `bench.busy_hour` says, each with a live stream open. Everything that was accepted must be in the database
afterwards, without an overlap, and every fact told. With `--kill` each process is killed once on the way.
"""

import asyncio
import os
import resource
import secrets
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from bench.busy_hour import EXPECTED, House, Seen, open_house
from bench.client import percentile
from bench.results import machine, write_section
from bench.station import bench_station
from bench.year import OVERLAPS, PASSWORD, is_made, make_year
from launcher import ports, processes
from launcher.project import CACHE, PYTHON, ROOT
from launcher.station import Station, read_json
from tests.station.wire import signed_in_as

FOLDER = CACHE / "bench-load"
PLANNERS = 7  # one person in so many books
WANTED = 500  # milliseconds at p95 of pages
WRITES = {"booking", "event changed", "clock in", "clock out", "ticket opened", "note written", "notifications read"}
PARTS = ("web", "stream", "worker", "beat", "valkey", "postgres")
KEYS = {  # of what was accepted, by kind
    "event": ("scheduling_event", "id"),
    "time_entry": ("scheduling_time_entry", "id"),
    "ticket": ("tickets_incident", "ticket_id"),
    "note": ("tickets_note", "id"),
}


# --- the station ------------------------------------------------------------------------------------


def prepare(folder: Path, people: int) -> tuple[list[str], datetime]:
    """Makes the year where it is missing, and people who can sign in. Gives their names and the first free instant."""
    with bench_station(folder):
        from django.contrib.auth.hashers import make_password
        from django.db import connection

        from apps.authentication.models import User
        from apps.scheduling.models import Event

        if not is_made():
            print("making the year ...", flush=True)
            make_year(datetime.now(UTC))
        chosen = list(User.objects.active().order_by("pk")[:people])
        hashed = make_password(PASSWORD)
        for number, person in enumerate(chosen):
            person.password = hashed
            person.role = "scheduler" if number % PLANNERS == 0 else "engineer" if number % 5 == 0 else "operator"
        User.objects.bulk_update(chosen, ["password", "role"])
        last = Event.objects.order_by("-end_at").values_list("end_at", flat=True)[0]
        connection.close()
        connection.close_pool()  # this server is about to stop
        first_free = (last + timedelta(days=2)).replace(hour=6, minute=0, second=0, microsecond=0)
        return [person.username for person in chosen], first_free


@contextmanager
def running_station(folder: Path) -> Iterator[Station]:
    """`./bms up` in production's settings, for as long as the block lasts."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("BMS_", "DJANGO_"))}
    env |= {
        "BMS_ENVIRONMENT": "production",
        "BMS_SECRET_KEY": secrets.token_urlsafe(48),
        "BMS_LOG_FORMAT": "json",
        "BMS_METRICS_TOKEN": "bench",
    }
    station = Station(folder)
    command = [str(PYTHON), "-m", "launcher", "up", "--data", str(folder), "--port", str(ports.any_free()), "--no-demo"]
    with (folder / "up.log").open("wb") as log:
        launcher = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        while not station.announcement.exists():
            if launcher.poll() is not None:
                raise SystemExit((folder / "up.log").read_text())
            time.sleep(0.2)
        yield station
    finally:
        launcher.terminate()
        launcher.wait(timeout=60)


def pids(station: Station) -> dict[str, int]:
    return {name: int(pid) for name, pid in read_json(station.processes).items()}


def memory(station: Station) -> dict[str, float]:
    """MiB of each part with what it started."""
    return {name: processes.memory_of(pid) for name, pid in pids(station).items()}


def processor(station: Station) -> dict[str, float]:
    """Seconds of work of each part so far."""
    return {name: processes.seconds_of(pid) for name, pid in pids(station).items()}


def asked(station: Station, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    url = read_json(station.run / "environment.json")["BMS_DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(query, parameters).fetchall()  # type: ignore[arg-type]  # written above


# --- one run ----------------------------------------------------------------------------------------


@dataclass
class Run:
    """What was done to the station, and what it did."""

    house: House
    memories: list[dict[str, float]] = field(default_factory=list)  # at the beginning, in the middle, at the end
    worked: dict[str, float] = field(default_factory=dict)  # seconds of processor time by part
    own_work: float = 0.0  # of this benchmark itself
    seconds: float = 0.0
    kills: dict[str, float] = field(default_factory=dict)  # by part: seconds since the beginning


async def run(station: Station, names: list[str], free_from: datetime, *, seconds: float, kill: bool) -> Run:
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    callers = [await signed_in_as(station.announcement, name, PASSWORD) for name in names]  # one after the other
    house = await open_house(callers, today=today, free_from=free_from)
    done = Run(house)
    before, own = processor(station), _own_work()
    house.began = time.perf_counter()
    work = asyncio.create_task(house.work(seconds))
    for part in range(3):
        done.memories.append(await asyncio.to_thread(memory, station))
        if part < 2:
            await (
                _kill_each(station, done, seconds) if kill and part == 0 else _until(house, seconds * (part + 1) / 2)
            )
    await work
    done.seconds, done.own_work = time.perf_counter() - house.began, _own_work() - own
    after = processor(station)
    done.worked = {name: after[name] - before.get(name, 0.0) for name in after}
    return done


async def _until(house: House, moment: float) -> None:
    await asyncio.sleep(max(0.0, house.began + moment - time.perf_counter()))


async def _kill_each(station: Station, done: Run, seconds: float) -> None:
    """Each part once, with everything it started, evenly over the run."""
    for number, part in enumerate(PARTS, start=1):
        await _until(done.house, seconds * number / (len(PARTS) + 1))
        done.kills[part] = time.perf_counter() - done.house.began
        processes.signal_group(pids(station)[part], 9)


def _own_work() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def lost(ask: Callable[..., list[tuple[Any, ...]]], accepted: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """How many of each kind were accepted and are not in the database; empty when none is missing."""
    missing = {}
    for kind, ids in accepted.items():
        table, key = KEYS[kind]
        [(there,)] = ask(f"SELECT count(*) FROM {table} WHERE {key} = ANY(%s)", list(set(ids)))
        if there != len(set(ids)):
            missing[kind] = len(set(ids)) - there
    return missing


def check(station: Station, house: House) -> str:
    """Raises SystemExit when something that was accepted is not there, or was told to nobody."""
    if missing := lost(partial(asked, station), house.accepted):
        raise SystemExit(f"accepted and not there, by kind: {missing}")
    if asked(station, OVERLAPS) != [(0,)]:
        raise SystemExit("bookings overlap")
    waiting = "SELECT count(*) FROM core_outbox_event WHERE position IS NULL OR state <> 'DONE'"
    deadline = time.monotonic() + 60
    while asked(station, waiting) != [(0,)]:
        if time.monotonic() > deadline:
            raise SystemExit("facts wait that nobody was told")
        time.sleep(0.2)
    counted = ", ".join(f"{len(set(ids)):,} {kind.replace('_', ' ')}s" for kind, ids in sorted(house.accepted.items()))
    return f"All that was accepted is in the database ({counted}), no booking overlaps, every fact was told."


# --- what it says -----------------------------------------------------------------------------------


def is_error(seen: Seen) -> bool:
    return not 200 <= seen.status < 300 and seen.code not in EXPECTED


def page_table(seen: list[Seen]) -> list[str]:
    by_kind: defaultdict[str, list[Seen]] = defaultdict(list)
    for each in seen:
        by_kind[each.kind].append(each)
    pages = [each.seconds for each in seen if each.kind not in WRITES and not is_error(each)]
    writes = [each.seconds for each in seen if each.kind in WRITES and not is_error(each)]
    lines = ["| | times | p50 ms | p95 ms | longest ms | refused |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    lines += [_row("**every page**", pages, 0), _row("**every change**", writes, 0)]
    for kind, answers in sorted(by_kind.items(), key=lambda item: (item[0] in WRITES, item[0])):
        good = [each.seconds for each in answers if not is_error(each)]
        refused = sum(1 for each in answers if each.code in EXPECTED)
        lines.append(_row(kind, good, refused))
    return lines


def _row(name: str, seconds: list[float], refused: int) -> str:
    if len(seconds) < 2:
        return f"| {name} | {len(seconds)} | | | | {refused or ''} |"
    figures = f"{percentile(seconds, 50):.0f} | {percentile(seconds, 95):.0f} | {max(seconds) * 1000:.0f}"
    return f"| {name} | {len(seconds):,} | {figures} | {refused or ''} |"


def process_table(done: Run) -> list[str]:
    first, middle, last = done.memories
    lines = [
        "| process | MiB at the beginning | in the middle | at the end | of one core |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name in last:
        figures = " | ".join(f"{each.get(name, 0):.0f}" for each in (first, middle, last))
        worked = "" if name in done.kills else f"{done.worked[name] / done.seconds:.0%}"  # the killed one's is gone
        lines.append(f"| {name} | {figures} | {worked} |")
    return [*lines, f"| this benchmark's people | | | | {done.own_work / done.seconds:.0%} |"]


def kill_table(done: Run) -> list[str]:
    lines = ["| killed | 503 | cut | for s |", "| --- | ---: | ---: | ---: |"]
    moments = [*done.kills.values(), float("inf")]
    for number, (part, moment) in enumerate(done.kills.items()):
        bad = [
            each for each in done.house.seen if is_error(each) and moment <= each.at and each.at < moments[number + 1]
        ]
        away, cut = (sum(1 for each in bad if each.status == status) for status in (503, 0))
        lines.append(f"| {part} | {away} | {cut} | {max((each.at - moment for each in bad), default=0):.1f} |")
    return lines


def errors(done: Run) -> Counter[str]:
    return Counter(
        f"{each.kind}: {each.status or 'no answer'} {each.code}".strip() for each in done.house.seen if is_error(each)
    )


def report(done: Run, checked: str, *, people: int, minutes: float) -> str:
    seen = done.house.seen
    pages = [each.seconds for each in seen if each.kind not in WRITES and not is_error(each)]
    wrong = errors(done)
    expected = sum(1 for each in seen if each.code in EXPECTED)
    told = (
        f"{people} people for {minutes:g} minutes on the station of the year, in production's settings, each with a "
        f"live stream open: {len(seen):,} requests ({len(seen) / done.seconds:.0f} a second), {expected} refused as "
        f"expected (clashes and the like), **{wrong.total()} errors**. p95 of every page **{percentile(pages, 95):.0f} "
        f"ms** (wanted: under {WANTED}). {checked} The live streams told {done.house.told.total():,} messages."
    )
    parts = [machine(), told, "\n".join(page_table(seen)), "\n".join(process_table(done))]
    if done.kills:
        after = "Each process killed once (SIGKILL, with all it had started), what people were answered until the next:"
        parts += [after, "\n".join(kill_table(done))]
    if wrong:
        parts.append("Errors: " + "; ".join(f"{count} × {what}" for what, count in wrong.most_common(12)) + ".")
    return "\n\n".join(parts)


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.load", description="A busy hour of a station.")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--kill", action="store_true", help="kill each process once on the way")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the folder of this benchmark's station")
    parser.add_argument("--dry", action="store_true", help="print only, and leave RESULTS.md alone")
    arguments = parser.parse_args()
    names, free_from = prepare(arguments.data, arguments.people)
    with running_station(arguments.data) as station:
        seconds = arguments.minutes * 60
        done = asyncio.run(run(station, names, free_from, seconds=seconds, kill=arguments.kill))
        checked = check(station, done.house)
        os.environ |= read_json(station.run / "environment.json")  # `machine` asks the server for its version
        text = report(done, checked, people=arguments.people, minutes=arguments.minutes)
    print(text)
    if not arguments.dry:
        killed = ", each process killed once" if arguments.kill else ""
        name = f"load_{arguments.people}{'_kill' if arguments.kill else ''}"
        write_section(name, f"A busy hour: {arguments.people} people{killed}", text)
    if errors(done) and not arguments.kill:
        sys.exit(1)


if __name__ == "__main__":
    main()
