"""Lists, the timeline and Today: what they answer, and in how many queries."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from apps.scheduling.events import selectors
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import NOON, FacilityFactory, at, body

URL = "/api/scheduled-events/"
SIGN_IN_QUERIES = 2  # session, person


@pytest.fixture
def busy_day(scheduler):
    """Three events with people in three facilities, an hour each, one after the other."""
    return [
        scheduler.post(
            URL, body(FacilityFactory(), n, n + 1, title=f"Programme {n}", assigned_users=[UserFactory().pk])
        ).json()
        for n in range(3)
    ]


def ids(response):
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


def test_a_window_answers_what_overlaps_it(operator, busy_day):
    first, second, third = (event["id"] for event in busy_day)
    assert ids(operator.get(URL, {"start": at(0.5), "end": at(1)})) == [first]
    assert ids(operator.get(URL, {"start": at(1), "end": at(2.5)})) == [second, third]
    assert ids(operator.get(URL, {"start": at(3), "end": at(9)})) == []


def test_days_are_the_stations_and_count_whole(operator, scheduler, settings):
    settings.TIME_ZONE = "Europe/Dublin"
    # 27 March 2027 22:00 to 28 March 09:00, over the clock change
    overnight = scheduler.post(
        URL, body() | {"start_time": "2027-03-27T22:00:00Z", "end_time": "2027-03-28T08:00:00Z"}
    ).json()
    # 28 March 23:30 in UTC is 29 March 00:30 in Dublin
    late = scheduler.post(
        URL, body() | {"start_time": "2027-03-28T23:30:00Z", "end_time": "2027-03-28T23:45:00Z"}
    ).json()
    assert ids(operator.get(URL, {"start_date": "2027-03-27", "end_date": "2027-03-27"})) == [overnight["id"]]
    assert ids(operator.get(URL, {"start_date": "2027-03-28", "end_date": "2027-03-28"})) == [overnight["id"]]
    assert ids(operator.get(URL, {"start_date": "2027-03-29", "end_date": "2027-03-29"})) == [late["id"]]


def test_every_field_filters(operator, busy_day):
    second = busy_day[1]
    for query in (
        {"facility": second["facility"]["id"]},
        {"user": second["assigned_users"][0]["id"]},
        {"search": "Programe 1"},  # misspelt
    ):
        assert second["id"] in ids(operator.get(URL, query)), query
    assert ids(operator.get(URL, {"facility": second["facility"]["id"]})) == [second["id"]]
    assert ids(operator.get(URL, {"status": "Cancelled"})) == []
    assert ids(operator.get(URL, {"ordering": "-start_time", "page": 1}))[0] == busy_day[2]["id"]


def test_without_a_window_the_page_is_wide_and_around_now(sign_in, scheduler, monkeypatch):
    monkeypatch.setattr(selectors, "AHEAD", 3)
    monkeypatch.setattr(selectors, "BEHIND", 2)
    events = [
        scheduler.post(URL, body() | {
            "start_time": (NOON + timedelta(days=days)).isoformat(),
            "end_time": (NOON + timedelta(days=days, hours=1)).isoformat(),
        }).json()["id"]
        for days in (-60, -40, -20, 0, 20, 40, 60)
    ]  # fmt: skip
    with time_machine.travel(NOON, tick=False):
        answer = sign_in().get(URL).json()
    assert [row["id"] for row in answer["results"]] == events[1:6]
    assert (answer["count"], answer["next"], answer["previous"]) == (5, None, None)


def test_a_page_past_the_end_is_not_found(operator, busy_day):
    answer = operator.get(URL, {"page": 1, "page_size": 2}).json()
    assert (answer["count"], len(answer["results"])) == (3, 2)
    assert answer["next"].endswith(f"{URL}?page=2&page_size=2")
    assert operator.get(URL, {"page": 3, "page_size": 2}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"start_date": "yesterday"},
        {"start": "2027-03-10"},
        {"start": at(2), "end": at(1)},
        {"facility": "x"},
        {"ordering": "password"},
        {"page": 0},
        {"page_size": 10**6},
        {"end_date": "9999-12-31"},
        {"search": "\x00"},
    ],
)
def test_a_bad_query_is_refused(operator, query):
    response = operator.get(URL, query)
    assert (response.status_code, response.json()["code"]) == (422, "invalid")


def test_a_window_costs_the_same_queries_however_many_events(operator, scheduler, busy_day, django_assert_num_queries):
    # events, what is booked for them, parts, people, facilities, maintenance; none for locations, there are none
    for _ in range(2):
        operator.get(URL, {"start": at(-1), "end": at(9)})  # people and facilities are encoded when first shown
        with django_assert_num_queries(SIGN_IN_QUERIES + 6):
            operator.get(URL, {"start": at(-1), "end": at(9)})
        scheduler.post(URL, body(FacilityFactory(), 5, 6, assigned_users=[UserFactory().pk]))


def test_the_timeline_is_compact_and_takes_rig_and_strike_into_account(operator, scheduler, django_assert_num_queries):
    studio = FacilityFactory(name="Studio A", rig_minutes=60)
    event = scheduler.post(URL, body(studio, 0, 1, assigned_users=[UserFactory().pk])).json()

    with django_assert_num_queries(SIGN_IN_QUERIES + 4):  # parts, events, maintenance, rows
        answer = operator.get("/api/timeline/", {"start": at(-1), "end": at(-0.5)}).json()

    assert answer["rows"] == [{"id": studio.pk, "name": "Studio A", "group": "No location", "kind": "Studio"}]
    (bar,) = answer["events"]
    assert (bar["id"], bar["hold_start"], bar["start"], bar["facility"]) == (event["id"], at(-1), at(0), studio.pk)
    assert bar["people"] == [event["assigned_users"][0]["id"]]
    rows = operator.get("/api/timeline/", {"start": at(0), "end": at(1), "rows": "person"}).json()["rows"]
    assert event["assigned_users"][0]["full_name"] in [row["name"] for row in rows]
    assert operator.get("/api/timeline/", {"start": at(0), "end": at(24 * 100)}).status_code == 422


def test_today_answers_its_four_questions(sign_in, scheduler):
    person = UserFactory()
    live = scheduler.post(URL, body(FacilityFactory(), -1, 1, assigned_users=[person.pk])).json()
    soon = scheduler.post(URL, body(FacilityFactory(), 2, 3)).json()
    later = scheduler.post(URL, body(None, 100, 101, assigned_users=[person.pk])).json()
    scheduler.post(URL, body(None, 4, 5, status="Cancelled"))

    with time_machine.travel(NOON, tick=False):
        answer = sign_in(person).get("/api/today/").json()

    assert [event["id"] for event in answer["on_air"]] == [live["id"]]
    assert [event["id"] for event in answer["next"]] == [soon["id"]]
    assert [event["id"] for event in answer["unstaffed"]] == [soon["id"]]
    assert [event["id"] for event in answer["mine"]] == [live["id"], later["id"]]


def test_the_instants_of_an_answer_are_utc(operator, scheduler):
    scheduler.post(URL, body() | {"start_time": "2027-07-01T09:00:00+02:00", "end_time": "2027-07-01T10:00:00+02:00"})
    (event,) = operator.get(URL, {"start": at(0), "end": "2027-08-01T00:00:00Z"}).json()["results"]
    assert (event["start_time"], event["end_time"]) == ("2027-07-01T07:00:00Z", "2027-07-01T08:00:00Z")
    assert datetime.fromisoformat(event["created_at"]).tzinfo == UTC
