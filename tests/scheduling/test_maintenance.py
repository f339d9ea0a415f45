"""Maintenance windows over HTTP: what they block, what they hit, who hears of it."""

import pytest
import time_machine

from apps.scheduling.models import Event
from tests.authentication.factories import UserFactory
from tests.facilities.factories import EquipmentFactory
from tests.scheduling.factories import FacilityFactory, at, body

URL = "/api/maintenance/"
EVENTS = "/api/scheduled-events/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2027-03-01T09:00:00Z", tick=False):
        yield


@pytest.fixture
def studio(db):
    return FacilityFactory(name="Studio A", rig_minutes=30)


@pytest.fixture
def close(engineer):
    """`close(studio, 0, 2)`: the studio is out of use from noon to two."""

    def plan(facility, start, end, **more):
        response = engineer.post(
            URL, {"facility": facility.pk, "start_time": at(start), "end_time": at(end), "reason": "New lamps"} | more
        )
        assert response.status_code == 201, response.content
        return response.json()

    return plan


def test_what_is_in_maintenance_cannot_be_booked_or_held_rig_included(scheduler, studio, close):
    window = close(studio, 0, 2)
    assert window["resource"] == {"kind": "facility", "id": studio.pk, "name": "Studio A"}

    for new in (body(studio, 2.25, 3), body(studio, 1, 3) | {"claim": "Held"}):
        refused = scheduler.post(EVENTS, new)
        assert (refused.status_code, refused.json()["code"]) == (409, "in_maintenance")
        assert "Studio A is in maintenance" in refused.json()["detail"]
        assert refused.json()["windows"][0]["id"] == window["id"]
    assert not Event.objects.exists()
    assert scheduler.post(EVENTS, body(studio, 2.5, 3)).status_code == 201


def test_a_window_over_bookings_lists_them_and_marks_them_until_it_is_called_off(scheduler, engineer, studio, close):
    booked = scheduler.post(EVENTS, body(studio, 0, 1, title="Gala")).json()
    held = scheduler.post(EVENTS, body(studio, 0, 1, title="Quiz") | {"claim": "Held"}).json()
    beside = scheduler.post(EVENTS, body(studio, 4, 5)).json()
    asked = {"facility": studio.pk, "start": at(0.5), "end": at(2)}
    foreseen = engineer.get(f"{URL}hits/", asked).json()["hits"]

    window = close(studio, 0.5, 2)

    assert window["hits"] == foreseen
    assert [(hit["event"]["title"], hit.get("is_held", False)) for hit in foreseen] == [("Gala", False), ("Quiz", True)]
    read = {row["id"]: row for row in scheduler.get(EVENTS, {"start": at(0), "end": at(9)}).json()["results"]}
    assert [mark["id"] for mark in read[booked["id"]]["at_risk"]] == [window["id"]]
    assert "at_risk" in read[held["id"]]
    assert "at_risk" not in read[beside["id"]]
    timeline = scheduler.get("/api/timeline/", {"start": at(0), "end": at(9)}).json()
    assert {bar["id"] for bar in timeline["events"] if bar.get("at_risk")} == {booked["id"], held["id"]}
    assert timeline["windows"][0]["resource"] == studio.pk

    assert engineer.delete(f"{URL}{window['id']}/").status_code == 200
    assert "at_risk" not in scheduler.get(f"{EVENTS}{booked['id']}/").json()
    assert engineer.get(f"{URL}{window['id']}/").status_code == 404


def test_what_was_booked_before_can_be_worked_on_and_moved_away(scheduler, studio, close):
    booked = scheduler.post(EVENTS, body(studio, 0, 1)).json()
    close(studio, 0, 2)
    url = f"{EVENTS}{booked['id']}/"

    assert scheduler.patch(url, {"assigned_users": [UserFactory().pk]}).status_code == 200
    assert scheduler.patch(url, {"end_time": at(1.5)}).json()["code"] == "in_maintenance"
    moved = scheduler.patch(url, {"start_time": at(3), "end_time": at(4)})
    assert (moved.status_code, "at_risk" in moved.json()) == (200, False)
    assert scheduler.patch(url, {"start_time": at(0), "end_time": at(1)}).status_code == 409


def test_an_item_in_maintenance_marks_the_event_that_works_with_it(scheduler, engineer):
    camera = EquipmentFactory(name="Camera 1", asset_tag="CAM-1")
    event = scheduler.post(EVENTS, body(None, 0, 2, equipment=[camera.pk])).json()
    window = {"equipment": camera.pk, "start_time": at(1), "end_time": at(3), "reason": "Dead pixel"}

    planned = engineer.post(URL, window).json()

    assert planned["resource"] == {"kind": "equipment", "id": camera.pk, "name": "Camera 1 (CAM-1)"}
    assert [hit["event"]["id"] for hit in planned["hits"]] == [event["id"]]
    assert scheduler.post(EVENTS, body(None, 2, 3, equipment=[camera.pk])).json()["code"] == "in_maintenance"


def test_the_maker_and_the_crew_hear_of_it_once(scheduler, engineer, studio, close, hear):
    person = UserFactory()
    scheduler.post(EVENTS, body(studio, 0, 1, title="Gala", assigned_users=[person.pk]))
    hear()
    window = close(studio, 0, 1)
    engineer.patch(f"{URL}{window['id']}/", {"end_time": at(2)})

    assert [(n.kind.key, set(n.people), n.title) for n in hear()] == [
        (
            "maintenance.at_risk",
            {person.pk, scheduler.user.pk},
            "Gala is at risk: Studio A is in maintenance",
        )
    ]


def test_windows_are_listed_by_what_they_are_over_and_when(
    engineer, operator, studio, close, django_assert_num_queries
):
    first, second = close(studio, 0, 1), close(studio, 5, 6)
    close(FacilityFactory(), 0, 1)

    with django_assert_num_queries(2 + 2):  # who asks; the page, the names
        rows = operator.get(URL, {"facility": studio.pk}).json()["results"]
    assert [row["id"] for row in rows] == [first["id"], second["id"]]
    late = operator.get(URL, {"facility": studio.pk, "start": at(1), "end": at(9)}).json()["results"]
    assert [row["id"] for row in late] == [second["id"]]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"facility": None}, "facility"),
        ({"facility": 999999}, "facility"),
        ({"reason": ""}, "reason"),
        ({"end_time": at(-1)}, "end_time"),
        ({"end_time": at(24 * 400)}, "end_time"),
    ],
)
def test_bad_input_names_the_field(engineer, studio, change, field):
    window = {"facility": studio.pk, "start_time": at(0), "end_time": at(1), "reason": "New lamps"}
    response = engineer.post(URL, window | change)
    assert (response.status_code, list(response.json()["errors"])) == (422, [field])


def test_operators_see_but_do_not_plan(operator, studio, close):
    window = close(studio, 0, 1)
    assert operator.get(f"{URL}{window['id']}/").status_code == 200
    assert operator.patch(f"{URL}{window['id']}/", {"reason": "No"}).status_code == 403


def test_nothing_in_maintenance_is_offered_instead(scheduler, operator, studio, close):
    other = FacilityFactory(name="Studio B")
    scheduler.post(EVENTS, body(studio, 0, 1))
    close(other, 0, 1)
    close(studio, 1, 3)

    refused = scheduler.post(EVENTS, body(studio, 0, 1)).json()

    assert refused["free_facilities"] == []
    assert refused["next_free"] == {"start_time": at(3.5), "end_time": at(4.5)}
    free = operator.get("/api/availability/", {"start": at(0), "end": at(1), "kind": "Studio"}).json()["facilities"]
    assert [(row["name"], row["state"]) for row in free] == [("Studio A", "taken"), ("Studio B", "taken")]
