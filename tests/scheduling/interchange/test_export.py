"""What is written is read back as the same; nothing that is written is a formula."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.scheduling.interchange import templates
from apps.scheduling.interchange.export import ExportedEvent, csv_pieces, write_xlsx
from apps.scheduling.interchange.export_calendar import ics_pieces
from apps.scheduling.interchange.formats import Format, ScheduleRow
from apps.scheduling.interchange.formats.rows import STATUSES, clean_text, one_line
from apps.scheduling.interchange.formats.table import COLUMNS
from tests.scheduling.interchange.files import rows_of

ZONES = ("UTC", "Europe/Dublin", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")


def as_csv(events: list[ExportedEvent]) -> bytes:
    return b"".join(csv_pieces(events))


def as_xlsx(events: list[ExportedEvent]) -> bytes:
    content = io.BytesIO()
    write_xlsx(events, content)
    return content.getvalue()


def as_ics(events: list[ExportedEvent]) -> bytes:
    return b"".join(ics_pieces(events, name="Week 18, all facilities"))


WRITERS = [(Format.CSV, as_csv), (Format.XLSX, as_xlsx), (Format.ICALENDAR, as_ics)]
Writer = Callable[[list[ExportedEvent]], bytes]

_text = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=60) | st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        "''-2",
        "+44 20",
        "@home",
        "-",
        "'",
        "\\n",
        "a;b,c",
        "a\nb",
        '"quoted"',
        "_x0041_",
        "12",
        "1.0",
        "x:y",
    ]
)
_line = _text.map(one_line)
_title = _line.filter(bool)
_name = st.text(st.characters(categories=("L", "N", "Zs"), include_characters="-'@.+"), max_size=40).map(one_line)
_user = st.from_regex(r"[a-z0-9_][a-z0-9_.-]{0,20}(@[a-z]{1,10}\.example)?", fullmatch=True)
_start = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)) | st.sampled_from(  # noqa: DTZ001
    [datetime(2027, 10, 31, 0, 30, tzinfo=UTC) + timedelta(minutes=30 * step) for step in range(5)]
)


@st.composite
def exported(draw: st.DrawFn) -> ExportedEvent:
    start = draw(_start).replace(microsecond=0)
    end = start + timedelta(minutes=draw(st.integers(1, 4000)))
    on_air = draw(st.none() | st.just((start, end)) | st.just((start + timedelta(seconds=7), end)))
    row = ScheduleRow(
        number=0,
        title=draw(_title),
        start=start,
        end=end,
        time_zone=draw(st.sampled_from(ZONES)),
        source="",
        external_id=draw(_title),
        facility_name=draw(_line),
        location_name=draw(_line),
        event_type=draw(st.sampled_from(["", "Event", "Shift"]) | _name),
        description=draw(_text.map(clean_text)),
        status=draw(st.sampled_from(STATUSES)),
        people=tuple(draw(st.lists(_user, max_size=3, unique=True))),
        contributors=tuple(draw(st.lists(_name.filter(bool), max_size=3, unique=True))),
        on_air_start=on_air[0] if on_air else None,
        on_air_end=on_air[1] if on_air else None,
        call_time=draw(st.none() | st.just(start) | st.just(start - timedelta(hours=3))),
        wrap_time=draw(st.none() | st.just(end) | st.just(end + timedelta(hours=30))),
    )
    return ExportedEvent(row, version=draw(st.integers(1, 99)), updated_at=start)


@pytest.mark.parametrize(("written_in", "write"), WRITERS)
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(events=st.lists(exported(), min_size=1, max_size=4))
def test_what_is_exported_is_imported_as_the_same(
    written_in: Format, write: Writer, events: list[ExportedEvent]
) -> None:
    read_back = rows_of(written_in, write(events), "Pacific/Auckland")

    assert [replace(row, number=0, source="", note="", stated=frozenset(), sequence=0) for row in read_back] == [
        event.row for event in events
    ]


@pytest.mark.parametrize(("written_in", "write"), WRITERS)
@pytest.mark.parametrize("event_type", ["event", "SHIFT", "Shift", "live"])
def test_a_type_stays_as_people_have_written_it(written_in: Format, write: Writer, event_type: str) -> None:
    [row] = rows_of(written_in, write([event(event_type=event_type)]), "Pacific/Auckland")

    assert row.event_type == event_type


def event(**changes: str) -> ExportedEvent:
    start = datetime(2027, 5, 4, 17, tzinfo=UTC)
    row = ScheduleRow(
        number=0,
        title="Evening news",
        start=start,
        end=start + timedelta(hours=1),
        time_zone="Europe/Dublin",
        source="",
        external_id="event-1",
    )
    return ExportedEvent(replace(row, **changes), version=3, updated_at=start)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    events = [event(title=text, description=text, facility_name=text)]

    in_csv = next(csv.DictReader(io.StringIO(as_csv(events).decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(events))).worksheets[0]

    assert {in_csv[column] for column in ("Title", "Description", "Facility")} == {"'" + text}
    assert {cell.data_type for cell in sheet[2] if cell.column_letter in "AFH"} == {"s"}
    assert str(sheet["A2"].value).startswith("'")


def test_csv_and_xlsx_show_the_wall_time_of_the_event() -> None:
    in_csv = next(csv.DictReader(io.StringIO(as_csv([event()]).decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([event()]))).worksheets[0]

    assert (in_csv["Start Date"], in_csv["Start Time"], in_csv["End Time"]) == ("2027-05-04", "18:00", "19:00")
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert (sheet["B2"].is_date, sheet["B2"].value, str(sheet["C2"].value)) == (
        True,
        datetime(2027, 5, 4),  # noqa: DTZ001
        "18:00:00",
    )


def test_a_calendar_is_folded_and_tells_its_version() -> None:
    calendar = as_ics([event(title="A very long title, " * 10)])

    assert max(len(line) for line in calendar.split(b"\r\n")) <= 75
    assert b"\r\nSEQUENCE:3\r\n" in calendar
    assert b"\r\nUID:event-1\r\n" in calendar
    assert b"\r\nDTSTART:20270504T170000Z\r\n" in calendar


@pytest.mark.parametrize(
    ("written_in", "content"),
    [
        (Format.CSV, templates.csv_template()),
        (Format.XLSX, templates.xlsx_template(facilities=["Studio 1", "Gallery"], locations=[])),
    ],
)
def test_the_examples_of_the_templates_can_be_imported(written_in: Format, content: bytes) -> None:
    news, night = rows_of(written_in, content)

    assert (news.title, news.facility_name, news.event_type) == ("Example: Evening news", "Studio 1", "Event")
    assert (night.end - night.start).total_seconds() == 7 * 3600  # the clocks go forward in that night


def test_the_workbook_offers_the_facilities_of_the_station() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(templates.xlsx_template(facilities=["Studio 1", "Gallery"], locations=["Dublin"]))
    )

    offered = {
        str(rule.sqref).split(":")[0]: rule.formula1 for rule in book["Schedule"].data_validations.dataValidation
    }
    assert offered["F2"] == "Lists!$F$1:$F$2"
    assert [book["Lists"]["F1"].value, book["Lists"]["F2"].value] == ["Studio 1", "Gallery"]
