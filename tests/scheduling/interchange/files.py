"""Small schedules in every format, made by the tests themselves."""

import io
import json
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import openpyxl

from apps.scheduling.interchange.formats import BadRow, Format, ScheduleRow, read

Taken = list[ScheduleRow | BadRow]


def rows_of(written_in: Format, content: bytes, time_zone: str = "Europe/Dublin") -> Taken:
    return list(read(written_in, io.BytesIO(content), time_zone))


def one(written_in: Format, content: bytes, time_zone: str = "Europe/Dublin") -> Any:
    """The only row of a file."""
    (row,) = rows_of(written_in, content, time_zone)
    return row


def csv_of(*rows: dict[str, str], delimiter: str = ",") -> bytes:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "\r\n".join(delimiter.join(cells) for cells in lines).encode()


def event_row(**changes: str) -> dict[str, str]:
    """A row with what is required; further columns by their names in lower case."""
    named = {name.replace("_", " ").title().replace("Id", "ID"): value for name, value in changes.items()}
    return {
        "Title": "Evening news",
        "Start Date": "2027-05-04",
        "Start Time": "18:00",
        "End Time": "18:30",
    } | named


def xlsx_of(rows: Iterable[Iterable[str | int | float | date | datetime | time | None]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def calendar_of(*events: str, before: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{before}{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def xmltv_of(programmes: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<tv>'
        f'<channel id="one.example"><display-name>Channel One</display-name></channel>{programmes}</tv>'
    ).encode()


def frab_of(*rooms_of_days: dict[str, list[dict[str, Any]]], time_zone: str | None = "Europe/Berlin") -> bytes:
    """A conference with one day after the other from 2027-08-21, each beginning at 09:00."""
    days = [
        {
            "index": index + 1,
            "date": f"2027-08-{21 + index}",
            "day_start": f"2027-08-{21 + index}T09:00:00+02:00",
            "rooms": rooms,
        }
        for index, rooms in enumerate(rooms_of_days)
    ]
    conference: dict[str, Any] = {"acronym": "fair27", "title": "A fair", "days": days}
    if time_zone:
        conference["time_zone_name"] = time_zone
    return json.dumps({"schedule": {"version": "1", "conference": conference}}).encode()


def frab_event(**changes: Any) -> dict[str, Any]:
    return {
        "guid": "6d1a7c0e-5b1c-4f1c-9a3f-0f5b8c1d2e3f",
        "id": 7,
        "title": "Opening",
        "date": "2027-08-21T11:00:00+02:00",
        "start": "11:00",
        "duration": "00:30",
        "type": "lecture",
        "persons": [{"id": 1, "public_name": "Ada"}, {"id": 2, "public_name": "Grace"}],
    } | changes
