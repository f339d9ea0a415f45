"""One change of many events: what it does, what it says beforehand, what stops it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.models import OutboxEvent
from apps.core.outbox.facts import fact_of
from apps.scheduling.batches.notices import batch_done
from apps.scheduling.models import Batch, Booking, Event, Maintenance
from tests.authentication.factories import UserFactory
from tests.facilities.factories import EquipmentFactory, PoolFactory
from tests.scheduling.batches.conftest import EVENTS, URL
from tests.scheduling.factories import HOUR, NOON, FacilityFactory, at
from tests.scheduling.series.factories import URL as SERIES
from tests.scheduling.series.factories import body as series_body
from tests.scheduling.series.factories import dates


def outcomes(answer):
    return [row["outcome"] for row in answer.json()["rows"]]


def held(facility):
    taken = Booking.objects.confirmed().filter(resource_kind="facility", resource_id=facility.pk)
    return sorted((b.period.lower, b.period.upper) for b in taken)


def test_a_move_takes_everything_along_and_says_so_beforehand(run, book, read, studio):
    anna = UserFactory(first_name="Anna", last_name="Lee")
    camera = EquipmentFactory()
    first = book(
        studio,
        0,
        2,
        title="News",
        assigned_users=[anna.pk],
        equipment=[camera.pk],
        call_time=at(-1),
        wrap_time=at(2.5),
        on_air_start=at(0.5),
        on_air_end=at(1.5),
    )
    second = book(None, 5, 6, title="Talk", assigned_users=[anna.pk])
    facts = OutboxEvent.objects.count()

    preview = run("move", [first, second], minutes=90, preview=True)

    assert preview.status_code == 200, preview.json()
    assert (Batch.objects.count(), OutboxEvent.objects.count(), read(first)) == (0, facts, first)
    assert preview.json()["words"] == "Moved 2 events 1 hour 30 minutes later"
    assert preview.json()["people"] == [{"person": {"id": anna.pk, "name": "Anna Lee"}, "events": 2}]

    done = run("move", [first, second], minutes=90)

    assert done.status_code == 201, done.json()
    result = done.json()
    assert result.pop("batch")["event_count"] == 2
    assert result == preview.json()
    moved = read(first)
    assert (moved["start_time"], moved["end_time"]) == (at(1.5), at(3.5))
    assert (moved["call_time"], moved["wrap_time"]) == (at(0.5), at(4))
    assert (moved["on_air_start"], moved["on_air_end"]) == (at(2), at(3))
    assert moved["version"] == first["version"] + 1
    assert held(studio) == [(NOON + HOUR, NOON + 3.75 * HOUR)]
    periods = Booking.objects.filter(event_id=first["id"]).values_list("resource_kind", "period")
    assert {(kind, period.lower, period.upper) for kind, period in periods} == {
        ("facility", NOON + HOUR, NOON + 3.75 * HOUR),
        ("equipment", NOON + HOUR, NOON + 3.75 * HOUR),
        ("person", NOON + 0.5 * HOUR, NOON + 4 * HOUR),
    }


def test_one_may_take_the_place_that_another_leaves(run, book, read, studio):
    first, second, third = (book(studio, hour, hour + 1) for hour in (0, 2, 4))

    answer = run("move", [first, second, third], minutes=120)

    assert (answer.status_code, outcomes(answer)) == (201, ["changed"] * 3)
    assert [read(event)["start_time"] for event in (first, second, third)] == [at(2), at(4), at(6)]


def test_a_clash_refuses_all_with_every_reason_or_leaves_those_out(run, book, read, studio):
    first, second, third = (book(studio, hour, hour + 1, title=f"At {hour}") for hour in (0, 2, 4))
    gala = book(studio, 6, 7, title="Gala")
    free = book(None, 0, 1, title="Talk")
    everything = [first, second, third, free]

    refused = run("move", everything, minutes=120)

    assert (refused.status_code, refused.json()["code"]) == (409, "batch_conflict")
    # the third cannot move, so the second finds it there, and the first the second
    assert [row["title"] for row in refused.json()["rows"]] == ["At 0", "At 2", "At 4"]
    assert refused.json()["rows"][2]["conflicts"][0]["event"] == {"id": gala["id"], "title": "Gala"}
    assert "Studio A is already booked for Gala" in refused.json()["rows"][2]["detail"]
    assert read(free)["start_time"] == at(0)

    skipped = run("move", everything, minutes=120, on_clash="skip")

    assert (skipped.status_code, outcomes(skipped)) == (201, ["clash", "clash", "clash", "changed"])
    assert skipped.json()["words"] == "Moved 1 event 2 hours later"
    assert [read(event)["start_time"] for event in everything] == [at(0), at(2), at(4), at(2)]


def test_by_days_events_keep_the_clock_and_by_minutes_their_length(run, scheduler):
    night = {"title": "Night", "time_zone": "Europe/Dublin"}  # clocks go forward at 01:00 on 28 March 2027
    overnight = scheduler.post(
        EVENTS, {**night, "start_time": "2027-03-26T22:00:00Z", "end_time": "2027-03-27T06:00:00Z"}
    ).json()
    skipped = scheduler.post(
        EVENTS, {**night, "start_time": "2027-03-27T01:30:00Z", "end_time": "2027-03-27T02:30:00Z"}
    ).json()

    by_days = run("move", [overnight, skipped], days=1, preview=True).json()["rows"]
    by_minutes = run("move", [overnight], minutes=24 * 60, preview=True).json()["rows"]

    assert (by_days[0]["new_start_time"], by_days[0]["new_end_time"]) == (
        "2027-03-27T22:00:00Z",
        "2027-03-28T05:00:00Z",
    )
    assert (by_days[1]["new_start_time"], by_days[1]["new_end_time"]) == (
        "2027-03-28T01:30:00Z",
        "2027-03-28T02:30:00Z",
    )
    assert by_days[1]["notes"] == ["01:30 does not exist on Sun 28 Mar 2027: moved to 02:30"]
    assert by_minutes[0]["new_end_time"] == "2027-03-28T06:00:00Z"


def test_another_facility_brings_its_buffers_and_only_one_event_gets_it(run, book, read, studio):
    other = FacilityFactory(name="Studio B", rig_minutes=60, strike_minutes=0)
    first, second, third = book(studio, 0, 1, title="News"), book(None, 0.5, 1.5, title="Talk"), book(None, 4, 5)
    away = book(None, 8, 9)

    preview = run("facility", [first, second, third, away], facility=other.pk, preview=True).json()
    answer = run("facility", [first, second, third, away], facility=other.pk, on_clash="skip")

    assert [row["outcome"] for row in preview["rows"]] == ["changed", "clash", "changed", "changed"]
    assert preview["rows"][1]["detail"] == "News wants the same at that time"
    assert preview["rows"][0]["facility"]["name"] == "Studio A"
    assert preview["rows"][0]["new_facility"]["name"] == "Studio B"
    assert answer.json()["words"] == "Moved 3 events to Studio B"
    assert (read(first)["rig_minutes"], read(second).get("facility")) == (60, None)
    assert held(studio) == []
    again = run("facility", [first, third], facility=other.pk)
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_do")


def test_cancelling_frees_everything_and_promotes_who_waits(run, book, read, studio):
    first, second = book(studio, 0, 1, claim="Held"), book(studio, 0, 1, claim="Held", title="Second")
    talk = book(None, 3, 4)

    answer = run("cancel", [first, talk])

    assert answer.status_code == 201, answer.json()
    assert [read(event)["status"] for event in (first, talk)] == ["Cancelled", "Cancelled"]
    assert (read(first)["claim"], read(second)["hold"]["rank"]) == ("Released", 1)
    types = set(OutboxEvent.objects.values_list("type", flat=True))
    assert {"scheduling.hold_promoted", "scheduling.batch_done"} <= types


def test_a_hold_that_moves_goes_behind_those_who_wait_there(run, book, read, studio):
    mine, theirs = book(studio, 0, 1, claim="Held"), book(studio, 2, 3, claim="Held")

    row = run("move", [mine], minutes=120).json()["rows"][0]

    assert row["is_held"] is True
    assert (read(mine)["hold"]["rank"], read(theirs)["hold"]["rank"]) == (2, 1)


def test_leave_maintenance_and_pools_are_in_the_way(run, book, studio, scheduler):
    pool = PoolFactory(name="Radios", quantity=5)
    wants = [
        book(None, hour, hour + 1, title=f"At {hour}", pools=[{"pool": pool.pk, "quantity": 3}]) for hour in (0, 2)
    ]
    book(None, 4, 5, pools=[{"pool": pool.pk, "quantity": 3}])
    room = book(studio, 0, 1, title="News")
    Maintenance.objects.create(
        resource_kind="facility",
        resource_id=studio.pk,
        reason="New lamps",
        start_at=NOON + 2 * HOUR,
        end_at=NOON + 3 * HOUR,
    )

    rows = run("move", [*wants, room], minutes=120, preview=True).json()["rows"]

    # who moves onto the four o'clock finds two radios, so it stays, and the other one finds two as well
    assert [row["outcome"] for row in rows] == ["clash", "clash", "clash"]
    assert rows[1]["shortages"][0]["free"] == 2
    assert rows[1]["detail"].startswith("2 of 5 Radios are free")
    assert "Studio A is in maintenance" in rows[2]["detail"]


def test_who_is_gone_or_was_changed_meanwhile_is_named(scheduler, run, book, read):
    gone, changed, kept = book(None, 0, 1), book(None, 2, 3, title="Talk"), book(None, 4, 5)
    scheduler.delete(f"{EVENTS}{gone['id']}/")
    scheduler.patch(f"{EVENTS}{changed['id']}/", {"title": "Late talk"})
    body = {"action": "move", "minutes": 15, "events": [gone, changed, kept, "999999"]}

    refused = scheduler.post(URL, body)
    skipped = scheduler.post(URL, {**body, "on_clash": "skip"})

    assert refused.status_code == 409
    assert [row["outcome"] for row in refused.json()["rows"]] == ["gone", "touched", "gone"]
    assert outcomes(skipped) == ["gone", "touched", "changed", "gone"]
    assert read(kept)["start_time"] == at(4.25)


def test_a_date_of_a_series_becomes_one_edited_by_hand(scheduler, run, studio):
    series = scheduler.post(SERIES, series_body(studio)).json()
    chosen = dates(scheduler, series["id"])[:2]

    answer = run("move", chosen, minutes=60)

    assert [row["becomes_edited"] for row in answer.json()["rows"]] == [True, True]
    assert dates(scheduler, series["id"])[0]["edited"] == ["end_at", "start_at"]
    undone = scheduler.post(f"{URL}{answer.json()['batch']['id']}/undo/", {})
    assert undone.status_code == 200, undone.json()
    assert "edited" not in dates(scheduler, series["id"])[0]


def test_each_person_is_told_once(run, book):
    anna = UserFactory()
    events = [book(None, hour, hour + 1, title=f"At {hour}", assigned_users=[anna.pk]) for hour in (0, 2)]
    run("move", events, minutes=30)
    fact = OutboxEvent.objects.get(type="scheduling.batch_done")

    [notice] = batch_done(fact_of(fact.type, fact.payload))

    assert (list(notice.people), notice.title) == ([anna.pk], "New times for 2 events")
    assert notice.text == "Wed 10 Mar 2027, 12:30: At 0; Wed 10 Mar 2027, 14:30: At 2"
    told = OutboxEvent.objects.filter(type="scheduling.event_changed")
    assert {row.payload["duty"] for row in told} == {None}  # so that nobody hears of each as well


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"action": "move", "minutes": 15}, "events"),
        ({"action": "move", "events": [1]}, "minutes"),
        ({"action": "move", "events": [1], "days": 4000}, "days"),
        ({"action": "facility", "events": [1]}, "facility"),
        ({"action": "facility", "events": [1], "facility": 999999}, "facility"),
        ({"action": "copy", "events": [1]}, "to"),
        ({"action": "copy", "to": ["2027-03-12"]}, "from"),
        ({"action": "copy", "span": "day", "from": "2027-03-10", "to": ["2027-03-12"]}, "from"),
        ({"action": "template", "to": ["2027-03-12"]}, "template"),
        ({"action": "move", "minutes": 5, "events": list(range(1, 502))}, "events"),
    ],
)
def test_bad_input_names_its_field(scheduler, body, field):
    answer = scheduler.post(URL, body)

    assert (answer.status_code, list(answer.json().get("errors", {}))) == (422, [field])
    assert not Batch.objects.exists()


def test_the_cost_does_not_grow_with_the_number(run, book, studio):
    events = [book(studio, 3 * number, 3 * number + 1) for number in range(12)]
    counts = []
    for chosen, minutes in ((events[:2], 15), (events, 15)):
        with CaptureQueriesContext(connection) as queries:
            assert run("move", chosen, minutes=minutes).status_code == 201
        counts.append(len(queries))

    assert counts == [19, 19]


def test_the_list_of_batches_says_who_and_when(scheduler, run, book, django_assert_num_queries):
    event = book(None, 0, 1)
    for _ in range(3):
        run("move", [event], minutes=15)

    with django_assert_num_queries(5):  # session, count, batches, people, kept ones
        page = scheduler.get(f"{URL}?page=1&page_size=2").json()

    assert (page["count"], len(page["results"])) == (3, 2)
    assert page["results"][0]["words"] == "Moved 1 event 15 minutes later"
    assert page["results"][0]["asked_by"]["id"] == scheduler.user.pk
    assert Event.objects.get(pk=event["id"]).version == 4
