"""Two at once, through the real middleware and in real transactions."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from apps.core.actors import SYSTEM
from apps.facilities import public, services
from apps.facilities.equipment import services as equipment_services
from apps.facilities.errors import StillInUse
from apps.facilities.models import Equipment, Facility, Location
from tests.facilities.conftest import NOW
from tests.facilities.factories import FacilityFactory, LocationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads that start together. Returns their results, or what they raised."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=10)
            return call()
        except Exception as error:  # noqa: BLE001 - handed to the test, which looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_two_facilities_of_one_name_one_is_made(sign_in):
    clients = [sign_in(role="scheduler") for _ in range(4)]

    for name in ("Studio A", "Studio B", "Studio C"):
        body = {"name": name}
        answers = at_once(*(partial(client.post, "/api/facilities/", body) for client in clients))

        assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422]
        assert Facility.objects.filter(name=name).count() == 1


def test_imports_that_miss_the_same_facilities_end_up_with_the_same():
    names = [f"Saal {number}" for number in range(20)]

    def create(order):
        return public.create_missing(actor=SYSTEM, names=order, time_zone="Europe/Berlin", now=NOW)

    by_hand = lambda: services.create_facility(actor=SYSTEM, values={"name": "SAAL 7"}, now=NOW)  # noqa: E731
    *refs, _ = at_once(*(lambda order=order: create(order) for order in (names, names[::-1], names)), by_hand)

    assert Facility.objects.count() == 20
    assert Location.objects.count() == 1
    assert {name: ref.id for name, ref in refs[0].items()} == {name: ref.id for name, ref in refs[1].items()}
    assert {name: ref.id for name, ref in refs[0].items()} == {name: ref.id for name, ref in refs[2].items()}


def test_generated_tags_are_never_given_twice():
    def create():
        return equipment_services.create_equipment(actor=SYSTEM, values={"name": "Camera"}, now=NOW).asset_tag

    tags = at_once(*[create] * 8)

    assert len(set(tags)) == Equipment.objects.count() == 8


def test_no_facility_slips_into_a_location_that_is_being_archived():
    for _ in range(5):
        house = LocationFactory()
        room = FacilityFactory(location=None)
        moved, archived = at_once(
            lambda room=room, house=house: services.update_facility(
                actor=SYSTEM, facility_id=room.pk, changes={"location": house.pk}, expected_version=None, now=NOW
            ),
            lambda house=house: services.archive_location(
                actor=SYSTEM, location_id=house.pk, expected_version=None, now=NOW
            ),
        )

        house.refresh_from_db()
        room.refresh_from_db()
        assert not (house.is_archived and room.location_id == house.pk), (moved, archived)
        assert house.is_archived or isinstance(archived, StillInUse)


def test_of_two_changes_of_one_version_one_is_refused(sign_in):
    room = FacilityFactory()
    clients = [sign_in(role="scheduler") for _ in range(3)]

    answers = at_once(
        *(
            lambda client=client, number=number: client.patch(
                f"/api/facilities/{room.pk}/", {"capacity": number}, headers={"If-Match": '"1"'}
            )
            for number, client in enumerate(clients, 10)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
