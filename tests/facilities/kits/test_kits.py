"""Kits over HTTP: named lists of items, each item in one of them at most."""

import pytest

from apps.facilities.models import EquipmentStatus, KitItem
from tests.facilities.conftest import ARCHIVED
from tests.facilities.factories import EquipmentFactory, KitFactory

URL = "/api/kits/"
SIGN_IN_QUERIES = 2  # session, person


@pytest.fixture
def camera(db):
    return EquipmentFactory(name="Camera", asset_tag="CAM-1")


@pytest.fixture
def lens(db):
    return EquipmentFactory(name="Lens", asset_tag="LENS-1", status=EquipmentStatus.FAULTY)


def test_a_kit_names_what_is_in_it_and_what_of_that_is_not_fit_for_use(engineer, camera, lens, published):
    answer = engineer.post(URL, {"name": "News kit", "items": [lens.pk, {"id": camera.pk}]})

    assert answer.status_code == 201, answer.content
    kit = answer.json()
    assert kit["items"] == [
        {"id": camera.pk, "name": "Camera", "asset_tag": "CAM-1", "status": "Available", "is_bookable": True},
        {"id": lens.pk, "name": "Lens", "asset_tag": "LENS-1", "status": "Faulty", "is_bookable": False},
    ]
    assert published() == [("facilities.kit_changed", f"kit:{kit['id']}")]
    assert engineer.get(f"{URL}{kit['id']}/").json() == kit


def test_a_whole_kit_sent_back_changes_nothing(engineer, camera):
    kit = engineer.post(URL, {"name": "News kit", "items": [camera.pk]}).json()
    assert engineer.patch(f"{URL}{kit['id']}/", kit).json() == kit


def test_packing_differently_is_a_new_version_and_stands_in_the_record(engineer, manager, camera, lens):
    kit = engineer.post(URL, {"name": "News kit", "items": [camera.pk]}).json()

    answer = engineer.patch(f"{URL}{kit['id']}/", {"items": [lens.pk]}, headers={"If-Match": '"1"'}).json()

    assert ([item["id"] for item in answer["items"]], answer["version"]) == ([lens.pk], 2)
    stale = engineer.patch(f"{URL}{kit['id']}/", {"items": []}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    entries = manager.get("/api/audit/", {"subject": f"kit:{kit['id']}"}).json()["results"]
    assert len(entries) >= 2


def test_an_item_is_packed_in_one_kit_only(engineer, camera):
    first = KitFactory(name="News kit", items=[camera])

    response = engineer.post(URL, {"name": "Sport kit", "items": [camera.pk]})

    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "packed_elsewhere")
    assert problem["detail"] == "Camera (CAM-1) is packed in News kit"
    assert problem["packed"] == [
        {"item": {"id": camera.pk, "name": "Camera"}, "kit": {"id": first.pk, "name": "News kit"}}
    ]
    assert engineer.get(URL).json()["count"] == 1


def test_what_lies_in_an_archived_kit_may_be_packed_anew(engineer, camera, lens):
    old = KitFactory(items=[camera, lens])
    engineer.post(f"{URL}{old.pk}/archive/")

    engineer.post(URL, {"name": "Sport kit", "items": [camera.pk]})

    restored = engineer.post(f"{URL}{old.pk}/restore/").json()
    assert [item["id"] for item in restored["items"]] == [lens.pk]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name": ""}, "name"), ({"items": [999999]}, "items"), ({"items": ["x"]}, "items"), ({"name": "TAKEN"}, "name")],
)
def test_bad_input_names_the_field(engineer, values, field):
    KitFactory(name="Taken")
    response = engineer.post(URL, {"name": "News kit"} | values)
    assert response.status_code == 422
    assert any(name.startswith(field) for name in response.json()["errors"]), response.json()


def test_archived_items_and_kits_are_left_alone(engineer, camera):
    gone = EquipmentFactory(archived_at=ARCHIVED, status=EquipmentStatus.RETIRED)
    assert engineer.post(URL, {"name": "News kit", "items": [gone.pk]}).status_code == 422
    kit = KitFactory(archived_at=ARCHIVED)
    response = engineer.patch(f"{URL}{kit.pk}/", {"items": [camera.pk]})
    assert (response.status_code, response.json()["code"]) == (409, "archived")
    assert not KitItem.objects.exists()


def test_a_list_filters_and_costs_the_same_queries_whatever_its_length(
    operator, camera, lens, django_assert_num_queries
):
    kit = KitFactory(name="News kit", items=[camera])
    KitFactory(name="Sport kit", items=[lens])
    assert [row["id"] for row in operator.get(URL, {"equipment": camera.pk}).json()["results"]] == [kit.pk]
    assert [row["id"] for row in operator.get(URL, {"search": "news"}).json()["results"]] == [kit.pk]
    for _ in range(2):
        with django_assert_num_queries(SIGN_IN_QUERIES + 3):  # count, kits, what is in them
            operator.get(URL)
        KitFactory(items=[EquipmentFactory()])
