"""Approving, rejecting and adjusting."""

import pytest

from apps.core.models import OutboxEvent, SwitchValue
from apps.scheduling.models import TimeAdjustment, TimeEntry
from tests.scheduling.timekeeping.conftest import URL

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def entry(operator, enter):
    return enter(operator, "2026-11-20", "09:00", "17:00")


def facts():
    return list(OutboxEvent.objects.order_by("pk").values_list("type", flat=True))


def test_an_approved_entry_says_who_and_when(manager, entry):
    answer = manager.post(f"{URL}{entry['id']}/approve/").json()
    assert (answer["status"], answer["approved_by"]["id"]) == ("Approved", manager.user.pk)
    assert answer["approved_at"] == "2026-11-23T09:00:00Z"
    again = manager.post(f"{URL}{entry['id']}/approve/")
    assert (again.status_code, again.json()["code"]) == (409, "already_decided")


def test_a_rejection_wants_a_reason_and_sends_the_entry_back(manager, operator, entry):
    assert manager.post(f"{URL}{entry['id']}/reject/").status_code == 422

    answer = manager.post(f"{URL}{entry['id']}/reject/", {"reason": "That was a holiday"}).json()

    assert (answer["status"], answer["rejection_reason"]) == ("Rejected", "That was a holiday")
    assert answer["rejected_by"]["id"] == manager.user.pk
    assert not answer.keys() & {"approved_by", "approved_at"}
    again = operator.patch(f"{URL}{entry['id']}/", answer | {"clock_out": "16:00"}).json()
    assert (again["status"], again["total_hours"]) == ("Pending", 7.0)
    assert "rejection_reason" not in again


def test_time_that_was_rejected_may_be_entered_anew_and_is_not_approved_over_it(manager, operator, enter, entry):
    manager.post(f"{URL}{entry['id']}/reject/", {"reason": "No"})
    enter(operator, "2026-11-20", "10:00", "17:00")

    response = manager.post(f"{URL}{entry['id']}/approve/")

    assert (response.status_code, response.json()["code"]) == (409, "time_entry_overlap")


def test_a_manager_decides_by_a_patch_as_the_client_does(manager, operator, enter, entry):
    whole = manager.get(f"{URL}{entry['id']}/").json()
    approved = manager.patch(f"{URL}{entry['id']}/", whole | {"status": "Approved"})
    assert (approved.status_code, approved.json()["status"]) == (200, "Approved")
    assert approved.json()["approved_by"]["id"] == manager.user.pk
    assert manager.patch(f"{URL}{entry['id']}/", {"status": "Approved"}).json() == approved.json()

    other = enter(operator, "2026-11-21", "09:00", "23:00")  # a long day: this client has no place for a word
    assert manager.patch(f"{URL}{other['id']}/", {"status": "Approved"}).status_code == 200
    third = enter(operator, "2026-11-22", "09:00", "10:00")
    body = {"status": "Rejected", "rejection_reason": "No"}
    assert manager.patch(f"{URL}{third['id']}/", body).json()["rejection_reason"] == "No"
    fourth = enter(operator, "2026-11-22", "11:00", "12:00")
    assert manager.patch(f"{URL}{fourth['id']}/", {"status": "Rejected"}).json()["status"] == "Rejected"


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_nobody_decides_on_their_own(sign_in, enter, role):
    client = sign_in(role=role)
    own = enter(client, "2026-11-20", "09:00", "17:00")
    for response in (
        client.post(f"{URL}{own['id']}/approve/"),
        client.post(f"{URL}{own['id']}/reject/", {"reason": "x"}),
        client.post(f"{URL}{own['id']}/adjust/", {"reason": "x", "clock_out": "18:00"}),
        client.patch(f"{URL}{own['id']}/", {"status": "Approved", "notes": "me"}),
    ):
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed")
    bulk = client.post(f"{URL}bulk-approve/", {"ids": [own["id"]]}).json()
    assert bulk["refused"][0]["code"] == "not_allowed"
    assert client.get(f"{URL}{own['id']}/").json() == own


def test_an_approved_entry_is_changed_by_nobody_but_by_an_adjustment(manager, operator, entry):
    manager.post(f"{URL}{entry['id']}/approve/")
    for response in (
        operator.patch(f"{URL}{entry['id']}/", {"clock_out": "18:00"}),
        operator.patch(f"{URL}{entry['id']}/", {"status": "Pending"}),
        operator.delete(f"{URL}{entry['id']}/"),
        manager.patch(f"{URL}{entry['id']}/", {"status": "Pending"}),
        manager.patch(f"{URL}{entry['id']}/", {"status": "Rejected"}),
        manager.post(f"{URL}{entry['id']}/reject/", {"reason": "Changed my mind"}),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "entry_approved")
    assert manager.patch(f"{URL}{entry['id']}/", {"clock_out": "18:00"}).status_code == 403

    assert manager.post(f"{URL}{entry['id']}/adjust/", {"clock_out": "18:00"}).status_code == 422
    adjusted = manager.post(
        f"{URL}{entry['id']}/adjust/", {"clock_out": "18:00", "break_hours": 0.5, "reason": "Overran"}
    ).json()

    assert (adjusted["status"], adjusted["total_hours"]) == ("Approved", 8.5)
    (change,) = adjusted["adjustments"]
    assert (change["reason"], change["adjusted_by"]["id"]) == ("Overran", manager.user.pk)
    assert (change["before"]["total_hours"], change["after"]["total_hours"]) == (8.0, 8.5)
    assert change["before"]["clock_out"] == "2026-11-20T17:00:00Z"
    assert operator.get(f"{URL}{entry['id']}/").json()["adjustments"] == adjusted["adjustments"]
    manager.post(f"{URL}{entry['id']}/adjust/", {"clock_out": "18:30", "reason": "And more"})
    assert TimeAdjustment.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"clock_out": None, "reason": "x"}, 422),
        ({"reason": "x"}, 422),
        ({"clock_out": "18:00", "reason": "  "}, 422),
    ],
)
def test_an_adjustment_must_say_something(manager, entry, body, status):
    manager.post(f"{URL}{entry['id']}/approve/")
    assert manager.post(f"{URL}{entry['id']}/adjust/", body).status_code == status
    assert not TimeAdjustment.objects.exists()


def test_what_waits_is_not_adjusted(manager, entry):
    response = manager.post(f"{URL}{entry['id']}/adjust/", {"clock_out": "18:00", "reason": "x"})
    assert (response.status_code, response.json()["code"]) == (409, "not_approved")


def test_what_runs_is_not_decided_on(manager, operator, enter):
    running = enter(operator, "2026-11-23", "08:00")
    bare = operator.post(URL, {"date": "2026-11-19"}).json()
    for response in (
        manager.post(f"{URL}{running['id']}/approve/"),
        manager.post(f"{URL}{running['id']}/reject/", {"reason": "x"}),
        manager.post(f"{URL}{bare['id']}/approve/"),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "entry_running")


def test_one_bad_row_of_many_is_named_and_does_not_spoil_the_rest(manager, operator, engineer, enter, entry):
    other = enter(engineer, "2026-11-20", "09:00", "17:00")
    running = enter(operator, "2026-11-23", "08:00")
    own = enter(manager, "2026-11-20", "09:00", "10:00")
    ids = [running["id"], entry["id"], own["id"], other["id"], 999999, entry["id"]]

    response = manager.post(f"{URL}bulk-approve/", {"ids": ids})

    assert response.status_code == 200
    assert response.json()["done"] == sorted([entry["id"], other["id"]])
    refused = {row["id"]: row for row in response.json()["refused"]}
    assert {key: row["code"] for key, row in refused.items()} == {
        running["id"]: "entry_running", own["id"]: "not_allowed", 999999: "not_found",
    }  # fmt: skip
    assert refused[running["id"]]["name"] == f"{operator.user.full_name}, Mon 23 Nov 2026, 08:00"
    assert TimeEntry.objects.filter(status="Approved").count() == 2


def test_many_are_rejected_for_one_reason(manager, operator, enter, entry):
    second = enter(operator, "2026-11-21", "09:00", "10:00")
    assert manager.post(f"{URL}bulk-reject/", {"ids": [entry["id"]]}).status_code == 422
    answer = manager.post(f"{URL}bulk-reject/", {"ids": [entry["id"], second["id"]], "reason": "Wrong week"}).json()
    assert (answer["done"], answer["refused"]) == ([entry["id"], second["id"]], [])
    assert set(TimeEntry.objects.values_list("decision_note", flat=True)) == {"Wrong week"}
    assert manager.post(f"{URL}bulk-approve/", {"ids": []}).status_code == 422


def test_a_long_day_is_marked_for_managers_and_wants_a_word(manager, operator, enter):
    first = enter(operator, "2026-11-20", "06:00", "14:00")
    second = enter(operator, "2026-11-20", "15:00", "20:00")  # thirteen hours together

    assert [row.get("flags") for row in manager.get(URL).json()["results"]] == [["long_day"]] * 2
    assert "flags" not in operator.get(URL).json()["results"][0]
    refused = manager.post(f"{URL}{second['id']}/approve/")
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["note"])
    assert "13 hours" in refused.json()["detail"]
    bulk = manager.post(f"{URL}bulk-approve/", {"ids": [first["id"]]}).json()
    assert bulk["refused"][0]["code"] == "invalid"
    answer = manager.post(f"{URL}{second['id']}/approve/", {"note": "The match went to penalties"}).json()
    assert answer["approval_note"] == "The match went to penalties"


def set_switch(key, value):
    SwitchValue.objects.create(key=key, value=value)


def test_short_entries_approve_themselves_where_the_station_says_so(operator, enter):
    set_switch("time.auto_approve_under", 8)
    short = enter(operator, "2026-11-20", "09:00", "16:59")
    full = enter(operator, "2026-11-21", "09:00", "17:00")

    assert (short["status"], full["status"]) == ("Approved", "Pending")
    assert "approved_at" in short
    assert "approved_by" not in short
    assert facts() == ["scheduling.time_entry_approved", "scheduling.time_entry_submitted"]


def test_no_approval_where_the_station_wants_none(operator, enter):
    set_switch("time.require_approval", False)
    running = enter(operator, "2026-11-23", "08:00")
    assert running["status"] == "Pending"
    assert operator.post(f"{URL}clock-out/").json()["status"] == "Approved"


def test_what_happened_is_told(manager, operator, entry):
    manager.post(f"{URL}{entry['id']}/reject/", {"reason": "x"})
    operator.patch(f"{URL}{entry['id']}/", {"status": "Pending"})
    manager.post(f"{URL}{entry['id']}/approve/")
    manager.post(f"{URL}{entry['id']}/adjust/", {"clock_out": "18:00", "reason": "y"})
    assert facts() == [
        "scheduling.time_entry_submitted",
        "scheduling.time_entry_rejected",
        "scheduling.time_entry_submitted",
        "scheduling.time_entry_approved",
        "scheduling.time_entry_adjusted",
    ]
    assert all(OutboxEvent.objects.values_list("live", flat=True))
