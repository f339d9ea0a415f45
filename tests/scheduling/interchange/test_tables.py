"""CSV and XLSX."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import pytest

from apps.scheduling.interchange.formats import BadRow, Format, ScheduleRow, UnreadableFile, detect
from tests.scheduling.interchange.files import csv_of, event_row, one, rows_of, xlsx_of


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def reason_of(row: ScheduleRow | BadRow) -> str:
    assert isinstance(row, BadRow), row
    return row.reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_whatever_spreadsheet_wrote_it(delimiter: str, encoding: str) -> None:
    content = csv_of(event_row(title="Café Zürich", facility="Studio 1"), delimiter=delimiter).decode().encode(encoding)

    row = one(detect("schedule.csv", content[:4096]), content)

    assert (row.title, row.facility_name) == ("Café Zürich", "Studio 1")
    assert (row.start, row.end) == (at("2027-05-04T17:00"), at("2027-05-04T17:30"))
    assert (row.number, row.time_zone) == (2, "Europe/Dublin")


def test_a_letter_beyond_the_first_pages_decides_the_encoding() -> None:
    rows = [event_row(title=f"Event {n}", id=str(n)) for n in range(5000)] + [event_row(title="Zoë")]

    assert rows_of(Format.CSV, csv_of(*rows).decode().encode("cp1252"))[-1].title == "Zoë"


def test_column_names_are_found_in_any_spelling_and_below_a_heading() -> None:
    content = b"Rota of May\n\nTITLE;start_date; Start time ;EndTime;ROOM\nNews;2027-05-04;18:00;18:30;Studio 1\n"

    row = one(Format.CSV, content)

    assert (row.title, row.facility_name, row.number) == ("News", "Studio 1", 4)
    assert row.stated == {"facility_name"}


def test_every_column_is_taken() -> None:
    row = one(
        Format.CSV,
        csv_of(
            event_row(
                end_date="2027-05-05", type="Shift", description="Two lines", people="ada; grace@example.org",
                contributors="Joan Clarke; Alan Turing", time_zone="europe/berlin", id="N-1", on_air_start="18:10",
                on_air_end="2027-05-04 18:25", call_time="17:00", wrap_time="19:00", location="Dublin",
                status="cancelled",
            )
        ),
    )  # fmt: skip

    assert row == ScheduleRow(
        number=2,
        title="Evening news",
        start=at("2027-05-04T16:00"),
        end=at("2027-05-05T16:30"),
        time_zone="Europe/Berlin",
        source="spreadsheet",
        external_id="N-1",
        location_name="Dublin",
        event_type="Shift",
        description="Two lines",
        status="Cancelled",
        people=("ada", "grace@example.org"),
        contributors=("Joan Clarke", "Alan Turing"),
        on_air_start=at("2027-05-04T16:10"),
        on_air_end=at("2027-05-04T16:25"),
        call_time=at("2027-05-04T15:00"),
        wrap_time=at("2027-05-05T17:00"),
        stated=row.stated,
    )


@pytest.mark.parametrize(
    ("start", "end", "expected_end"),
    [
        ("22:00", "06:00", "2027-05-05T05:00"),
        ("22:00", "24:00", "2027-05-04T23:00"),
        ("22:00", "22:00", "2027-05-05T21:00"),
        ("9:00 am", "1.30 PM", "2027-05-04T12:30"),
        ("0900", "09:00:30", "2027-05-04T08:00:30"),
    ],
)
def test_an_end_not_after_the_start_is_on_the_next_day(start: str, end: str, expected_end: str) -> None:
    assert one(Format.CSV, csv_of(event_row(start_time=start, end_time=end))).end == at(expected_end)


def test_a_night_shift_over_the_clock_change_lasts_its_real_hours() -> None:
    spring = one(Format.CSV, csv_of(event_row(start_date="2027-03-27", start_time="22:00", end_time="09:00")))
    autumn = one(Format.CSV, csv_of(event_row(start_date="2027-10-30", start_time="22:00", end_time="09:00")))

    assert (spring.end - spring.start).total_seconds() == 10 * 3600
    assert (autumn.end - autumn.start).total_seconds() == 12 * 3600


def test_a_time_that_the_clocks_skip_moves_forward_and_says_so() -> None:
    row = one(Format.CSV, csv_of(event_row(start_date="2027-03-28", start_time="01:30", end_time="03:00")))

    assert row.start == at("2027-03-28T01:30")  # 02:30 in summer time
    assert row.note == "Start Time 01:30 does not exist on 2027-03-28 in Europe/Dublin: moved to 02:30."


def test_a_time_that_comes_twice_is_the_first_and_says_so_unless_an_offset_tells() -> None:
    first = one(Format.CSV, csv_of(event_row(start_date="2027-10-31", start_time="01:30", end_time="03:00")))
    second = one(Format.CSV, csv_of(event_row(start_date="2027-10-31", start_time="01:30+00:00", end_time="03:00")))

    assert first.start == at("2027-10-31T00:30")
    assert first.note == "Start Time 01:30 comes twice on 2027-10-31 in Europe/Dublin: the first was taken."
    assert (second.start, second.note) == (at("2027-10-31T01:30"), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-05-04", date(2027, 5, 4)),
        ("2027/5/4", date(2027, 5, 4)),
        ("04.05.2027", date(2027, 5, 4)),
        ("4-5-2027", date(2027, 5, 4)),
        ("04/05/2027", date(2027, 5, 4)),
        ("25/12/2027", date(2027, 12, 25)),
        ("12/25/2027", date(2027, 12, 25)),
    ],
)
def test_dates_are_iso_or_day_first(text: str, expected: date) -> None:
    assert one(Format.CSV, csv_of(event_row(start_date=text))).start.date() == expected


def test_a_file_with_the_month_first_has_its_ambiguous_dates_refused() -> None:
    rows = rows_of(
        Format.CSV,
        csv_of(*(event_row(start_date=text) for text in ("04/05/2027", "04/04/2027", "12/25/2027", "25/12/2027"))),
    )

    assert reason_of(rows[0]) == (
        "Start Date 04/05/2027 can be read day first or month first, and the file has 12/25/2027 in row 4: "
        "write dates like 2027-03-28."
    )
    assert [row.start.date().isoformat() for row in rows[1:]] == ["2027-04-04", "2027-12-25", "2027-12-25"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, "Title is empty."),
        ({"title": "x" * 256}, "Title is 256 characters long, at most 255 are possible."),
        ({"start_date": ""}, "Start Date is empty."),
        ({"start_date": "soon"}, 'Start Date "soon" is not a date: write one like 2027-03-28.'),
        ({"start_date": "2027-02-30"}, "Start Date 2027-02-30 is not a day of the calendar."),
        ({"start_date": "04/05/27"}, "Start Date 04/05/27 needs a year of four digits, like 2027-03-28."),
        ({"start_date": "0207-05-04"}, "Start Time is in the year 207, outside 1970 to 2100."),
        ({"start_date": "9999-12-31"}, "Start Time is in the year 9999, outside 1970 to 2100."),
        ({"start_time": ""}, "Start Time is empty."),
        ({"start_time": "25:00"}, "Start Time 25:00 is not a time of the day."),
        ({"start_time": "13:00 pm"}, "Start Time 13:00 pm is not a time of the day."),
        ({"end_time": "late"}, 'End Time "late" is not a time: write one like 09:30.'),
        ({"end_date": "2027-05-03"}, "End Time is not after Start Time."),
        ({"end_date": "2029-05-03"}, "End Time is more than 366 days after Start Time."),
        ({"time_zone": "Mars/Olympus"}, 'Time Zone "Mars/Olympus" is not a time zone: write one like Europe/Dublin.'),
        ({"status": "Maybe"}, 'Status "Maybe" is not one of Scheduled, In Progress, Completed, Cancelled.'),
        ({"on_air_start": "20:00"}, "On Air Start and On Air End do not lie, in this order, within the event."),
        ({"call_time": "2027-05-04 18:10"}, "Call Time is after the start."),
        ({"people": ";".join(f"p{n}" for n in range(201))}, "People has 201 names, at most 200 are possible."),
    ],
)
def test_a_bad_row_is_named_with_its_field_and_spares_the_others(changes: dict[str, str], reason: str) -> None:
    bad, good = rows_of(Format.CSV, csv_of(event_row(**changes), event_row(title="The next")))

    assert (bad.number, reason_of(bad)) == (2, reason)
    assert good.title == "The next"


def test_rows_are_numbered_by_the_line_they_begin_on() -> None:
    content = csv_of(event_row(description='"two\nlines"'), event_row(), event_row())

    assert [row.number for row in rows_of(Format.CSV, content)] == [2, 4, 5]


def test_the_same_row_has_the_same_id_and_another_start_another() -> None:
    ids = [one(Format.CSV, csv_of(event_row(**changes))).external_id for changes in ({}, {}, {"start_time": "17:00"})]

    assert ids[0] == ids[1] != ids[2]


_NO_HEADER = "The file has no row with the names of the columns: Start Time, End Time not found."


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \n ", "The file is empty."),
        (b"Title,Start Date\nA,2027-05-04\n", _NO_HEADER),
        (b"Title,Start Date,Start Time,End Time\n,,,\n", "The file has the names of the columns, but no row below"),
        (b"%PDF-1.7 ...", "The file is a PDF."),
        (b"\x1f\x8b\x08....", "The file is compressed with gzip: unpack it first."),
        (b"\x00\x01\x02\x03", "The file is neither text nor a workbook."),
        (b"Title,Start Date,Start Time,End Time\n\x81", "The file is neither UTF-8 nor Windows-1252 text."),
        (csv_of(event_row()) + b"\n" + b"x" * 70_000, "Line 3 is longer than 65,536 characters."),
        (csv_of(event_row()) + b'\n\n"' + b"x\n" * 140_000, "The quotation mark opened on line 4 is not closed."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "The file is an old XLS workbook, or an XLSX"),
        (b"PK\x03\x04 and no archive", "The file is not an XLSX workbook, or it is damaged."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_schedule_says_what_it_is(content: bytes, detail: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        rows_of(detect("schedule.csv", content[:4096]), content)

    assert refusal.value.detail.startswith(detail)


def test_xlsx_takes_real_dates_and_times() -> None:
    content = xlsx_of(
        [
            ["Title", "Start Date", "Start Time", "End Time", "Facility", "ID", "Call Time"],
            ["News", date(2027, 5, 4), time(22, 0), time(6, 0), "Studio 1", 12, datetime(2027, 5, 4, 21)],  # noqa: DTZ001
            ["Text", "04.05.2027", "18:00", "18:30", None, 12.5, "17:00"],
            [None, None, None, None, None, None, None],
            ["In one cell", datetime(2027, 5, 4, 18, 0), None, time(18, 30)],  # noqa: DTZ001
            ["No time", date(2027, 5, 4), None, time(18, 30)],
        ]
    )

    night, text, in_one_cell, bad = rows_of(detect("any", content[:4096]), content)

    assert (night.start, night.end) == (at("2027-05-04T21:00"), at("2027-05-05T05:00"))
    assert (night.number, night.external_id, night.call_time) == (2, "12", at("2027-05-04T20:00"))
    assert (text.start, text.number, text.external_id) == (at("2027-05-04T17:00"), 3, "12.5")
    assert (in_one_cell.start, in_one_cell.number) == (at("2027-05-04T17:00"), 5)
    assert (bad.number, reason_of(bad)) == (6, "Start Time is empty.")


def test_csv_and_xlsx_of_the_same_schedule_name_the_same_events() -> None:
    row = event_row(facility="Studio 1")

    as_csv, as_xlsx = one(Format.CSV, csv_of(row)), one(Format.XLSX, xlsx_of([row.keys(), row.values()]))

    assert (as_csv.source, as_csv.external_id) == (as_xlsx.source, as_xlsx.external_id)


def test_xlsx_is_read_from_the_first_sheet_that_names_the_columns() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.create_sheet("Rota")
    book["Sheet"].append(["About this file"])
    book["Rota"].append(list(event_row()))
    book["Rota"].append(list(event_row().values()))
    content = io.BytesIO()
    book.save(content)

    assert one(Format.XLSX, content.getvalue()).title == "Evening news"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    content = io.BytesIO(xlsx_of([event_row(), event_row().values()]))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as bomb:
        for _ in range(64):
            bomb.write(b" " * 2**20)

    with pytest.raises(UnreadableFile, match="The workbook unpacks to 64 MB, more than a schedule can need"):
        rows_of(Format.XLSX, content.getvalue())


def test_any_other_archive_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("holiday.txt", "sun")

    with pytest.raises(UnreadableFile, match="ZIP archive, but not an XLSX workbook"):
        rows_of(Format.XLSX, content.getvalue())


def test_a_damaged_workbook_is_refused() -> None:
    content = xlsx_of([event_row(), *(event_row(title=f"Event {n}").values() for n in range(200))])
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(rewritten, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part[: len(part) // 2] if name.startswith("xl/worksheets/") else part)

    with pytest.raises(UnreadableFile, match='The sheet "Sheet" is damaged'):
        rows_of(Format.XLSX, rewritten.getvalue())
