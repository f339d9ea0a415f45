"""The week view as contract clients get it: ours, the limit, and a plain Django REST framework.

    .venv/bin/python -m bench.week_view [--data FOLDER] [--rounds N]

All three run at once on the server and with the options of `./bms up`, on the same tables and the
same session. First their answers are compared: the same JSON, whatever the order of members. Then
they are asked in turn, so that whatever else the machine does hits all alike; nobody is asked
while another is being measured.
"""

import random
import time
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path

import orjson

from bench.client import Client, percentile
from bench.results import machine, write_section
from bench.station import FOLDER, bench_station, memory_of, serve
from bench.year import PASSWORD, USERNAME, is_made

OURS, LIMIT, PLAIN = "ours", "limit", "plain"
TARGETS = {OURS: "backend.wsgi:application", LIMIT: "bench.limit:application", PLAIN: "bench.plain.wsgi:application"}
TITLES = {
    OURS: "ours, the whole stack",
    LIMIT: "the limit: bare WSGI, SQL by hand",
    PLAIN: "plain Django REST framework",
}
PATH = "/api/scheduled-events/"
CLIENTS = (1, 10)
WARM_UP = 2  # rounds
EVERY = {OURS: 1, LIMIT: 1, PLAIN: 4}  # rounds: the plain version is so much slower that fewer will do


@dataclass
class Taken:
    """What one server needed for one page, asked by so many clients at once."""

    seconds: list[float] = field(default_factory=list)  # per request
    elapsed: float = 0.0  # of all rounds together

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed


def weeks(chance: random.Random) -> list[str]:
    """Paths of weeks around now, in no order."""
    monday = datetime.now(UTC).date() - timedelta(days=datetime.now(UTC).weekday())
    starts = [monday + timedelta(weeks=number) for number in range(-20, 20)]
    chance.shuffle(starts)
    return [f"{PATH}?start_date={start}&end_date={start + timedelta(days=6)}" for start in starts]


def canonical(body: bytes) -> bytes:
    return orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)


def compare(clients: dict[str, Client], paths: list[str]) -> str:
    """Raises when the answers differ. Tells how large they are."""
    sizes = []
    for path in paths:
        bodies = {name: client.get(path)[0] for name, client in clients.items()}
        answers = {name: canonical(body) for name, body in bodies.items()}
        for name in (LIMIT, PLAIN):
            if answers[name] != answers[OURS]:
                raise SystemExit(f"{TITLES[name]} answers {path} otherwise than ours: {_difference(answers, name)}")
        rows = len(orjson.loads(answers[OURS])["results"])
        if not rows:
            raise SystemExit(f"{path} is empty")
        sizes.append((rows, len(bodies[OURS])))
    rows, size = sizes[0]
    wide_rows, wide_size = sizes[-1]
    return (
        f"A week is about {rows:,} events and {size / 1e6:.1f} MB, "
        f"the wide page {wide_rows:,} and {wide_size / 1e6:.1f} MB; "
        f"the three answers were compared on {len(paths)} pages and are the same JSON."
    )


def _difference(answers: dict[str, bytes], name: str) -> str:
    mine, other = (orjson.loads(answers[which])["results"] for which in (OURS, name))
    if len(mine) != len(other):
        return f"{len(mine)} and {len(other)} events"
    first = next(pair for pair in zip(mine, other, strict=True) if pair[0] != pair[1])
    return f"{first[0]}\n{first[1]}"


def seconds_for(client: Client, path: str) -> float:
    return client.get(path)[1]


def measure(clients: dict[str, list[Client]], paths: list[str], rounds: int) -> dict[str, Taken]:
    """Ours, limit, plain, ours, limit ...: in each turn every client of one server asks once."""
    taken = {name: Taken() for name in clients}
    with ThreadPoolExecutor(max(map(len, clients.values()))) as pool:
        for number in range(-WARM_UP, rounds):
            path = paths[number % len(paths)]
            for name, connections in clients.items():
                if number % EVERY[name]:
                    continue
                began = time.perf_counter()
                seconds = list(pool.map(seconds_for, connections, repeat(path)))
                elapsed = time.perf_counter() - began
                if number >= 0:
                    taken[name].seconds += seconds
                    taken[name].elapsed += elapsed
    return taken


def table(page: str, count: int, taken: dict[str, Taken]) -> list[str]:
    lines = []
    for name, run in taken.items():
        against = "" if name == OURS else f"{taken[OURS].per_second / run.per_second:.2f} ×"
        figures = f"{percentile(run.seconds, 50):.1f} | {percentile(run.seconds, 95):.1f} | {run.per_second:.1f}"
        lines.append(f"| {page} | {count} | {TITLES[name]} | {figures} | {against} |")
    return lines


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.week_view", description="Measure the week view.")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the folder of the benchmarks' station")
    parser.add_argument("--rounds", type=int, default=40, help="requests of each server by one client")
    arguments = parser.parse_args()
    with bench_station(arguments.data) as (station, supervisor, env):
        if not is_made():
            raise SystemExit("make the year first: python -m bench.year")
        ports = {name: serve(station, supervisor, env, name=name, target=target) for name, target in TARGETS.items()}
        person = Client(ports[OURS])
        person.sign_in(USERNAME, PASSWORD)
        clients = {name: person.twin(port) for name, port in ports.items()}
        dated = weeks(random.Random(1))
        told = compare(clients, [*dated[:3], PATH])
        print(told)
        lines = [
            "| page | clients | | p50 ms | p95 ms | requests/s | ours against it |",
            "| --- | ---: | --- | ---: | ---: | ---: | ---: |",
        ]
        for page, paths in (("week", dated), ("wide", [PATH])):
            for count in CLIENTS:
                many = {name: [client.twin() for _ in range(count)] for name, client in clients.items()}
                taken = measure(many, paths, max(4, arguments.rounds // (1 if count == 1 else 3)))
                lines += table(page, count, taken)
                print("\n".join(lines[-3:]), flush=True)
        memory = ", ".join(f"{TITLES[name]} {memory_of(supervisor, name):.0f} MiB" for name in TARGETS)
        print(memory)
        write_section(
            "week_view",
            "The week view",
            f"{machine()}\n\n{told} `GET {PATH}` with and without `start_date` and `end_date`, one server after the "
            "other in turns, on the options of `./bms up`. Wanted: at least 0.5 × the limit's requests a second and "
            "4 × the plain version's.\n\n" + "\n".join(lines) + f"\n\nMemory of each server afterwards, all its "
            f"processes together (proportional set size): {memory}.",
        )


if __name__ == "__main__":
    main()
