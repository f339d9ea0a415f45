"""Shift patterns over HTTP."""

import pytest

URL = "/api/shifts/"


def test_a_name_alone_is_enough_and_times_are_wall_times(scheduler, operator):
    plain = scheduler.post(URL, {"name": "Standby"}).json()
    night = scheduler.post(URL, {"name": "Night", "start_time": "22:00", "end_time": "06:00:00"}).json()

    assert "start_time" not in plain
    assert (night["start_time"], night["end_time"]) == ("22:00", "06:00")
    assert [row["name"] for row in operator.get(URL).json()["results"]] == ["Night", "Standby"]


def test_a_name_is_given_once_whatever_its_case(scheduler):
    scheduler.post(URL, {"name": "Early"})
    response = scheduler.post(URL, {"name": "EARLY"})
    assert (response.status_code, list(response.json()["errors"])) == (422, ["name"])


@pytest.mark.parametrize("change", [{"name": ""}, {"name": None}, {"start_time": "25:00"}, {"end_time": 7}])
def test_bad_input_is_refused_and_changes_nothing(scheduler, change):
    shift = scheduler.post(URL, {"name": "Early"}).json()
    response = scheduler.patch(f"{URL}{shift['id']}/", change)
    assert (response.status_code, list(response.json()["errors"])) == (422, list(change))
    assert scheduler.get(f"{URL}{shift['id']}/").json() == shift


def test_null_and_empty_clear(scheduler):
    shift = scheduler.post(URL, {"name": "Early", "start_time": "06:00", "description": "x"}).json()
    answer = scheduler.patch(f"{URL}{shift['id']}/", {"start_time": None, "description": ""}).json()
    assert not {"start_time", "description"} & answer.keys()


def test_archived_patterns_leave_the_list_and_come_back(scheduler):
    shift = scheduler.post(URL, {"name": "Early"}).json()
    assert "archived_at" in scheduler.post(f"{URL}{shift['id']}/archive/").json()
    assert scheduler.get(URL).json()["count"] == 0
    assert scheduler.get(URL, {"archived": "true"}).json()["count"] == 1
    scheduler.post(f"{URL}{shift['id']}/restore/")
    assert scheduler.get(URL).json()["count"] == 1


def test_operators_do_not_change_patterns(operator):
    assert operator.post(URL, {"name": "Mine"}).status_code == 403
