"""Writing a schedule to CSV or XLSX, event by event.

What is written here, the readers of `formats` read back as the same events. No cell is a formula for the spreadsheet
that opens it: a text that could be taken for one gets an apostrophe in front, and loses it when it is read.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import BinaryIO

from .formats import ScheduleRow
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
