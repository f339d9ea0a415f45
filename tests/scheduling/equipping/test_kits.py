"""Kits on events: booked as their items, all of them or none."""

import pytest

from apps.facilities.models import EquipmentStatus, KitItem
from apps.scheduling.models import Booking, Event
from tests.facilities.conftest import ARCHIVED
from tests.facilities.factories import EquipmentFactory, KitFactory
from tests.scheduling.factories import at, body

URL = "/api/scheduled-events/"
SIGN_IN_QUERIES = 2  # session, person


@pytest.fixture
def kit(cameras):
    """The first two of the three cameras."""
    return KitFactory(name="News kit", items=cameras[:2])


def held():
    return dict(
        Booking.objects.filter(resource_kind="equipment", status="CONFIRMED").values_list("resource_id", "kit_id")
    )


def test_a_kit_takes_its_items_and_is_told_with_them(scheduler, cameras, kit):
    event = scheduler.post(URL, body(None, 0, 1, kits=[kit.pk], equipment=[cameras[2].pk])).json()

    assert held() == {cameras[0].pk: kit.pk, cameras[1].pk: kit.pk, cameras[2].pk: None}
    assert [item["id"] for item in event["equipment"]] == [cameras[2].pk]
    assert event["kits"] == [
        {
            "id": kit.pk,
            "name": "News kit",
            "items": [{"id": c.pk, "name": c.name, "asset_tag": c.asset_tag} for c in cameras[:2]],
        }
    ]
    assert scheduler.patch(f"{URL}{event['id']}/", event).json() == event


def test_a_kit_of_which_something_is_out_stays_whole_and_names_what_is_missing(scheduler, cameras, kit):
    scheduler.post(URL, body(None, 0, 2, title="Morning show", equipment=[cameras[1].pk]))

    response = scheduler.post(URL, body(None, 1, 3, kits=[kit.pk]))

    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "booking_conflict")
    assert problem["detail"].startswith("Camera 2 of News kit is already booked for Morning show")
    assert [conflict["resource"] for conflict in problem["conflicts"]] == [
        {"kind": "equipment", "id": cameras[1].pk, "name": "Camera 2", "kit": {"id": kit.pk, "name": "News kit"}}
    ]
    assert problem["free_equipment"][0]["id"] == cameras[2].pk
    assert held() == {cameras[1].pk: None}


def test_a_kit_with_something_that_is_not_fit_for_use_names_it(scheduler, cameras, kit):
    cameras[0].status = EquipmentStatus.FAULTY
    cameras[0].save()

    response = scheduler.post(URL, body(None, 0, 1, kits=[kit.pk]))

    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "kit_incomplete")
    assert problem["detail"] == "News kit is not complete: Camera 1 (CAM-1) is faulty"
    assert problem["missing"] == [
        {
            "kit": {"id": kit.pk, "name": "News kit"},
            "item": {"id": cameras[0].pk, "name": "Camera 1", "asset_tag": "CAM-1"},
            "state": "faulty",
        }
    ]
    assert not Event.objects.exists()


def test_packing_a_kit_differently_leaves_what_is_booked_as_it_is(scheduler, engineer, cameras, kit):
    event = scheduler.post(URL, body(None, 0, 1, kits=[kit.pk])).json()
    assert engineer.patch(f"/api/kits/{kit.pk}/", {"items": [cameras[2].pk]}).status_code == 200

    moved = scheduler.patch(f"{URL}{event['id']}/", event | {"start_time": at(2), "end_time": at(3)}).json()

    assert moved["kits"] == event["kits"]
    assert set(held()) == {cameras[0].pk, cameras[1].pk}


def test_a_kit_that_is_taken_off_gives_back_what_came_with_it(scheduler, cameras, kit):
    event = scheduler.post(URL, body(None, 0, 1, kits=[kit.pk], equipment=[cameras[2].pk])).json()
    answer = scheduler.patch(f"{URL}{event['id']}/", event | {"kits": []}).json()
    assert "kits" not in answer
    assert held() == {cameras[2].pk: None}


def test_an_item_wanted_alone_and_with_its_kit_goes_with_the_kit(scheduler, cameras, kit):
    event = scheduler.post(URL, body(None, 0, 1, equipment=[cameras[0].pk])).json()
    answer = scheduler.patch(f"{URL}{event['id']}/", {"kits": [kit.pk]}).json()
    assert "equipment" not in answer
    assert held() == {cameras[0].pk: kit.pk, cameras[1].pk: kit.pk}


@pytest.mark.parametrize("which", ["unknown", "archived", "empty"])
def test_a_kit_that_cannot_be_taken_is_refused_by_name(scheduler, which):
    wanted = {
        "unknown": lambda: 424242,
        "archived": lambda: KitFactory(archived_at=ARCHIVED, items=[EquipmentFactory()]).pk,
        "empty": lambda: KitFactory().pk,
    }[which]()
    response = scheduler.post(URL, body(None, 0, 1, kits=[wanted]))
    assert (response.status_code, list(response.json()["errors"])) == (422, ["kits"])


def test_a_list_costs_the_same_queries_however_many_kits(operator, scheduler, cameras, django_assert_num_queries):
    # events, what is booked for them, parts, who made them, items, kits, maintenance; no facility is in use
    for item in cameras:
        KitItem.objects.filter(equipment=item).delete()
        scheduler.post(URL, body(None, 0, 1, kits=[KitFactory(items=[item]).pk]))
        operator.get(URL, {"start": at(-1), "end": at(9)})  # people are encoded when first shown
        with django_assert_num_queries(SIGN_IN_QUERIES + 7):
            operator.get(URL, {"start": at(-1), "end": at(9)})
