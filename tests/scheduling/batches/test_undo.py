"""One undo of everything a batch did."""

from apps.core.models import OutboxEvent
from apps.scheduling.models import Batch, Booking, Event
from tests.authentication.factories import UserFactory
from tests.facilities.factories import EquipmentFactory
from tests.scheduling.batches.conftest import EVENTS, URL
from tests.scheduling.factories import FacilityFactory, at, body


def undo(client, answer, **more):
    return client.post(f"{URL}{answer.json()['batch']['id']}/undo/", more)


SAME = {"version", "updated_at"}


def alike(event):
    return {name: value for name, value in event.items() if name not in SAME}


def test_everything_is_as_it_was(scheduler, run, book, read, studio):
    other = FacilityFactory()
    events = [
        book(studio, 0, 1, assigned_users=[UserFactory().pk], equipment=[EquipmentFactory().pk], call_time=at(-1)),
        book(studio, 2, 3, claim="Held"),
        book(None, 4, 5, description="Long", contributors=["A guest"]),
    ]
    bookings = set(Booking.objects.values_list("event_id", "resource_kind", "resource_id", "period", "status"))

    for action, more in (("move", {"minutes": 60}), ("facility", {"facility": other.pk}), ("cancel", {})):
        done = run(action, events, **more)
        assert done.status_code == 201, done.json()
        preview = undo(scheduler, done, preview=True)
        undone = undo(scheduler, done)

        assert (preview.status_code, undone.status_code) == (200, 200), undone.json()
        assert preview.json()["rows"] == undone.json()["rows"]
        assert [alike(read(event)) for event in events] == [alike(event) for event in events]
        now = set(Booking.objects.values_list("event_id", "resource_kind", "resource_id", "period", "status"))
        assert now == bookings

    again = undo(scheduler, done)
    assert (again.status_code, again.json()["code"]) == (409, "already_undone")
    listed = scheduler.get(URL).json()["results"]
    assert [batch["undone_by"]["id"] for batch in listed] == [scheduler.user.pk] * 3
    assert OutboxEvent.objects.filter(type="scheduling.batch_undone").count() == 3


def test_what_was_touched_since_is_named_and_left(scheduler, run, book, read):
    first, second, third = (book(None, hour, hour + 1, title=f"At {hour}") for hour in (0, 2, 4))
    done = run("move", [first, second, third], minutes=30)
    scheduler.patch(f"{EVENTS}{first['id']}/", {"title": "Late"})
    scheduler.delete(f"{EVENTS}{second['id']}/")

    refused = undo(scheduler, done)
    skipped = undo(scheduler, done, on_clash="skip")

    assert (refused.status_code, refused.json()["code"]) == (409, "batch_conflict")
    assert [row["outcome"] for row in refused.json()["rows"]] == ["touched", "gone"]
    assert skipped.status_code == 200
    assert (read(first)["start_time"], read(third)["start_time"]) == (at(0.5), at(4))
    assert skipped.json()["batch"]["kept"] == 2


def test_a_place_taken_since_is_a_clash(scheduler, run, book, read, studio):
    event = book(studio, 0, 1)
    done = run("move", [event], minutes=180)
    scheduler.post(EVENTS, body(studio, 0, 1, title="Gala"))

    refused = undo(scheduler, done)
    nothing = undo(scheduler, done, on_clash="skip")

    assert refused.status_code == 409
    assert refused.json()["rows"][0]["conflicts"][0]["event"]["title"] == "Gala"
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_to_do")
    assert (read(event)["start_time"], Batch.objects.get().undone_at) == (at(3), None)


def test_what_a_copy_made_is_taken_off(scheduler, run, book, studio):
    book(studio, 0, 1, assigned_users=[UserFactory().pk])
    done = run("copy", span="day", **{"from": "2027-03-10"}, to=["2027-03-11", "2027-03-12"])
    assert Event.objects.live().count() == 3

    undone = undo(scheduler, done)

    assert [row["outcome"] for row in undone.json()["rows"]] == ["removed", "removed"]
    assert (Event.objects.live().count(), Booking.objects.confirmed().count()) == (1, 2)
