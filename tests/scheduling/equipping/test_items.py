"""Single items of equipment on events: taken from rig to strike, never by two at once."""

import pytest

from apps.facilities.models import EquipmentStatus
from apps.scheduling.models import Booking, Event
from tests.authentication.factories import UserFactory
from tests.facilities.factories import EquipmentFactory
from tests.scheduling.factories import FacilityFactory, at, body

URL = "/api/scheduled-events/"
SIGN_IN_QUERIES = 2  # session, person


def test_an_item_is_held_from_rig_to_strike_and_told_with_the_event(scheduler, cameras):
    studio = FacilityFactory(rig_minutes=30, strike_minutes=15)

    answer = scheduler.post(URL, body(studio, 0, 1, equipment=[cameras[1].pk, {"id": cameras[0].pk}]))

    assert answer.status_code == 201, answer.content
    assert answer.json()["equipment"] == [
        {"id": cameras[0].pk, "name": "Camera 1", "asset_tag": "CAM-1"},
        {"id": cameras[1].pk, "name": "Camera 2", "asset_tag": "CAM-2"},
    ]
    held = Booking.objects.filter(resource_kind="equipment")
    assert {f"{b.period.lower:%H:%M} {b.period.upper:%H:%M} {b.status}" for b in held} == {"11:30 13:15 CONFIRMED"}


def test_an_event_without_equipment_says_nothing_of_it(scheduler):
    assert "equipment" not in scheduler.post(URL, body()).json()


def test_an_item_cannot_be_out_twice_and_one_of_its_sort_is_offered(scheduler, cameras):
    first, second, third = cameras
    taken = scheduler.post(URL, body(None, 0, 2, title="Morning show", equipment=[first.pk, second.pk])).json()
    EquipmentFactory(category=first.category, facility=None, status=EquipmentStatus.FAULTY)

    response = scheduler.post(URL, body(None, 1, 3, equipment=[first.pk]))

    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "booking_conflict")
    assert problem["detail"].startswith("Camera 1 is already booked for Morning show")
    assert problem["conflicts"] == [
        {
            "event": {"id": taken["id"], "title": "Morning show"},
            "resource": {"kind": "equipment", "id": first.pk, "name": "Camera 1"},
            "start_time": at(0),
            "end_time": at(2),
        }
    ]
    assert problem["next_free"] == {"start_time": at(2), "end_time": at(4)}
    assert problem["free_equipment"] == [
        {"id": third.pk, "name": "Camera 3", "asset_tag": "CAM-3", "instead_of": first.pk}
    ]
    assert Event.objects.count() == 1


def test_what_is_held_or_in_maintenance_is_not_offered_instead(scheduler, administrator, cameras):
    first, second, third = cameras
    scheduler.post(URL, body(None, 0, 2, equipment=[first.pk]))
    scheduler.post(URL, body(None, 0, 2, equipment=[second.pk], claim="Held"))
    window = {"equipment": third.pk, "start_time": at(0), "end_time": at(6), "reason": "Service"}
    assert administrator.post("/api/maintenance/", window).status_code == 201

    problem = scheduler.post(URL, body(None, 1, 3, equipment=[first.pk])).json()

    assert problem["free_equipment"] == []
    assert problem["next_free"]["start_time"] == at(2)


def test_people_in_the_same_position_who_are_free_are_offered(scheduler, manager):
    taken, busy, away, free = (
        UserFactory(position="Vision mixer", full_name=name, first_name=name) for name in ("Ann", "Bob", "Cy", "Dee")
    )
    UserFactory(position="Runner")
    scheduler.post(URL, body(None, 0, 2, assigned_users=[taken.pk, busy.pk]))
    leave = manager.post(
        "/api/time-off-requests/",
        {"user": away.pk, "request_type": "personal", "start_date": "2027-03-10", "end_date": "2027-03-10"},
    ).json()
    assert manager.post(f"/api/time-off-requests/{leave['id']}/approve/").status_code == 200

    problem = scheduler.post(URL, body(None, 1, 3, assigned_users=[taken.pk])).json()

    assert problem["free_people"] == [{"id": free.pk, "name": free.full_name, "instead_of": taken.pk}]


@pytest.mark.parametrize("status", ["Faulty", "In Maintenance", "Retired"])
def test_what_is_not_fit_for_use_is_not_newly_booked(scheduler, status):
    item = EquipmentFactory(name="Camera 1", asset_tag="CAM-1", status=status)
    response = scheduler.post(URL, body(None, 0, 1, equipment=[item.pk]))
    assert (response.status_code, response.json()["code"]) == (422, "invalid")
    assert response.json()["errors"] == {"equipment": [f"Camera 1 (CAM-1) is {status.lower()} and takes no bookings"]}
    assert not Event.objects.exists()


def test_what_is_on_an_event_stays_on_it_when_it_breaks(scheduler, cameras):
    event = scheduler.post(URL, body(None, 0, 1, equipment=[cameras[0].pk])).json()
    cameras[0].status = EquipmentStatus.FAULTY
    cameras[0].save()

    answer = scheduler.patch(f"{URL}{event['id']}/", event | {"start_time": at(1), "end_time": at(2)})

    assert answer.status_code == 200
    assert answer.json()["equipment"] == event["equipment"]
    assert f"{Booking.objects.get().period.lower:%H:%M}" == "13:00"


def test_an_unknown_item_is_named(scheduler):
    response = scheduler.post(URL, body(None, 0, 1, equipment=[424242]))
    assert response.json()["errors"] == {"equipment": ["there is no item with id 424242"]}


def test_a_whole_object_sent_back_changes_nothing_and_absent_is_unchanged(scheduler, cameras):
    event = scheduler.post(URL, body(None, 0, 1, equipment=[cameras[0].pk])).json()
    url = f"{URL}{event['id']}/"

    assert scheduler.patch(url, event).json() == event
    assert scheduler.patch(url, {"title": "Late news"}).json()["equipment"] == event["equipment"]
    assert "equipment" not in scheduler.patch(url, {"equipment": []}).json()
    assert not Booking.objects.exists()


def test_cancelling_gives_equipment_back_and_reinstating_takes_it_again(scheduler, cameras):
    event = scheduler.post(URL, body(None, 0, 1, equipment=[cameras[0].pk])).json()
    url = f"{URL}{event['id']}/"
    scheduler.patch(url, {"status": "Cancelled"})
    other = scheduler.post(URL, body(None, 0, 1, equipment=[cameras[0].pk])).json()

    assert scheduler.patch(url, {"status": "Scheduled"}).status_code == 409
    scheduler.delete(f"{URL}{other['id']}/")
    again = scheduler.patch(url, {"status": "Scheduled"})
    assert (again.status_code, again.json()["equipment"]) == (200, event["equipment"])


def test_a_list_costs_the_same_queries_however_much_equipment(operator, scheduler, cameras, django_assert_num_queries):
    # events, what is booked for them, parts, who made them, items, maintenance; no facility is in use
    for item in cameras:
        scheduler.post(URL, body(None, 0, 1, equipment=[item.pk]))
        operator.get(URL, {"start": at(-1), "end": at(9)})  # people are encoded when first shown
        with django_assert_num_queries(SIGN_IN_QUERIES + 6):
            operator.get(URL, {"start": at(-1), "end": at(9)})
