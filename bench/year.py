"""A year of a busy station, written into the station of the benchmarks.

    .venv/bin/python -m bench.year [--data FOLDER]

60 facilities, 400 people, 1,000 items of equipment, 100,000 events with three people each. Rows go
in by COPY with every constraint and trigger in force: the database itself proves that nothing
overlaps, buffers included, and writes the history as it would for any other writer.
"""

import heapq
import random
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench import words
from bench.results import machine, write_section
from bench.station import FOLDER, bench_station

FACILITIES, PEOPLE, ITEMS, EVENTS = 60, 400, 1000, 100_000
CREW = 3
DAYS = 364  # whole weeks
SEED = 20_270_327
USERNAME, PASSWORD = "bench.scheduler", "a-lantern-by-the-quay"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """When a facility is used, before anybody is put on it."""

    facility: Any
    start: datetime
    end: datetime


def first_day(now: datetime, days: int) -> datetime:
    """A Monday half of the days back, so that they lie around now."""
    monday = now.date() - timedelta(days=now.weekday() + days // 14 * 7)
    return datetime(monday.year, monday.month, monday.day, tzinfo=UTC)


# --- what there is --------------------------------------------------------------------------------


def make_people(chance: random.Random) -> list[Any]:
    """Everyone has a name of their own; the first may change the schedule and can sign in."""
    from django.contrib.auth.hashers import make_password

    from apps.authentication.models import User

    names = chance.sample([(first, last) for first in words.FIRST_NAMES for last in words.LAST_NAMES], PEOPLE)
    posts = [(department, post) for department, posts in words.DEPARTMENTS.items() for post in posts]
    roles = {"Management": "manager", "Engineering": "engineer", "Maintenance": "engineer"}
    people = []
    for number, (first, last) in enumerate(names):
        department, post = chance.choices(posts, weights=[6 if d == "Operations" else 2 for d, _ in posts])[0]
        person = User(
            username=f"{first}.{last}".lower(),
            email=f"{first}.{last}@station.example".lower(),
            first_name=first,
            last_name=last,
            password="!",  # nobody signs in with it
            role=roles.get(department, "operator"),
            phone=f"+353 1 55{chance.randrange(10**5):05}",
            department=department,
            position=post,
            start_date=datetime(chance.randrange(2005, 2026), chance.randrange(1, 13), 1, tzinfo=UTC).date(),
        )
        if number == 0:
            person.username, person.role, person.password = USERNAME, "scheduler", make_password(PASSWORD)
        people.append(person)
    return people


def make_facilities(chance: random.Random, locations: list[Any]) -> list[Any]:
    from apps.facilities.models import Facility

    return [
        Facility(
            name=f"{location.name} {name} {number}",
            description=f"{kind} at {location.name}",
            location=location,
            kind=kind,
            capacity=chance.randint(*holds),
            rig_minutes=chance.choice(rig),
            strike_minutes=chance.choice(strike),
        )
        for kind, count, name, rig, strike, holds in words.FACILITIES
        for number, location in ((n + 1, locations[n % len(locations)]) for n in range(count))
    ]


def make_equipment(chance: random.Random, categories: list[Any], facilities: list[Any]) -> Iterator[Any]:
    from apps.facilities.models import Equipment

    for number in range(ITEMS):
        category = categories[number % len(categories)]
        yield Equipment(
            name=chance.choice(words.EQUIPMENT[category.name]),
            asset_tag=f"LH-{number + 1:05}",
            serial_number=f"{category.pk:02}{number:06}{chance.randrange(100):02}",
            category=category,
            facility=chance.choice(facilities),
            status=chance.choices(["Available", "In Use", "Faulty", "In Maintenance"], weights=[80, 14, 3, 3])[0],
        )


# --- the schedule ---------------------------------------------------------------------------------


def slots_of(facility: Any, zone: ZoneInfo, days: list[datetime], count: int, chance: random.Random) -> Iterator[Slot]:
    """`count` uses of one facility over the days, buffers kept apart, nights long now and then."""
    rig, strike = facility.rig_minutes * MINUTE, facility.strike_minutes * MINUTE
    lengths = (30, 45, 60, 60, 90, 90, 120, 120, 150, 180)
    free = days[0] - timedelta(days=1)
    for number, day in enumerate(days):
        today = count * (number + 1) // len(days) - count * number // len(days)
        morning = (day + timedelta(hours=6)).replace(tzinfo=zone).astimezone(UTC)
        free = max(free, morning + chance.randrange(0, 61, 15) * MINUTE)
        for turn in range(today):
            start = _quarter(free + rig) + chance.choice((0, 0, 15, 30)) * MINUTE
            overnight = turn == today - 1 and chance.random() < 0.04
            end = start + (chance.randrange(300, 421, 15) if overnight else chance.choice(lengths)) * MINUTE
            yield Slot(facility, start, end)
            free = end + strike


def _quarter(instant: datetime) -> datetime:
    return instant + (-instant.minute % 15) * MINUTE


@dataclass
class Crewing:
    """Gives out people so that nobody is in two places: whoever has been free the longest comes first."""

    free_from: list[tuple[datetime, int]]

    def take(self, start: datetime, end: datetime) -> list[int]:
        chosen = []
        for _ in range(CREW):
            free, person = heapq.heappop(self.free_from)
            if free > start:
                raise RuntimeError("the station has too few people for this schedule")
            chosen.append(person)
        for person in chosen:
            heapq.heappush(self.free_from, (end, person))
        return chosen


def make_events(
    slots: list[Slot], people: list[Any], now: datetime, chance: random.Random
) -> Iterator[tuple[Any, list[int]]]:
    """Events in the order of their crew's call, each with the ids of its people."""
    from apps.scheduling.models import Event

    planned = []
    for slot in slots:
        call = slot.start - chance.choice((0, 0, 30, 60)) * MINUTE
        wrap = slot.end + chance.choice((0, 0, 15, 30)) * MINUTE
        planned.append((call, wrap, slot))
    planned.sort(key=lambda plan: (plan[0], plan[2].facility.pk))
    crewing = Crewing([(datetime.min.replace(tzinfo=UTC), person.pk) for person in people])
    planners = [person.pk for person in people[:12]]
    programmes = [(genre, name) for genre, names in words.PROGRAMMES.items() for name in names]
    for call, wrap, slot in planned:
        genre, name = chance.choice(programmes)
        what = chance.choice(words.WHAT[slot.facility.kind])
        on_air = what in {"live", "outside broadcast"} and slot.end - slot.start >= 60 * MINUTE
        status = "Completed" if slot.end <= now else "In Progress" if slot.start <= now else "Scheduled"
        event = Event(
            title=f"{name}: {what}",
            description=f"{name}, {genre.lower()}" if chance.random() < 0.3 else "",
            event_type=genre,
            facility_id=slot.facility.pk,
            location_id=slot.facility.location_id,
            start_at=slot.start,
            end_at=slot.end,
            time_zone=slot.facility.location.time_zone,
            on_air_start_at=slot.start + 15 * MINUTE if on_air else None,
            on_air_end_at=slot.end - 15 * MINUTE if on_air else None,
            call_at=call if call != slot.start else None,
            wrap_at=wrap if wrap != slot.end else None,
            rig_minutes=slot.facility.rig_minutes,
            strike_minutes=slot.facility.strike_minutes,
            status="Cancelled" if chance.random() < 0.02 else status,
            contributors=chance.sample(words.GUESTS, 2) if chance.random() < 0.1 else [],
            created_by_id=chance.choice(planners),
        )
        yield event, crewing.take(call, wrap)


def bookings_of(event: Any, crew: list[int]) -> Iterator[Any]:
    """What the service itself would hold for this event."""
    from apps.scheduling.events.editing import Crew
    from apps.scheduling.events.holding import holds_of
    from apps.scheduling.models import Booking

    for hold in holds_of(event, Crew(confirmed=crew)):
        yield Booking(
            event_id=event.pk,
            resource_kind=hold.kind,
            resource_id=hold.resource_id,
            period=hold.period,
            core=hold.core,
            status=hold.status,
        )


# --- writing --------------------------------------------------------------------------------------


def copy(cursor: Any, model: Any, rows: Iterable[Any]) -> int:
    """COPY instances into the empty table of their model, keys counted from 1. Returns how many."""
    from django.db import connection

    table, key = model._meta.db_table, model._meta.pk.column
    columns = [field for field in model._meta.concrete_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in columns)
    number = 0
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
        for number, row in enumerate(rows, start=1):
            row.pk = number
            stream.write_row([field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in columns])
    cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, key, number])
    return number


def keyed(rows: list[Any]) -> list[Any]:
    """The same rows with keys, so that others can point at them before they are written."""
    for number, row in enumerate(rows, start=1):
        row.pk = number
    return rows


def make_year(now: datetime, *, total: int = EVENTS, days: int = DAYS) -> dict[str, int]:
    """Fill an empty station; fewer days with as many fewer events are a piece of the year.

    Returns how many rows of each kind were written.
    """
    from django.db import connection, transaction

    from apps.authentication.models import User
    from apps.facilities.models import Equipment, EquipmentCategory, Facility, Location
    from apps.scheduling.models import Booking, Event

    chance = random.Random(SEED)
    people = keyed(make_people(chance))
    locations = keyed([Location(name=name, time_zone=zone) for name, zone in words.LOCATIONS])
    facilities = keyed(make_facilities(chance, locations))
    categories = keyed([EquipmentCategory(name=name) for name in words.EQUIPMENT])
    dates = [first_day(now, days) + timedelta(days=number) for number in range(days)]
    slots = [
        slot
        for number, facility in enumerate(facilities)
        for slot in slots_of(
            facility,
            ZoneInfo(facility.location.time_zone),
            dates,
            total * (number + 1) // FACILITIES - total * number // FACILITIES,
            chance,
        )
    ]
    made = list(make_events(slots, people, now, chance))
    events = keyed([event for event, _ in made])
    with transaction.atomic(), connection.cursor() as cursor:
        # Checked after each COPY. Left to the commit, what waits to be checked would be gone through once per row,
        # whenever the history's trigger has caught its "no context is set".
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        written = {
            "people": copy(cursor, User, people),
            "locations": copy(cursor, Location, locations),
            "facilities": copy(cursor, Facility, facilities),
            "categories": copy(cursor, EquipmentCategory, categories),
            "items": copy(cursor, Equipment, make_equipment(chance, categories, facilities)),
            "events": copy(cursor, Event, events),
            "bookings": copy(
                cursor, Booking, (booking for event, crew in made for booking in bookings_of(event, crew))
            ),
        }
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    return written


def is_made() -> bool:
    from apps.scheduling.models import Event

    return Event.objects.count() >= EVENTS


OVERLAPS = """
    SELECT count(*) FROM scheduling_booking a JOIN scheduling_booking b
      ON a.resource_kind = b.resource_kind AND a.resource_id = b.resource_id AND a.id < b.id AND a.period && b.period
     WHERE a.status = 'CONFIRMED' AND b.status = 'CONFIRMED'
"""


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.year", description="Write a year of a busy station.")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the folder of the benchmarks' station")
    arguments = parser.parse_args()
    with bench_station(arguments.data):
        if is_made():
            raise SystemExit(f"the year is already in {arguments.data}; delete that folder to make it again")
        began = time.monotonic()
        written = make_year(datetime.now(UTC))
        seconds = time.monotonic() - began
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(OVERLAPS)
            overlaps = int(cursor.fetchone()[0])
            cursor.execute("SELECT count(*) FROM scheduling_bookinghistory")
            history = int(cursor.fetchone()[0])
        if overlaps:
            raise SystemExit(f"{overlaps} bookings overlap")
        told = ", ".join(f"{count:,} {name}" for name, count in written.items())
        print(f"{told}\nand {history:,} history rows of bookings, no overlap, in {seconds:.1f} s")
        write_section(
            "year",
            "A year of a busy station",
            f"{machine()}\n\n{told}, {history:,} history rows of bookings written by the triggers. "
            f"Every constraint and trigger in force; overlaps found by SQL afterwards: {overlaps}.\n\n"
            f"| | s |\n| --- | ---: |\n| made in (wanted: under 180) | **{seconds:.1f}** |",
        )


if __name__ == "__main__":
    main()
