"""The limit: the week view as a bare WSGI function on psycopg, without a framework.

What it leaves out is what a framework is for: routing, CSRF, checked input, rights, errors, logs,
request ids, security headers. What it does, it does as fast as we know how: three queries in all
besides the session's, prepared by the driver, and every person and place encoded once per answer.
"""

import os
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import orjson
import psycopg

from bench.limit_views import VIEWS

ZONE = ZoneInfo(os.environ.get("BMS_TIME_ZONE", "UTC"))
AHEAD, BEHIND = 2000, 500
JSON = orjson.OPT_UTC_Z

SESSION = """
    SELECT 1 FROM authentication_session s JOIN authentication_user u ON u.id = s.user_id
     WHERE s.session_key = %s AND s.expire_date > now() AND u.is_active
"""
COLUMNS = """
    e.id, e.title, e.description, e.event_type, e.start_at, e.end_at, e.time_zone, e.location_id, e.facility_id,
    e.created_by_id, e.status, e.on_air_start_at, e.on_air_end_at, e.call_at, e.wrap_at, e.rig_minutes,
    e.strike_minutes, e.contributors, e.source, e.external_id, e.version, e.created_at, e.updated_at, e.claim
"""
WEEK = f"""
    SELECT {COLUMNS} FROM scheduling_event e
     WHERE e.archived_at IS NULL AND e.period && tstzrange(%s, %s) ORDER BY e.start_at, e.id
"""
AHEAD_OF = f"""
    SELECT {COLUMNS} FROM scheduling_event e
     WHERE e.archived_at IS NULL AND e.start_at >= %s ORDER BY e.start_at, e.id LIMIT {AHEAD}
"""
BEHIND_OF = f"""
    SELECT {COLUMNS} FROM scheduling_event e
     WHERE e.archived_at IS NULL AND e.start_at < %s ORDER BY e.start_at DESC, e.id DESC LIMIT {BEHIND}
"""
CREW = """
    SELECT event_id, array_agg(resource_id ORDER BY resource_id) FILTER (WHERE status <> 'TENTATIVE'),
           array_agg(resource_id ORDER BY resource_id) FILTER (WHERE status = 'TENTATIVE')
      FROM scheduling_booking WHERE resource_kind = 'person' AND event_id = ANY(%s) GROUP BY event_id
"""
PEOPLE = """
    SELECT id, username, email, first_name, last_name, role, is_active, date_joined, last_login, full_name, phone,
           position, department, start_date, invited_at IS NOT NULL AND password LIKE '!%%', flags, created_at,
           updated_at, version
      FROM authentication_user WHERE id = ANY(%s)
"""
PLACES = """
    SELECT id, name, description, address, time_zone, archived_at, created_at, updated_at, version
      FROM facilities_location
"""
FACILITIES = """
    SELECT id, name, description, location_id, kind, status, capacity, rig_minutes, strike_minutes, archived_at,
           created_at, updated_at, version
      FROM facilities_facility WHERE id = ANY(%s)
"""

_local = threading.local()


def connection() -> psycopg.Connection[Any]:
    """One per thread of the server, for as long as the thread lives."""
    if not hasattr(_local, "connection"):
        _local.connection = psycopg.connect(
            os.environ["BMS_DATABASE_URL"], autocommit=True, options="-c timezone=UTC", prepare_threshold=0
        )
    found: psycopg.Connection[Any] = _local.connection
    return found


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    cookies: SimpleCookie = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    with connection().cursor(binary=True) as cursor:
        key = cookies["sessionid"].value if "sessionid" in cookies else ""
        if not cursor.execute(SESSION, [key]).fetchone():
            start_response("401 Unauthorized", [("Content-Type", "application/json")])
            return [b'{"detail":"Sign in first","code":"not_signed_in"}']
        query = parse_qs(environ.get("QUERY_STRING", ""))
        if (view := VIEWS.get(environ["PATH_INFO"])) is not None:
            return _answer(view(cursor, query), start_response)
        events = _window(cursor, query) if "start_date" in query else _around(cursor, datetime.now(UTC))
        results = _outs(cursor, events)
    return _answer({"count": len(results), "next": None, "previous": None, "results": results}, start_response)


def _answer(answer: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    body = orjson.dumps(answer, option=JSON)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _window(cursor: psycopg.Cursor[Any], query: dict[str, list[str]]) -> list[Any]:
    first, last = (date.fromisoformat(query[name][0]) for name in ("start_date", "end_date"))
    start = datetime.combine(first, time(), ZONE)
    end = datetime.combine(last + timedelta(days=1), time(), ZONE)
    return cursor.execute(WEEK, [start, end]).fetchall()


def _around(cursor: psycopg.Cursor[Any], now: datetime) -> list[Any]:
    today = now.astimezone(ZONE).date()
    pivot = datetime.combine(today - timedelta(days=today.weekday() + 1), time(), ZONE)
    ahead = cursor.execute(AHEAD_OF, [pivot]).fetchall()
    behind = cursor.execute(BEHIND_OF, [pivot]).fetchall()
    return [*reversed(behind), *ahead]


def _outs(cursor: psycopg.Cursor[Any], events: list[Any]) -> list[dict[str, Any]]:
    crew = {row[0]: row for row in cursor.execute(CREW, [[event[0] for event in events]])}
    wanted = {event[9] for event in events}
    for _, confirmed, tentative in crew.values():
        wanted.update(confirmed or ())
        wanted.update(tentative or ())
    people = {row[0]: _encoded(_person(row)) for row in cursor.execute(PEOPLE, [[key for key in wanted if key]])}
    plain_places = {row[0]: _place(row) for row in cursor.execute(PLACES)}
    places = {key: _encoded(place) for key, place in plain_places.items()}
    facility_ids = list({event[8] for event in events if event[8]})
    facilities = {row[0]: _encoded(_facility(row, plain_places)) for row in cursor.execute(FACILITIES, [facility_ids])}
    return [_event(row, crew.get(row[0]), people, facilities, places) for row in events]


def _encoded(out: dict[str, Any]) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(out, option=JSON))


def _event(
    row: tuple[Any, ...], crew: tuple[Any, ...] | None, people: Any, facilities: Any, places: Any
) -> dict[str, Any]:
    (
        key, title, description, event_type, start, end, zone, location, facility, created_by, status,
        on_air_start, on_air_end, call, wrap, rig, strike, contributors, source, external_id, version, created, updated,
        claim,
    ) = row  # fmt: skip
    out = {
        "id": key,
        "title": title,
        "start_time": start,
        "end_time": end,
        "time_zone": zone,
        "assigned_users": [people[person] for person in crew[1] or ()] if crew else [],
        "status": status,
        "claim": claim,
        "rig_minutes": rig,
        "strike_minutes": strike,
        "contributors": contributors,
        "version": version,
        "created_at": created,
        "updated_at": updated,
    }
    if description:
        out["description"] = description
    if event_type:
        out["event_type"] = event_type
    if location:
        out["location"] = places[location]
    if facility:
        out["facility"] = facilities[facility]
    if crew and crew[2]:
        out["tentative_users"] = [people[person] for person in crew[2]]
    if created_by:
        out["created_by"] = people[created_by]
    if on_air_start and on_air_end:
        out["on_air_start"], out["on_air_end"] = on_air_start, on_air_end
    if call:
        out["call_time"] = call
    if wrap:
        out["wrap_time"] = wrap
    if source:
        out["source"] = source
    if external_id:
        out["external_id"] = external_id
    return out


def _person(row: tuple[Any, ...]) -> dict[str, Any]:
    (
        key, username, email, first, last, role, is_active, joined, login, full_name, phone, position, department,
        start_date, invited, flags, created, updated, version,
    ) = row  # fmt: skip
    out = {
        "id": key,
        "user": {
            "id": key,
            "username": username,
            "email": email,
            "first_name": first,
            "last_name": last,
            "is_staff": role in ("administrator", "manager"),
            "is_active": is_active,
            "date_joined": joined,
            "last_login": login,
        },
        "full_name": full_name,
        "email": email,
        "phone": phone,
        "position": position,
        "department": department,
        "start_date": start_date,
        "invited": invited,
        "status": "Active" if is_active else "Inactive",
        "created_at": created,
        "updated_at": updated,
        "username": username,
        "role": role,
        "flags": flags,
        "version": version,
    }
    return _without_empty(out, "phone", "position", "department", "start_date", "invited")


def _place(row: tuple[Any, ...]) -> dict[str, Any]:
    names = ("id", "name", "description", "address", "time_zone", "archived_at", "created_at", "updated_at", "version")
    return _without_empty(dict(zip(names, row, strict=True)), "description", "address", "archived_at")


def _facility(row: tuple[Any, ...], places: dict[int, Any]) -> dict[str, Any]:
    names = (
        "id", "name", "description", "location", "kind", "status", "capacity", "rig_minutes", "strike_minutes",
        "archived_at", "created_at", "updated_at", "version",
    )  # fmt: skip
    out = dict(zip(names, row, strict=True))
    out["location"] = places.get(out["location"])
    return _without_empty(out, "description", "location", "capacity", "archived_at")


def _without_empty(out: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        if out[name] is None or out[name] == "" or out[name] is False:
            del out[name]
    return out
