"""A series of 400 dates booked with its clash check, and a series moved, among 100,000 events.

    .venv/bin/python -m bench.series [--data FOLDER] [--rounds N]

On the station of the year. Every round books a daily series of 400 dates with a facility and three people, moves it by
an hour, and ends it again; clashes are looked for in the whole schedule.
"""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson

from bench.client import Client, percentile
from bench.results import machine, write_section
from bench.station import FOLDER, bench_station, serve
from bench.year import CREW, PASSWORD, USERNAME, is_made

PATH = "/api/series/"
DATES = 400
WANTED_MS = 500


def free_series() -> dict[str, Any]:
    """Nothing stands in its way: it begins after the last event."""
    from apps.authentication.models import User
    from apps.facilities.models import Facility
    from apps.scheduling.models import Event

    last = Event.objects.order_by("-end_at").values_list("end_at", flat=True)[0]
    day = last.date() + timedelta(days=2)
    return {
        "title": "Booked by the benchmark",
        "facility": Facility.objects.order_by("pk").values_list("pk", flat=True)[0],
        "assigned_users": list(User.objects.active().order_by("pk").values_list("pk", flat=True)[:CREW]),
        "dtstart": f"{day}T06:00",
        "dtend": f"{day}T09:00",
        "rrule": f"FREQ=DAILY;COUNT={DATES}",
    }


def asked(client: Client, method: str, path: str, body: Any, wanted: int) -> tuple[dict[str, Any], float]:
    status, answer, took = client.request(method, path, body)
    if status != wanted:
        raise SystemExit(f"{method} {path} was answered {status}: {answer[:500]!r}")
    return orjson.loads(answer), took


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.series", description="Measure series of 400 dates.")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the folder of the benchmarks' station")
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    with bench_station(arguments.data) as (station, supervisor, env):
        if not is_made():
            raise SystemExit("make the year first: python -m bench.year")
        port = serve(station, supervisor, env, name="web", target="backend.wsgi:application")
        client, body = Client(port), free_series()
        client.sign_in(USERNAME, PASSWORD)
        taken: dict[str, list[float]] = {"booked": [], "moved": [], "ended": []}
        for number in range(arguments.rounds + 1):
            made, booked = asked(client, "POST", PATH, body, 201)
            one = f"{PATH}{made['id']}/"
            later = {name: made[name].replace("T06", "T07").replace("T09", "T10") for name in ("dtstart", "dtend")}
            _, moved = asked(client, "PATCH", one, later, 200)
            _, ended = asked(client, "DELETE", one, None, 200)
            if number:  # the first round is the warm-up
                for name, seconds in (("booked", booked), ("moved", moved), ("ended", ended)):
                    taken[name].append(seconds)
        lines = [f"| {DATES} dates | p50 ms | p95 ms |", "| --- | ---: | ---: |"]
        for name, seconds in taken.items():
            lines.append(f"| {name} | **{percentile(seconds, 50):.0f}** | {percentile(seconds, 95):.0f} |")
            print(lines[-1], flush=True)
        write_section(
            "series",
            "Series",
            f"{machine()}\n\n`POST {PATH}` of a daily series of {DATES} dates with a facility and three people, "
            "the clash check among the events of the year included; then moved by an hour (PATCH) and ended (DELETE); "
            f"one client, {arguments.rounds} rounds. Wanted: booked under {WANTED_MS} ms.\n\n" + "\n".join(lines),
        )


if __name__ == "__main__":
    main()
