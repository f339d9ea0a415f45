"""Parts of events over HTTP: what they hold, what moves them, who hears of it."""

import pytest

from apps.scheduling.models import Booking, Part
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory, at, body
from tests.scheduling.parts.conftest import EVENTS


def url(event, part):
    return f"{EVENTS}{event['id']}/parts/{part['id']}/"


def spans(event_id):
    """What the parts of an event hold: hours from noon, by kind."""
    rows = Booking.objects.filter(event_id=event_id, part__isnull=False).order_by("resource_kind", "pk")
    return [(row.resource_kind, at(0) and row.period.lower.isoformat()[11:16], row.status) for row in rows]


def test_a_part_has_its_own_time_place_needs_and_people(scheduler, operator, gala, add, ann):
    stage = FacilityFactory(name="Stage 2")
    needs = [{"position": "Rigger", "headcount": 3}]

    made = add(gala, "Rig", -2, 0, facility=stage.pk, needs=needs, assigned_users=[{"id": ann.pk}])

    assert made.status_code == 201, made.content
    part = made.json()
    assert (part["title"], part["start_time"], part["end_time"]) == ("Rig", at(-2), at(0))
    assert (part["facility"]["name"], part["needs"]) == ("Stage 2", needs)
    assert [person["full_name"] for person in part["assigned_users"]] == ["Ann Archer"]
    event = operator.get(f"{EVENTS}{gala['id']}/").json()
    assert event["version"] == part["version"] == 2
    assert event["parts"] == [{name: value for name, value in part.items() if name != "version"}]
    assert event["assigned_users"] == []
    assert "parts" not in gala
    assert operator.get(url(gala, part)).json() == part
    assert operator.get(f"{EVENTS}{gala['id']}/parts/").json()["results"] == [part]
    mine = operator.get(EVENTS, {"user": ann.pk, "start": at(-9), "end": at(9)}).json()["results"]
    assert [found["id"] for found in mine] == [gala["id"]]


def test_people_and_facility_are_held_for_the_time_of_the_part_alone(scheduler, studio, gala, add, ann):
    stage = FacilityFactory(name="Stage 2")
    part = add(gala, "Rig", -2, 0, facility=stage.pk, assigned_users=[ann.pk]).json()

    for clash in (body(stage, -1, 1), body(None, -1, 1, assigned_users=[ann.pk])):
        refused = scheduler.post(EVENTS, clash)
        assert (refused.status_code, refused.json()["code"]) == (409, "booking_conflict")
        assert refused.json()["conflicts"][0]["event"]["id"] == gala["id"]
    news = scheduler.post(EVENTS, body(stage, 0, 1, title="News", assigned_users=[ann.pk])).json()

    moved = scheduler.patch(url(gala, part), {"end_time": at(0.5)})
    assert moved.status_code == 409
    assert {conflict["event"]["title"] for conflict in moved.json()["conflicts"]} == {"News"}
    assert moved.json()["next_free"] == {"start_time": at(1), "end_time": at(3.5)}
    assert scheduler.get(url(gala, part)).json()["end_time"] == at(0)
    assert scheduler.delete(f"{EVENTS}{news['id']}/").status_code == 200
    assert scheduler.patch(url(gala, part), {"end_time": at(0.5)}).status_code == 200


def test_parts_move_with_their_event_and_stay_when_it_grows(scheduler, gala, add, ann):
    part = add(gala, "Rig", -2, 0, assigned_users=[ann.pk]).json()
    bare = add(gala, "Line-up", 0, 0.5).json()
    event = f"{EVENTS}{gala['id']}/"

    moved = scheduler.patch(event, {"start_time": at(24), "end_time": at(26)}).json()
    assert [(found["start_time"], found["end_time"]) for found in moved["parts"]] == [
        (at(22), at(24)),
        (at(24), at(24.5)),
    ]
    assert scheduler.post(EVENTS, body(None, -1, 1, assigned_users=[ann.pk])).status_code == 201
    assert scheduler.post(EVENTS, body(None, 23, 25, assigned_users=[ann.pk])).status_code == 409

    grown = scheduler.patch(event, {"start_time": at(23)}).json()
    assert [found["start_time"] for found in grown["parts"]] == [at(22), at(24)]
    longer = scheduler.patch(event, {"end_time": at(30)}).json()
    assert [found["start_time"] for found in longer["parts"]] == [at(22), at(24)]

    back = scheduler.patch(event, {"start_time": at(0), "end_time": at(7)})
    assert (back.status_code, back.json()["conflicts"][0]["resource"]["name"]) == (409, "Ann Archer")
    assert scheduler.get(url(gala, part)).json()["start_time"] == at(22)
    assert scheduler.get(url(gala, bare)).json()["start_time"] == at(24)


def test_within_one_event_parts_share_places_but_nobody_is_in_two_at_once(scheduler, studio, gala, add, ann):
    assert scheduler.patch(f"{EVENTS}{gala['id']}/", {"assigned_users": [ann.pk]}).status_code == 200
    assert add(gala, "Lights", -1, 1, facility=studio.pk, assigned_users=[ann.pk]).status_code == 201
    assert add(gala, "Sound", -1, 1, facility=studio.pk).status_code == 201

    refused = add(gala, "Cameras", 0, 1, assigned_users=[ann.pk])

    assert (refused.status_code, refused.json()["errors"]) == (
        422,
        {"assigned_users": ["Ann Archer is on Lights at that time"]},
    )
    assert add(gala, "Strike", 1, 2, assigned_users=[ann.pk]).status_code == 201
    assert Part.objects.count() == 3


def test_a_held_event_holds_the_places_of_its_parts_and_keeps_its_people_free(scheduler, studio, add, ann):
    held = scheduler.post(EVENTS, body(studio, 0, 2) | {"claim": "Held"}).json()
    add(held, "Rig", -2, 0, facility=FacilityFactory().pk, assigned_users=[ann.pk])
    assert spans(held["id"]) == [("facility", "10:00", "TENTATIVE"), ("person", "10:00", "RELEASED")]

    assert scheduler.post(f"{EVENTS}{held['id']}/claim/confirm/").status_code == 200
    assert {status for *_, status in spans(held["id"])} == {"CONFIRMED"}
    assert scheduler.delete(f"{EVENTS}{held['id']}/").status_code == 200
    assert {status for *_, status in spans(held["id"])} == {"RELEASED"}


def test_who_comes_goes_or_is_moved_is_told_of_the_part(scheduler, gala, add, ann, told):
    ben = UserFactory()
    told()
    part = add(gala, "Rig", -2, 0, assigned_users=[ann.pk]).json()
    assert told() == [("events.assigned", [ann.pk], "You are on Rig of Gala")]

    scheduler.patch(f"{EVENTS}{gala['id']}/", {"start_time": at(1), "end_time": at(3)})
    assert told() == [("events.moved", [ann.pk], "Rig of Gala: new times")]
    scheduler.patch(url(gala, part), {"assigned_users": [ben.pk]})
    assert told() == [
        ("events.taken_off", [ann.pk], "You are no longer on Rig of Gala"),
        ("events.assigned", [ben.pk], "You are on Rig of Gala"),
    ]
    scheduler.patch(f"{EVENTS}{gala['id']}/", {"status": "Cancelled"})
    assert told() == [("events.cancelled", [ben.pk], "Rig of Gala is cancelled")]
    scheduler.patch(f"{EVENTS}{gala['id']}/", {"status": "Scheduled"})
    assert told() == [("events.assigned", [ben.pk], "You are on Rig of Gala")]
    assert scheduler.delete(url(gala, part)).status_code == 200
    assert told() == [("events.taken_off", [ben.pk], "You are no longer on Rig of Gala")]
    assert not Part.objects.exists()


def test_a_whole_part_sent_back_changes_nothing_and_an_old_version_is_refused(scheduler, gala, add, ann):
    part = add(gala, "Rig", -2, 0, needs=[{"position": "Rigger", "headcount": 2}], assigned_users=[ann.pk]).json()
    same = scheduler.patch(url(gala, part), part)
    assert (same.status_code, same.json()["version"]) == (200, part["version"])

    scheduler.patch(f"{EVENTS}{gala['id']}/", {"start_time": at(1), "end_time": at(3)})
    stale = scheduler.patch(url(gala, part), part, headers={"If-Match": f'"{part["version"]}"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    history = scheduler.get("/api/audit/", {"subject": f"event:{gala['id']}"}).json()["results"]
    assert any("part.title" in entry["changes"] for entry in history)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"end_time": at(-3)}, "end_time"),
        ({"start_time": at(-24 * 400), "end_time": at(-24 * 400 + 1)}, "start_time"),
        ({"facility": 999999}, "facility"),
        ({"assigned_users": [999999]}, "assigned_users"),
        ({"needs": [{"position": "Camera"}, {"position": "camera"}]}, "needs"),
        ({"needs": [{"position": "Camera", "headcount": 0}]}, "needs.0.headcount"),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(gala, add, change, field):
    refused = add(gala, **change)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, [field])
    assert not Part.objects.exists()


def test_the_timeline_has_what_parts_take_also_far_from_their_event(operator, gala, add, ann):
    stage = FacilityFactory()
    part = add(gala, "Rig", -50, -48, facility=stage.pk, assigned_users=[ann.pk]).json()

    bars = operator.get("/api/timeline/", {"start": at(-50), "end": at(-49), "rows": "person"}).json()["events"]

    assert [bar["id"] for bar in bars] == [gala["id"]]
    assert bars[0]["parts"] == [
        {"id": part["id"], "title": "Rig", "start": at(-50), "end": at(-48), "facility": stage.pk, "people": [ann.pk]}
    ]
    assert bars[0]["people"] == []


def test_the_list_takes_the_same_queries_however_many_there_are(operator, gala, add, ann, django_assert_num_queries):
    for number in range(5):
        add(gala, f"Rig {number}", number, number + 1, assigned_users=[ann.pk])
    with django_assert_num_queries(2 + 4):  # who asks; the event, its parts and who is on them, people
        assert len(operator.get(f"{EVENTS}{gala['id']}/parts/").json()["results"]) == 5
    operator.get(EVENTS, {"start": at(-9), "end": at(9)})  # people and places are encoded when first shown
    with django_assert_num_queries(2 + 6):
        operator.get(EVENTS, {"start": at(-9), "end": at(9)})


def test_a_part_of_another_event_is_not_found(scheduler, gala, add):
    part = add(gala).json()
    other = scheduler.post(EVENTS, body(None, 0, 1)).json()
    for answer in (scheduler.get(url(other, part)), scheduler.patch(url(other, part), {"title": "X"})):
        assert answer.status_code == 404
