"""Series in calendars: taken as series with their exceptions, changed by their id, and written back the same."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from apps.scheduling.events.models import Booking, Event
from apps.scheduling.series.models import Series
from tests.facilities.factories import FacilityFactory
from tests.scheduling.interchange.files import calendar_of
from tests.scheduling.series.factories import EVENTS, body

pytestmark = pytest.mark.django_db

ICS = "a.ics"
WEEKLY = (
    "UID:morning@there\nSUMMARY:Breakfast\nDTSTART;TZID=Europe/Dublin:20270301T060000\n"
    "DTEND;TZID=Europe/Dublin:20270301T090000\nRRULE:FREQ=WEEKLY;COUNT=6\n"
)
MOVED = (
    "UID:morning@there\nSUMMARY:Breakfast from Cork\nRECURRENCE-ID;TZID=Europe/Dublin:20270315T060000\n"
    "DTSTART;TZID=Europe/Dublin:20270315T070000\nDTEND;TZID=Europe/Dublin:20270315T100000\n"
)
OFF = (
    "UID:morning@there\nSUMMARY:Breakfast\nSTATUS:CANCELLED\nRECURRENCE-ID:20270308T060000Z\n"
    "DTSTART:20270308T060000Z\nDTEND:20270308T090000Z\n"
)
STARTS = ["2027-03-01T06:00", "2027-03-08T06:00", "2027-03-15T07:00", "2027-03-22T06:00", "2027-03-29T05:00",
          "2027-04-05T05:00"]  # fmt: skip


def starts() -> list[str]:
    """In UTC, of what is on the schedule."""
    rows = Event.objects.live().order_by("start_at").values_list("start_at", flat=True)
    return [f"{at:%Y-%m-%dT%H:%M}" for at in rows]


def exported(client: Any) -> bytes:
    answer = client.get(f"{EVENTS}export/", {"format": "ics"})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_series_is_taken_as_one_with_what_differs_wherever_it_stands_in_the_file(
    scheduler: Any, dry_run: Callable[..., Any], apply: Callable[..., Any], rows: Callable[..., Any]
) -> None:
    room = FacilityFactory(name="Studio 1")
    where = "LOCATION:Studio 1\n"
    run = dry_run(scheduler, calendar_of(MOVED + where, WEEKLY + where, OFF + where), ICS)

    assert run["counts"] == {"created": 3, "changed": 0, "unchanged": 0, "conflict": 0, "bad": 0}
    assert not Series.objects.exists()
    assert "6 dates" in next(row["note"] for row in rows(scheduler, run) if "note" in row)

    assert apply(scheduler, run)["status"] == "applied"
    series = Series.objects.get()
    assert (series.title, series.rrule, series.facility_id) == ("Breakfast", "FREQ=WEEKLY;COUNT=6", room.pk)
    assert starts() == STARTS
    moved = Event.objects.get(title="Breakfast from Cork")
    assert (moved.recurrence_at.isoformat(), moved.facility_id) == ("2027-03-15T06:00:00+00:00", room.pk)
    assert Event.objects.get(status="Cancelled").start_at.day == 8

    again = dry_run(scheduler, calendar_of(WEEKLY + where, MOVED + where, OFF + where), ICS)
    assert again["counts"]["unchanged"] == 3


def test_what_is_written_is_read_back_as_the_same_and_written_the_same(
    scheduler: Any, import_: Callable[..., Any], dry_run: Callable[..., Any]
) -> None:
    FacilityFactory(name="Studio 1")
    rest = "EXDATE;TZID=Europe/Dublin:20270322T060000\nRDATE:20270324T090000Z\nLOCATION:Studio 1\n"
    until = WEEKLY.replace("COUNT=6", "UNTIL=20270405").replace("morning", "evening")
    import_(scheduler, calendar_of(WEEKLY + rest, MOVED, until), ICS)
    single = {"title": "Once", "start_time": "2027-05-01T10:00:00Z", "end_time": "2027-05-01T11:00:00Z"}
    assert scheduler.post(EVENTS, single).status_code == 201

    first = exported(scheduler)
    assert first.count(b"RRULE:") == 2
    assert first.count(b"RECURRENCE-ID") == 1
    assert first.count(b"BEGIN:VTIMEZONE") == 1
    run = dry_run(scheduler, first, ICS)
    assert (run["counts"]["unchanged"], run["counts"]["bad"]) == (4, 0)

    # as another station would have it
    foreign = re.sub(rb"-([0-9a-f]{10})@bms", rb"-\1@elsewhere", first)
    Booking.objects.all().delete()
    Event.objects.update(archived_at="2027-01-01T00:00Z")
    Series.objects.update(archived_at="2027-01-01T00:00Z")
    assert import_(scheduler, foreign, ICS)["counts"]["created"] == 4
    second = exported(scheduler)
    own = rb"((UID|DTSTAMP|LAST-MODIFIED|SEQUENCE|X-WR-[A-Z]+):.*|END:VCALENDAR)\r\n"
    assert sorted(re.sub(own, b"", second).split(b"BEGIN:")) == sorted(re.sub(own, b"", first).split(b"BEGIN:"))


def test_a_changed_series_is_shown_before_and_what_people_did_stays(
    scheduler: Any, import_: Callable[..., Any], dry_run: Callable[..., Any], apply: Callable[..., Any],
    rows: Callable[..., Any],
) -> None:  # fmt: skip
    import_(scheduler, calendar_of(WEEKLY, MOVED), ICS)
    events = list(Event.objects.order_by("start_at"))
    assert scheduler.patch(f"{EVENTS}{events[3].pk}/", {"title": "Ours"}).status_code == 200
    assert scheduler.delete(f"{EVENTS}{events[4].pk}/").status_code == 200

    renamed = WEEKLY.replace("SUMMARY:Breakfast", "SUMMARY:Morning").replace("T090000", "T093000")
    run = dry_run(scheduler, calendar_of(renamed), ICS)
    (row,) = rows(scheduler, run)
    assert (row["outcome"], row["changed"]) == ("changed", ["dates", "end_wall", "title"])
    assert "1 date changed here by hand stays so" in row["note"]
    assert apply(scheduler, run)["status"] == "applied"

    titles = list(Event.objects.live().order_by("start_at").values_list("title", flat=True))
    assert titles == ["Morning", "Morning", "Morning", "Ours", "Morning"]
    assert starts()[2] == "2027-03-15T06:00"  # the file does not move it any more

    fewer = dry_run(scheduler, calendar_of(renamed.replace("COUNT=6", "COUNT=3")), ICS)
    (row,) = rows(scheduler, fewer)
    assert (row["outcome"], "changed by hand here and would be lost" in row["reason"]) == ("conflict", True)

    named = MOVED.replace("0315T", "0322T").replace("Breakfast from Cork", "Theirs")
    (row, _) = rows(scheduler, dry_run(scheduler, calendar_of(renamed, named), ICS))
    assert "What people changed here is overwritten on Mon 22 Mar 2027" in row["note"]


def test_a_series_that_clashes_anywhere_is_not_taken_and_one_that_makes_room_is(
    scheduler: Any, import_: Callable[..., Any], dry_run: Callable[..., Any], rows: Callable[..., Any]
) -> None:
    FacilityFactory(name="Studio 1")
    where = "LOCATION:Studio 1\n"
    import_(scheduler, calendar_of(WEEKLY + where), ICS)
    other = WEEKLY.replace("morning", "other").replace("SUMMARY:Breakfast", "SUMMARY:Weather") + where

    run = dry_run(scheduler, calendar_of(other, MOVED.replace("morning", "other")), ICS)
    assert [row["outcome"] for row in rows(scheduler, run)] == ["conflict", "conflict"]
    assert "Breakfast" in rows(scheduler, run)[0]["reason"]

    later = WEEKLY.replace("0301T090000", "0301T120000").replace("0301T060000", "0301T090000")
    swapped = calendar_of(later + where, other)
    assert import_(scheduler, swapped, ICS)["status"] == "applied"
    assert Event.objects.live().count() == 12


def test_an_event_that_comes_to_repeat_keeps_its_place_and_one_that_stops_its_record(
    scheduler: Any, import_: Callable[..., Any]
) -> None:
    once = WEEKLY.replace("RRULE:FREQ=WEEKLY;COUNT=6\n", "")
    import_(scheduler, calendar_of(once), ICS)
    (event,) = Event.objects.all()
    import_(scheduler, calendar_of(WEEKLY), ICS)

    assert Event.objects.count() == 6
    event.refresh_from_db()
    assert event.series == Series.objects.get()

    import_(scheduler, calendar_of(once), ICS)
    assert [row.pk for row in Event.objects.live()] == [event.pk]


def test_a_date_without_its_series_is_taken_and_the_series_found_when_it_comes(
    scheduler: Any, import_: Callable[..., Any]
) -> None:
    import_(scheduler, calendar_of(MOVED), ICS)
    assert starts() == ["2027-03-15T07:00"]
    import_(scheduler, calendar_of(WEEKLY, MOVED), ICS)

    assert starts()[1:3] == ["2027-03-08T06:00", "2027-03-15T07:00"]
    assert len(starts()) == 6


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (WEEKLY.replace("WEEKLY", "HOURLY"), "finer than a day"),
        (WEEKLY + "RRULE:FREQ=DAILY\n", "several rules at once"),
        (WEEKLY + "EXRULE:FREQ=DAILY\n", "EXRULE"),
        (WEEKLY + "RDATE;VALUE=PERIOD:20270302T060000Z/PT1H\n", "has a length of its own"),
        (WEEKLY.replace("WEEKLY;COUNT=6", "DAILY") + "LOCATION:Studio 1\n", "does not exist here"),
        (WEEKLY.replace("0301T09", "0302T09").replace("WEEKLY", "DAILY") + "LOCATION:Hall\n", "is not over at"),
        (WEEKLY.replace("20270301", "19900301").replace(";COUNT=6", "").replace("WEEKLY", "DAILY"), "at most 10,000"),
    ],
)
def test_what_cannot_be_taken_whole_is_refused_with_the_reason(
    scheduler: Any, dry_run: Callable[..., Any], rows: Callable[..., Any], entry: str, reason: str
) -> None:
    FacilityFactory(name="Hall")
    (first, second) = rows(scheduler, dry_run(scheduler, calendar_of(entry, MOVED), ICS))

    assert (first["outcome"], reason in first["reason"]) == ("bad", True), first
    assert second["outcome"] == "bad"
    assert not Series.objects.exists()


def test_series_made_here_go_out_and_come_back(scheduler: Any, dry_run: Callable[..., Any]) -> None:
    scheduler.post("/api/series/", body(on_air_start="2027-03-01T06:30", on_air_end="2027-03-01T08:30",
                                               call_time="2027-03-01T05:00")).json()  # fmt: skip
    first = Event.objects.order_by("start_at").first()
    scheduler.patch(f"{EVENTS}{first.pk}/", {"title": "Special", "end_time": "2027-03-01T09:30:00Z"})

    content = exported(scheduler)

    assert b"X-BMS-CALL-TIME;TZID=Europe/Dublin:20270301T050000" in content
    assert b"SEQUENCE:1" in content
    assert dry_run(scheduler, content, ICS)["counts"] == {
        "created": 0, "changed": 0, "unchanged": 2, "conflict": 0, "bad": 0,
    }  # fmt: skip


def test_a_series_called_off_is_called_off_as_far_as_it_goes_and_reinstated(
    scheduler: Any, import_: Callable[..., Any], dry_run: Callable[..., Any]
) -> None:
    FacilityFactory(name="Studio 1")
    entry = WEEKLY + "LOCATION:Studio 1\nSTATUS:CONFIRMED\n"
    import_(scheduler, calendar_of(entry), ICS)
    kept = Event.objects.order_by("start_at")[1]
    assert scheduler.patch(f"{EVENTS}{kept.pk}/", {"status": "Completed"}).status_code == 200
    off = entry.replace("CONFIRMED", "CANCELLED")
    import_(scheduler, calendar_of(off), ICS)

    statuses = Event.objects.order_by("start_at").values_list("status", flat=True)
    assert list(statuses) == ["Cancelled", "Completed", *["Cancelled"] * 4]
    assert Booking.objects.filter(status="CONFIRMED").count() == 1
    content = exported(scheduler)
    assert (content.count(b"STATUS:CANCELLED"), content.count(b"RECURRENCE-ID")) == (1, 1)
    assert dry_run(scheduler, content, ICS)["counts"]["unchanged"] == 2
    import_(scheduler, calendar_of(entry), ICS)
    assert Event.objects.filter(status="Scheduled").count() == 5


def test_a_file_with_one_date_of_a_known_series_is_about_that_date_alone(
    scheduler: Any, import_: Callable[..., Any], dry_run: Callable[..., Any]
) -> None:
    later = MOVED.replace("0315T", "0322T")
    import_(scheduler, calendar_of(WEEKLY, MOVED), ICS)
    assert import_(scheduler, calendar_of(later), ICS)["counts"] == {
        "created": 0, "changed": 1, "unchanged": 0, "conflict": 0, "bad": 0,
    }  # fmt: skip

    assert starts()[2:4] == ["2027-03-15T07:00", "2027-03-22T07:00"]
    assert dry_run(scheduler, calendar_of(WEEKLY, MOVED, later), ICS)["counts"]["unchanged"] == 3


def test_a_series_that_people_cut_in_two_is_not_taken_back(
    scheduler: Any, import_: Callable[..., Any], dry_run: Callable[..., Any], rows: Callable[..., Any]
) -> None:
    import_(scheduler, calendar_of(WEEKLY), ICS)
    series = Series.objects.get()
    answer = scheduler.patch(
        f"/api/series/{series.pk}/",
        {"title": "Late breakfast", "scope": "following", "from": "2027-03-15T06:00:00Z"},
    )
    assert answer.status_code == 200

    (row,) = rows(scheduler, dry_run(scheduler, calendar_of(WEEKLY), ICS))
    assert (row["outcome"], "went on with another" in row["reason"]) == ("conflict", True)
    # both of its halves go out as what they are, and come back as the same
    assert dry_run(scheduler, exported(scheduler), ICS)["counts"]["unchanged"] == 2


def test_parts_and_what_no_calendar_speaks_of_stay_and_move_along(
    scheduler: Any, import_: Callable[..., Any], dry_run: Callable[..., Any]
) -> None:
    import_(scheduler, calendar_of(WEEKLY), ICS)
    event = Event.objects.order_by("start_at")[2]
    part = {"title": "Rig", "start_time": "2027-03-15T05:00:00Z", "end_time": "2027-03-15T06:00:00Z",
            "assigned_users": [scheduler.user.pk]}  # fmt: skip
    assert scheduler.post(f"{EVENTS}{event.pk}/parts/", part).status_code == 201
    assert scheduler.patch(f"{EVENTS}{event.pk}/", {"rig_minutes": 20}).status_code == 200

    import_(scheduler, calendar_of(WEEKLY, MOVED), ICS)

    event.refresh_from_db()
    (found,) = scheduler.get(f"{EVENTS}{event.pk}/parts/").json()["results"]
    assert (event.rig_minutes, found["start_time"]) == (20, "2027-03-15T06:00:00Z")
    assert Booking.objects.get(part=found["id"]).period.lower.isoformat() == "2027-03-15T06:00:00+00:00"
    assert dry_run(scheduler, exported(scheduler), ICS)["counts"]["unchanged"] == 2


def test_a_date_changed_by_a_table_is_known_as_changed_by_hand(scheduler: Any, import_: Callable[..., Any]) -> None:
    import_(scheduler, calendar_of(WEEKLY), ICS)
    answer = scheduler.get(f"{EVENTS}export/", {"format": "csv"})
    table = b"".join(answer.streaming_content).replace(b"Breakfast", b"Brunch", 1)

    assert import_(scheduler, table)["counts"]["changed"] == 1
    assert [event.edited for event in Event.objects.order_by("start_at")] == [["title"], [], [], [], [], []]


def test_an_entry_older_than_its_series_for_a_date_that_is_gone_counts_no_more(
    scheduler: Any, import_: Callable[..., Any], dry_run: Callable[..., Any], rows: Callable[..., Any]
) -> None:
    newer = WEEKLY + "EXDATE;TZID=Europe/Dublin:20270315T060000\nSEQUENCE:3\n"
    older, latest = MOVED + "SEQUENCE:2\n", MOVED + "SEQUENCE:3\n"
    run = dry_run(scheduler, calendar_of(older, newer), ICS)
    assert (run["counts"]["created"], run["counts"]["unchanged"]) == (1, 1)
    assert "does not have that date any more" in rows(scheduler, run)[0]["note"]

    import_(scheduler, calendar_of(latest, newer), ICS)
    assert starts() == STARTS


def test_a_day_may_be_said_as_midnight_in_utc(scheduler: Any, import_: Callable[..., Any]) -> None:
    days = "UID:d\nSUMMARY:Open day\nDTSTART;VALUE=DATE:20270601\nDTEND;VALUE=DATE:20270602\n"
    one = days.replace("Open day", "Special").replace("20270601", "20270608").replace("20270602", "20270609")
    import_(scheduler, calendar_of(days + "RRULE:FREQ=WEEKLY;COUNT=3\n", one + "RECURRENCE-ID:20270608T000000Z\n"), ICS)
    found = Event.objects.order_by("start_at").values_list("title", flat=True)
    assert list(found) == ["Open day", "Special", "Open day"]
