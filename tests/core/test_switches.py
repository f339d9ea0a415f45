"""The station's settings: declared by modules, set by administrators, read by rules."""

import math

import pytest

from apps.core.models import SwitchValue
from apps.core.switches import number, switch, value_of
from apps.core.switches.registry import _declared

ADDRESS = "/api/settings/"


@pytest.fixture
def lunch():
    """Two switches of a module that is there for the test alone."""
    long_lunch = number("test.lunch", "Lunch", group="Test", default=0.5, minimum=0, maximum=1.5, unit="hours")
    is_paid = switch("test.lunch_is_paid", "Lunch is paid", group="Test", default=False)
    yield long_lunch, is_paid
    for found in (long_lunch, is_paid):
        del _declared[found.key]


def shown(client) -> dict[str, object]:
    return {found["key"]: found["value"] for found in client.get(ADDRESS).json()["settings"]}


def test_a_switch_nobody_has_set_has_its_default(administrator, lunch):
    long_lunch, is_paid = lunch

    assert (value_of(long_lunch), value_of(is_paid)) == (0.5, False)
    assert shown(administrator)["test.lunch"] == 0.5


def test_rules_read_what_an_administrator_sets_and_null_goes_back(administrator, lunch):
    long_lunch, is_paid = lunch

    response = administrator.patch(ADDRESS, {"test.lunch": 1, "test.lunch_is_paid": True})

    assert response.status_code == 200
    assert (value_of(long_lunch), value_of(is_paid)) == (1, True)
    administrator.patch(ADDRESS, {"test.lunch": None})
    assert (value_of(long_lunch), value_of(is_paid)) == (0.5, True)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"test.lunch": 1.6}, "test.lunch"),
        ({"test.lunch": -1}, "test.lunch"),
        ({"test.lunch": True}, "test.lunch"),
        ({"test.lunch": "1"}, "test.lunch"),
        ({"test.lunch_is_paid": 1}, "test.lunch_is_paid"),
        ({"test.lunch": 1, "test.dinner": 1}, "test.dinner"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_set(administrator, lunch, values, named):
    response = administrator.patch(ADDRESS, values)

    assert response.status_code == 422
    assert list(response.json()["errors"]) == [named]
    assert not SwitchValue.objects.exists()


def test_not_a_number_is_no_number(lunch):
    long_lunch, _ = lunch

    assert long_lunch.fault_of(math.nan)


def test_who_changed_a_setting_is_on_record(administrator, lunch):
    administrator.patch(ADDRESS, {"test.lunch": 1})
    administrator.patch(ADDRESS, {"test.lunch": 1.5})

    row = SwitchValue.objects.get()
    changes = administrator.get("/api/audit/", {"subject": f"setting:{row.pk}"}).json()["results"]
    assert [change["actor"]["id"] for change in changes] == [administrator.user.pk] * 2
