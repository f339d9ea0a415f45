"""Series in calendar feeds: one entry with its rule, and what differs; expanded by others it is our schedule again."""

from datetime import UTC, datetime, timedelta

import pytest
import recurring_ical_events
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.scheduling.models import Event
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory
from tests.scheduling.feeds.conftest import EVENTS, read
from tests.scheduling.series.factories import URL, dates
from tests.scheduling.series.factories import body as series_body

pytestmark = pytest.mark.django_db

BEGAN = datetime(2027, 3, 1, 12, tzinfo=UTC)
UNTIL = BEGAN + timedelta(days=390)  # within what a calendar holds


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(BEGAN, tick=False) as traveller:
        yield traveller


def shown(path):
    """What a program shows of a calendar, in order: title, start, end, and whether it is off."""
    found = recurring_ical_events.of(read(path)).between(BEGAN - timedelta(days=80), UNTIL)
    return sorted(
        (str(one["SUMMARY"]), one["DTSTART"].dt.astimezone(UTC), one["DTEND"].dt.astimezone(UTC), str(one["STATUS"]))
        for one in found
    )


def stands(start="start_at", end="end_at", **wanted):
    """The same by our own events."""
    return sorted(
        (
            event.title,
            getattr(event, start) or event.start_at,
            getattr(event, end) or event.end_at,
            "CANCELLED" if event.status == "Cancelled" or event.archived_at else "CONFIRMED",
        )
        for event in Event.objects.filter(start_at__lt=UNTIL, **wanted)
    )


def entries_of(path):
    """The entries of a calendar: those of whole series, and the others."""
    entries = read(path).walk("VEVENT")
    return [one for one in entries if "RECURRENCE-ID" not in one], [one for one in entries if "RECURRENCE-ID" in one]


RULES = {
    "daily across both changes, overnight": ("2027-03-20T22:00", "2027-03-21T06:00", "FREQ=DAILY;COUNT=240"),
    "01:30, which is skipped and comes twice": ("2027-03-14T01:30", "2027-03-14T02:30", "FREQ=WEEKLY;COUNT=40"),
    "for ever": ("2027-03-02T07:00", "2027-03-02T08:00", "FREQ=WEEKLY;BYDAY=TU,SU;INTERVAL=2"),
    "last Friday": ("2027-03-26T10:00", "2027-03-26T12:00", "FREQ=MONTHLY;BYDAY=-1FR"),
    "until a day": ("2027-03-03T09:15", "2027-03-03T09:45", "FREQ=WEEKLY;BYDAY=WE,TH;UNTIL=20270501"),
    "twice a day": ("2027-03-05T12:00", "2027-03-05T12:30", "FREQ=DAILY;BYHOUR=12,18;COUNT=30"),
    "single days": ("2027-03-04T15:00", "2027-03-04T16:00", ""),
}


def test_every_series_is_one_entry_and_its_dates_are_ours(scheduler, operator, feed_of):
    """In the calendars of a facility, of a filter, and of a person who is called 20 minutes before midnight."""
    for number, (title, (start, end, rule)) in enumerate(RULES.items()):
        room = FacilityFactory()
        kept = scheduler.post("/api/saved-filters/", {"name": title, "facility": room.pk, "status": "Scheduled"}).json()
        values = series_body(room, title=title, dtstart=start, dtend=end, rrule=rule, event_type=f"kind {number}")
        values |= {"rdate": ["2027-03-30T13:00", "2027-04-02T13:00"], "exdate": ["2027-04-06T07:00"]}
        answer = scheduler.post(URL, values)
        assert answer.status_code == 201, answer.json()
        listed = dates(scheduler, answer.json()["id"])
        moved, renamed, cancelled, gone, elsewhere = (f"{EVENTS}{row['id']}/" for row in (listed * 2)[1:6])
        path = feed_of(operator, kind="facility", facility=room.pk)
        filtered = feed_of(scheduler, kind="filter", saved_filter=kept["id"])
        assert shown(path) == shown(filtered) == stands(event_type=f"kind {number}"), title
        [master], exceptions = entries_of(path)
        assert len(exceptions) <= 4, title  # nights of a change
        if len(listed) < 4:
            continue
        was = int(master["SEQUENCE"])
        start_of_moved = datetime.fromisoformat(listed[1]["start_time"]) - timedelta(hours=3)
        end_of_moved = datetime.fromisoformat(listed[1]["end_time"]) - timedelta(hours=2)
        assert scheduler.patch(moved, {"start_time": start_of_moved.isoformat(), "end_time": end_of_moved.isoformat()})
        scheduler.patch(renamed, {"title": f"{title}, special"})
        scheduler.patch(cancelled, {"status": "Cancelled"})
        scheduler.delete(gone)
        scheduler.patch(elsewhere, {"facility": FacilityFactory().pk})

        assert shown(path) == stands(facility_id=room.pk), title
        [master], exceptions = entries_of(path)
        assert {int(one["SEQUENCE"]) > was for one in exceptions} == {True}
        assert {str(one["STATUS"]) for one in exceptions} == {"CONFIRMED", "CANCELLED"}
        assert len({str(one["UID"]) for one in [master, *exceptions]}) == 1


def test_a_duty_repeats_from_call_to_wrap(scheduler, operator, feed_of):
    person, other = operator.user, UserFactory()
    late = series_body(
        dtstart="2027-03-08T00:10", dtend="2027-03-08T02:00", rrule="FREQ=WEEKLY;BYDAY=MO,WE", title="Night",
        call_time="2027-03-07T23:40", wrap_time="2027-03-08T02:15", assigned_users=[person.pk, other.pk],
    )  # fmt: skip
    seldom = series_body(dtstart="2027-03-02T12:00", dtend="2027-03-02T13:00", title="Seldom", rrule="FREQ=DAILY")
    night, day = (scheduler.post(URL, values).json() for values in (late, seldom))
    rows = dates(scheduler, night["id"])
    for row in rows[20:30]:
        scheduler.patch(f"{EVENTS}{row['id']}/", {"assigned_users": [other.pk]})
    for row in dates(scheduler, day["id"])[3:40:7]:
        scheduler.patch(f"{EVENTS}{row['id']}/", {"assigned_users": [person.pk]})
    path = feed_of(operator)
    wanted = {"bookings__resource_kind": "person", "bookings__resource_id": person.pk}

    assert shown(path) == stands("call_at", "wrap_at", **wanted)
    [master], exceptions = entries_of(path)
    assert (str(master["SUMMARY"]), master["RRULE"]["BYDAY"]) == ("Night", ["TU", "SU"])
    assert master["DTSTART"].dt.isoformat() == "2027-03-07T23:40:00+00:00"
    assert "Call: Sun 7 Mar, 23:40" in str(master["DESCRIPTION"])
    # six of 400 dates are told by themselves
    assert [str(one["SUMMARY"]) for one in exceptions].count("Seldom") == 6
    # who is on the first dates only is on none that comes after them
    for row in rows[30:]:
        scheduler.patch(f"{EVENTS}{row['id']}/", {"assigned_users": [other.pk]})
    [master], _ = entries_of(path)
    assert "UNTIL" in master["RRULE"]
    assert shown(path) == stands("call_at", "wrap_at", **wanted)


def test_a_calendar_goes_on_from_what_is_behind_it(scheduler, operator, feed_of, now):
    room = FacilityFactory()
    values = series_body(room, dtstart="2027-03-02T22:00", dtend="2027-03-03T01:00", rrule="FREQ=DAILY;COUNT=300")
    scheduler.post(URL, values)
    path = feed_of(operator, kind="facility", facility=room.pk)
    now.shift(timedelta(days=150))

    [master], _ = entries_of(path)
    assert master["DTSTART"].dt.isoformat() == "2027-04-30T22:00:00+01:00"
    assert master["RRULE"]["COUNT"] == [241]
    assert shown(path) == [row for row in stands() if row[1].isoformat() >= "2027-04-30"]


def test_a_series_takes_no_more_queries_than_a_date_and_one(scheduler, operator, feed_of):
    room = FacilityFactory()
    path = feed_of(operator, kind="facility", facility=room.pk)
    counts = []
    for hour in (10, 14):
        values = series_body(room, dtstart=f"2027-03-02T{hour}:00", dtend=f"2027-03-02T{hour}:30")
        assert scheduler.post(URL, values).status_code == 201
        Client().get(path)
        with CaptureQueriesContext(connection) as captured:
            etag = Client().get(path)["ETag"]
        with CaptureQueriesContext(connection) as current:
            assert Client().get(path, headers={"If-None-Match": etag}).status_code == 304
        counts.append((len(captured), len(current)))
    assert counts == [(10, 6)] * 2  # nobody is on it


def test_a_series_that_changes_without_its_dates_is_another_state(scheduler, operator, feed_of):
    room = FacilityFactory()
    made = scheduler.post(URL, series_body(room)).json()
    path = feed_of(operator, kind="facility", facility=room.pk)
    etag = Client().get(path)["ETag"]
    answer = scheduler.patch(f"{URL}{made['id']}/", {"rrule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270312"})
    assert answer.status_code == 200
    assert Client().get(path)["ETag"] != etag


def test_a_large_calendar_is_kept_and_a_change_is_seen_at_once(scheduler, operator, feed_of):
    room = FacilityFactory()
    made = scheduler.post(URL, series_body(room, rrule="FREQ=DAILY")).json()
    path = feed_of(operator, kind="facility", facility=room.pk)
    first = Client().get(path)
    with CaptureQueriesContext(connection) as captured:
        again = Client().get(path)
    assert (again.content, again["ETag"], len(captured)) == (first.content, first["ETag"], 6)

    [row, *_] = dates(scheduler, made["id"])
    scheduler.patch(f"{EVENTS}{row['id']}/", {"title": "Special"})
    assert b"SUMMARY:Special" in Client().get(path).content
