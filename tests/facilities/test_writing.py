"""Creating and changing, with everything clients are known to send."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.facilities.models import Equipment, Facility, FacilityKind, Location
from tests.facilities.conftest import ARCHIVED
from tests.facilities.factories import EquipmentCategoryFactory, EquipmentFactory, FacilityFactory, LocationFactory

PATHS = ["locations", "facilities", "equipment-categories", "equipment"]
MAY_WRITE = {
    "locations": {"administrator", "manager", "scheduler"},
    "facilities": {"administrator", "manager", "scheduler"},
    "equipment-categories": {"administrator", "manager", "engineer"},
    "equipment": {"administrator", "manager", "engineer"},
}
MAKE = {
    "locations": LocationFactory,
    "facilities": FacilityFactory,
    "equipment-categories": EquipmentCategoryFactory,
    "equipment": EquipmentFactory,
}


@pytest.mark.parametrize("path", PATHS)
def test_a_name_alone_is_enough(administrator, path):
    response = administrator.post(f"/api/{path}/", {"name": "  Studio A "})

    assert response.status_code == 201, response.json()
    assert response.json()["name"] == "Studio A"
    assert response["ETag"] == '"1"'
    assert administrator.get(f"/api/{path}/{response.json()['id']}/").json() == response.json()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", ["administrator", "manager", "scheduler", "engineer", "operator"])
def test_who_may_write(request, role, path):
    client = request.getfixturevalue(role)
    row = MAKE[path]()
    allowed = role in MAY_WRITE[path]

    answers = [
        client.post(f"/api/{path}/", {"name": "New"}).status_code,
        client.patch(f"/api/{path}/{row.pk}/", {"name": "Other"}).status_code,
        client.post(f"/api/{path}/{row.pk}/archive/").status_code,
        client.post(f"/api/{path}/{row.pk}/restore/").status_code,
    ]

    row.refresh_from_db()
    assert answers == ([201, 200, 200, 200] if allowed else [403] * 4)
    assert (row.name == "Other") == allowed
    assert type(row).objects.filter(name="New").exists() == allowed


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": None}, {"name": "   "}, {"name": "x" * 256}, {"name": 3}])
def test_a_row_without_a_proper_name_is_refused(administrator, path, body):
    response = administrator.post(f"/api/{path}/", body)

    assert (response.status_code, list(response.json()["errors"])) == (422, ["name"])
    assert response.json()["detail"].startswith("name")
    assert not MAKE[path]._meta.model.objects.exists()


@pytest.mark.parametrize("path", ["locations", "facilities", "equipment-categories"])
def test_a_name_is_given_once_whatever_its_case_and_even_after_it_is_archived(administrator, path):
    MAKE[path](name="Studio A", archived_at=ARCHIVED)
    other = MAKE[path](name="Studio B")

    refusals = [
        administrator.post(f"/api/{path}/", {"name": "STUDIO a"}),
        administrator.patch(f"/api/{path}/{other.pk}/", {"name": "studio a"}),
    ]

    for response in refusals:
        assert (response.status_code, response.json()["code"]) == (422, "taken")
        assert list(response.json()["errors"]) == ["name"]
    assert MAKE[path]._meta.model.objects.count() == 2


def test_a_change_of_case_alone_is_not_a_clash_with_oneself(scheduler):
    facility = FacilityFactory(name="studio a")

    response = scheduler.patch(f"/api/facilities/{facility.pk}/", {"name": "Studio A"})

    assert (response.status_code, response.json()["name"]) == (200, "Studio A")


@pytest.mark.parametrize(
    "spelling",
    [
        lambda pk: {"location": pk},
        lambda pk: {"location": str(pk)},
        lambda pk: {"location": {"id": pk, "name": "ignored"}},
        lambda pk: {"location_id": pk},
        lambda pk: {"location": None, "location_id": str(pk)},
    ],
)
def test_a_reference_is_accepted_in_every_spelling(scheduler, spelling):
    house = LocationFactory()
    moved = FacilityFactory(location=None)

    created = scheduler.post("/api/facilities/", {"name": "Studio A", **spelling(house.pk)})
    changed = scheduler.patch(f"/api/facilities/{moved.pk}/", spelling(house.pk))

    assert created.json()["location"]["id"] == changed.json()["location"]["id"] == house.pk


@pytest.mark.parametrize("empty", [{"location": None}, {"location": ""}, {"location_id": None}])
def test_a_reference_is_cleared_by_every_empty_value(scheduler, empty):
    facility = FacilityFactory()

    body = scheduler.patch(f"/api/facilities/{facility.pk}/", empty).json()

    assert "location" not in body
    assert body["version"] == 2


@pytest.mark.parametrize("location", [4711, "x", {"id": "x"}, [], True, -1, 2**63])
def test_a_reference_to_nothing_is_named(scheduler, location):
    response = scheduler.post("/api/facilities/", {"name": "Studio A", "location": location})

    assert (response.status_code, list(response.json()["errors"])) == (422, ["location"])


def test_a_reference_to_an_archived_row_is_refused_unless_it_was_there_before(scheduler):
    gone = LocationFactory(name="Old house", archived_at=ARCHIVED)
    there = FacilityFactory(location=gone)

    refused = scheduler.post("/api/facilities/", {"name": "Studio A", "location": gone.pk})
    kept = scheduler.patch(f"/api/facilities/{there.pk}/", {"location": gone.pk, "capacity": 3})

    assert (refused.status_code, refused.json()["errors"]) == (422, {"location": ["Old house is archived"]})
    assert kept.status_code == 200


def test_null_and_blank_clear_and_what_cannot_be_empty_gets_its_default(scheduler):
    facility = FacilityFactory(description="Big", capacity=9, rig_minutes=30, kind=FacilityKind.STAGE)
    house = LocationFactory(address="Main Street")

    body = scheduler.patch(
        f"/api/facilities/{facility.pk}/",
        {"description": None, "capacity": "", "rig_minutes": None, "kind": "", "status": None},
    ).json()
    cleared = scheduler.patch(f"/api/locations/{house.pk}/", {"address": "", "time_zone": None}).json()

    assert not {"description", "capacity"} & body.keys()
    assert (body["rig_minutes"], body["kind"], body["status"]) == (0, "Other", "Active")
    assert "address" not in cleared
    assert cleared["time_zone"] == "UTC"  # the station's


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rig_minutes", -1), ("strike_minutes", 1441), ("capacity", -1), ("capacity", 10**7), ("rig_minutes", "soon"),
        ("kind", "Ballroom"), ("status", "active"), ("description", "a\u0000b"), ("name", "a\u0000b"),
    ],
)  # fmt: skip
def test_a_value_out_of_bounds_is_named(scheduler, field, value):
    facility = FacilityFactory()

    response = scheduler.patch(f"/api/facilities/{facility.pk}/", {field: value})

    assert (response.status_code, list(response.json()["errors"])) == (422, [field])


@pytest.mark.parametrize("zone", ["Mars/Olympus", "localtime", "../etc", "europe/dublin"])
def test_a_zone_that_no_clock_knows_is_refused(scheduler, zone):
    response = scheduler.post("/api/locations/", {"name": "House", "time_zone": zone})

    assert (response.status_code, list(response.json()["errors"])) == (422, ["time_zone"])


def test_server_owned_fields_are_ignored(scheduler):
    body = {"name": "Studio A", "id": 99, "version": 7, "created_at": "2001-01-01T00:00:00Z", "archived_at": "2001"}

    created = scheduler.post("/api/facilities/", body).json()

    assert created["version"] == 1
    assert created["id"] != 99
    assert not created["created_at"].startswith("2001")
    assert "archived_at" not in created


@pytest.mark.parametrize("path", PATHS)
def test_a_whole_object_sent_back_changes_nothing(administrator, published, path):
    row = MAKE[path](description="As it is")
    read = administrator.get(f"/api/{path}/{row.pk}/").json()

    response = administrator.patch(f"/api/{path}/{row.pk}/", read)

    assert (response.status_code, response.json()) == (200, read)
    assert published() == []


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=40)
FACILITY = st.fixed_dictionaries(
    {"name": TEXT.filter(str.strip)},
    optional={
        "description": TEXT,
        "kind": st.sampled_from(FacilityKind.values),
        "status": st.sampled_from(["Active", "Inactive"]),
        "capacity": st.none() | st.integers(0, 1_000_000),
        "rig_minutes": st.integers(0, 1440),
        "strike_minutes": st.integers(0, 1440).map(str),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=FACILITY)
def test_what_is_written_is_read_and_sent_back_without_a_change(scheduler, body):
    Facility.objects.all().delete()

    created = scheduler.post("/api/facilities/", body)
    assert created.status_code == 201, created.json()
    read = scheduler.get(f"/api/facilities/{created.json()['id']}/")

    assert read.json() == created.json()
    assert read.json()["name"] == body["name"].strip()
    assert read.json().get("capacity") == body.get("capacity")
    assert read.json()["strike_minutes"] == int(body.get("strike_minutes", 0))
    again = scheduler.patch(f"/api/facilities/{read.json()['id']}/", read.json())
    assert (again.json(), again["ETag"]) == (read.json(), '"1"')


@pytest.mark.parametrize("path", PATHS)
def test_a_stale_change_is_refused_and_a_fresh_one_is_not(administrator, path):
    row = MAKE[path](name="First")
    address = f"/api/{path}/{row.pk}/"
    tag = administrator.get(address)["ETag"]

    first = administrator.patch(address, {"name": "Second"}, headers={"If-Match": tag})
    second = administrator.patch(address, {"name": "Third"}, headers={"If-Match": tag})
    archived = administrator.post(f"{address}archive/", headers={"If-Match": tag})

    assert (first.status_code, first["ETag"], first.json()["version"]) == (200, '"2"', 2)
    for response in (second, archived):
        assert (response.status_code, response.json()["code"], response.json()["current_version"]) == (412, "stale", 2)
    assert administrator.get(address).json()["name"] == "Second"


def test_a_tag_is_made_when_none_is_given_and_skips_what_people_wrote(engineer):
    first = engineer.post("/api/equipment/", {"name": "Camera"}).json()["asset_tag"]
    number = int(first.removeprefix("EQ-"))
    EquipmentFactory(asset_tag=f"eq-{number + 1:05d}")

    second = engineer.post("/api/equipment/", {"name": "Camera", "asset_tag": ""}).json()["asset_tag"]

    assert first == f"EQ-{number:05d}"
    assert second == f"EQ-{number + 2:05d}"


def test_tags_are_given_once_and_serials_once_in_a_category(engineer):
    camera = EquipmentFactory(asset_tag="CAM-1", serial_number="77a")

    tag = engineer.post("/api/equipment/", {"name": "Other", "asset_tag": "cam-1"})
    serial = engineer.post("/api/equipment/", {"name": "Other", "serial_number": "77A", "category": camera.category_id})
    elsewhere = engineer.post("/api/equipment/", {"name": "Other", "serial_number": "77A"})

    assert (tag.status_code, list(tag.json()["errors"])) == (422, ["asset_tag"])
    assert (serial.status_code, list(serial.json()["errors"])) == (422, ["serial_number"])
    assert elsewhere.status_code == 201


def test_a_tag_cannot_be_taken_off(engineer):
    item = EquipmentFactory()

    response = engineer.patch(f"/api/equipment/{item.pk}/", {"asset_tag": ""})

    assert (response.status_code, list(response.json()["errors"])) == (422, ["asset_tag"])


@pytest.mark.parametrize("status", ["Available", "In Use", "Faulty", "In Maintenance", "Retired"])
def test_any_condition_of_an_item_may_be_reported(engineer, status):
    item = EquipmentFactory()

    response = engineer.patch(f"/api/equipment/{item.pk}/", {"status": status, "facility": None, "category": None})

    assert response.json()["status"] == status
    assert not {"facility", "category"} & response.json().keys()


def test_a_post_with_the_same_key_is_done_once(scheduler):
    headers = {"Idempotency-Key": "one"}

    first = scheduler.post("/api/facilities/", {"name": "Studio A"}, headers=headers)
    second = scheduler.post("/api/facilities/", {"name": "Studio A"}, headers=headers)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Facility.objects.count() == 1


def test_a_refused_write_leaves_no_trace(scheduler, published):
    LocationFactory(name="House")

    assert scheduler.post("/api/locations/", {"name": "house"}).status_code == 422
    assert Location.objects.count() == 1
    assert published() == []
    assert not Equipment.objects.exists()
