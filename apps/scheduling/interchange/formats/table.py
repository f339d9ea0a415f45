"""The columns of CSV and XLSX, and how one of their rows becomes an event.

Columns are found by their names, in any order, case and spelling of blanks. Title, Start Date, Start Time, End Time
are required; an end that is not later than the start, without an End Date, is on the next day.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from . import rows
from .rows import BadRow, RowRefused, ScheduleRow, UnreadableFile
from .wall_time import Clock, instant, parse_clock, parse_date, require_zone, writes_month_first, zone_named

SOURCE = "spreadsheet"  # CSV and XLSX alike: saving one as the other does not make other events of it

Cell = str | datetime | date | time | timedelta | int | float | bool | None
Record = tuple[int, Sequence[Cell]]  # the number the person sees, and the cells

# Column title -> other names it is found by. The order is that of templates and exports.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "Title": ("name", "event", "event title", "event name", "subject", "summary"),
    "Start Date": ("date", "start", "starts", "day"),
    "Start Time": ("time", "from", "begin"),
    "End Date": (),
    "End Time": ("end", "ends", "to", "until"),
    "Facility": ("room", "studio", "facility name"),
    "Type": ("event type", "kind"),
    "Description": ("notes", "details"),
    "People": ("crew", "staff", "assigned users", "assigned"),
    "Contributors": ("guests", "speakers"),
    "Time Zone": ("tz", "zone"),
    "ID": ("external id", "uid", "reference"),
    "On Air Start": ("on air",),
    "On Air End": ("off air",),
    "Call Time": ("call",),
    "Wrap Time": ("wrap",),
    "Location": ("site", "venue"),
    "Status": (),
}
REQUIRED: Final = ("Title", "Start Date", "Start Time", "End Time")
_STATED: Final = {  # column -> field of ScheduleRow that the file speaks about when it has the column
    "Facility": "facility_name",
    "Type": "event_type",
    "Description": "description",
    "People": "people",
    "Contributors": "contributors",
    "On Air Start": "on_air_start",
    "On Air End": "on_air_end",
    "Call Time": "call_time",
    "Wrap Time": "wrap_time",
    "Location": "location_name",
    "Status": "status",
}
_HEADER_SEARCHED = 20  # rows looked at for the names of the columns: files often begin with a heading
_SECONDS_LOST = timedelta(milliseconds=500)
_MIDNIGHT: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - of no zone: a wall time is cut out of it


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


_BY_NAME: Final = {_folded(name): title for title, others in COLUMNS.items() for name in (title, *others)}


def columns_of(cells: Iterable[Cell]) -> dict[str, int]:
    """Which known column stands where; the first wins where two have the same meaning."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        title = _BY_NAME.get(_folded(cell)) if isinstance(cell, str) else None
        if title:
            found.setdefault(title, index)
    return found


def guarded(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe before = + - @, tab or line end."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded, and any other as it is."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")  # wide ones too: some programs take them alike


def read(records: Callable[[], Iterator[Record]], time_zone: str) -> Iterator[ScheduleRow | BadRow]:
    """The rows of a table.

    Args:
        records: starts the table from the top. It is called a second time only for a file whose dates could be meant
            month first.
        time_zone: the zone of rows that name none.
    Raises:
        UnreadableFile: no header, or no row below it.
    """
    started = records()
    table = _Table(_header(started), time_zone, records)
    empty = True
    for number, cells in started:
        if all(cell is None or cell == "" or (isinstance(cell, str) and not cell.strip()) for cell in cells):
            continue
        empty = False
        yield table.row(number, cells)
    if empty:
        raise UnreadableFile("The file has the names of the columns, but no row below them.")


def _header(records: Iterator[Record]) -> dict[str, int]:
    nearest: dict[str, int] = {}
    for _, cells in islice(records, _HEADER_SEARCHED):
        columns = columns_of(cells)
        if all(title in columns for title in REQUIRED):
            return columns
        nearest = max(nearest, columns, key=len)
    missing = ", ".join(title for title in REQUIRED if title not in nearest)
    raise UnreadableFile(f"The file has no row with the names of the columns: {missing} not found.")


@dataclass
class _Table:
    columns: dict[str, int]
    time_zone: str
    records: Callable[[], Iterator[Record]]

    def __post_init__(self) -> None:
        self.stated = frozenset(field for column, field in _STATED.items() if column in self.columns)

    @cached_property
    def _month_first(self) -> str:
        dated = [index for title, index in self.columns.items() if title.endswith("Date")]
        for number, cells in self.records():
            for index in dated:
                cell = cells[index] if index < len(cells) else None
                if isinstance(cell, str) and writes_month_first(cell.strip()):
                    return f"{cell.strip()} in row {number}"
        return ""

    def row(self, number: int, cells: Sequence[Cell]) -> ScheduleRow | BadRow:
        try:
            return self._row(number, _Cells(cells, self.columns, lambda: self._month_first))
        except RowRefused as refused:
            title = rows.one_line(_Cells(cells, self.columns, str).text("Title"))
            return BadRow(number, title[: rows.TITLE_LENGTH], refused.reason)

    def _row(self, number: int, cells: "_Cells") -> ScheduleRow:
        title = rows.within("Title", rows.one_line(cells.text("Title")), rows.TITLE_LENGTH)
        if not title:
            raise RowRefused("Title is empty.")
        zone = require_zone("Time Zone", named) if (named := cells.text("Time Zone")) else _zone(self.time_zone)
        start_day, start_clock = cells.day("Start Date"), cells.clock("Start Time", within="Start Date")
        start, start_note = instant("Start Time", start_day, start_clock, zone)
        end_clock = cells.clock("End Time", within="End Date")
        end_day = cells.day("End Date") if cells.has("End Date") else self._end_day(start_day, start_clock, end_clock)
        end, end_note = instant("End Time", end_day, end_clock, zone)
        start, end = rows.checked_period(start, end, start_field="Start Time", end_field="End Time")
        facility = rows.within("Facility", rows.one_line(cells.text("Facility")), rows.NAME_LENGTH)
        given_id = rows.shortened_id(cells.text("ID"))
        on_air_start, on_air_end = rows.checked_on_air(
            start, end, cells.moment("On Air Start", zone, after=start), cells.moment("On Air End", zone, after=start)
        )
        call_time, wrap_time = rows.checked_crew(
            start, end, cells.moment("Call Time", zone, before=start), cells.moment("Wrap Time", zone, after=end)
        )
        return ScheduleRow(
            number=number,
            title=title,
            start=start,
            end=end,
            time_zone=zone.key,
            source=SOURCE,
            external_id=given_id or rows.derived_id(title, start.isoformat(), facility),
            facility_name=facility,
            location_name=rows.within("Location", rows.one_line(cells.text("Location")), rows.NAME_LENGTH),
            event_type=_event_type(cells.text("Type")),
            description=rows.within("Description", rows.clean_text(cells.text("Description")), rows.DESCRIPTION_LENGTH),
            status=_status(cells.text("Status")),
            people=rows.names("People", re.split(r"[;,\n]", cells.text("People"))),
            contributors=rows.names("Contributors", re.split(r"[;\n]", cells.text("Contributors"))),
            on_air_start=on_air_start,
            on_air_end=on_air_end,
            call_time=call_time,
            wrap_time=wrap_time,
            stated=self.stated,
            note=" ".join(filter(None, (start_note, end_note))),
        )

    @staticmethod
    def _end_day(start_day: date, start: Clock, end: Clock) -> date:
        overnight = (end.days, end.at) <= (start.days, start.at)
        try:
            return start_day + timedelta(days=1) if overnight else start_day
        except OverflowError:
            raise RowRefused("End Time is outside the calendar.") from None


@dataclass
class _Cells:
    cells: Sequence[Cell]
    columns: dict[str, int]
    month_first: Callable[[], str]

    def _cell(self, title: str) -> Cell:
        index = self.columns.get(title)
        return self.cells[index] if index is not None and index < len(self.cells) else None

    def has(self, title: str) -> bool:
        cell = self._cell(title)
        return cell is not None and bool(str(cell).strip())

    def text(self, title: str) -> str:
        cell = self._cell(title)
        if cell is None:
            return ""
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))  # a spreadsheet makes 12.0 of the 12 that was typed
        return unguarded(str(cell).strip()) if isinstance(cell, str) else str(cell)

    def day(self, title: str) -> date:
        cell = self._cell(title)
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = self.text(title)
        if not text:
            raise RowRefused(f"{title} is empty.")
        day, _, clock = text.replace("T", " ").partition(" ")
        if not day[-1:].isdigit() or not clock[:1].isdigit():
            day = text
        return parse_date(title, day, self.month_first)

    def clock(self, title: str, *, within: str) -> Clock:
        """The time in the cell, or the one that stands in the cell of the date."""
        cell = self._cell(title)
        if found := _clock_of(title, cell):
            return found
        text = self.text(title)
        if text:
            _, separator, after_day = text.replace("T", " ").partition(" ")
            return parse_clock(title, after_day.strip() if separator and "-" in text[:8] else text)
        dated = self._cell(within)
        if isinstance(dated, datetime) and dated.time() != time(0):
            return Clock(_to_second(dated).time())
        if isinstance(dated, str):
            _, separator, after_day = dated.strip().replace("T", " ").partition(" ")
            if separator and after_day.strip():
                return parse_clock(within, after_day.strip())
        raise RowRefused(f"{title} is empty.")

    def moment(
        self, title: str, zone: ZoneInfo, *, after: datetime | None = None, before: datetime | None = None
    ) -> datetime | None:
        """An instant given in full, or by its time alone as the nearest after, or before, another instant."""
        if not self.has(title):
            return None
        cell, text = self._cell(title), self.text(title)
        day, separator, clock = text.replace("T", " ").partition(" ")
        if isinstance(cell, datetime) and cell.year > 1900:
            given = instant(title, cell.date(), Clock(_to_second(cell).time()), zone)[0]
        elif isinstance(cell, str) and separator and re.search(r"\d[-/.]\d", day):
            given = instant(title, parse_date(title, day, self.month_first), parse_clock(title, clock.strip()), zone)[0]
        else:
            given = self._nearest(title, _clock_of(title, cell) or parse_clock(title, text), zone, after, before)
        rows.checked_period(given, given + timedelta(seconds=1), start_field=title, end_field=title)
        return given

    @staticmethod
    def _nearest(title: str, clock: Clock, zone: ZoneInfo, after: datetime | None, before: datetime | None) -> datetime:
        anchor = after or before
        assert anchor is not None  # noqa: S101 - every caller gives one of the two
        day = anchor.astimezone(zone).date()
        for step in (0, 1) if after else (0, -1):
            moment = instant(title, day + timedelta(days=step), clock, zone)[0]
            if (after and moment >= after) or (before and moment <= before):
                return moment
        return moment


def _clock_of(title: str, cell: Cell) -> Clock | None:
    """The time of a cell that a spreadsheet holds as a time."""
    if isinstance(cell, datetime):
        return Clock(_to_second(cell).time())
    if isinstance(cell, time):
        rounded = _to_second(datetime.combine(_MIDNIGHT, cell))
        return Clock(rounded.time(), days=rounded.day - 1)
    if isinstance(cell, timedelta):
        if not timedelta(0) <= cell <= timedelta(days=1):
            raise RowRefused(f"{title} {cell} is not a time of the day.")
        return Clock((_MIDNIGHT + cell).time(), days=cell.days)
    return None


def _to_second(moment: datetime) -> datetime:
    """Spreadsheets keep times as fractions of a day, a hair beside the second that was meant."""
    return (moment + _SECONDS_LOST).replace(microsecond=0)


def _zone(name: str) -> ZoneInfo:
    zone = zone_named(name)
    if zone is None:
        raise UnreadableFile(f'"{name}" is not a time zone.')
    return zone


def _event_type(text: str) -> str:
    return rows.within("Type", rows.one_line(text), rows.TYPE_LENGTH)


def _status(text: str) -> str:
    text = rows.one_line(text)
    for status in rows.STATUSES:
        if text.casefold().replace("canceled", "cancelled") == status.casefold():
            return status
    if text:
        raise RowRefused(f'Status "{text[:40]}" is not one of {", ".join(rows.STATUSES)}.')
    return "Scheduled"


def cells_of(row: ScheduleRow) -> dict[str, str | date | time]:
    """One event as the cells of a table, in the wall time of its zone; what reads it back gives the same event."""
    zone = _zone(row.time_zone)
    start, end = row.start.astimezone(zone), row.end.astimezone(zone)
    cells: dict[str, str | date | time] = {
        "Title": row.title,
        "Start Date": start.date(),
        "Start Time": _clock_cell(start),
        "End Date": end.date(),
        "End Time": _clock_cell(end),
        "Facility": row.facility_name,
        "Type": row.event_type,
        "Description": row.description,
        "People": "; ".join(row.people),
        "Contributors": "; ".join(name.replace(";", ",") for name in row.contributors),
        "Time Zone": row.time_zone,
        "ID": row.external_id,
        "On Air Start": _moment_cell(row.on_air_start, zone),
        "On Air End": _moment_cell(row.on_air_end, zone),
        "Call Time": _moment_cell(row.call_time, zone),
        "Wrap Time": _moment_cell(row.wrap_time, zone),
        "Location": row.location_name,
        "Status": row.status,
    }
    return cells


def _comes_again(moment: datetime) -> bool:
    return moment.fold == 1 and moment.utcoffset() != moment.replace(fold=0).utcoffset()


def _clock_cell(moment: datetime) -> str | time:
    return clock_text(moment) if _comes_again(moment) else moment.time()


def clock_text(moment: datetime) -> str:
    """HH:MM, with seconds where there are any, and with the offset where the same time came an hour before."""
    text = moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    return text + moment.strftime("%z") if _comes_again(moment) else text


def _moment_cell(moment: datetime | None, zone: ZoneInfo) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    return f"{local.date().isoformat()} {clock_text(local)}"


__all__ = ["COLUMNS", "REQUIRED", "SOURCE", "cells_of", "columns_of", "guarded", "read", "unguarded"]
