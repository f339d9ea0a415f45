"""Nothing is deleted: what is archived is hidden, kept, guarded, and can come back."""

import pytest
from django.db import IntegrityError, transaction

from apps.facilities.models import EquipmentStatus, Facility, FacilityStatus
from tests.facilities.conftest import ARCHIVED
from tests.facilities.factories import EquipmentCategoryFactory, EquipmentFactory, FacilityFactory, LocationFactory

MAKE = {
    "locations": LocationFactory,
    "facilities": FacilityFactory,
    "equipment-categories": EquipmentCategoryFactory,
    "equipment": EquipmentFactory,
}


@pytest.mark.parametrize("path", MAKE)
def test_archiving_hides_a_row_and_restoring_brings_it_back(administrator, path):
    row = MAKE[path]()
    address = f"/api/{path}/{row.pk}/"

    archived = administrator.post(f"{address}archive/")
    twice = administrator.post(f"{address}archive/")
    hidden = administrator.get(f"/api/{path}/").json()["results"]
    restored = administrator.post(f"{address}restore/")
    again = administrator.post(f"{address}restore/")

    assert (archived.status_code, archived.json()["version"]) == (200, 2)
    assert archived.json()["archived_at"]
    assert twice.json() == archived.json()
    assert hidden == []
    assert (restored.json()["version"], "archived_at" in restored.json()) == (3, False)
    assert again.json() == restored.json()
    assert [row["id"] for row in administrator.get(f"/api/{path}/").json()["results"]] == [row.pk]


@pytest.mark.parametrize("path", MAKE)
def test_an_archived_row_is_not_edited(administrator, path):
    values = {"status": EquipmentStatus.RETIRED} if path == "equipment" else {}
    row = MAKE[path](archived_at=ARCHIVED, **values)

    response = administrator.patch(f"/api/{path}/{row.pk}/", {"name": "New"})

    assert (response.status_code, response.json()["code"]) == (409, "archived")


@pytest.mark.parametrize(
    ("path", "make", "user", "field"),
    [
        ("locations", LocationFactory, FacilityFactory, "location"),
        ("facilities", FacilityFactory, EquipmentFactory, "facility"),
        ("equipment-categories", EquipmentCategoryFactory, EquipmentFactory, "category"),
    ],
)
def test_what_others_need_is_not_archived_and_they_are_named(administrator, path, make, user, field):
    row = make()
    users = [user(name=f"User {number:02d}", **{field: row}) for number in range(22)]
    gone = user(
        name="Gone", **{field: row}, archived_at=ARCHIVED, status="Retired" if field != "location" else "Active"
    )

    response = administrator.post(f"/api/{path}/{row.pk}/archive/")

    body = response.json()
    assert (response.status_code, body["code"], body["in_use_count"]) == (409, "in_use", 22)
    assert [entry["id"] for entry in body["in_use"]] == [user.pk for user in users[:20]]
    assert "User 00" in body["detail"]
    assert body["detail"].endswith("and 2 more")
    assert gone.name not in body["detail"]
    row.refresh_from_db()
    assert row.archived_at is None


def test_a_row_is_not_restored_into_what_is_archived(administrator):
    house = LocationFactory(name="Old house", archived_at=ARCHIVED)
    room = FacilityFactory(name="Old room", location=house, archived_at=ARCHIVED)
    item = EquipmentFactory(facility=room, archived_at=ARCHIVED, status=EquipmentStatus.RETIRED)

    item_first = administrator.post(f"/api/equipment/{item.pk}/restore/")
    room_first = administrator.post(f"/api/facilities/{room.pk}/restore/")
    in_order = [
        administrator.post(f"/api/{path}/restore/").status_code
        for path in (f"locations/{house.pk}", f"facilities/{room.pk}", f"equipment/{item.pk}")
    ]

    assert (item_first.status_code, item_first.json()["code"]) == (409, "archived")
    assert "Old room" in item_first.json()["detail"]
    assert (room_first.status_code, "Old house" in room_first.json()["detail"]) == (409, True)
    assert in_order == [200, 200, 200]


def test_archiving_an_item_retires_it_and_restoring_makes_it_available(engineer):
    item = EquipmentFactory(status=EquipmentStatus.FAULTY)

    archived = engineer.post(f"/api/equipment/{item.pk}/archive/").json()
    restored = engineer.post(f"/api/equipment/{item.pk}/restore/").json()

    assert (archived["status"], restored["status"]) == ("Retired", "Available")


def test_an_archived_facility_tells_the_others_once(scheduler, published):
    room = FacilityFactory()

    scheduler.post(f"/api/facilities/{room.pk}/archive/")
    scheduler.post(f"/api/facilities/{room.pk}/archive/")

    subject = f"facility:{room.pk}"
    assert published() == [("facilities.facility_changed", subject), ("facilities.facility_archived", subject)]


def test_every_write_tells_open_consoles(administrator, published):
    for path in MAKE:
        created = administrator.post(f"/api/{path}/", {"name": "New"}).json()
        administrator.patch(f"/api/{path}/{created['id']}/", {"description": "Changed"})

    assert [kind for kind, _ in published()] == [
        fact
        for fact in (
            "facilities.location_changed",
            "facilities.facility_changed",
            "facilities.equipment_category_changed",
            "facilities.equipment_changed",
        )
        for _ in range(2)
    ]
    assert published()[0][1].startswith("location:")


def test_history_keeps_who_changed_what_on_which_request(scheduler):
    headers = {"X-Request-ID": "request-of-a-test"}

    created = scheduler.post("/api/facilities/", {"name": "Studio A"}, headers=headers).json()
    scheduler.patch(f"/api/facilities/{created['id']}/", {"capacity": 12}, headers=headers)

    rows = list(
        Facility.objects.get(pk=created["id"])
        .events.order_by("pgh_id")
        .values_list(
            "pgh_label", "version", "capacity", "pgh_context__metadata__actor", "pgh_context__metadata__request"
        )
    )
    person = scheduler.user.pk
    assert rows == [
        ("insert", 1, None, person, "request-of-a-test"),
        ("update", 2, 12, person, "request-of-a-test"),
    ]


@pytest.mark.parametrize(
    ("make", "values", "constraint"),
    [
        (LocationFactory, {"name": ""}, "location_name_not_empty"),
        (LocationFactory, {"time_zone": ""}, "location_time_zone_not_empty"),
        (FacilityFactory, {"rig_minutes": 1441}, "facility_rig_within_a_day"),
        (FacilityFactory, {"strike_minutes": -1}, "facility_strike_within_a_day"),
        (FacilityFactory, {"capacity": -1}, "facility_capacity_not_negative"),
        (FacilityFactory, {"kind": "Ballroom"}, "facility_kind_known"),
        (EquipmentFactory, {"asset_tag": ""}, "asset_tag_not_empty"),
        (EquipmentFactory, {"archived_at": ARCHIVED}, "archived_equipment_is_retired"),
    ],
)
def test_the_database_itself_refuses_nonsense(db, make, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**values)


def test_bookable_is_what_is_in_use(db):
    assert FacilityFactory().is_bookable
    assert not FacilityFactory(status=FacilityStatus.INACTIVE).is_bookable
    assert not FacilityFactory(archived_at=ARCHIVED).is_bookable


def test_the_audit_tells_what_a_facility_was_before_and_after(manager):
    created = manager.post("/api/facilities/", {"name": "Studio A", "capacity": 3}).json()
    manager.patch(f"/api/facilities/{created['id']}/", {"capacity": 12})

    newest, first = manager.get(f"/api/audit/?subject=facility:{created['id']}").json()["results"]

    assert (newest["action"], newest["changes"]) == ("changed", {"capacity": [3, 12]})
    assert (first["action"], newest["actor"]["id"]) == ("created", manager.user.pk)
