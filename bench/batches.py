"""500 events moved in one batch, shown beforehand, done and undone, among 100,000 events.

    .venv/bin/python -m bench.batches [--data FOLDER] [--rounds N]

On the station of the year. Every round shows what a move by 15 minutes would come to, where most of them are in each
other's way and in that of others; then moves the same events behind everything that is planned, and puts them back.
"""

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.client import Client, percentile
from bench.results import machine, write_section
from bench.series import asked
from bench.station import FOLDER, bench_station, serve
from bench.year import PASSWORD, USERNAME, is_made

PATH = "/api/batches/"
EVENTS = 500
WANTED_MS = 1000  # from here on it would have to be work that goes on by itself


def chosen() -> tuple[list[int], int]:
    """Neighbours in the schedule, from a month ahead on; and by how many days they are behind everything."""
    from apps.scheduling.models import Event

    live = Event.objects.live().filter(status="Scheduled")
    ahead = live.filter(start_at__gte=datetime.now(UTC) + timedelta(days=30)).order_by("start_at", "pk")[:EVENTS]
    last = Event.objects.order_by("-end_at").values_list("end_at", flat=True)[0]
    return [event.pk for event in ahead], (last - ahead[0].start_at).days + 2


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.batches", description=f"Measure batches of {EVENTS} events.")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the folder of the benchmarks' station")
    parser.add_argument("--rounds", type=int, default=10)
    arguments = parser.parse_args()
    with bench_station(arguments.data) as (station, supervisor, env):
        if not is_made():
            raise SystemExit("make the year first: python -m bench.year")
        port = serve(station, supervisor, env, name="web", target="backend.wsgi:application")
        client = Client(port)
        client.sign_in(USERNAME, PASSWORD)
        events, days = chosen()
        move: dict[str, Any] = {"action": "move", "events": events}
        taken: dict[str, list[float]] = {"shown, with clashes": [], "shown": [], "moved": [], "undone": []}
        for number in range(arguments.rounds + 1):
            crowded, clashing = asked(client, "POST", PATH, move | {"minutes": 15, "preview": True}, 200)
            _, shown = asked(client, "POST", PATH, move | {"days": days, "preview": True}, 200)
            made, moved = asked(client, "POST", PATH, move | {"days": days}, 201)
            _, undone = asked(client, "POST", f"{PATH}{made['batch']['id']}/undo/", {}, 200)
            if number:  # the first round is the warm-up
                for name, seconds in zip(taken, (clashing, shown, moved, undone), strict=True):
                    taken[name].append(seconds)
        lines = [f"| {EVENTS} events | p50 ms | p95 ms |", "| --- | ---: | ---: |"]
        for name, seconds in taken.items():
            lines.append(f"| {name} | **{percentile(seconds, 50):.0f}** | {percentile(seconds, 95):.0f} |")
            print(lines[-1], flush=True)
        write_section(
            "batches",
            "Batches",
            f"{machine()}\n\n`POST {PATH}` of a move of {EVENTS} neighbouring events among those of the year: shown "
            f"for 15 minutes later ({crowded['left']} are in the way of something), shown and moved by {days} days, "
            f"and undone; one client, {arguments.rounds} rounds. Wanted: under {WANTED_MS} ms each, or it would "
            "have to be left to a worker.\n\n" + "\n".join(lines),
        )


if __name__ == "__main__":
    main()
