"""iCalendar."""

import importlib.util
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from apps.scheduling.interchange.formats import HEAD, BadRow, Format, ScheduleRow, UnreadableFile, detect, read
from tests.scheduling.interchange.files import calendar_of, one, rows_of

NEWS = "UID:news-1\nSUMMARY:Evening news\nDTSTART:20270504T170000Z\nDTEND:20270504T173000Z\n"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def timed(start: str, end: str = "", more: str = "") -> bytes:
    return calendar_of("\n".join(filter(None, ("UID:1", "SUMMARY:News", start, end, more))))


def test_an_event_is_taken_with_what_it_says() -> None:
    row = one(
        Format.ICALENDAR,
        calendar_of(
            NEWS + "LOCATION:Studio 1\nCATEGORIES:Live\\, daily,News\nDESCRIPTION:First line\\nsecond\\; line\n"
            "ATTENDEE;CN=Ada Lovelace:mailto:ada@example.org\nSTATUS:CONFIRMED\n"
            "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Not this\nDURATION:PT5M\nEND:VALARM\n"
        ),
    )

    assert row == ScheduleRow(
        number=1,
        title="Evening news",
        start=at("2027-05-04T17:00"),
        end=at("2027-05-04T17:30"),
        time_zone="Europe/Dublin",
        source="icalendar",
        external_id="news-1",
        facility_name="Studio 1",
        event_type="Live, daily",
        description="First line\nsecond; line",
        people=("ada@example.org",),
        stated=frozenset({"facility_name", "event_type", "description", "people", "status"}),
    )


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("DTSTART;TZID=Europe/Berlin:20270504T190000", "DTEND;TZID=Europe/Berlin:20270504T193000", "Europe/Berlin"),
        ('DTSTART;TZID="W. Europe Standard Time":20270504T190000', "DURATION:PT30M", "Europe/Berlin"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20270504T190000", "DURATION:PT0H30M0S", "Europe/Berlin"),
        ("DTSTART:20270504T180000", "DTEND:20270504T183000", "Europe/Dublin"),
        ("dtstart;tzid=europe/berlin:20270504t190000", "dtend:20270504T173000Z", "Europe/Berlin"),
    ],
)
def test_zones_by_every_name_they_go_by(start: str, end: str, expected: str) -> None:
    row = one(Format.ICALENDAR, timed(start, end))

    assert (row.start, row.end, row.time_zone) == (at("2027-05-04T17:00"), at("2027-05-04T17:30"), expected)


def test_floating_times_are_in_the_zone_the_calendar_names() -> None:
    row = one(Format.ICALENDAR, timed("DTSTART:20270504T190000", "DURATION:PT1H").replace(
        b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-TIMEZONE:Europe/Berlin"))  # fmt: skip

    assert (row.start, row.time_zone) == (at("2027-05-04T17:00"), "Europe/Berlin")


def test_a_zone_that_only_the_calendar_knows_is_taken_from_it_even_if_it_comes_last() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:House time\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0345\nTZOFFSETTO:+0345\nEND:STANDARD\nEND:VTIMEZONE\n"
    ).replace("\n", "\r\n")
    content = timed("DTSTART;TZID=House time:20270504T190000", "DURATION:PT1H")
    content = content.replace(b"END:VCALENDAR", zone.encode() + b"END:VCALENDAR")

    row = one(Format.ICALENDAR, content)

    assert (row.start, row.time_zone) == (at("2027-05-04T15:15"), "Europe/Dublin")
    assert row.note == 'The time zone "House time" is the calendar\'s own: shown in Europe/Dublin.'


@pytest.mark.parametrize(
    ("more", "start", "end"),
    [
        ("", "2027-03-27T00:00", "2027-03-28T00:00"),
        ("DTEND;VALUE=DATE:20270329", "2027-03-27T00:00", "2027-03-28T23:00"),
        ("DURATION:P2D", "2027-03-27T00:00", "2027-03-28T23:00"),
    ],
)
def test_whole_days_are_the_days_of_the_zone(more: str, start: str, end: str) -> None:
    row = one(Format.ICALENDAR, timed("DTSTART;VALUE=DATE:20270327", more))

    assert (row.start, row.end) == (at(start), at(end))


def test_days_of_a_duration_follow_the_clock_and_hours_the_time_that_passes() -> None:
    by_day = one(Format.ICALENDAR, timed("DTSTART:20270327T220000", "DURATION:P1D"))
    by_hours = one(Format.ICALENDAR, timed("DTSTART:20270327T220000", "DURATION:PT24H"))

    assert by_day.end == at("2027-03-28T21:00")
    assert by_hours.end == at("2027-03-28T22:00")


def test_clock_changes_are_said() -> None:
    skipped = one(Format.ICALENDAR, timed("DTSTART:20270328T013000", "DURATION:PT1H"))
    twice = one(Format.ICALENDAR, timed("DTSTART:20271031T013000", "DURATION:PT1H"))

    assert skipped.note == "DTSTART 01:30 does not exist on 2027-03-28 in Europe/Dublin: moved to 02:30."
    assert twice.note == "DTSTART 01:30 comes twice on 2027-10-31 in Europe/Dublin: the first was taken."


def test_folded_lines_are_joined_even_within_a_letter() -> None:
    summary = "SUMMARY:Zoë and the news".encode()
    cut = summary.index("ë".encode()) + 1
    content = calendar_of(NEWS).replace(b"SUMMARY:Evening news", summary[:cut] + b"\r\n " + summary[cut:])

    assert one(Format.ICALENDAR, content).title == "Zoë and the news"


def test_a_cancelled_event_and_a_cancelled_calendar() -> None:
    single = one(Format.ICALENDAR, calendar_of(NEWS + "STATUS:CANCELLED\n"))
    whole = one(Format.ICALENDAR, calendar_of(NEWS, before="METHOD:CANCEL\n"))

    assert single.status == whole.status == "Cancelled"
    assert "status" in single.stated & whole.stated


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (NEWS.replace("SUMMARY:Evening news\n", ""), "SUMMARY is empty."),
        (NEWS.replace("DTSTART:20270504T170000Z\n", ""), "DTSTART is missing."),
        (NEWS.replace("DTEND:20270504T173000Z\n", ""), "The event has no end: neither DTEND nor DURATION."),
        (NEWS.replace("DTEND:20270504T173000Z", "DURATION:soon"), 'DURATION "soon" is not like PT1H30M.'),
        (NEWS.replace("T173000Z", "T160000Z"), "DTEND is not after DTSTART."),
        (NEWS.replace("20270504T17", "20270532T17"), "DTSTART 20270532T170000Z is not a time of the calendar."),
        (NEWS.replace("DTSTART:", "DTSTART;TZID=Atlantis:").replace("170000Z", "170000"),
         'DTSTART is in the time zone "Atlantis", which the calendar does not define.'),
    ],
)  # fmt: skip
def test_a_bad_event_is_named_with_number_uid_and_property(event: str, reason: str) -> None:
    good, bad = rows_of(Format.ICALENDAR, calendar_of(NEWS, event))

    assert isinstance(good, ScheduleRow)
    assert bad == BadRow(2, bad.title, reason, "news-1")


def test_a_file_cut_off_in_an_event_says_so() -> None:
    content = calendar_of(NEWS, NEWS)

    assert rows_of(Format.ICALENDAR, content[: content.rindex(b"END:VEVENT")])[1] == BadRow(
        2, "Evening news", "The file ends in the middle of this event."
    )


def test_an_event_without_uid_keeps_its_id() -> None:
    ids = {one(Format.ICALENDAR, calendar_of(NEWS.replace("UID:news-1\n", ""))).external_id for _ in range(2)}

    assert len(ids) == 1


def test_a_calendar_without_events_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="The calendar has no events"):
        rows_of(Format.ICALENDAR, calendar_of())


def _real_calendars() -> list[Path]:
    folders = [
        Path(spec.origin).parent
        for name in ("icalendar", "recurring_ical_events")
        if (spec := importlib.util.find_spec(name)) and spec.origin
    ]
    return sorted(path for folder in folders for path in folder.rglob("*.ics"))


def test_every_real_calendar_is_read_or_refused_with_a_reason() -> None:
    """Some 260 calendars that people sent to two libraries because something about them was difficult."""
    calendars = _real_calendars()
    outcomes: Counter[str] = Counter()
    for path in calendars:
        content = path.read_bytes()
        try:
            rows = rows_of(detect(path.name, content[:HEAD]), content)
        except UnreadableFile as refused:
            outcomes["refused" if refused.detail.endswith(".") else "refused without a sentence"] += 1
            continue
        for row in rows:
            outcomes[type(row).__name__] += 1
            if isinstance(row, BadRow):
                assert row.reason.endswith("."), (path, row)
            else:
                assert row.start < row.end, (path, row)
                assert row.title, (path, row)
                assert row.external_id, (path, row)

    assert len(calendars) > 200
    assert outcomes["ScheduleRow"] > 500
    assert outcomes["refused"] < 50
    assert set(outcomes) == {"ScheduleRow", "BadRow", "refused"}


def test_reading_leaves_the_file_open(tmp_path: Path) -> None:
    path = tmp_path / "news.ics"
    path.write_bytes(calendar_of(NEWS))
    with path.open("rb") as file:
        first, second = (list(read(Format.ICALENDAR, file, "Europe/Dublin")) for _ in range(2))

    assert first == second
