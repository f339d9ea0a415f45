"""Loading the demonstration station through the same services that people use."""

import secrets
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.authentication import services as people
from apps.core.actors import SYSTEM, Actor
from apps.core.db import transaction
from apps.core.models import OutboxEvent
from apps.core.rights import Role
from apps.facilities import services as facilities
from apps.facilities.equipment import services as equipment
from apps.scheduling.events import services as events
from apps.scheduling.events.editing import EventValues
from apps.scheduling.shifts import services as shifts
from apps.tickets.checks import editing as checklists
from apps.tickets.checks import services as checks
from backend.demonstration.content import (
    CHECKLISTS,
    CHECKS,
    CREWS,
    EQUIPMENT,
    FACILITIES,
    LOCATIONS,
    PROGRAMMES,
    SHIFTS,
    SIGN_INS,
    ZONE,
    Programme,
)
from backend.demonstration.tickets import load_tickets
from backend.demonstration.time import load_time

DAYS_BEFORE, DAYS_AFTER = 7, 21


def load(*, now: datetime) -> dict[str, dict[str, str]]:
    """Fill an empty station, all or nothing. Returns username and password of one person per role."""
    with transaction():
        sign_ins, ids = _load_sign_ins(now)
        crews = _load_crews(now)
        crews["news"].append(ids[Role.OPERATOR])  # so that the operator has something before them
        rooms = _load_rooms(now)
        _load_equipment(rooms, now)
        for name, start, end, description in SHIFTS:
            values = {"name": name, "start_time": start, "end_time": end, "description": description}
            shifts.create_shift(actor=SYSTEM, values=values, now=now)
        _load_programmes(rooms, crews, now)
        manager = Actor(id=ids[Role.MANAGER], role=Role.MANAGER)
        load_time(operator=ids[Role.OPERATOR], manager=manager, crews=crews, now=now)
        load_tickets(rooms=rooms, ids=ids, now=now)
        _load_checks(rooms, Actor(id=ids[Role.ENGINEER], role=Role.ENGINEER), now)
        OutboxEvent.objects.filter(position=None).delete()  # that it was made is no news to the people in it
    return sign_ins


def _load_sign_ins(now: datetime) -> tuple[dict[str, dict[str, str]], dict[Role, int]]:
    sign_ins, ids = {}, {}
    for role, username, name, position, department in SIGN_INS:
        password = secrets.token_urlsafe(12)
        ids[role] = _create_person(username, name, position, department, now=now, role=role, password=password)
        sign_ins[role.value] = {"username": username, "password": password}
    return sign_ins, ids


def _load_crews(now: datetime) -> dict[str, list[int]]:
    return {
        crew: [
            _create_person(name.lower().replace(" ", "."), name, position, "Operations", now=now)
            for name, position in members
        ]
        for crew, members in CREWS.items()
    }


def _create_person(
    username: str,
    name: str,
    position: str,
    department: str,
    *,
    now: datetime,
    role: Role = Role.OPERATOR,
    password: str | None = None,
) -> int:
    person = people.create_person(
        actor=SYSTEM,
        now=now,
        full_name=name,
        username=username,
        # only those who can sign in have an address: nobody is to be sent an invitation
        email=f"{username}@harbour.example" if password else "",
        password=password,
        role=role,
        position=position,
        department=department,
    )
    return person.pk


def _load_rooms(now: datetime) -> dict[str, int]:
    places = {
        name: facilities.create_location(
            actor=SYSTEM,
            values={"name": name, "time_zone": zone, "address": address, "description": description},
            now=now,
        ).pk
        for name, zone, address, description in LOCATIONS
    }
    return {
        name: facilities.create_facility(
            actor=SYSTEM,
            values={
                "name": name,
                "kind": kind,
                "location": places[place],
                "capacity": capacity,
                "rig_minutes": rig,
                "strike_minutes": strike,
            },
            now=now,
        ).pk
        for name, kind, place, capacity, rig, strike in FACILITIES
    }


def _load_equipment(rooms: dict[str, int], now: datetime) -> None:
    categories: dict[str, int] = {}
    for name, category, room, count in EQUIPMENT:
        if category not in categories:
            row = equipment.create_category(actor=SYSTEM, values={"name": category}, now=now)
            categories[category] = row.pk
        for number in range(1, count + 1):
            equipment.create_equipment(
                actor=SYSTEM,
                values={
                    "name": f"{name} {number}" if count > 1 else name,
                    "category": categories[category],
                    "facility": rooms[room],
                    # something is always broken somewhere
                    "status": "Faulty" if (name, number) == ("Radio microphone", 3) else "Available",
                },
                now=now,
            )


def _load_programmes(rooms: dict[str, int], crews: dict[str, list[int]], now: datetime) -> None:
    today = now.astimezone(ZoneInfo(ZONE)).date()
    for offset in range(-DAYS_BEFORE, DAYS_AFTER + 1):
        day = today + timedelta(days=offset)
        for programme in PROGRAMMES:
            if day.isoweekday() in programme.weekdays:
                values = _values_of(programme, day, rooms, crews)
                values["status"] = "Completed" if values["end_time"] <= now else "Scheduled"  # type: ignore[operator]  # set above
                events.create_event(actor=SYSTEM, values=values, now=now)


def _values_of(programme: Programme, day: date, rooms: dict[str, int], crews: dict[str, list[int]]) -> EventValues:
    zone = ZoneInfo(ZONE)
    begins = datetime.combine(day, time.fromisoformat(programme.start), zone)
    start = begins.astimezone(UTC)
    end = (begins + timedelta(hours=programme.hours)).astimezone(UTC)  # wall time: six o'clock stays six o'clock
    values: EventValues = {
        "title": programme.title,
        "description": programme.description,
        "event_type": programme.kind,
        "facility": rooms[programme.facility],
        "start_time": start,
        "end_time": end,
        "assigned_users": crews.get(programme.crew or "", []),
    }
    if programme.on_air:
        values["on_air_start"], values["on_air_end"] = (start + timedelta(hours=hours) for hours in programme.on_air)
    if programme.call:
        values["call_time"] = start - timedelta(hours=programme.call)
    return values


def _load_checks(rooms: dict[str, int], engineer: Actor, now: datetime) -> None:
    """The standard daily check, and what the engineer has looked at today."""
    for name, kinds in CHECKLISTS.items():
        checklists.create_checklist(actor=SYSTEM, values={"name": name, "facility_kinds": kinds}, items=None, now=now)
    for room, begun in CHECKS.items():
        run, _ = checks.start_check(actor=engineer, facility_id=rooms[room], checklist_id=None, now=now)
        for item in run.results.order_by("position")[: begun.looked_at]:
            note = begun.failed.get(item.name, "")
            values = {"outcome": "Failed" if note else "OK", "note": note}
            checks.check_item(actor=engineer, run_id=run.pk, item_id=item.pk, values=values, now=now)
            if note:
                checks.open_incident(actor=engineer, run_id=run.pk, item_id=item.pk, now=now)
        if begun.looked_at is None:
            checks.complete_check(actor=engineer, run_id=run.pk, now=now)
