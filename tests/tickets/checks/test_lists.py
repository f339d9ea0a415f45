"""What is due today over all facilities, and the checks of the past."""

import pytest

from tests.facilities.factories import FacilityFactory, LocationFactory
from tests.tickets.checks.conftest import CHECKLISTS, CHECKS, address_of, at, items_of, look_at_all

SIGNED_IN = 2  # queries before any list is read: the session and the person
DUE = f"{CHECKS}due/"


@pytest.fixture
def house(db):
    return LocationFactory(name="House", time_zone="Europe/Dublin")


@pytest.fixture
def rooms(house):
    return [FacilityFactory(name=f"Room {letter}", location=house) for letter in "ABCD"]


@pytest.fixture
def day(operator, checklist, rooms):
    """A is done, B is open, C has a failure, D is not begun."""
    begun = [operator.post(CHECKS, {"facility": room.pk}).json() for room in rooms[:3]]
    look_at_all(operator, begun[0])
    operator.post(f"{address_of(begun[0])}complete/")
    operator.patch(address_of(begun[2], items_of(begun[2])[0]), {"outcome": "Failed"})
    return begun


def states(response):
    assert response.status_code == 200, response.content
    return [(row["facility"]["name"], row["state"]) for row in response.json()["results"]]


def test_the_day_over_all_facilities(operator, day, rooms, house):
    answer = operator.get(DUE)

    assert states(answer) == [("Room A", "Done"), ("Room B", "Open"), ("Room C", "Failed"), ("Room D", "Not started")]
    rows = answer.json()["results"]
    assert [row.get("check", {}).get("id") for row in rows] == [*(run["id"] for run in day), None]
    assert rows[2]["check"]["counts"] == {"total": 3, "open": 2, "ok": 0, "failed": 1, "not_applicable": 0}
    assert rows[3] == {
        "facility": operator.get(f"/api/facilities/{rooms[3].pk}/").json(),
        "checklist": rows[0]["checklist"],
        "day": rows[0]["day"],
        "state": "Not started",
    }
    assert states(operator.get(DUE, {"state": "Failed"})) == [("Room C", "Failed")]
    assert states(operator.get(DUE, {"facility": rooms[1].pk})) == [("Room B", "Open")]
    assert len(states(operator.get(DUE, {"location": house.pk}))) == 4
    assert states(operator.get(DUE, {"location": LocationFactory().pk})) == []
    assert {state for _, state in states(operator.get(DUE, {"day": "2026-01-01"}))} == {"Not started"}
    assert states(operator.get(DUE, {"page": 2, "page_size": 3})) == [("Room D", "Not started")]


def test_the_day_costs_the_same_queries_however_many_facilities(
    operator, engineer, day, house, django_assert_num_queries
):
    for number in range(2):
        # facilities, runs, counts, checklists; people and facilities of the page
        with django_assert_num_queries(SIGNED_IN + 6):
            operator.get(DUE)
        operator.post(CHECKS, {"facility": FacilityFactory(location=house, name=f"More {number}").pk})


def test_a_check_that_was_begun_is_shown_though_its_checklist_is_archived(operator, engineer, checklist, day):
    engineer.post(f"{CHECKLISTS}{checklist['id']}/archive/")

    assert [name for name, _ in states(operator.get(DUE))] == ["Room A", "Room B", "Room C"]


def test_each_facility_is_asked_about_its_own_day(operator, checklist):
    FacilityFactory(name="Dublin", location=LocationFactory(time_zone="Europe/Dublin"))
    FacilityFactory(name="Tokyo", location=LocationFactory(time_zone="Asia/Tokyo"))

    with at("2027-07-01T22:59:00Z", operator):
        rows = operator.get(DUE).json()["results"]

    assert [(row["facility"]["name"], row["day"]) for row in rows] == [
        ("Dublin", "2027-07-01"),
        ("Tokyo", "2027-07-02"),
    ]


def test_the_history_is_newest_first_and_filtered(operator, checklist, rooms):
    for when in ("2027-03-01", "2027-03-02", "2027-03-03"):
        with at(f"{when}T12:00:00Z", operator):
            first = operator.post(CHECKS, {"facility": rooms[0].pk}).json()
            operator.post(CHECKS, {"facility": rooms[1].pk})
            if when == "2027-03-02":
                look_at_all(operator, first, "Failed")
                operator.post(f"{address_of(first)}complete/")

    def found(**query):
        rows = operator.get(CHECKS, query).json()["results"]
        return [f"{row['day'][-2:]} {row['facility']['name'][-1]}" for row in rows]

    with at("2027-03-03T13:00:00Z", operator):
        assert found() == ["03 B", "03 A", "02 B", "02 A", "01 B", "01 A"]
        assert found(facility=rooms[0].pk) == ["03 A", "02 A", "01 A"]
        assert found(facility=rooms[0].pk, ordering="day") == ["01 A", "02 A", "03 A"]
        assert found(day="2027-03-01", checklist=checklist["id"]) == ["01 B", "01 A"]
        assert found(start_date="2027-03-02", end_date="2027-03-02", failed="true") == ["02 A"]
        assert found(failed="false", end_date="2027-03-02") == ["02 B", "01 B", "01 A"]
        assert found(completed="true") == ["02 A"]
        assert len(found(completed="false")) == 5
        assert found(page=2, page_size=4) == ["01 B", "01 A"]


def test_the_history_costs_the_same_queries_however_many_checks(operator, day, house, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(SIGNED_IN + 4):  # checks, people, facilities, counts
            operator.get(CHECKS)
        operator.post(CHECKS, {"facility": FacilityFactory(location=house).pk})


def test_one_check_costs_as_many_queries_however_many_people_looked_at_it(
    operator, engineer, day, django_assert_num_queries
):
    for client in (operator, engineer):
        client.patch(address_of(day[1], items_of(day[1])[1 if client is engineer else 0]), {"outcome": "OK"})
        with django_assert_num_queries(SIGNED_IN + 5):  # check, items, people, facility, counts
            operator.get(address_of(day[1]))


@pytest.mark.parametrize("query", ["day=yesterday", "state=Fine", "location=x", "page=0"])
def test_a_filter_that_makes_no_sense_is_named(operator, checklist, query):
    response = operator.get(f"{DUE}?{query}")

    assert (response.status_code, list(response.json()["errors"])) == (422, [query.split("=", 1)[0]])


def test_a_stranger_reads_nothing(anonymous):
    for path in (CHECKS, DUE, CHECKLISTS):
        assert anonymous.get(path).status_code == 401
