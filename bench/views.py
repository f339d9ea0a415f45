"""Day, week and month as the console and contract clients read them, and how their cost grows with the schedule.

    .venv/bin/python -m bench.views [--data FOLDER] [--rounds N]
    .venv/bin/python -m bench.views --growth [--data FOLDER] [--rounds N] [--sizes 10000 100000 1000000]

First, over the year of `bench.year`: ours and the limit (see `bench.limit`) in turns, their answers compared. Then,
on a station of its own: the same days of a schedule that has 10,000, 100,000 and 1,000,000 events. Their answers are
the same, so what it costs to give them should be.
"""

import random
from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import orjson

from bench.client import Client, percentile
from bench.growth import BASE, SPAN, grow_to, make_base
from bench.results import machine, write_section
from bench.station import FOLDER, bench_station, serve
from bench.week_view import CLIENTS, LIMIT, OURS, TARGETS, canonical, measure, seconds_for, table
from bench.year import PASSWORD, USERNAME, is_made

GROWTH = FOLDER.with_name("bench-growth")
ZONE = "Europe/Dublin"
SIZES = (BASE, 100_000, 1_000_000)


def pages(days: list[datetime]) -> dict[str, list[str]]:
    """The views by name, each with the addresses of other days than the others have first."""

    def window(start: datetime, span: int) -> dict[str, str]:
        return {"start": start.isoformat(), "end": (start + timedelta(days=span)).isoformat()}

    def dates(start: datetime, span: int) -> dict[str, str]:
        first = start.date()
        return {"start_date": first.isoformat(), "end_date": (first + timedelta(days=span - 1)).isoformat()}

    def month(start: datetime) -> dict[str, str]:
        first = start.date() - timedelta(days=start.day - 1)
        monday = first - timedelta(days=first.weekday())
        return {"start": monday.isoformat(), "days": "42", "time_zone": ZONE}

    return {
        "day, as a list": [f"/api/scheduled-events/?{urlencode(dates(day, 1))}" for day in days],
        "day, as timeline": [f"/api/timeline/?{urlencode(window(day, 1))}" for day in days],
        "week, as a list": [f"/api/scheduled-events/?{urlencode(dates(day, 7))}" for day in days],
        "week, as timeline": [f"/api/timeline/?{urlencode(window(day, 7))}" for day in days],
        "month": [f"/api/month/?{urlencode(month(day))}" for day in days],
    }


def days_around(now: datetime, reach: int, chance: random.Random) -> list[datetime]:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight + timedelta(days=number) for number in range(-reach, reach)]
    chance.shuffle(days)
    return days[:40]


def compare(ours: Client, limit: Client, paths: list[str]) -> int:
    """How many bytes an answer has. Raises when the two differ."""
    for path in paths:
        answers = [client.get(path)[0] for client in (ours, limit)]
        mine, other = map(canonical, answers)
        if mine != other:
            place = next(n for n, pair in enumerate(zip(mine, other, strict=False)) if pair[0] != pair[1])
            told = "\n".join(str(answer[max(0, place - 200) : place + 200]) for answer in (mine, other))
            raise SystemExit(f"the limit answers {path} otherwise than ours:\n{told}")
    return len(answers[0])


def against_the_limit(folder: Path, rounds: int) -> None:
    with bench_station(folder) as (station, supervisor, env):
        if not is_made():
            raise SystemExit("make the year first: python -m bench.year")
        names = (OURS, LIMIT)
        ports = {name: serve(station, supervisor, env, name=name, target=TARGETS[name]) for name in names}
        person = Client(ports[OURS])
        person.sign_in(USERNAME, PASSWORD)
        clients = {name: person.twin(port) for name, port in ports.items()}
        lines = [
            "| view | clients | | p50 ms | p95 ms | requests/s | ours against it |",
            "| --- | ---: | --- | ---: | ---: | ---: | ---: |",
        ]
        sizes = []
        for page, paths in pages(days_around(datetime.now(UTC), 150, random.Random(2))).items():
            sizes.append(f"{page}: {compare(clients[OURS], clients[LIMIT], paths[:3]) / 1000:.0f} kB")
            for count in CLIENTS:
                many = {name: [client.twin() for _ in range(count)] for name, client in clients.items()}
                taken = measure(many, paths, max(4, rounds // (1 if count == 1 else 3)))
                lines += table(page, count, taken)
                print("\n".join(lines[-2:]), flush=True)
        write_section(
            "views",
            "Day, week and month",
            f"{machine()}\n\nOver the year of 100,000 events, one server after the other in turns, on the options of "
            f"`./bms up`; the answers of both were compared on three days of each view and are the same JSON "
            f"({', '.join(sizes)}). Wanted: the day at least 0.5 × the limit's requests a second.\n\n"
            + "\n".join(lines),
        )


def as_it_grows(folder: Path, rounds: int, sizes: list[int]) -> None:
    with bench_station(folder) as (station, supervisor, env):
        now = make_base()
        port = serve(station, supervisor, env, name=OURS, target=TARGETS[OURS])
        client = Client(port)
        client.sign_in(USERNAME, PASSWORD)
        paths = pages(days_around(now, SPAN // 4, random.Random(2)))
        first = now.date() - timedelta(days=SPAN // 2 - 2)
        starts = [first + timedelta(days=number) for number in range(SPAN - 28 - 4)]
        paths["month"] = [f"/api/month/?start={start}&days=28&time_zone={ZONE}" for start in starts]
        paths["first free slots of 2 h in a week, 60 facilities"] = [
            f"/api/availability/?{path.partition('?')[2]}&of=facilities&duration=120"
            for path in paths["week, as timeline"]
        ]
        measured: dict[str, list[str]] = {page: [] for page in paths}
        answers: dict[str, int] = {}
        for size in sizes:
            seconds = grow_to(size)
            print(f"{size:,} events, after {seconds:.0f} s", flush=True)
            for page, asked in paths.items():
                for path in asked[:3]:
                    client.get(path)
                taken = [seconds_for(client, asked[number % len(asked)]) for number in range(rounds)]
                answer = len(orjson.dumps(orjson.loads(client.get(asked[0])[0])))
                if answers.setdefault(page, answer) != answer:
                    raise SystemExit(f"{asked[0]} is answered otherwise among {size:,} events")
                measured[page].append(f"{percentile(taken, 50):.1f} / {percentile(taken, 95):.1f}")
                print(f"{page}: {measured[page][-1]}", flush=True)
        lines = [
            f"| view | answer | {' | '.join(f'{size:,} events' for size in sizes)} |",
            f"| --- | ---: |{' ---: |' * len(sizes)}",
            *(
                f"| {page} | {answers[page] / 1000:.0f} kB | {' | '.join(figures)} |"
                for page, figures in measured.items()
            ),
        ]
        write_section(
            "growth",
            "The same days of a larger schedule",
            f"{machine()}\n\np50 / p95 in ms of {rounds} requests by one client, on the options of `./bms up`. The "
            "days asked for (of the month four weeks) are the same ones with the same answers; the schedule around "
            "them grows. Wanted: a cost that "
            "grows no faster than the answer.\n\n" + "\n".join(lines),
        )


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.views", description="Measure day, week and month.")
    parser.add_argument("--growth", action="store_true", help="measure how the cost grows with the schedule")
    parser.add_argument("--data", type=Path, help="the folder of the station")
    parser.add_argument("--rounds", type=int, default=60, help="requests of each view")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="how many events to grow to")
    arguments = parser.parse_args()
    if arguments.growth:
        as_it_grows(arguments.data or GROWTH, arguments.rounds, sorted(arguments.sizes))
    else:
        against_the_limit(arguments.data or FOLDER, arguments.rounds)


if __name__ == "__main__":
    main()
