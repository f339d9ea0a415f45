"""Reading very many rows: the fast way gives what Django's own way gives."""

from datetime import UTC

from apps.authentication.models import User
from apps.core.db import read_instances, read_values
from tests.authentication.factories import UserFactory


def test_values_read_fast_are_those_django_reads(db):
    UserFactory.create_batch(3)
    people = User.objects.order_by("pk").values_list("pk", "full_name", "flags", "start_date", "created_at")

    fast = read_values(people)

    assert fast == list(people)
    assert {row[-1].tzinfo for row in fast} == {UTC}
    assert [type(value) for value in fast[0]] == [type(value) for value in people[0]]


def test_instances_read_fast_are_those_django_reads(db):
    UserFactory.create_batch(2)
    people = User.objects.order_by("pk")

    fast = read_instances(people)

    assert [vars(person) | {"_state": None} for person in fast] == [vars(p) | {"_state": None} for p in people]
    assert not any(person._state.adding for person in fast)


def test_nothing_is_read_when_nothing_can_match(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read_values(User.objects.filter(pk__in=[]).values_list("pk")) == []


def test_among_takes_any_number_of_ids(db, django_assert_num_queries):
    first, _, third = UserFactory.create_batch(3)

    assert set(User.objects.filter(pk__among={first.pk, third.pk, 10**15})) == {first, third}
    with django_assert_num_queries(0):
        assert not User.objects.filter(pk__among=[])
