"""A large file takes no more memory than a small one."""

import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from apps.scheduling.interchange.export import ExportedEvent, csv_pieces, write_xlsx
from apps.scheduling.interchange.export_calendar import ics_pieces
from apps.scheduling.interchange.formats import Format, ScheduleRow, read

SMALL, LARGE = 300, 2500  # events; the large file is 3 to 5 MB where the format does not compress
GROWTH = 512 * 1024  # bytes; the large file is many times that


def _events(count: int) -> Iterator[ExportedEvent]:
    start = datetime(2027, 1, 1, tzinfo=UTC)
    for number in range(count):
        row = ScheduleRow(
            number=0,
            title=f"Event {number}",
            start=start + timedelta(hours=number),
            end=start + timedelta(hours=number + 1),
            time_zone="Europe/Dublin",
            source="",
            external_id=f"event-{number}",
            facility_name=f"Studio {number % 60}",
            description=f"{number} {'what happens there ' * 90}",
        )
        yield ExportedEvent(row, version=1, updated_at=start)


def _write(written_in: Format, file: BinaryIO, count: int) -> None:
    events = _events(count)
    if written_in is Format.CSV:
        file.writelines(csv_pieces(events))
    elif written_in is Format.XLSX:
        write_xlsx(events, file)
    elif written_in is Format.ICALENDAR:
        file.writelines(ics_pieces(events, name="Large"))
    elif written_in is Format.XMLTV:
        file.write(b"<tv>")
        for event in events:
            start, end = f"{event.row.start:%Y%m%d%H%M%S}", f"{event.row.end:%Y%m%d%H%M%S}"
            file.write(
                f'<programme start="{start}" stop="{end}" channel="one"><title>{event.row.title}</title>'
                f"<desc>{event.row.description}</desc></programme>".encode()
            )
        file.write(b"</tv>")
    else:
        file.write(b'{"schedule": {"conference": {"acronym": "x", "days": [{"date": "2027-01-01", "rooms": {"Curie": [')
        for number, event in enumerate(events):
            told = {"guid": event.row.external_id, "title": event.row.title, "date": event.row.start.isoformat()}
            told |= {"duration": "1:00", "description": event.row.description}
            file.write(b"," * (number > 0) + json.dumps(told).encode())
        file.write(b"]}}]}}}")


def _peak(written_in: Format, path: Path, count: int) -> int:
    """Bytes in use at the worst moment of reading."""
    tracemalloc.start()
    try:
        with path.open("rb") as file:
            assert sum(1 for row in read(written_in, file, "Europe/Dublin") if isinstance(row, ScheduleRow)) == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("written_in", list(Format))
def test_memory_does_not_grow_with_the_file(written_in: Format, tmp_path: Path) -> None:
    paths = {count: tmp_path / f"{count}" for count in (SMALL, LARGE)}
    for count, path in paths.items():
        with path.open("wb") as file:
            _write(written_in, file, count)
    _peak(written_in, paths[SMALL], SMALL)  # what is loaded once and kept is not the file's

    small, large = (_peak(written_in, path, count) for count, path in paths.items())

    assert large - small < GROWTH
    assert written_in is Format.XLSX or paths[LARGE].stat().st_size > 6 * GROWTH


def test_shared_texts_of_a_workbook_stay_on_disk(tmp_path: Path) -> None:
    import openpyxl  # writes shared texts, as Excel does; our own export writes them into the cells

    paths = {count: tmp_path / f"{count}.xlsx" for count in (SMALL, LARGE)}
    for count, path in paths.items():
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(["Title", "Start Date", "Start Time", "End Time", "Description"])
        for event in _events(count):
            sheet.append([event.row.title, "2027-05-04", "18:00", "18:30", event.row.description])
        book.save(path)
    _peak(Format.XLSX, paths[SMALL], SMALL)

    small, large = (_peak(Format.XLSX, path, count) for count, path in paths.items())

    assert large - small < 8 * GROWTH  # the texts read lately: a fixed number of them
