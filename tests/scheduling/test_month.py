"""The month at a glance: days of any zone, how much is on each, the first of it."""

import pytest

from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory, body

URL = "/api/scheduled-events/"
MONTH = "/api/month/"
SIGN_IN_QUERIES = 2  # session, person


@pytest.fixture
def dublin(settings):
    settings.TIME_ZONE = "Europe/Dublin"


def timed(start, end, **more):
    return {"title": "Item", "start_time": start, "end_time": end} | more


def counted(client, start, **query):
    response = client.get(MONTH, {"start": start, **query})
    assert response.status_code == 200, response.content
    return {day["date"]: day["count"] for day in response.json()["days"] if day["count"]}


def test_an_event_stands_on_its_first_day_and_a_long_one_on_each_of_its_days(operator, scheduler, dublin):
    night = timed("2027-03-10T22:00:00Z", "2027-03-11T06:00:00Z", title="Night")
    festival = timed("2027-03-12T10:00:00Z", "2027-03-15T00:00:00Z", title="Festival")  # ends at midnight
    before = timed("2027-02-27T23:00:00Z", "2027-02-28T05:00:00Z", title="The night before the first day")
    tour = timed("2027-02-20T10:00:00Z", "2027-03-01T12:00:00Z", title="Tour")
    for each in (night, festival, before, tour, timed("2027-03-10T10:00:00Z", "2027-03-10T11:00:00Z")):
        scheduler.post(URL, each)
    scheduler.post(URL, timed("2027-03-10T12:00:00Z", "2027-03-10T13:00:00Z", status="Cancelled"))

    answer = operator.get(MONTH, {"start": "2027-02-28"}).json()

    assert [day["date"] for day in answer["days"]][:2] == ["2027-02-28", "2027-03-01"]
    assert len(answer["days"]) == 42
    named = {day["date"]: [event["title"] for event in day["events"]] for day in answer["days"] if day["count"]}
    assert named == {
        "2027-02-28": ["Tour"],
        "2027-03-01": ["Tour"],
        "2027-03-10": ["Item", "Night"],
        **{f"2027-03-{day}": ["Festival"] for day in (12, 13, 14)},
    }
    assert counted(operator, "2027-03-01", status="Cancelled") == {"2027-03-10": 1}


@pytest.mark.parametrize(
    ("zone", "start", "end", "day"),
    [
        ("Europe/Dublin", "2027-03-28T00:00:00Z", "2027-03-28T23:00:00Z", "2027-03-28"),  # 23 hours: the whole day
        ("Europe/Dublin", "2027-10-30T23:00:00Z", "2027-11-01T00:00:00Z", "2027-10-31"),  # 25 hours: the whole day
        ("America/New_York", "2027-03-15T03:30:00Z", "2027-03-15T04:30:00Z", "2027-03-14"),
        ("Australia/Lord_Howe", "2027-04-03T14:45:00Z", "2027-04-03T15:15:00Z", "2027-04-04"),
        ("Asia/Kolkata", "2027-03-09T18:30:00Z", "2027-03-09T19:30:00Z", "2027-03-10"),
    ],
)
def test_days_are_those_of_the_zone_also_when_they_have_23_or_25_hours(operator, scheduler, zone, start, end, day):
    scheduler.post(URL, timed(start, end))

    month = f"{day[:8]}01"
    assert counted(operator, month, time_zone=zone) == {day: 1}


def test_the_first_of_a_busy_day_are_named_in_one_query(operator, scheduler, django_assert_num_queries):
    studio = FacilityFactory()
    for number in range(9):
        scheduler.post(URL, body(None, number / 4, number / 4 + 1, title=f"Item {number}"))
    held = scheduler.post(URL, body(studio, -1, 0, title="Held", claim="Held", event_type="Edit")).json()

    with django_assert_num_queries(SIGN_IN_QUERIES + 1):
        days = operator.get(MONTH, {"start": "2027-03-10", "days": 2}).json()["days"]

    assert [day["count"] for day in days] == [10, 0]
    assert [event["title"] for event in days[0]["events"]] == ["Held", *(f"Item {number}" for number in range(5))]
    assert days[0]["events"][0] == {
        "id": held["id"],
        "title": "Held",
        "type": "Edit",
        "status": "Scheduled",
        "claim": "Held",
        "start_time": held["start_time"],
        "end_time": held["end_time"],
        "facility": studio.pk,
    }


def test_the_filters_of_the_schedule_narrow_the_month(operator, scheduler):
    studio, person = FacilityFactory(), UserFactory()
    scheduler.post(URL, body(studio, 0, 1, title="Rugby", event_type="Live event", assigned_users=[person.pk]))
    scheduler.post(URL, body(None, 24, 25))

    for query in (
        {"facility": studio.pk},
        {"user": person.pk},
        {"event_type": "Live event"},
        {"search": "Rugbi"},  # misspelt
    ):
        assert counted(operator, "2027-03-01", **query) == {"2027-03-10": 1}, query
    assert counted(operator, "2027-03-01", status="Completed") == {}


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"start": "yesterday"},
        {"start": "2027-03-01", "days": 43},
        {"start": "2027-03-01", "days": 0},
        {"start": "2027-03-01", "time_zone": "Mars/Olympus"},
        {"start": "2027-03-01", "facility": "x"},
        {"start": "9999-12-01"},
    ],
)
def test_a_month_that_is_none_is_refused(operator, query):
    response = operator.get(MONTH, query)

    assert (response.status_code, response.json()["code"]) == (422, "invalid")
