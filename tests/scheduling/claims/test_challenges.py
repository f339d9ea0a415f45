"""Challenges over HTTP: who is ahead answers by a deadline, or is released."""

import pytest
from django.utils import timezone

from apps.scheduling.claims import services
from tests.scheduling.claims.conftest import URL
from tests.scheduling.factories import at, body

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def rivals(scheduler, manager, hold, told):
    first, second = hold(scheduler, "Gala"), hold(manager, "Quiz")
    told()
    return first, second


def test_who_is_ahead_is_told_to_answer_within_a_day(scheduler, manager, rivals, act, told):
    first, second = rivals

    assert act(manager, second, "challenge").status_code == 200

    assert told() == [("holds.challenged", [scheduler.user.pk], "Gala is challenged")]
    challenged = scheduler.get(f"{URL}{first['id']}/").json()["hold"]
    assert challenged["challenge"] == {
        "by": {"id": second["id"], "title": "Quiz"},
        "answer_by": "2027-03-02T09:00:00Z",
    }
    again = act(manager, second, "challenge")
    assert (again.status_code, again.json()["code"]) == (409, "already_challenged")
    assert again.json()["answer_by"] == "2027-03-02T09:00:00Z"


def test_confirming_answers_and_who_challenged_keeps_waiting(scheduler, manager, rivals, act, told, rank):
    first, second = rivals
    act(manager, second, "challenge")
    told()

    assert act(scheduler, first, "confirm").status_code == 200

    assert told() == [("holds.decided", [manager.user.pk], "Gala is confirmed where Quiz is held")]
    assert rank(second) == 2
    later = act(manager, second, "challenge")
    assert (later.status_code, later.json()["code"]) == (409, "taken_for_good")


def test_who_has_challenged_and_waited_may_confirm(scheduler, manager, rivals, act, now, told):
    first, second = rivals
    act(manager, second, "challenge")
    assert act(manager, second, "confirm").json()["code"] == "not_first"
    now.move_to("2027-03-02T09:00:00Z")
    told()

    assert act(scheduler, first, "confirm").json()["code"] == "hold_lapsed"
    assert act(manager, second, "confirm").status_code == 200

    services.let_lapse(now=timezone.now())
    released = scheduler.get(f"{URL}{first['id']}/").json()
    assert (released["claim"], released["status"]) == ("Released", "Cancelled")
    assert ("holds.lapsed", [scheduler.user.pk], "The hold of Gala has run out") in told()


def test_a_challenge_that_is_not_answered_releases_and_promotes(scheduler, manager, rivals, act, now, told, rank):
    first, second = rivals
    act(manager, second, "challenge")
    told()
    now.move_to("2027-03-02T09:00:01Z")

    assert services.let_lapse(now=timezone.now()) == 1
    assert services.let_lapse(now=timezone.now()) == 0

    assert (rank(first), rank(second)) == (None, 1)
    assert told() == [
        ("holds.promoted", [manager.user.pk], "Quiz is the first option now"),
        ("holds.lapsed", [scheduler.user.pk], "The hold of Gala has run out"),
    ]


def test_the_third_option_challenges_everyone_ahead(scheduler, manager, rivals, hold, act, told):
    third = hold(scheduler, "Debate")
    told()
    act(scheduler, third, "challenge")
    assert [title for _, _, title in told()] == ["Gala is challenged", "Quiz is challenged"]


@pytest.mark.parametrize("way", ["release", "move", "delete"])
def test_a_challenge_ends_with_whoever_made_it(scheduler, manager, rivals, act, told, way):
    first, second = rivals
    act(manager, second, "challenge")
    told()

    if way == "release":
        act(manager, second, "release")
    elif way == "move":
        manager.patch(f"{URL}{second['id']}/", {"start_time": at(48), "end_time": at(50)})
    else:
        manager.delete(f"{URL}{second['id']}/")

    assert "challenge" not in scheduler.get(f"{URL}{first['id']}/").json()["hold"]
    assert ("holds.challenged", [scheduler.user.pk], "Gala is not challenged any more") in told()


def test_a_deadline_may_be_later_than_the_stations_never_sooner(manager, administrator, rivals, act):
    _, second = rivals
    soon = act(manager, second, "challenge", answer_by="2027-03-01T18:00:00Z")
    assert (soon.status_code, list(soon.json()["errors"])) == (422, ["answer_by"])
    administrator.patch("/api/settings/", {"holds.answer_within": 2})
    assert act(manager, second, "challenge", answer_by="2027-03-01T18:00:00Z").status_code == 200


def test_nobody_is_given_longer_than_until_what_they_hold_begins(manager, rivals, act, now, scheduler):
    first, second = rivals
    now.move_to("2027-03-10T09:00:00Z")
    act(manager, second, "challenge")
    challenged = scheduler.get(f"{URL}{first['id']}/").json()["hold"]["challenge"]
    assert challenged["answer_by"] == at(0)


def test_the_first_has_nobody_to_challenge(scheduler, rivals, act):
    first, _ = rivals
    refused = act(scheduler, first, "challenge")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_first")


def test_where_an_event_stands_can_be_read(scheduler, operator, rivals, act, studio):
    first, second = rivals
    scheduler.post(URL, body(studio, 5, 6))

    answer = operator.get(f"{URL}{second['id']}/claim/").json()

    assert answer == {
        "claim": "Held",
        "hold": {"rank": 2},
        "resources": [
            {
                "kind": "facility",
                "id": studio.pk,
                "name": "Studio A",
                "rivals": [
                    {
                        "event": {"id": first["id"], "title": "Gala"},
                        "claim": "Held",
                        "start_time": at(0),
                        "end_time": at(2),
                        "is_ahead": True,
                    }
                ],
            }
        ],
    }
