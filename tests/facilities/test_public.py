"""What other modules are answered."""

import json

import orjson
import pytest
from django.conf import settings as station
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from apps.core.actors import SYSTEM, Actor, Role
from apps.core.errors import Invalid, NotAllowed
from apps.facilities import public
from apps.facilities.errors import Archived
from apps.facilities.models import EquipmentStatus, Facility, FacilityKind, FacilityStatus, Location
from tests.facilities.conftest import ARCHIVED, NOW
from tests.facilities.factories import EquipmentCategoryFactory, EquipmentFactory, FacilityFactory, LocationFactory

pytestmark = pytest.mark.django_db


def create(*names, zone="Europe/Berlin", **options):
    return public.create_missing(actor=SYSTEM, names=names, time_zone=zone, now=NOW, **options)


def test_many_are_answered_at_once_archived_ones_too(django_assert_num_queries):
    rooms = [*FacilityFactory.create_batch(5), FacilityFactory(archived_at=ARCHIVED, location=None)]
    ids = [room.pk for room in rooms] + [4711]

    with django_assert_num_queries(1):
        refs = public.facilities(ids=ids)
    with django_assert_num_queries(1):
        outs = public.facility_outs(ids=ids)

    assert set(refs) == set(outs) == {room.pk for room in rooms}
    assert refs[rooms[0].pk].time_zone == "Europe/Dublin"
    assert refs[rooms[0].pk].location_name == rooms[0].location.name
    gone = refs[rooms[-1].pk]
    assert (gone.is_bookable, gone.is_archived) == (False, True)
    assert (gone.location_id, gone.time_zone) == (None, station.TIME_ZONE)


def test_locations_are_answered_as_values_and_as_the_contract_has_them(django_assert_num_queries):
    house = LocationFactory()

    with django_assert_num_queries(2):
        refs, outs = public.locations(ids=[house.pk]), public.location_outs(ids=[house.pk])

    assert refs[house.pk].name == outs[house.pk]["name"] == house.name


def test_all_facilities_leaves_out_the_archived_unless_asked():
    FacilityFactory(name="A")
    FacilityFactory(name="B", archived_at=ARCHIVED)

    assert [room.name for room in public.all_facilities()] == ["A"]
    assert [room.name for room in public.all_facilities(include_archived=True)] == ["A", "B"]


def test_those_that_can_stand_in_come_with_the_near_ones_first(django_assert_num_queries):
    house = LocationFactory()
    full = FacilityFactory(name="Full", location=house)
    FacilityFactory(name="Far")
    FacilityFactory(name="Nowhere", location=None)
    FacilityFactory(name="Near", location=house)
    FacilityFactory(name="Another sort", location=house, kind=FacilityKind.BOOTH)
    FacilityFactory(name="Out of use", location=house, status=FacilityStatus.INACTIVE)
    FacilityFactory(name="Gone", location=house, archived_at=ARCHIVED)

    with django_assert_num_queries(1):
        found = public.same_kind(facility_id=full.pk)

    assert [room.name for room in found] == ["Near", "Far", "Nowhere"]


def test_facilities_are_found_by_name_without_regard_to_case(django_assert_num_queries):
    FacilityFactory(name="Straße 7")
    room = FacilityFactory(name="Saal 1")

    with django_assert_num_queries(2):
        found = public.facilities_by_name(names=[" SAAL 1 ", "straße 7", "Nowhere"])

    assert set(found) == {"saal 1", "strasse 7"}  # casefolded
    assert found["saal 1"].id == room.pk


def test_search_answers_ids_nearest_first():
    FacilityFactory(name="Control room")
    room = FacilityFactory(name="Studio A")

    assert public.search_ids(text="stduio") == [room.pk]


def test_missing_facilities_are_created_where_the_zone_is_right(published):
    known = FacilityFactory(name="Saal 1")

    refs = create("saal 1", "Saal 2", "Saal Zwei", kind=FacilityKind.STAGE)
    again = create("SAAL 2", "Saal 1")

    assert refs["saal 1"].id == known.pk
    assert refs["saal 2"].time_zone == "Europe/Berlin"
    assert (refs["saal 2"].kind, refs["saal 2"].location_name) == ("Stage", "Europe/Berlin")
    assert again["saal 2"].id == refs["saal 2"].id
    assert Facility.objects.count() == 3
    assert [kind for kind, _ in published()] == [
        "facilities.location_changed", "facilities.facility_changed", "facilities.facility_changed",
    ]  # fmt: skip


def test_no_location_is_needed_in_the_stations_own_zone():
    refs = create("Studio A", zone=station.TIME_ZONE)

    assert refs["studio a"].location_id is None
    assert not Location.objects.exists()


def test_a_location_may_be_named_for_what_is_created():
    house = LocationFactory(name="Camp", time_zone="Europe/Lisbon")

    refs = create("Tent", location_name="CAMP")

    assert (refs["tent"].location_id, refs["tent"].time_zone) == (house.pk, "Europe/Lisbon")


def test_nothing_is_created_in_an_archived_location():
    LocationFactory(name="Camp", archived_at=ARCHIVED)

    with pytest.raises(Archived):
        create("Tent", location_name="Camp")
    assert not Facility.objects.exists()


def test_an_archived_facility_is_answered_as_it_is():
    FacilityFactory(name="Tent", archived_at=ARCHIVED)

    refs = create("Tent")

    assert refs["tent"].is_archived
    assert Facility.objects.count() == 1


@pytest.mark.parametrize("names", [["", "Tent"], ["x" * 256], ["a\0b"]])
def test_names_that_cannot_be_are_refused(names):
    with pytest.raises(Invalid):
        create(*names)
    assert not Facility.objects.exists()


def test_only_who_may_edit_facilities_creates_missing_ones():
    engineer = Actor(id=1, role=Role.ENGINEER)

    with pytest.raises(NotAllowed):
        public.create_missing(actor=engineer, names=["Tent"], time_zone="UTC", now=NOW)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.sets(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=8).filter(str.strip))
)
@example(names={"İ", "i̇", "ß", "SS", "ss", "Σ", "σ", "ς"})
def test_whatever_the_names_every_one_is_found_again_and_created_once(db, names):
    Facility.objects.all().delete()

    first = create(*names)
    count = Facility.objects.count()
    second = create(*names)
    found = public.facilities_by_name(names=names)

    assert first.keys() == second.keys() == found.keys() == {name.strip().casefold() for name in names}
    assert Facility.objects.count() == count


def test_what_is_broken_or_closed_is_told_without_the_archived(django_assert_num_queries):
    broken = EquipmentFactory(name="Camera", status=EquipmentStatus.FAULTY)
    EquipmentFactory(name="Desk", status=EquipmentStatus.IN_MAINTENANCE, facility=broken.facility)
    EquipmentFactory(name="Lamp", facility=broken.facility)
    FacilityFactory(name="Closed", status=FacilityStatus.INACTIVE)
    FacilityFactory(name="Gone", status=FacilityStatus.INACTIVE, archived_at=ARCHIVED)

    def told() -> list[list[str]]:
        items, rooms = public.encoded_faulty_equipment(), public.encoded_closed_facilities()
        return [[row["name"] for row in json.loads(orjson.dumps(rows))] for rows in (items, rooms)]

    assert told() == [["Camera", "Desk"], ["Closed"]]
    with django_assert_num_queries(4):
        assert told() == [["Camera", "Desk"], ["Closed"]]


@pytest.mark.parametrize("what", ["item", "category", "facility", "location"])
def test_a_broken_item_is_told_as_it_is_now(what):
    item = EquipmentFactory(
        status=EquipmentStatus.FAULTY, category=EquipmentCategoryFactory(), facility=FacilityFactory()
    )
    public.encoded_faulty_equipment()

    changed = {
        "item": item, "category": item.category, "facility": item.facility, "location": item.facility.location
    }[what]  # fmt: skip
    type(changed).objects.filter(pk=changed.pk).update(name="As it is now")

    assert b"As it is now" in orjson.dumps(public.encoded_faulty_equipment())


def test_locations_are_found_by_name_without_regard_to_case():
    house = LocationFactory(name="Saal Straße")

    assert public.locations_by_name(names=[" SAAL straße", "Nowhere"]) == {
        "saal strasse": public.locations(ids=[house.pk])[house.pk]
    }
