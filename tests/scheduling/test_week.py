"""The week at a glance: the station's days, with how many are on each event."""

import pytest

from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory, at, body

URL = "/api/scheduled-events/"
SIGN_IN_QUERIES = 2  # session, person


@pytest.fixture
def dublin(settings):
    settings.TIME_ZONE = "Europe/Dublin"


def test_events_stand_on_the_stations_day_they_start_on(operator, scheduler, dublin):
    staffed = scheduler.post(URL, body(FacilityFactory(), 0, 1, assigned_users=[UserFactory().pk])).json()
    night = scheduler.post(URL, body(None, 11, 20, title="Night")).json()  # 23:00 to 08:00
    scheduler.post(URL, body(None, 12, 13, status="Cancelled"))
    scheduler.post(URL, body(None, 13 + 4 * 24, 14 + 4 * 24, title="After the week"))

    days = operator.get("/api/week/", {"start": "2027-03-08"}).json()["days"]

    assert [day["date"] for day in days] == [f"2027-03-{number:02}" for number in range(8, 15)]
    assert [(day["count"], day["unstaffed"]) for day in days] == [
        (0, 0),
        (0, 0),
        (2, 1),
        (0, 0),
        (0, 0),
        (0, 0),
        (0, 0),
    ]
    assert [(event["id"], event["crew"]) for event in days[2]["events"]] == [(staffed["id"], 1), (night["id"], 0)]


def test_a_day_of_summer_time_begins_at_its_own_midnight(operator, scheduler, dublin):
    late = {"start_time": "2027-06-30T23:30:00Z", "end_time": "2027-07-01T01:00:00Z"}  # 00:30 on 1 July in Dublin
    scheduler.post(URL, {"title": "Late", **late})

    days = operator.get("/api/week/", {"start": "2027-06-28"}).json()["days"]

    assert {day["date"]: day["count"] for day in days if day["count"]} == {"2027-07-01": 1}


def test_tentative_people_do_not_count(operator, scheduler):
    scheduler.post(URL, body(None, 0, 1, tentative_users=[UserFactory().pk]))

    (day,) = [day for day in operator.get("/api/week/", {"start": "2027-03-10"}).json()["days"] if day["count"]]

    assert (day["unstaffed"], day["events"][0]["crew"]) == (1, 0)


def test_a_busy_week_costs_one_query_and_names_the_first_of_each_day(operator, scheduler, django_assert_num_queries):
    for number in range(15):
        scheduler.post(URL, body(None, number / 4, number / 4 + 1, title=f"Item {number:02}"))

    with django_assert_num_queries(SIGN_IN_QUERIES + 1):
        days = operator.get("/api/week/", {"start": "2027-03-10"}).json()["days"]

    assert (days[0]["count"], days[0]["unstaffed"]) == (15, 15)
    assert [event["title"] for event in days[0]["events"]] == [f"Item {number:02}" for number in range(12)]
    assert days[0]["events"][0]["start_time"] == at(0)


@pytest.mark.parametrize("start", ["", "yesterday", "0001-01-01", "9999-12-31", "2027-02-30"])
def test_a_day_that_is_none_is_refused(operator, start):
    response = operator.get("/api/week/", {"start": start})

    assert (response.status_code, response.json()["code"]) == (422, "invalid")
