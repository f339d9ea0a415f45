"""The history of an event over HTTP: who changed what, from what to what, in names."""

import pytest

from apps.facilities.models import Equipment
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory, at, body

EVENTS = "/api/scheduled-events/"
SIGN_IN_QUERIES = 2  # session, person


def read(client, event, **query):
    response = client.get(f"{EVENTS}{event['id']}/history/", query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def told(entry):
    """`[field, before, after]`, with the part's title before the field."""
    return [
        [
            f"{found['part']}: {found['field']}" if "part" in found else found["field"],
            found.get("before"),
            found.get("after"),
        ]
        for found in entry["changes"]
    ]


@pytest.fixture
def ann(db):
    return UserFactory(first_name="Ann", last_name="Archer")


@pytest.fixture
def bob(db):
    return UserFactory(first_name="Bob", last_name="Boone")


def span(start, end):
    return f"{at(start)[:-1]}+00:00/{at(end)[:-1]}+00:00"


def test_each_change_is_told_with_before_and_after_in_names(scheduler, manager, ann, bob):
    studio, stage = FacilityFactory(name="Studio A"), FacilityFactory(name="Stage 2")
    crane = Equipment.objects.create(name="Crane", asset_tag="C-1")
    made = scheduler.post(EVENTS, body(studio, 0, 2, assigned_users=[ann.pk], call_time=at(-1))).json()
    url = f"{EVENTS}{made['id']}/"
    manager.patch(url, {"assigned_users": [bob.pk], "facility": stage.pk, "equipment": [crane.pk]})
    scheduler.patch(url, {"start_time": at(1), "end_time": at(3)})
    scheduler.patch(url, {"title": "Late news", "description": "Live", "wrap_time": at(4)})
    scheduler.delete(url)

    archived, worded, moved, staffed, created = read(scheduler, made)

    assert [entry["action"] for entry in (archived, worded, created)] == ["archived", "changed", "created"]
    assert [entry["version"] for entry in (created, staffed, moved, worded, archived)] == [1, 2, 3, 4, 5]
    assert told(archived) == []
    assert told(worded) == [
        ["title", "Evening news", "Late news"],
        ["description", None, "Live"],
        ["wrap_time", None, f"{at(4)[:-1]}+00:00"],
    ]
    assert told(moved) == [["time", span(0, 2), span(1, 3)]]  # the call moved along, and so did the bookings
    assert told(staffed) == [
        ["facility", "Studio A", "Stage 2"],
        ["assigned_users", "Ann Archer", "Bob Boone"],
        ["equipment", None, "Crane (C-1)"],
    ]
    assert staffed["actor"]["id"] == manager.user.pk
    assert told(created) == [
        ["title", None, "Evening news"],
        ["time", None, span(0, 2)],
        ["time_zone", None, "UTC"],
        ["call_time", None, f"{at(-1)[:-1]}+00:00"],
        ["facility", None, "Studio A"],
        ["assigned_users", None, "Ann Archer"],
    ]


def test_parts_and_terms_of_a_hold_belong_to_it(scheduler, ann):
    studio = FacilityFactory(name="Studio A")
    gala = scheduler.post(EVENTS, body(studio, 0, 2, title="Gala", claim="Held")).json()
    other = scheduler.post(EVENTS, body(studio, 0, 2, title="Derby", claim="Held")).json()
    parts = f"{EVENTS}{gala['id']}/parts/"
    rig = {"title": "Rig", "start_time": at(-2), "end_time": at(0)}
    made = scheduler.post(parts, {**rig, "needs": [{"position": "Rigger", "headcount": 3}]}).json()
    scheduler.patch(f"{parts}{made['id']}/", {"end_time": at(-1), "assigned_users": [ann.pk]})
    scheduler.patch(f"{EVENTS}{gala['id']}/", {"start_time": at(24), "end_time": at(26)})
    scheduler.patch(f"{EVENTS}{gala['id']}/", {"start_time": at(0), "end_time": at(2)})
    scheduler.delete(f"{parts}{made['id']}/")

    removed, _, moved, staffed, added, _ = read(scheduler, gala)

    assert told(added) == [
        ["Rig: title", None, "Rig"],
        ["Rig: time", None, span(-2, 0)],
        ["Rig: needs", None, "3 Rigger"],
    ]
    assert told(staffed) == [
        ["Rig: time", span(-2, 0), span(-2, -1)],
        ["Rig: assigned_users", None, "Ann Archer"],
    ]
    assert told(moved) == [["time", span(0, 2), span(24, 26)]]
    assert told(removed) == [["Rig: title", "Rig", None]]

    challenge = scheduler.post(f"{EVENTS}{gala['id']}/claim/challenge/", {"answer_by": at(-4)})
    challenged = challenge.status_code == 200 and next(
        entry for entry in read(scheduler, other) if entry["action"] == "changed"
    )
    assert challenged, challenge.content
    assert [line[0] for line in told(challenged)] == ["challenged_by", "answer_by"]
    assert told(challenged)[0] == ["challenged_by", None, "Gala"]


def test_since_a_version_only_what_came_after_it(scheduler, manager):
    made = scheduler.post(EVENTS, body()).json()
    manager.patch(f"{EVENTS}{made['id']}/", {"title": "Noon news"})
    manager.patch(f"{EVENTS}{made['id']}/", {"event_type": "Recording"})

    assert [told(entry) for entry in read(scheduler, made, since=made["version"])] == [
        [["event_type", None, "Recording"]],
        [["title", "Evening news", "Noon news"]],
    ]
    assert read(scheduler, made, since=3) == []
    second = scheduler.get(f"{EVENTS}{made['id']}/history/", {"page": 2, "page_size": 2}).json()
    assert (second["count"], [entry["action"] for entry in second["results"]]) == (3, ["created"])


def test_it_takes_a_query_a_table_and_one_for_each_kind_of_name(scheduler, ann, django_assert_num_queries):
    made = scheduler.post(EVENTS, body(FacilityFactory(), assigned_users=[ann.pk])).json()
    for title in ("One", "Two", "Three"):
        scheduler.patch(f"{EVENTS}{made['id']}/", {"title": title})

    with django_assert_num_queries(SIGN_IN_QUERIES + 4 + 2):
        assert len(read(scheduler, made)) == 4


def test_who_may_not_change_the_schedule_does_not_read_its_history(operator, scheduler):
    made = scheduler.post(EVENTS, body()).json()

    assert operator.get(f"{EVENTS}{made['id']}/history/").status_code == 403
    assert scheduler.get(f"{EVENTS}999/history/").status_code == 404
