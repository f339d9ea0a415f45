"""The timeline by equipment: items, kits and pools, what they are out for, and in how many queries."""

import pytest

from apps.scheduling.overview import api
from tests.authentication.factories import UserFactory
from tests.facilities.factories import EquipmentCategoryFactory, EquipmentFactory, KitFactory, PoolFactory
from tests.scheduling.factories import FacilityFactory, at, body

URL = "/api/timeline/"
EVENTS = "/api/scheduled-events/"
SIGN_IN_QUERIES = 2  # session, person
DAY = {"start": at(0), "end": at(9), "rows": "equipment"}


@pytest.fixture
def cameras(db):
    sort = EquipmentCategoryFactory(name="Camera")
    return [EquipmentFactory(name=f"Camera {n}", asset_tag=f"CAM-{n}", category=sort, facility=None) for n in (1, 2, 3)]


@pytest.fixture
def radios(db):
    return PoolFactory(name="Handheld radio", quantity=10)


def plan(scheduler, start, end, **more):
    response = scheduler.post(EVENTS, body(None, start, end, **more))
    assert response.status_code == 201, response.content
    return response.json()


def test_rows_are_items_and_pools_by_category_with_what_tells_them_apart(operator, cameras, radios):
    cameras[1].status = "Faulty"
    cameras[1].save()
    EquipmentFactory(name="Boom", asset_tag="MIC-1", category=EquipmentCategoryFactory(name="audio"), facility=None)

    answer = operator.get(URL, DAY).json()

    assert [(row["group"], row["name"], row["kind"]) for row in answer["rows"]] == [
        ("audio", "Boom", "equipment"),
        ("Camera", "Camera 1", "equipment"),
        ("Camera", "Camera 2", "equipment"),
        ("Camera", "Camera 3", "equipment"),
        ("No category", "Handheld radio", "pool"),
    ]
    assert [row.get("state") for row in answer["rows"]] == [None, None, "faulty", None, None]
    assert (answer["rows"][1]["asset_tag"], answer["rows"][4]["quantity"]) == ("CAM-1", 10)
    assert "quantity" not in answer["rows"][1]


def test_an_event_tells_its_items_the_kit_they_went_with_and_its_pieces(operator, scheduler, cameras, radios):
    kit = KitFactory(name="ENG kit", items=cameras[:2])
    studio = FacilityFactory(rig_minutes=60)
    pools = [{"pool": radios.pk, "quantity": 4}]
    event = scheduler.post(EVENTS, body(studio, 1, 2, kits=[kit.pk], equipment=[cameras[2].pk], pools=pools)).json()
    plan(scheduler, 1, 2, title="With nothing")

    answer = operator.get(URL, DAY).json()

    (bar,) = answer["events"]  # what works with nothing takes no row
    assert (bar["id"], bar["hold_start"], bar["hold_end"]) == (event["id"], at(0), at(2))
    assert bar["equipment"] == [
        {"id": cameras[0].pk, "kit": kit.pk},
        {"id": cameras[1].pk, "kit": kit.pk},
        {"id": cameras[2].pk},
    ]
    assert bar["pools"] == [{"id": radios.pk, "quantity": 4}]
    assert answer["kits"] == [{"id": kit.pk, "name": "ENG kit"}]
    for rows in ("facility", "person"):
        other = operator.get(URL, DAY | {"rows": rows}).json()
        assert len(other["events"]) == 2
        assert "kits" not in other
        assert not [bar for bar in other["events"] if "equipment" in bar or "pools" in bar]


def test_an_option_keeps_its_rank_and_a_row_out_of_use_its_window(operator, engineer, scheduler, cameras):
    first = plan(scheduler, 1, 2, equipment=[cameras[0].pk], claim="Held")
    second = plan(scheduler, 1, 2, equipment=[cameras[0].pk], claim="Held")
    window = engineer.post(
        "/api/maintenance/",
        {"equipment": cameras[0].pk, "start_time": at(1.5), "end_time": at(3), "reason": "New lens"},
    ).json()

    answer = operator.get(URL, DAY).json()

    assert [(bar["id"], bar["rank"], bar["at_risk"]) for bar in answer["events"]] == [
        (first["id"], 1, True),
        (second["id"], 2, True),
    ]
    (shown,) = answer["windows"]
    assert (shown["id"], shown["kind"], shown["resource"]) == (window["id"], "equipment", cameras[0].pk)


def test_the_number_of_queries_does_not_grow_with_what_is_out(
    operator, scheduler, cameras, radios, django_assert_num_queries
):
    def filled(start):
        kit = KitFactory(items=[EquipmentFactory(facility=None)])
        plan(
            scheduler, start, start + 1, kits=[kit.pk], equipment=[cameras[start].pk],
            pools=[{"pool": radios.pk, "quantity": 2}], assigned_users=[UserFactory().pk],
        )  # fmt: skip

    with django_assert_num_queries(SIGN_IN_QUERIES + 5):  # parts, events, maintenance; items, pools
        operator.get(URL, DAY)
    filled(0)
    with django_assert_num_queries(SIGN_IN_QUERIES + 7):  # equipment and names of kits as well
        operator.get(URL, DAY)
    filled(1)
    filled(2)
    with django_assert_num_queries(SIGN_IN_QUERIES + 7):
        assert len(operator.get(URL, DAY).json()["events"]) == 3


def test_more_rows_than_fit_are_said_to_be_missing(operator, cameras, radios, monkeypatch):
    monkeypatch.setattr(api, "MOST_ROWS", 3)

    answer = operator.get(URL, DAY).json()

    assert ([row["name"] for row in answer["rows"]], answer["truncated"]) == (
        ["Camera 1", "Camera 2", "Camera 3"],
        True,
    )


def test_archived_items_and_pools_have_no_row(operator, scheduler, cameras, radios):
    cameras[0].archived_at = radios.archived_at = at(0)
    cameras[0].status = "Retired"
    cameras[0].save()
    radios.save()

    assert [row["name"] for row in operator.get(URL, DAY).json()["rows"]] == ["Camera 2", "Camera 3"]
