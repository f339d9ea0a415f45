"""Series over HTTP: every date is an event that holds what it takes, or none is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.models import OutboxEvent
from apps.scheduling.leave.models import TimeOffRequest
from apps.scheduling.models import Booking, Event, Series
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory
from tests.scheduling.series.factories import EVENTS, URL, body, dates, starts


@pytest.fixture
def studio(db):
    return FacilityFactory(name="Studio A", rig_minutes=30, strike_minutes=15)


def taken(client, facility, start, end, title="Gala"):
    answer = client.post(EVENTS, {"title": title, "facility": facility.pk, "start_time": start, "end_time": end})
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_every_date_is_an_event_that_holds_its_facility_and_people(scheduler, studio):
    person = UserFactory()

    answer = scheduler.post(
        URL, body(studio, assigned_users=[person.pk], call_time="2027-03-01T05:00", event_type="Live")
    )

    made = answer.json()
    assert answer.status_code == 201
    assert made["text"] == "every weekday at 06:00, 10 times"
    assert (made["plan"]["date_count"], made["plan"]["skipped"], made["plan"]["conflicts"]) == (10, [], [])
    assert made["facility"]["id"] == studio.pk
    found = dates(scheduler, made["id"])
    assert [event["start_time"] for event in found][:2] == ["2027-03-01T06:00:00Z", "2027-03-02T06:00:00Z"]
    assert [event["recurrence_time"] for event in found] == [event["start_time"] for event in found]
    assert {event["event_type"] for event in found} == {"Live"}
    assert found[0]["call_time"] == "2027-03-01T05:00:00Z"
    held = Booking.objects.filter(event_id=found[0]["id"]).order_by("resource_kind")
    assert [(b.resource_kind, f"{b.period.lower:%H:%M}", f"{b.period.upper:%H:%M}") for b in held] == [
        ("facility", "05:30", "09:15"),
        ("person", "05:00", "09:00"),
    ]
    assert [fact.type for fact in OutboxEvent.objects.all()] == ["scheduling.series_scheduled"]


def test_times_stay_on_the_clock_across_a_change(scheduler):
    made = scheduler.post(
        URL, body(dtstart="2027-03-26T22:00", dtend="2027-03-27T09:00", rrule="FREQ=DAILY;COUNT=3")
    ).json()

    hours = [(event["start_time"][8:16], event["end_time"][8:16]) for event in dates(scheduler, made["id"])]
    assert hours == [("26T22:00", "27T09:00"), ("27T22:00", "28T08:00"), ("28T21:00", "29T08:00")]


def test_a_clash_anywhere_refuses_the_whole_and_names_every_one(scheduler, studio):
    first = taken(scheduler, studio, "2027-03-03T08:00:00Z", "2027-03-03T10:00:00Z")
    second = taken(scheduler, studio, "2027-03-08T04:00:00Z", "2027-03-08T06:00:00Z", title="Rehearsal")
    OutboxEvent.objects.all().delete()

    answer = scheduler.post(URL, body(studio))

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "booking_conflict")
    assert problem["detail"].startswith("2 of 10 dates cannot be booked: Studio A is already booked for Gala, Wed 03")
    assert [(c["event"]["id"], c["date"]["start_time"]) for c in problem["conflicts"]] == [
        (first["id"], "2027-03-03T06:00:00Z"),
        (second["id"], "2027-03-08T06:00:00Z"),
    ]
    assert problem["conflicts"][0]["resource"] == {"kind": "facility", "id": studio.pk, "name": "Studio A"}
    assert Event.objects.count() == 2
    assert not Series.objects.exists()
    assert not OutboxEvent.objects.exists()


def test_or_it_is_booked_without_the_dates_that_clash(scheduler, studio):
    taken(scheduler, studio, "2027-03-03T08:00:00Z", "2027-03-03T10:00:00Z")

    made = scheduler.post(URL, body(studio, on_clash="skip")).json()

    assert made["exdate"] == ["2027-03-03T06:00"]
    assert made["plan"]["skipped"] == [{"start_time": "2027-03-03T06:00:00Z", "end_time": "2027-03-03T09:00:00Z"}]
    assert made["plan"]["conflicts"][0]["event"]["title"] == "Gala"
    assert len(dates(scheduler, made["id"])) == 9


def test_nobody_is_booked_who_is_on_leave(scheduler, studio):
    person = UserFactory(first_name="Ada", last_name="Lovelace")
    TimeOffRequest.objects.create(
        user_id=person.pk,
        request_type="personal",
        kind="personal",
        start_date="2027-03-04",
        end_date="2027-03-05",
        time_zone="Europe/Dublin",
        start_at="2027-03-04T00:00:00Z",
        end_at="2027-03-06T00:00:00Z",
        status="Approved",
    )

    refused = scheduler.post(URL, body(studio, assigned_users=[person.pk]))
    made = scheduler.post(URL, body(studio, assigned_users=[person.pk], on_clash="skip")).json()

    assert refused.status_code == 409
    assert "2 of 10 dates cannot be booked: Ada Lovelace is on leave" in refused.json()["detail"]
    assert [absence["date"]["start_time"][:10] for absence in refused.json()["absences"]] == [
        "2027-03-04",
        "2027-03-05",
    ]
    assert made["exdate"] == ["2027-03-04T06:00", "2027-03-05T06:00"]


def test_a_preview_says_what_would_happen_and_stores_nothing(scheduler, studio):
    taken(scheduler, studio, "2027-03-03T08:00:00Z", "2027-03-03T10:00:00Z")
    OutboxEvent.objects.all().delete()

    answer = scheduler.post(URL, body(studio, preview=True))

    assert answer.status_code == 200
    assert answer.json()["date_count"] == 10
    assert [c["event"]["title"] for c in answer.json()["conflicts"]] == ["Gala"]
    assert len(answer.json()["dates"]) == 10
    assert Event.objects.count() == 1
    assert not Series.objects.exists()
    assert not OutboxEvent.objects.exists()


def test_dates_are_events_up_to_400_days_ahead(scheduler, time_machine_at):
    time_machine_at("2026-11-23T12:00:00Z")

    endless = scheduler.post(URL, body(dtstart="2026-11-24T06:00", dtend="2026-11-24T07:00", rrule="FREQ=DAILY")).json()
    later = scheduler.post(URL, body(dtstart="2029-03-01T06:00", dtend="2029-03-01T09:00", rrule="FREQ=DAILY")).json()

    assert endless["extended_to"] == "2027-12-29T06:00:00Z"  # 400 days from the first date, which is still ahead
    assert len(dates(scheduler, endless["id"])) == 401
    assert len(dates(scheduler, later["id"])) == 401


def test_the_zone_is_that_of_the_place_unless_it_is_given(scheduler):
    from tests.facilities.factories import LocationFactory

    hall = FacilityFactory(location=LocationFactory(time_zone="America/New_York"))
    sent = body(hall)
    del sent["time_zone"]

    made = scheduler.post(URL, sent).json()

    assert made["time_zone"] == "America/New_York"
    assert starts(scheduler, made["id"])[0] == "2027-03-01T11:00:00Z"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("rrule", {"rrule": ""}),
        ("rrule", {"rrule": "FREQ=MINUTELY"}),
        ("rrule", {"rrule": "FREQ=DAILY;COUNT=1", "exdate": ["2027-03-01"]}),
        ("rrule", {"dtstart": "1990-01-01T06:00", "dtend": "1990-01-01T07:00", "rrule": "FREQ=DAILY"}),
        ("dtend", {"dtend": "2027-03-01T05:00"}),
        ("dtend", {"dtend": "2027-03-02T07:00", "assigned_users": [1]}),
        ("dtend", {"dtend": "2029-03-01T05:00"}),
        ("title", {"title": " "}),
        ("facility", {"facility": 999999}),
        ("time_zone", {"time_zone": "Moon/Crater"}),
        ("on_air_start", {"on_air_start": "2027-03-01T05:00", "on_air_end": "2027-03-01T07:00"}),
        ("on_air_end", {"on_air_start": "2027-03-01T06:30"}),
        ("wrap_time", {"wrap_time": "2027-03-01T05:00"}),
    ],
)
def test_bad_input_names_its_field_and_changes_nothing(scheduler, field, values):
    if values.get("assigned_users"):
        values = values | {"assigned_users": [UserFactory().pk]}  # two dates of one person at once

    answer = scheduler.post(URL, body() | values)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field]), answer.json()
    assert not Event.objects.exists()


def test_series_are_listed_with_a_fixed_number_of_queries(scheduler, studio):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            rows = scheduler.get(URL).json()["results"]
        return len(queries), [row["title"] for row in rows]

    person = UserFactory()
    scheduler.post(URL, body(studio, title="B", assigned_users=[person.pk]))
    few, _ = asked()
    scheduler.post(URL, body(title="C", assigned_users=[UserFactory().pk]))
    scheduler.post(URL, body(FacilityFactory(), title="A"))
    many, titles = asked()

    assert few == many
    assert titles == ["A", "B", "C"]


def test_series_are_filtered(scheduler, studio):
    person = UserFactory()
    scheduler.post(URL, body(studio, title="In the studio"))
    scheduler.post(URL, body(title="Of somebody", assigned_users=[person.pk], event_type="Live"))

    def titles(query):
        return [row["title"] for row in scheduler.get(f"{URL}?{query}").json()["results"]]

    assert titles(f"facility={studio.pk}") == ["In the studio"]
    assert titles(f"user={person.pk}") == ["Of somebody"]
    assert titles("event_type=Live") == ["Of somebody"]
    assert titles("search=studio") == ["In the studio"]


def test_operators_read_series_and_do_not_make_them(operator, scheduler):
    made = scheduler.post(URL, body()).json()

    assert operator.post(URL, body()).status_code == 403
    assert operator.get(f"{URL}{made['id']}/").json()["title"] == "Breakfast"
    assert operator.get(f"{URL}999999/").status_code == 404
