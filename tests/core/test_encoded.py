"""Rows that are kept as JSON are those of the database, whatever changes them."""

import pytest
from django.db import connection, transaction

from apps.authentication import public as people
from apps.authentication.models import User
from apps.core.http import encode
from apps.facilities import public as facilities
from apps.facilities.models import Facility, Location
from tests.authentication.factories import UserFactory
from tests.facilities.factories import FacilityFactory, LocationFactory

pytestmark = pytest.mark.django_db


def person(key):
    return encode(people.encoded_profiles(ids=[key])[key])


def facility(key):
    return encode(facilities.encoded_facilities(ids=[key])[key])


def is_shown_as_it_is(key):
    return person(key) == encode(people.profiles(ids=[key])[key])


def test_a_person_is_shown_as_they_are_after_every_kind_of_change():
    ada = UserFactory(position="Director")
    assert is_shown_as_it_is(ada.pk)
    User.objects.filter(pk=ada.pk).update(position="Producer")  # not by a service: the version stays
    assert b"Producer" in person(ada.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE authentication_user SET phone = '+353 1 555' WHERE id = %s", [ada.pk])
    assert is_shown_as_it_is(ada.pk)


def test_twice_in_one_transaction_and_taken_back():
    ada = UserFactory(position="One")
    person(ada.pk)
    with transaction.atomic():
        for name in ("Two", "Three"):
            User.objects.filter(pk=ada.pk).update(position=name)
            assert name.encode() in person(ada.pk)
        transaction.set_rollback(True)
    assert b"One" in person(ada.pk)


def test_a_facility_shows_its_location_as_that_is_now():
    room = FacilityFactory(location=LocationFactory(name="Montrose"))
    facility(room.pk)
    Location.objects.filter(pk=room.location_id).update(name="Donnybrook")
    assert b"Donnybrook" in facility(room.pk)
    Facility.objects.filter(pk=room.pk).update(location=None)
    assert b"Donnybrook" not in facility(room.pk)


def test_what_is_known_costs_one_query_and_what_is_not_there_is_absent(django_assert_num_queries):
    known = [somebody.pk for somebody in UserFactory.create_batch(3)]
    people.encoded_profiles(ids=known)
    with django_assert_num_queries(1):
        assert set(people.encoded_profiles(ids=[*known, 987_654])) == set(known)
    with django_assert_num_queries(0):
        assert people.encoded_profiles(ids=[]) == {}
