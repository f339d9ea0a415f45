"""Who and what is free in a week, over HTTP, among the 100,000 events of the year.

    .venv/bin/python -m bench.availability [--data FOLDER] [--rounds N]

The questions a scheduler asks: the first free slots of two hours in a week over all 60 facilities (wanted: under
150 ms); the same over everything; and who and what is free for one evening. Every answer about facilities is first
compared with what an SQL statement says that tries every quarter of an hour.
"""

import random
import time
from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import orjson

from bench.client import Client, percentile
from bench.results import machine, write_section
from bench.station import FOLDER, bench_station, serve
from bench.year import PASSWORD, USERNAME, is_made

PATH = "/api/availability/"
WARM_UP = 3
DURATION = 120  # minutes
# Every quarter of an hour of the week at which a facility has room for the event, its rig and its strike.
EVERY_QUARTER = """
    SELECT f.id, min(at)
      FROM facilities_facility f
      CROSS JOIN generate_series(%(start)s, %(end)s - make_interval(mins => %(duration)s), interval '15 minutes') AS at
     WHERE f.status = 'Active' AND f.archived_at IS NULL
       AND NOT EXISTS (
           SELECT FROM scheduling_booking b
            WHERE b.resource_kind = 'facility' AND b.resource_id = f.id AND b.status = 'CONFIRMED'
              AND b.period && tstzrange(at - make_interval(mins => f.rig_minutes),
                                        at + make_interval(mins => %(duration)s + f.strike_minutes)))
     GROUP BY f.id
"""


def mondays(chance: random.Random) -> list[datetime]:
    """Weeks around now, in no order."""
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    weeks = [monday + timedelta(weeks=number) for number in range(-20, 20)]
    chance.shuffle(weeks)
    return weeks


def address(start: datetime, end: datetime, **more: object) -> str:
    return f"{PATH}?{urlencode({'start': start.isoformat(), 'end': end.isoformat(), **more})}"


def compare(client: Client, weeks: list[datetime]) -> str:
    """Raises when an answer is not what trying every quarter of an hour gives."""
    from django.db import connection

    found = 0
    for start in weeks:
        end = start + timedelta(days=7)
        body, _ = client.get(address(start, end, of="facilities", duration=DURATION, slots=1))
        told = {
            row["id"]: datetime.fromisoformat(row["slots"][0]["start_time"])
            for row in orjson.loads(body)["facilities"]
            if row["slots"]
        }
        with connection.cursor() as cursor:
            cursor.execute(EVERY_QUARTER, {"start": start, "end": end, "duration": DURATION})
            tried = dict(cursor.fetchall())
        if told != tried:
            raise SystemExit(
                f"the week of {start:%d %b %Y} is answered otherwise than by trying every quarter of an hour"
            )
        found += len(told)
    return f"{found} first slots in {len(weeks)} weeks are the same that trying every quarter of an hour in SQL gives."


def measured(client: Client, paths: list[str], rounds: int) -> list[float]:
    for path in paths[:WARM_UP]:
        client.get(path)
    return [client.get(paths[number % len(paths)])[1] for number in range(rounds)]


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.availability", description="Measure availability.")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the folder of the benchmarks' station")
    parser.add_argument("--rounds", type=int, default=60, help="requests of each question")
    arguments = parser.parse_args()
    with bench_station(arguments.data) as (station, supervisor, env):
        if not is_made():
            raise SystemExit("make the year first: python -m bench.year")
        port = serve(station, supervisor, env, name="ours", target="backend.wsgi:application")
        client = Client(port)
        client.sign_in(USERNAME, PASSWORD)
        weeks = mondays(random.Random(1))
        told = compare(client, weeks[:3])
        print(told)
        week, evening = timedelta(days=7), timedelta(hours=19)
        questions = {
            f"first slots of {DURATION} min in a week, 60 facilities": [
                address(start, start + week, of="facilities", duration=DURATION) for start in weeks
            ],
            "a week, 60 facilities: free or what is in the way": [
                address(start, start + week, of="facilities") for start in weeks
            ],
            f"first slots of {DURATION} min in a week, 400 people": [
                address(start, start + week, of="people", duration=DURATION) for start in weeks
            ],
            "one evening: facilities, people, 1,000 items": [
                address(start + evening, start + evening + timedelta(hours=3)) for start in weeks
            ],
        }
        lines = ["| question | p50 ms | p95 ms | answer |", "| --- | ---: | ---: | ---: |"]
        for question, paths in questions.items():
            size = len(client.get(paths[0])[0])
            seconds = measured(client, paths, arguments.rounds)
            p50, p95 = percentile(seconds, 50), percentile(seconds, 95)
            lines.append(f"| {question} | **{p50:.1f}** | {p95:.1f} | {size / 1000:.0f} kB |")
            print(lines[-1], flush=True)
            time.sleep(0.1)
        write_section(
            "availability",
            "Availability",
            f"{machine()}\n\n{told} `GET {PATH}` by one client, every week another one, on the options of `./bms up`. "
            "Wanted: under 150 ms for a week over all facilities.\n\n" + "\n".join(lines),
        )


if __name__ == "__main__":
    main()
