"""Writing a schedule to CSV, XLSX or iCalendar, event by event.

What is written here, the readers of `formats` read back as the same events. No cell is a formula for the spreadsheet
that opens it: a text that could be taken for one gets an apostrophe in front, and loses it when it is read.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import BinaryIO
from urllib.parse import quote

from .formats import ScheduleRow
from .formats.ical_text import escaped, folded
from .formats.table import COLUMNS, cells_of, guarded

_PIECE = 64 * 1024  # characters written at once
_WIDTHS = {"Title": 40, "Description": 40, "People": 30, "Facility": 20, "Time Zone": 18, "ID": 30, "Location": 20}


@dataclass(frozen=True, slots=True)
class ExportedEvent:
    """An event to write. Its `external_id` is the UID by which calendars and imports know it again."""

    row: ScheduleRow
    version: int
    updated_at: datetime


def csv_pieces(events: Iterable[ExportedEvent]) -> Iterator[bytes]:
    """UTF-8 with a mark, so that spreadsheets do not guess."""
    piece = io.StringIO(newline="")
    piece.write("\ufeff")
    writer = csv.writer(piece)
    writer.writerow(COLUMNS)
    for event in events:
        writer.writerow([_text(cell) for cell in cells_of(event.row).values()])
        if piece.tell() > _PIECE:
            yield piece.getvalue().encode()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue().encode()


def _text(cell: str | date | time) -> str:
    if isinstance(cell, time):
        return cell.isoformat("seconds" if cell.second else "minutes")
    return guarded(cell) if isinstance(cell, str) else cell.isoformat()


def write_xlsx(events: Iterable[ExportedEvent], file: BinaryIO) -> None:
    """Real dates and times; rows go to disk as they come."""
    import xlsxwriter  # slow to import, and seldom needed

    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Schedule")
        header = book.add_format({"bold": True, "bottom": 1})
        day, clock = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "hh:mm"})
        exact = book.add_format({"num_format": "hh:mm:ss"})
        sheet.freeze_panes(1, 1)
        for column, title in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDTHS.get(title, 14))
            sheet.write_string(0, column, title, header)
        for line, event in enumerate(events, start=1):
            for column, cell in enumerate(cells_of(event.row).values()):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(line, column, guarded(cell))
                elif isinstance(cell, time):
                    sheet.write_datetime(line, column, cell, exact if cell.second else clock)
                else:
                    sheet.write_datetime(line, column, cell, day)


def ics_pieces(events: Iterable[ExportedEvent], *, name: str) -> Iterator[bytes]:
    """A calendar of that name. Times are in UTC, which no two readers understand differently."""
    yield _lines(
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//BMS//Schedule//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", escaped(name)),
    )
    for event in events:
        yield _lines(("BEGIN", "VEVENT"), *_properties(event), ("END", "VEVENT"))
    yield _lines(("END", "VCALENDAR"))


def _properties(event: ExportedEvent) -> Iterator[tuple[str, str]]:
    row = event.row
    yield "UID", escaped(row.external_id)
    yield "DTSTAMP", _utc(event.updated_at)
    yield "LAST-MODIFIED", _utc(event.updated_at)
    yield "SEQUENCE", str(event.version)
    yield "DTSTART", _utc(row.start)
    yield "DTEND", _utc(row.end)
    yield "SUMMARY", escaped(row.title)
    yield "STATUS", "CANCELLED" if row.status == "Cancelled" else "CONFIRMED"
    yield "X-BMS-STATUS", escaped(row.status)
    yield "X-BMS-TIME-ZONE", escaped(row.time_zone)
    told = {
        "LOCATION": row.facility_name,
        "X-BMS-LOCATION": row.location_name,
        "CATEGORIES": row.event_type,
        "DESCRIPTION": row.description,
    }
    yield from ((name, escaped(text)) for name, text in told.items() if text)
    moments = {
        "X-BMS-ON-AIR-START": row.on_air_start,
        "X-BMS-ON-AIR-END": row.on_air_end,
        "X-BMS-CALL-TIME": row.call_time,
        "X-BMS-WRAP-TIME": row.wrap_time,
    }
    yield from ((name, _utc(moment)) for name, moment in moments.items() if moment)
    for person in row.people:
        yield "ATTENDEE", f"mailto:{quote(person, safe='@+')}" if "@" in person else f"urn:bms:username:{quote(person)}"
    for name in row.contributors:
        yield "X-BMS-CONTRIBUTOR", escaped(name)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _lines(*properties: tuple[str, str]) -> bytes:
    return b"".join(folded(f"{name}:{value}".encode()) for name, value in properties)
