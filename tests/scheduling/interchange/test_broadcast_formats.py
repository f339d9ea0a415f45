"""XMLTV and frab schedule JSON."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from apps.scheduling.interchange.formats import BadRow, Format, ScheduleRow, UnreadableFile, detect
from tests.scheduling.interchange.files import frab_event, frab_of, one, rows_of, xmltv_of


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


PROGRAMME = (
    '<programme start="20270504190000 +0200" stop="20270504193000 +0200" channel="one.example">'
    "<title>Evening news</title><sub-title>Tuesday</sub-title><desc>All of it.</desc>"
    "<credits><presenter>Ada</presenter><guest>Grace</guest></credits><category>News</category></programme>"
)


def test_a_programme_is_on_air_on_its_channel() -> None:
    row = one(Format.XMLTV, xmltv_of(PROGRAMME, head='<!DOCTYPE tv SYSTEM "xmltv.dtd">'))

    assert row == ScheduleRow(
        number=1,
        title="Evening news",
        start=at("2027-05-04T17:00"),
        end=at("2027-05-04T17:30"),
        time_zone="Europe/Dublin",
        source="xmltv",
        external_id="one.example@20270504T170000Z",
        facility_name="Channel One",
        event_type="News",
        description="Tuesday\n\nAll of it.",
        contributors=("Ada", "Grace"),
        on_air_start=at("2027-05-04T17:00"),
        on_air_end=at("2027-05-04T17:30"),
        stated=row.stated,
    )


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("20270504190000 +0200", "2027-05-04T17:00"),
        ("20270504113000 -0530", "2027-05-04T17:00"),
        ("20270504170000", "2027-05-04T17:00"),
        ("202705041700 UTC", "2027-05-04T17:00"),
        ("2027050417", "2027-05-04T17:00"),
    ],
)
def test_starts_with_and_without_offset(start: str, expected: str) -> None:
    assert one(Format.XMLTV, xmltv_of(PROGRAMME.replace("20270504190000 +0200", start, 1))).start == at(expected)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (' stop="20270504193000 +0200"', "", "stop is empty."),
        ("20270504190000 +0200", "yesterday", 'start "yesterday" is not a time like 20270328200000 +0100.'),
        ("20270504190000 +0200", "20271304190000", 'start "20271304190000" is not a time of the calendar.'),
        ("20270504190000 +0200", "20270504190000 +9900", 'start "20270504190000 +9900" is not a time of the calendar.'),
        ("20270504193000", "20270504183000", "stop is not after start."),
        ("Evening news", " ", "title is empty."),
        ("one.example", "", "channel is empty."),
    ],
)
def test_a_bad_programme_is_named_with_its_field(old: str, new: str, reason: str) -> None:
    good, bad = rows_of(Format.XMLTV, xmltv_of(PROGRAMME + PROGRAMME.replace(old, new, 1)))

    assert isinstance(good, ScheduleRow)
    assert bad == BadRow(2, bad.title, reason)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (xmltv_of(""), "The file has no programmes."),
        (xmltv_of(PROGRAMME)[:-20], "The file is not well-formed XML"),
        (b"<html><body>Sign in</body></html>", "The file is XML, but not XMLTV: it begins with <html>."),
        (b'<?xml version="1.0" encoding="klingon"?><tv></tv>', "The file is"),
        (
            xmltv_of(PROGRAMME.replace("Evening", "&lol;"), head='<!DOCTYPE tv [<!ENTITY lol "lol">]>'),
            "The file defines XML entities",
        ),
        (
            xmltv_of(PROGRAMME.replace("All of it.", "x" * 5 * 2**20)),
            "One programme of the file is larger than 4 MB.",
        ),
    ],
)
def test_xml_that_is_no_schedule_is_refused(content: bytes, detail: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        rows_of(detect("guide.xml", content[:4096]), content)

    assert refusal.value.detail.startswith(detail)


def test_an_event_of_a_conference() -> None:
    content = frab_of(
        {"Curie": [frab_event(subtitle="At last", abstract="Welcome", track="Main", description=None, language="en")]}
    )

    row = one(detect("schedule.json", content[:4096]), content)

    assert row == ScheduleRow(
        number=1,
        title="Opening",
        start=at("2027-08-21T09:00"),
        end=at("2027-08-21T09:30"),
        time_zone="Europe/Berlin",
        source="frab:fair27",
        external_id="6d1a7c0e-5b1c-4f1c-9a3f-0f5b8c1d2e3f",
        facility_name="Curie",
        event_type="Lecture",
        description="At last\n\nWelcome\n\nTrack: Main",
        contributors=("Ada", "Grace"),
        stated=row.stated,
    )


@pytest.mark.parametrize(
    ("changes", "start", "minutes"),
    [
        ({"duration": "1:02:30"}, "2027-08-21T09:00", 24 * 60 + 150),
        ({"duration": "0:45"}, "2027-08-21T09:00", 45),
        ({"date": "2027-08-21T11:00:00"}, "2027-08-21T09:00", 30),
        ({"date": "2027-08-22", "start": "01:00"}, "2027-08-21T23:00", 30),
        ({"date": None, "start": "11:00"}, "2027-08-21T09:00", 30),
        ({"date": None, "start": "01:00"}, "2027-08-21T23:00", 30),
    ],
)
def test_when_and_how_long_in_every_spelling(changes: dict[str, Any], start: str, minutes: int) -> None:
    row = one(Format.FRAB, frab_of({"Curie": [frab_event(**changes)]}))

    assert row.start == at(start)
    assert (row.end - row.start).total_seconds() == minutes * 60


def test_days_and_stages_are_kept_apart() -> None:
    content = frab_of(
        {"Curie": [frab_event(guid="1"), frab_event(guid="2", date=None, start="12:00")], "Meitner.1": []},
        {"Meitner.1": [frab_event(guid="3", date=None, start="13:00")]},
    )

    rows = rows_of(Format.FRAB, content)

    assert [(row.external_id, row.facility_name, row.start.isoformat()) for row in rows] == [
        ("1", "Curie", "2027-08-21T09:00:00+00:00"),
        ("2", "Curie", "2027-08-21T10:00:00+00:00"),
        ("3", "Meitner.1", "2027-08-22T11:00:00+00:00"),
    ]


def test_the_zone_is_found_wherever_it_stands_and_is_the_stations_where_it_is_missing() -> None:
    event = frab_event(date=None, start="11:00")
    after = json.loads(frab_of({"Curie": [event]}))
    after["schedule"]["conference"] = {"days": after["schedule"]["conference"]["days"], "time_zone_name": "Asia/Tokyo"}

    assert one(Format.FRAB, json.dumps(after).encode()).start == at("2027-08-21T02:00")
    assert one(Format.FRAB, frab_of({"Curie": [event]}, time_zone=None)).start == at("2027-08-21T10:00")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": ""}, "title is empty."),
        ({"date": "someday, maybe"}, 'date "someday, maybe" is not a date and time.'),
        ({"date": "2027-08-21", "start": ""}, "start is empty."),
        ({"duration": ""}, "duration is empty."),
        ({"duration": "an hour"}, 'duration "an hour" is not like 0:45 or 1:02:30.'),
        ({"duration": "00:00"}, "duration is not after date."),
        (
            {"persons": [{"public_name": f"P{n}"} for n in range(201)]},
            "persons has 201 names, at most 200 are possible.",
        ),
    ],
)
def test_a_bad_event_is_named_with_its_field(changes: dict[str, Any], reason: str) -> None:
    bad, good = rows_of(Format.FRAB, frab_of({"Curie": [frab_event(**changes), frab_event(guid="2")]}))

    assert bad == BadRow(1, bad.title, reason, "6d1a7c0e-5b1c-4f1c-9a3f-0f5b8c1d2e3f")
    assert isinstance(good, ScheduleRow)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"{}", "The file is JSON, but not a frab schedule"),
        (b"[1, 2]", "The file is JSON, but not a frab schedule"),
        (b'{"schedule": {"conference": {"days": []}}}', "The schedule has no events."),
        (frab_of({"Curie": [frab_event()]})[:-30], "The file is not valid JSON, or it is cut off."),
        (b'{"a": "\xff\xfe"}', "The file is not valid JSON, or it is cut off."),
        (b"[" * 100_000, "The file is nested deeper than 64 levels."),
        (b'{"a": ' + b"9" * 400 + b"}", "The file is not valid JSON, or it is cut off."),
        (frab_of({"Curie": [frab_event()]}, time_zone="Mars/Olympus"), 'time_zone_name "Mars/Olympus" is not a time'),
        (
            frab_of({"Curie": [frab_event(links=["x" * 1000] * 5000)]}),
            "One event of the file is larger than 4 MB.",
        ),
    ],
)
def test_json_that_is_no_schedule_is_refused(content: bytes, detail: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        rows_of(Format.FRAB, content)

    assert refusal.value.detail.startswith(detail)
