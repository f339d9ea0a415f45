"""Holds over HTTP: their order, and who may confirm."""

import pytest

from apps.scheduling.claims import services
from apps.scheduling.claims.models import Claim
from apps.scheduling.models import Booking, Event
from tests.authentication.factories import UserFactory
from tests.scheduling.claims.conftest import URL
from tests.scheduling.factories import NOON, FacilityFactory, at, body

pytestmark = pytest.mark.usefixtures("now")


def test_any_number_may_hold_the_same_in_the_order_in_which_they_came(scheduler, hold, rank):
    first, second, third = (hold(scheduler, title) for title in ("Gala", "Quiz", "Debate"))
    beside = hold(scheduler, "Rehearsal", 5, 6)

    assert [rank(event) for event in (first, second, third, beside)] == [1, 2, 3, 1]
    assert first["claim"] == "Held"


def test_a_hold_takes_nothing_from_people_and_they_are_told_only_when_it_is_confirmed(
    scheduler, hold, act, told, studio
):
    person = UserFactory()
    held = hold(scheduler, "Gala", assigned_users=[person.pk])
    elsewhere = scheduler.post(URL, body(None, 0, 1, assigned_users=[person.pk]))
    assert elsewhere.status_code == 201
    assert [profile["id"] for profile in held["assigned_users"]] == [person.pk]
    assert [kind for kind, _, title in told() if "Gala" in title] == []

    refused = act(scheduler, held, "confirm")

    assert (refused.status_code, refused.json()["code"]) == (409, "booking_conflict")
    scheduler.delete(f"{URL}{elsewhere.json()['id']}/")
    told()
    confirmed = act(scheduler, held, "confirm").json()
    assert (confirmed["claim"], "hold" in confirmed) == ("Confirmed", False)
    assert told() == [("events.assigned", [person.pk], "You are on Gala")]
    assert set(Booking.objects.filter(event_id=held["id"]).values_list("status", flat=True)) == {"CONFIRMED"}


def test_only_the_first_option_may_confirm(scheduler, hold, act, rank):
    first, second = hold(scheduler, "Gala"), hold(scheduler, "Quiz")

    refused = act(scheduler, second, "confirm")

    assert (refused.status_code, refused.json()["code"]) == (409, "not_first")
    assert "Gala comes first" in refused.json()["detail"]
    assert refused.json()["ahead"] == [{"event": {"id": first["id"], "title": "Gala"}, "claim": "Held"}]
    assert act(scheduler, first, "confirm").status_code == 200
    assert rank(second) == 2
    assert act(scheduler, second, "confirm").json()["ahead"][0]["claim"] == "Confirmed"


def test_a_booking_does_not_jump_over_a_hold(scheduler, hold, act, studio):
    held = hold(scheduler, "Gala")

    refused = scheduler.post(URL, body(studio, 1, 3))

    assert (refused.status_code, refused.json()["code"]) == (409, "booking_conflict")
    assert "Studio A is held for Gala" in refused.json()["detail"]
    assert refused.json()["conflicts"][0]["is_held"] is True
    assert refused.json()["next_free"]["start_time"] == at(2)
    act(scheduler, held, "release")
    assert scheduler.post(URL, body(studio, 1, 3)).status_code == 201


def test_a_hold_may_wait_behind_a_booking_which_goes_on_as_it_was(scheduler, hold, rank, studio):
    booked = scheduler.post(URL, body(studio, 0, 2)).json()
    waiting = hold(scheduler, "Quiz", 0, 4)
    assert rank(waiting) == 2

    crew = scheduler.patch(f"{URL}{booked['id']}/", {"assigned_users": [UserFactory().pk]})
    shorter = scheduler.patch(f"{URL}{booked['id']}/", {"end_time": at(1)})
    longer = scheduler.patch(f"{URL}{booked['id']}/", {"end_time": at(3)})

    assert (crew.status_code, shorter.status_code, longer.status_code) == (200, 200, 409)
    assert longer.json()["conflicts"][0]["event"]["id"] == waiting["id"]


def test_a_release_promotes_the_next_and_tells_it_once(scheduler, manager, operator, hold, act, rank, told):
    first, second, third = hold(scheduler, "Gala"), hold(manager, "Quiz"), hold(scheduler, "Debate")
    told()

    released = act(scheduler, first, "release")

    assert (released.json()["claim"], released.json()["status"]) == ("Released", "Cancelled")
    assert [rank(event) for event in (second, third)] == [1, 2]
    assert told() == [("holds.promoted", [manager.user.pk], "Quiz is the first option now")]
    services.let_lapse(now=NOON)
    assert told() == []
    assert act(operator, second, "release").status_code == 403


def test_who_waits_for_two_things_is_promoted_when_both_are_free(scheduler, manager, hold, act, told):
    studio_b = FacilityFactory(name="Studio B")
    first = hold(scheduler, "Gala")
    moving = hold(scheduler, "Panel", facility=studio_b.pk)
    second = hold(manager, "Quiz")
    told()

    # the second moves to the other studio and queues there behind what is there
    moved = manager.patch(f"{URL}{second['id']}/", {"facility": studio_b.pk}).json()
    assert moved["hold"]["rank"] == 2
    act(scheduler, first, "release")
    assert told() == []
    act(scheduler, moving, "release")
    assert told() == [("holds.promoted", [manager.user.pk], "Quiz is the first option now")]


def test_cancelling_and_deleting_release_and_reinstating_queues_anew(scheduler, hold, rank):
    first, second, third = (hold(scheduler, title) for title in ("Gala", "Quiz", "Debate"))

    cancelled = scheduler.patch(f"{URL}{first['id']}/", {"status": "Cancelled"}).json()
    assert (cancelled["claim"], rank(second)) == ("Released", 1)
    again = scheduler.patch(f"{URL}{first['id']}/", {"status": "Scheduled"}).json()
    assert (again["claim"], again["hold"]["rank"]) == ("Held", 3)
    scheduler.delete(f"{URL}{second['id']}/")
    assert [rank(third), rank(first)] == [1, 2]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": "Gala night"}, 1),
        ({"end_time": at(1)}, 1),  # wants less
        ({"end_time": at(3)}, 2),  # wants more: behind whoever is there already
        ({"start_time": at(1), "end_time": at(3)}, 2),
    ],
)
def test_a_hold_that_wants_more_queues_anew(scheduler, hold, rank, change, expected):
    first, _ = hold(scheduler, "Gala"), hold(scheduler, "Quiz")

    scheduler.patch(f"{URL}{first['id']}/", change)

    assert rank(first) == expected


def test_a_client_that_sends_an_old_object_back_changes_no_claim(scheduler, hold, act):
    held = hold(scheduler, "Gala")
    act(scheduler, held, "confirm")

    sent_back = scheduler.patch(f"{URL}{held['id']}/", held | {"title": "Gala night"}).json()

    assert (sent_back["claim"], sent_back["title"]) == ("Confirmed", "Gala night")


def test_a_confirmed_event_may_be_put_back_on_hold_and_a_released_one_held_again(scheduler, hold, act, rank, studio):
    booked = scheduler.post(URL, body(studio)).json()
    waiting = hold(scheduler, "Quiz", 0, 1)

    held = act(scheduler, booked, "hold", hold_until=at(-24))

    assert (held.status_code, held.json()["hold"]) == (200, {"rank": 2, "expires_at": at(-24)})
    assert rank(waiting) == 1
    act(scheduler, booked, "release")
    again = act(scheduler, booked, "hold")
    assert (again.json()["status"], again.json()["hold"]) == ("Scheduled", {"rank": 2})
    assert act(scheduler, booked, "hold", hold_until=at(-48)).json()["hold"]["expires_at"] == at(-48)


@pytest.mark.parametrize("until", ["2027-02-28T09:00:00Z", "2027-03-01T09:00:00Z"])
def test_a_hold_that_would_have_run_out_is_refused(scheduler, hold, act, studio, until):
    new = scheduler.post(URL, body(studio) | {"claim": "Held", "hold_until": until})
    assert (new.status_code, list(new.json()["errors"])) == (422, ["hold_until"])
    assert not Event.objects.exists()
    held = hold(scheduler, "Gala")
    assert act(scheduler, held, "hold", hold_until=until).status_code == 422


def test_a_hold_that_runs_out_is_released_and_the_next_told(scheduler, manager, hold, act, rank, told, now):
    first = hold(scheduler, "Gala", hold_until="2027-03-02T09:00:00Z")
    second = hold(manager, "Quiz")
    told()
    now.move_to("2027-03-02T09:00:00Z")
    assert rank(second) == 1  # before the clock has come by
    assert act(scheduler, first, "confirm").json()["code"] == "hold_lapsed"

    for _ in range(2):
        services.let_lapse(now=Claim.objects.get(event_id=first["id"]).expires_at or NOON)

    assert scheduler.get(f"{URL}{first['id']}/").json()["claim"] == "Released"
    assert told() == [
        ("holds.promoted", [manager.user.pk], "Quiz is the first option now"),
        ("holds.lapsed", [scheduler.user.pk], "The hold of Gala has run out"),
    ]


def test_actions_ask_for_a_hold_and_for_the_version_that_was_read(scheduler, hold, act, studio):
    booked = scheduler.post(URL, body(studio, 5, 6)).json()
    for action in ("confirm", "release", "challenge"):
        assert act(scheduler, booked, action).json()["code"] == "not_held"
    held = hold(scheduler, "Gala")
    stale = scheduler.post(f"{URL}{held['id']}/claim/confirm/", headers={"If-Match": '"7"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")


def test_held_events_cost_two_queries_more_however_many(scheduler, operator, hold, django_assert_num_queries):
    for title in "ABCDE":
        hold(scheduler, title)
    operator.get(URL, {"start": at(0), "end": at(5)})  # people and places are encoded when first shown
    with django_assert_num_queries(2 + 6 + 2):  # who asks; the page and what it refers to; terms and ranks
        rows = operator.get(URL, {"start": at(0), "end": at(5)}).json()["results"]
    assert [row["hold"]["rank"] for row in rows] == [1, 2, 3, 4, 5]


def test_the_timeline_tells_the_rank(scheduler, operator, hold, act):
    first, second = hold(scheduler, "Gala"), hold(scheduler, "Quiz")
    act(scheduler, second, "challenge")

    bars = operator.get("/api/timeline/", {"start": at(0), "end": at(5)}).json()["events"]

    told = {bar["id"]: (bar["rank"], bar.get("challenged", False)) for bar in bars}
    assert told == {first["id"]: (1, True), second["id"]: (2, False)}
