"""Copies of days and weeks, and templates: by the clock, with people and equipment or without, as one batch."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.scheduling.models import Batch, Booking, Event, Template
from tests.authentication.factories import UserFactory
from tests.facilities.factories import EquipmentFactory, KitFactory, PoolFactory
from tests.scheduling.batches.conftest import EVENTS, URL
from tests.scheduling.factories import FacilityFactory

TEMPLATES = "/api/schedule-templates/"


def day_of(client, day):
    return client.get(f"{EVENTS}?start_date={day}&end_date={day}").json()["results"]


def full(studio, **more):
    """Everything an event may have, on Wednesday 10 March 2027 in Dublin."""
    return {
        "title": "Breakfast",
        "facility": studio.pk,
        "event_type": "Live",
        "time_zone": "Europe/Dublin",
        "start_time": "2027-03-10T06:00:00Z",
        "end_time": "2027-03-10T09:00:00Z",
        "on_air_start": "2027-03-10T06:30:00Z",
        "on_air_end": "2027-03-10T08:45:00Z",
        "call_time": "2027-03-10T05:00:00Z",
        "wrap_time": "2027-03-10T09:30:00Z",
        "contributors": ["A guest"],
        **more,
    }


def gear():
    item, pool = EquipmentFactory(), PoolFactory(quantity=9)
    return {
        "assigned_users": [UserFactory().pk],
        "equipment": [item.pk],
        "kits": [KitFactory(items=[EquipmentFactory()]).pk],
        "pools": [{"pool": pool.pk, "quantity": 2}],
    }


def test_a_day_is_copied_by_the_clock_with_all_it_has(scheduler, run, studio):
    original = scheduler.post(EVENTS, full(studio, **gear())).json()
    scheduler.post(EVENTS, full(studio, title="Off", status="Cancelled"))

    answer = run("copy", span="day", **{"from": "2027-03-10"}, to=["2027-03-31", "2027-03-11"])

    assert answer.status_code == 201, answer.json()
    assert answer.json()["words"] == "Copied 2 events to 2 days from Thu 11 Mar 2027 on"
    [next_day], [summer] = day_of(scheduler, "2027-03-11"), day_of(scheduler, "2027-03-31")
    made = [row["made"] for row in answer.json()["rows"]]
    assert made == [next_day["id"], summer["id"]]
    assert (summer["start_time"], summer["call_time"]) == ("2027-03-31T05:00:00Z", "2027-03-31T04:00:00Z")
    assert (summer["on_air_start"], summer["wrap_time"]) == ("2027-03-31T05:30:00Z", "2027-03-31T08:30:00Z")
    for name in ("equipment", "kits", "pools", "assigned_users", "contributors", "rig_minutes", "facility"):
        assert next_day[name] == original[name], name
    assert next_day["created_by"]["id"] == scheduler.user.pk


def test_without_people_and_equipment(scheduler, run, studio):
    scheduler.post(EVENTS, full(studio, **gear()))

    run("copy", span="day", **{"from": "2027-03-10"}, to=["2027-03-11"], people=False, equipment=False)

    [copied] = day_of(scheduler, "2027-03-11")
    assert (copied["assigned_users"], copied.get("equipment"), copied.get("pools")) == ([], None, None)


def test_a_week_is_copied_and_what_does_not_fit_is_named(scheduler, run, studio):
    scheduler.post(EVENTS, full(studio))
    scheduler.post(
        EVENTS,
        full(
            studio,
            start_time="2027-03-14T22:00:00Z",
            end_time="2027-03-15T06:00:00Z",
            on_air_start=None,
            on_air_end=None,
            call_time=None,
            wrap_time=None,
            title="Night",
        ),
    )
    scheduler.post(
        EVENTS,
        full(
            studio,
            start_time="2027-03-17T07:00:00Z",
            end_time="2027-03-17T08:00:00Z",
            on_air_start=None,
            on_air_end=None,
            call_time=None,
            wrap_time=None,
            title="Gala",
        ),
    )
    week = {"span": "week", "from": "2027-03-08", "to": ["2027-03-15", "2027-03-22"]}

    refused = run("copy", **week)
    skipped = run("copy", **week, on_clash="skip")

    assert [row["detail"] for row in refused.json()["rows"]] == [
        "Studio A is already booked for Gala, Wed 17 Mar 2027, 06:30 to 08:15 (Europe/Dublin)"
    ]
    assert skipped.json()["done"] == 3
    assert [event["title"] for event in day_of(scheduler, "2027-03-24")] == ["Breakfast"]


def test_the_cost_does_not_grow_with_what_the_events_refer_to(scheduler, run, book):
    for hour in range(8):
        person, item = UserFactory(), EquipmentFactory()
        book(FacilityFactory(), hour, hour + 1, assigned_users=[person.pk], equipment=[item.pk])
    events = day_of(scheduler, "2027-03-10")
    template = scheduler.post(TEMPLATES, {"name": "All", "from": "2027-03-10"}).json()
    smaller = scheduler.post(TEMPLATES, {"name": "Some", "entries": template["entries"][:2]}).json()
    counts = []
    for number in (2, 8):
        with CaptureQueriesContext(connection) as copied:
            assert run("copy", events[:number], to=["2027-03-12"], preview=True).json()["done"] == number
        applied_one = (smaller if number == 2 else template)["id"]
        with CaptureQueriesContext(connection) as applied:
            assert run("template", template=applied_one, to=["2027-03-12"], preview=True).json()["done"] == number
        with CaptureQueriesContext(connection) as moved:
            assert run("move", events[:number], days=3, preview=True).json()["done"] == number
        counts.append((len(copied), len(applied), len(moved)))

    assert counts[0] == counts[1]


def test_chosen_events_are_copied_together(scheduler, run, book, studio):
    first, second = book(studio, 0, 1), book(studio, 24, 25)

    answer = run("copy", [first, second], to=["2027-03-20"])

    assert [row["new_start_time"][:13] for row in answer.json()["rows"]] == ["2027-03-20T12", "2027-03-21T12"]


def test_what_cannot_be_any_more_is_refused_by_name(scheduler, run, studio):
    leaver = UserFactory(first_name="Anna", last_name="Lee")
    scheduler.post(EVENTS, full(studio, assigned_users=[leaver.pk]))
    leaver.is_active = False
    leaver.save()

    [row] = run("copy", span="day", **{"from": "2027-03-10"}, to=["2027-03-11"], preview=True).json()["rows"]

    assert (row["outcome"], row["detail"]) == ("refused", "assigned_users: Anna Lee is no longer active")


def test_a_template_of_a_day_makes_the_same_day_again(scheduler, run, studio, django_assert_num_queries):
    original = scheduler.post(EVENTS, full(studio, **gear())).json()
    made = scheduler.post(TEMPLATES, {"name": "Weekday", "from": "2027-03-10"})

    assert made.status_code == 201, made.json()
    template = made.json()
    [entry] = template["entries"]
    assert (entry["day"], entry["start_time"], entry["end_time"]) == (1, "06:00", "09:00")
    assert (entry["on_air_after"], entry["off_air_before"]) == (30, 15)
    assert (entry["call_before"], entry["wrap_after"]) == (60, 30)
    asked = {"template": template["id"], "to": ["2027-03-31"]}
    preview = run("template", **asked, preview=True)
    assert (preview.status_code, Batch.objects.count(), Event.objects.count()) == (200, 0, 1)
    answer = run("template", **asked)
    assert answer.json()["words"] == "Applied Weekday to Wed 31 Mar 2027: 1 event"
    [applied] = day_of(scheduler, "2027-03-31")
    assert (applied["start_time"], applied["call_time"]) == ("2027-03-31T05:00:00Z", "2027-03-31T04:00:00Z")
    assert (applied["on_air_start"], applied["on_air_end"]) == ("2027-03-31T05:30:00Z", "2027-03-31T07:45:00Z")
    for name in ("equipment", "kits", "pools", "assigned_users", "contributors", "rig_minutes", "facility"):
        assert applied[name] == original[name], name
    undone = scheduler.post(f"{URL}{answer.json()['batch']['id']}/undo/", {})
    assert (undone.status_code, day_of(scheduler, "2027-03-31")) == (200, [])

    with django_assert_num_queries(10):  # session, count, templates, entries, and what they refer to
        scheduler.get(f"{TEMPLATES}?page=1")


def test_a_template_by_hand_is_edited_and_deleted(scheduler, run, studio):
    entries = [
        {"title": "Early", "facility": studio.pk, "start_time": "06:00", "end_time": "14:00"},
        {"title": "Night", "facility": studio.pk, "day": 7, "start_time": "22:00", "end_time": "06:00"},
    ]
    template = scheduler.post(TEMPLATES, {"name": "Week", "span": "week", "entries": entries}).json()
    address = f"{TEMPLATES}{template['id']}/"

    assert [(entry["day"], entry["end_day"]) for entry in template["entries"]] == [(1, 1), (7, 8)]
    same = scheduler.patch(address, template)
    assert same.json()["entries"][1] | {"id": 0} == template["entries"][1] | {"id": 0}
    stale = scheduler.patch(address, {"name": "Other"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    moved = scheduler.patch(address, {"entries": [{**template["entries"][1], "day": 2, "end_day": None}]}).json()
    assert [(entry["title"], entry["day"], entry["end_day"]) for entry in moved["entries"]] == [("Night", 2, 3)]
    assert run("template", template=template["id"], to=["2027-03-15"]).json()["done"] == 1
    assert [event["start_time"] for event in day_of(scheduler, "2027-03-16")] == ["2027-03-16T22:00:00Z"]

    assert scheduler.delete(address).status_code == 200
    assert scheduler.get(TEMPLATES).json()["count"] == 0
    assert run("template", template=template["id"], to=["2027-03-22"]).status_code == 404


def test_a_template_that_cannot_be_is_refused(scheduler, studio):
    early = {"title": "Early", "facility": studio.pk, "start_time": "06:00", "end_time": "14:00"}
    someone = UserFactory()

    def part(title, begins, person=someone.pk):
        return {"title": title, "begins": begins, "lasts": 60, "assigned_users": [person]}

    bad = {
        "there is no facility": [early | {"facility": 999999}],
        "not in the day": [early | {"day": 4}],
        "both ends of its time on air": [early | {"on_air_after": 5}],
        "IANA": [early | {"time_zone": "Mars"}],
        "needs its start_time": [early | {"start_time": ""}],
        "on Rig and on Focus at once": [early | {"parts": [part("Rig", -60), part("Focus", -30)]}],
        "there is no person with id": [early | {"parts": [part("Rig", -60, person=999999)]}],
    }
    for words, entries in bad.items():
        answer = scheduler.post(TEMPLATES, {"name": "Bad", "entries": entries})
        assert (answer.status_code, list(answer.json()["errors"])) == (422, ["entries"])
        assert words in answer.json()["detail"]
    assert not Template.objects.exists()


def test_a_template_may_clash_with_itself(scheduler, run):
    room = FacilityFactory(name="Booth")
    entries = [{"title": title, "facility": room.pk, "start_time": "06:00", "end_time": "14:00"} for title in "AB"]
    template = scheduler.post(TEMPLATES, {"name": "Twice", "entries": entries}).json()

    answer = run("template", template=template["id"], to=["2027-03-15"], preview=True).json()

    assert [row["outcome"] for row in answer["rows"]] == ["created", "clash"]
    assert answer["rows"][1]["detail"] == "A wants the same at that time"


def part_of(event, client, studio, crew, **more):
    """Rigging: an hour before until the start."""
    answer = client.post(
        f"{EVENTS}{event['id']}/parts/",
        {
            "title": "Rig the lights",
            "start_time": "2027-03-10T05:00:00Z",
            "end_time": "2027-03-10T06:00:00Z",
            "needs": [{"position": "Lights", "headcount": 2}],
            "facility": studio.pk,
            "assigned_users": [crew.pk],
            **more,
        },
    )
    assert answer.status_code == 201, answer.json()


def test_parts_go_along_wherever_their_event_goes(scheduler, run, studio):
    event, grid = scheduler.post(EVENTS, full(studio)).json(), FacilityFactory(name="Grid")
    crew = UserFactory(first_name="Ann", last_name="Archer")
    part_of(event, scheduler, grid, crew)
    template = scheduler.post(TEMPLATES, {"name": "With parts", "from": "2027-03-10"}).json()

    [part] = template["entries"][0]["parts"]
    assert (part["begins"], part["lasts"], part["facility"]["name"]) == (-60, 60, "Grid")
    assert scheduler.patch(f"{TEMPLATES}{template['id']}/", template).json()["entries"][0]["parts"] == [part]
    moved = run("move", [event], days=5)
    run("copy", span="day", **{"from": "2027-03-15"}, to=["2027-03-16"])
    run("copy", span="day", **{"from": "2027-03-15"}, to=["2027-03-17"], people=False)
    run("template", template=template["id"], to=["2027-03-18"])

    found = {}
    for day in range(15, 19):
        [of_day] = day_of(scheduler, f"2027-03-{day}")
        [found[day]] = scheduler.get(f"{EVENTS}{of_day['id']}/parts/").json()["results"]
    assert [part["start_time"] for part in found.values()] == [f"2027-03-{day}T05:00:00Z" for day in found]
    assert {part["facility"]["name"] for part in found.values()} == {"Grid"}
    assert [len(part["assigned_users"]) for part in found.values()] == [1, 1, 0, 1]
    assert all(part["needs"] == [{"position": "Lights", "headcount": 2}] for part in found.values())
    held = Booking.objects.confirmed().filter(part__isnull=False)
    assert held.count() == 7
    assert moved.json()["people"] == [{"person": {"id": crew.pk, "name": "Ann Archer"}, "events": 1}]


def test_who_is_on_a_part_is_in_the_way_of_a_copy(scheduler, run, studio):
    event, crew = scheduler.post(EVENTS, full(studio)).json(), UserFactory()
    part_of(event, scheduler, FacilityFactory(), crew)
    busy = {"start_time": "2027-03-12T05:30:00Z", "end_time": "2027-03-12T07:00:00Z", "assigned_users": [crew.pk]}
    scheduler.post(EVENTS, {"title": "Elsewhere", **busy})

    [row] = run("copy", [event], to=["2027-03-12"], preview=True).json()["rows"]

    assert (row["outcome"], row["conflicts"][0]["event"]["title"]) == ("clash", "Elsewhere")
