"""The limit of the console's own views: timeline and month by SQL by hand, without a framework.

They leave out what the year has none of: parts of events, holds, maintenance.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

BARS = """
    SELECT e.id, e.title, e.event_type, e.status, e.start_at, e.end_at, e.on_air_start_at, e.on_air_end_at,
           e.start_at - make_interval(mins => e.rig_minutes), e.end_at + make_interval(mins => e.strike_minutes),
           coalesce(e.call_at, e.start_at), coalesce(e.wrap_at, e.end_at), e.time_zone, e.facility_id, e.series_id,
           e.version
      FROM scheduling_event e
     WHERE e.archived_at IS NULL AND e.period && tstzrange(%(early)s, %(late)s)
       AND (tstzrange(e.start_at - make_interval(mins => e.rig_minutes),
                      e.end_at + make_interval(mins => e.strike_minutes)) && tstzrange(%(start)s, %(end)s)
            OR tstzrange(coalesce(e.call_at, e.start_at),
                         coalesce(e.wrap_at, e.end_at)) && tstzrange(%(start)s, %(end)s))
     ORDER BY e.start_at, e.id
"""
CREW = """
    SELECT event_id, array_agg(resource_id ORDER BY resource_id)
      FROM scheduling_booking WHERE resource_kind = 'person' AND event_id = ANY(%s) GROUP BY event_id
"""
ROWS = """
    SELECT f.id, f.name, coalesce(l.name, 'No location'), f.kind
      FROM facilities_facility f LEFT JOIN facilities_location l ON l.id = f.location_id
     WHERE f.archived_at IS NULL ORDER BY f.name, f.id
"""
MARGIN = timedelta(days=1)  # rig and strike are at most a day

MONTH = """
    WITH placed AS (
        SELECT e.id, e.title, e.event_type, e.status, e.claim, e.start_at, e.end_at, e.facility_id, e.series_id,
               day::date AS day
          FROM scheduling_event e CROSS JOIN LATERAL generate_series(
               greatest((e.start_at AT TIME ZONE %(zone)s)::date, %(first)s)::timestamp,
               least(CASE WHEN e.end_at - e.start_at > interval '24 hours'
                          THEN ((e.end_at - interval '1 microsecond') AT TIME ZONE %(zone)s)::date
                          ELSE (e.start_at AT TIME ZONE %(zone)s)::date END, %(last)s)::timestamp,
               interval '1 day') AS day
         WHERE e.archived_at IS NULL AND e.status <> 'Cancelled' AND e.period && tstzrange(%(start)s, %(end)s)
    ), counted AS (
        SELECT placed.*, count(*) OVER (PARTITION BY day) AS of_day,
               row_number() OVER (PARTITION BY day ORDER BY start_at, id) AS place
          FROM placed
    )
    SELECT day, of_day, id, title, event_type, status, claim, start_at, end_at, facility_id, series_id
      FROM counted WHERE place <= 6 ORDER BY day, place
"""


def timeline(cursor: psycopg.Cursor[Any], query: dict[str, list[str]]) -> dict[str, Any]:
    start, end = (datetime.fromisoformat(query[name][0]) for name in ("start", "end"))
    window = {"start": start, "end": end, "early": start - MARGIN, "late": end + MARGIN}
    bars = cursor.execute(BARS, window).fetchall()
    crew = dict(cursor.execute(CREW, [[bar[0] for bar in bars]]).fetchall())
    rows = cursor.execute(ROWS).fetchall()
    return {
        "rows": [dict(zip(("id", "name", "group", "kind"), row, strict=True)) for row in rows],
        "events": [_bar(bar, crew) for bar in bars],
        "truncated": False,
    }


def _bar(bar: tuple[Any, ...], crew: dict[int, list[int]]) -> dict[str, Any]:
    (
        key, title, kind, status, start, end, on_air_start, on_air_end, hold_start, hold_end, crew_start, crew_end,
        zone, facility, series, version,
    ) = bar  # fmt: skip
    out = {
        "id": key,
        "title": title,
        "status": status,
        "start": start,
        "end": end,
        "hold_start": hold_start,
        "hold_end": hold_end,
        "crew_start": crew_start,
        "crew_end": crew_end,
        "time_zone": zone,
        "people": crew.get(key, []),
        "version": version,
    }
    if on_air_start and on_air_end:
        out["on_air_start"], out["on_air_end"] = on_air_start, on_air_end
    return _with(out, type=kind, facility=facility, series_id=series)


def month(cursor: psycopg.Cursor[Any], query: dict[str, list[str]]) -> dict[str, Any]:
    first, days, zone = date.fromisoformat(query["start"][0]), int(query["days"][0]), query["time_zone"][0]
    start, end = (datetime.combine(first + timedelta(days=day), time(), ZoneInfo(zone)) for day in (0, days))
    last = first + timedelta(days=days - 1)
    rows = cursor.execute(MONTH, {"zone": zone, "first": first, "last": last, "start": start, "end": end}).fetchall()
    found: dict[date, dict[str, Any]] = {
        day: {"date": day.isoformat(), "count": 0, "events": []}
        for day in (first + timedelta(days=number) for number in range(days))
    }
    for day, count, key, title, kind, status, claim, start_at, end_at, facility, series in rows:
        event = {
            "id": key,
            "title": title,
            "status": status,
            "claim": claim,
            "start_time": start_at,
            "end_time": end_at,
        }
        found[day]["count"] = count
        found[day]["events"].append(_with(event, type=kind, facility=facility, series_id=series))
    return {"days": list(found.values())}


def _with(out: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return out | {name: value for name, value in optional.items() if value}


VIEWS: dict[str, Callable[[psycopg.Cursor[Any], dict[str, list[str]]], dict[str, Any]]] = {
    "/api/timeline/": timeline,
    "/api/month/": month,
}
