"""Lists and single rows, as every signed-in person may read them."""

import pytest

from apps.facilities.models import EquipmentStatus, FacilityKind, FacilityStatus
from tests.facilities.conftest import ARCHIVED
from tests.facilities.factories import EquipmentCategoryFactory, EquipmentFactory, FacilityFactory, LocationFactory

LISTS = ["locations", "facilities", "equipment-categories", "equipment"]
SIGNED_IN = 2  # queries before any list is read: the session and the person


def names(response):
    assert response.status_code == 200, response.json()
    return [row["name"] for row in response.json()["results"]]


@pytest.mark.parametrize("path", LISTS)
def test_a_stranger_reads_nothing(anonymous, path):
    response = anonymous.get(f"/api/{path}/")

    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("locations", LocationFactory),
        ("facilities", FacilityFactory),
        ("equipment-categories", EquipmentCategoryFactory),
    ],
)
def test_a_reference_list_without_page_answers_every_row_in_one_query(operator, django_assert_num_queries, path, make):
    make.create_batch(120)

    with django_assert_num_queries(SIGNED_IN + 1):
        body = operator.get(f"/api/{path}/").json()

    assert (body["count"], body["next"], body["previous"], len(body["results"])) == (120, None, None, 120)


def test_equipment_comes_in_pages_with_all_it_belongs_to_in_two_queries(operator, django_assert_num_queries):
    EquipmentFactory.create_batch(60)

    with django_assert_num_queries(SIGNED_IN + 2):
        body = operator.get("/api/equipment/").json()

    assert (body["count"], len(body["results"]), body["previous"]) == (60, 50, None)
    assert len(operator.get(body["next"]).json()["results"]) == 10
    assert all(row["category"]["name"] and row["facility"]["location"]["name"] for row in body["results"])


@pytest.mark.parametrize("path", LISTS)
def test_a_page_past_the_end_is_not_there(operator, path):
    assert operator.get(f"/api/{path}/?page=2").status_code == 404


def test_a_facility_has_the_shape_of_the_contract_and_leaves_out_what_is_empty(operator):
    bare = FacilityFactory(name="Booth", location=None, kind=FacilityKind.BOOTH)
    full = FacilityFactory(name="Studio A", description="Big", capacity=0, rig_minutes=30, strike_minutes=15)

    rows = operator.get("/api/facilities/").json()["results"]

    assert rows[0] == {
        "id": bare.pk,
        "name": "Booth",
        "kind": "Booth",
        "status": "Active",
        "rig_minutes": 0,
        "strike_minutes": 0,
        "created_at": bare.created_at.isoformat().replace("+00:00", "Z"),
        "updated_at": bare.updated_at.isoformat().replace("+00:00", "Z"),
        "version": 1,
    }
    assert rows[1]["description"] == "Big"
    assert rows[1]["capacity"] == 0  # nobody fits in: known, not empty
    assert rows[1]["location"]["id"] == full.location_id
    assert rows[1]["location"]["time_zone"] == "Europe/Dublin"
    assert "address" not in rows[1]["location"]
    assert "archived_at" not in rows[1]


def test_archived_rows_are_left_out_of_lists_but_stay_readable(operator):
    gone = FacilityFactory(name="Old studio", archived_at=ARCHIVED)
    FacilityFactory(name="Studio A")

    assert names(operator.get("/api/facilities/")) == ["Studio A"]
    assert names(operator.get("/api/facilities/?archived=true")) == ["Old studio", "Studio A"]
    assert operator.get(f"/api/facilities/{gone.pk}/").json()["archived_at"] == "2026-01-01T00:00:00Z"


def test_a_row_that_never_was_is_not_found(operator):
    response = operator.get("/api/facilities/4711/")

    assert (response.status_code, response.json()) == (
        404,
        {"detail": "There is no such facility", "code": "not_found"},
    )


def test_facilities_are_filtered_by_each_field(operator):
    house = LocationFactory()
    FacilityFactory(name="A", location=house, kind=FacilityKind.STUDIO, capacity=10)
    FacilityFactory(name="B", location=house, kind=FacilityKind.OB_VAN, status=FacilityStatus.INACTIVE)
    FacilityFactory(name="C", kind=FacilityKind.STUDIO, capacity=200)

    assert names(operator.get(f"/api/facilities/?location={house.pk}")) == ["A", "B"]
    assert names(operator.get("/api/facilities/?kind=Studio")) == ["A", "C"]
    assert names(operator.get("/api/facilities/?kind=OB%20van&status=Inactive")) == ["B"]
    assert names(operator.get("/api/facilities/?min_capacity=11")) == ["C"]
    assert names(operator.get("/api/facilities/?name=c")) == ["C"]
    assert names(operator.get("/api/facilities/?kind=&location=&name=")) == ["A", "B", "C"]  # blank is absent


def test_equipment_is_filtered_by_each_field(operator):
    room = FacilityFactory()
    camera = EquipmentFactory(name="Camera", facility=room, asset_tag="CAM-1", serial_number="SN1")
    EquipmentFactory(name="Desk", facility=room, status=EquipmentStatus.FAULTY)
    EquipmentFactory(name="Lamp")

    assert names(operator.get(f"/api/equipment/?facility={room.pk}")) == ["Camera", "Desk"]
    assert names(operator.get(f"/api/equipment/?location={room.location_id}")) == ["Camera", "Desk"]
    assert names(operator.get(f"/api/equipment/?category={camera.category_id}")) == ["Camera"]
    assert names(operator.get("/api/equipment/?status=Faulty")) == ["Desk"]
    assert names(operator.get("/api/equipment/?asset_tag=cam-1")) == ["Camera"]
    assert names(operator.get("/api/equipment/?serial_number=sn1")) == ["Camera"]


def test_locations_are_filtered_by_zone(operator):
    LocationFactory(name="Berlin", time_zone="Europe/Berlin")
    LocationFactory(name="Dublin")

    assert names(operator.get("/api/locations/?time_zone=Europe/Berlin")) == ["Berlin"]


@pytest.mark.parametrize("query", ["kind=Ballroom", "status=maybe", "location=x", "page=0", "ordering=password"])
def test_a_filter_that_makes_no_sense_is_named(operator, query):
    response = operator.get(f"/api/facilities/?{query}")

    assert response.status_code == 422
    assert list(response.json()["errors"]) == [query.split("=", 1)[0]]


def test_lists_are_ordered_as_asked(operator):
    FacilityFactory(name="A", capacity=5, location=LocationFactory(name="West"))
    FacilityFactory(name="B", capacity=50, location=LocationFactory(name="East"))
    FacilityFactory(name="C", capacity=50, location=LocationFactory(name="North"))

    assert names(operator.get("/api/facilities/?ordering=-capacity,-name")) == ["C", "B", "A"]
    assert names(operator.get("/api/facilities/?ordering=location")) == ["B", "C", "A"]


@pytest.mark.parametrize(
    "typed", ["stduio", "Studio A", "sudio", "stuudio", "stadio", "studoi", "STUDIO", "studio a", "tudio a"]
)
def test_search_forgives_a_slip(operator, typed):
    FacilityFactory(name="Studio A")
    FacilityFactory(name="Control room 2")

    assert names(operator.get("/api/facilities/", {"search": typed})) == ["Studio A"]


@pytest.mark.parametrize("typed", ["x", "%", "_", "(", "qu((z", "a.b*c", "\\", "''", "[[:alpha:]]", "zzzzzz"])
def test_search_for_what_is_not_there_finds_nothing_and_breaks_nothing(operator, typed):
    FacilityFactory(name="Studio A")

    assert names(operator.get("/api/facilities/", {"search": typed})) == []


def test_equipment_is_found_by_tag_and_serial_too_and_the_nearest_comes_first(operator):
    EquipmentFactory(name="Camera chain", asset_tag="EQ-00012", serial_number="ZX81")
    EquipmentFactory(name="Camera", asset_tag="EQ-00013")

    assert names(operator.get("/api/equipment/?search=EQ-00012"))[0] == "Camera chain"
    assert names(operator.get("/api/equipment/?search=zx81")) == ["Camera chain"]
    assert set(names(operator.get("/api/equipment/?search=camrea"))) == {"Camera", "Camera chain"}
