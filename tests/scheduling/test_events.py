"""Events over HTTP, as the contract's clients use them."""

import pytest

from apps.core.models import OutboxEvent
from apps.scheduling.models import Booking, Event
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory, at, body

URL = "/api/scheduled-events/"


@pytest.fixture
def studio(db):
    return FacilityFactory(name="Studio A", rig_minutes=30, strike_minutes=15)


def test_an_event_holds_its_facility_from_rig_to_strike_and_its_people_from_call_to_wrap(scheduler, studio):
    person = UserFactory()

    answer = scheduler.post(
        URL, body(studio, 0, 2, call_time=at(-1), wrap_time=at(2.5), assigned_users=[person.pk])
    ).json()

    held = {b.resource_kind: (b.period.lower, b.period.upper) for b in Booking.objects.filter(event_id=answer["id"])}
    assert {kind: [f"{t:%H:%M}" for t in period] for kind, period in held.items()} == {
        "facility": ["11:30", "14:15"],
        "person": ["11:00", "14:30"],
    }


def test_an_overlap_is_refused_with_what_is_in_the_way_and_leaves_no_trace(scheduler, studio):
    taken = scheduler.post(URL, body(studio, 0, 1, title="Morning show")).json()
    other = FacilityFactory(name="Studio B")
    OutboxEvent.objects.all().delete()

    response = scheduler.post(URL, body(studio, 1, 2))

    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "booking_conflict")
    assert "Studio A is already booked for Morning show" in problem["detail"]
    assert problem["conflicts"] == [
        {
            "event": {"id": taken["id"], "title": "Morning show"},
            "resource": {"kind": "facility", "id": studio.pk, "name": "Studio A"},
            "start_time": at(-0.5),
            "end_time": at(1.25),
        }
    ]
    # free again once strike (13:15) and the new rig (30 min) have passed
    assert problem["next_free"] == {"start_time": at(1.75), "end_time": at(2.75)}
    assert problem["free_facilities"] == [{"id": other.pk, "name": "Studio B"}]
    assert Event.objects.count() == 1
    assert not OutboxEvent.objects.exists()


def test_events_that_meet_do_not_clash(scheduler):
    booth = FacilityFactory(kind="Booth")
    assert scheduler.post(URL, body(booth, 0, 1)).status_code == 201
    assert scheduler.post(URL, body(booth, 1, 2)).status_code == 201


def test_a_person_cannot_be_in_two_places(scheduler):
    person = UserFactory(first_name="Ada", last_name="Lovelace")
    scheduler.post(URL, body(FacilityFactory(), 0, 2, assigned_users=[person.pk]))

    response = scheduler.post(URL, body(FacilityFactory(), 1, 3, assigned_users=[person.pk]))

    assert response.status_code == 409
    assert response.json()["conflicts"][0]["resource"] == {"kind": "person", "id": person.pk, "name": "Ada Lovelace"}
    assert response.json()["next_free"]["start_time"] == at(2)


def test_a_tentative_person_is_not_held(scheduler):
    person = UserFactory()
    scheduler.post(URL, body(None, 0, 2, assigned_users=[person.pk]))

    response = scheduler.post(URL, body(None, 1, 3, tentative_users=[person.pk]))

    assert response.status_code == 201
    assert response.json()["assigned_users"] == []
    assert [profile["id"] for profile in response.json()["tentative_users"]] == [person.pk]


def test_cancelling_frees_and_reinstating_takes_again(scheduler, studio):
    person = UserFactory()
    event = scheduler.post(URL, body(studio, 0, 1, assigned_users=[person.pk])).json()
    scheduler.patch(f"{URL}{event['id']}/", {"status": "Cancelled"})
    second = scheduler.post(URL, body(studio, 0, 1))
    assert second.status_code == 201

    again = scheduler.patch(f"{URL}{event['id']}/", {"status": "Scheduled"})

    assert again.status_code == 409
    scheduler.delete(f"{URL}{second.json()['id']}/")
    again = scheduler.patch(f"{URL}{event['id']}/", {"status": "Scheduled"})
    assert again.status_code == 200
    assert [profile["id"] for profile in again.json()["assigned_users"]] == [person.pk]
    assert set(Booking.objects.filter(event_id=event["id"]).values_list("status", flat=True)) == {"CONFIRMED"}


def test_a_move_takes_its_other_times_along(scheduler, studio):
    event = scheduler.post(URL, body(studio, 0, 2, on_air_start=at(0.5), on_air_end=at(1.5), call_time=at(-1))).json()

    moved = scheduler.patch(f"{URL}{event['id']}/", {"start_time": at(24), "end_time": at(26)}).json()

    assert (moved["on_air_start"], moved["on_air_end"], moved["call_time"]) == (at(24.5), at(25.5), at(23))


def test_a_whole_object_sent_back_changes_nothing(scheduler, studio):
    event = scheduler.post(URL, body(studio, 0, 2, assigned_users=[UserFactory().pk], description="Live")).json()

    answer = scheduler.patch(f"{URL}{event['id']}/", event)

    assert answer.json() == event


def test_a_new_facility_brings_its_location_and_buffers(scheduler, studio):
    event = scheduler.post(URL, body(studio, 0, 2)).json()
    bare = FacilityFactory()

    answer = scheduler.patch(f"{URL}{event['id']}/", event | {"facility": {"id": str(bare.pk)}}).json()

    assert (answer["rig_minutes"], answer["strike_minutes"]) == (0, 0)
    assert answer["facility"]["id"] == bare.pk


@pytest.mark.parametrize("spelling", [lambda pk: pk, str, lambda pk: {"id": pk}, lambda pk: {"id": str(pk)}])
def test_a_reference_may_be_spelt_in_every_way(scheduler, studio, spelling):
    answer = scheduler.post(URL, body(facility=None) | {"facility": spelling(studio.pk)})
    assert answer.json()["facility"]["name"] == "Studio A"


def test_a_reference_may_be_called_by_its_id(scheduler, studio):
    answer = scheduler.post(URL, body() | {"facility_id": studio.pk})
    assert answer.json()["facility"]["name"] == "Studio A"
    cleared = scheduler.patch(f"{URL}{answer.json()['id']}/", {"facility_id": None})
    assert "facility" not in cleared.json()
    assert not Booking.objects.filter(resource_kind="facility").exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"end_time": at(-1)}, "end_time"),
        ({"start_time": "2027-03-10T12:00"}, "start_time"),
        ({"start_time": "yesterday"}, "start_time"),
        ({"end_time": "9999-12-31T23:59:59Z"}, "end_time"),
        ({"facility": 999999}, "facility"),
        ({"location": 999999}, "location"),
        ({"assigned_users": [999999]}, "assigned_users"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"status": "Maybe"}, "status"),
        ({"on_air_start": at(0)}, "on_air_end"),
        ({"on_air_start": at(-2), "on_air_end": at(0.5)}, "on_air_start"),
        ({"call_time": at(5)}, "call_time"),
        ({"title": "nul \x00"}, "title"),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(scheduler, change, field):
    response = scheduler.post(URL, body() | change)

    assert (response.status_code, response.json()["code"]) == (422, "invalid")
    assert field in response.json()["errors"]
    assert response.json()["detail"].startswith(f"{field}: ")
    assert not Event.objects.exists()


def test_a_stale_version_is_refused(scheduler):
    created = scheduler.post(URL, body())
    url = f"{URL}{created.json()['id']}/"
    assert created["ETag"] == '"1"'
    first = scheduler.patch(url, {"title": "Late news"}, headers={"If-Match": '"1"'})
    assert first["ETag"] == '"2"'

    response = scheduler.patch(url, {"title": "Early news"}, headers={"If-Match": '"1"'})

    assert (response.status_code, response.json()["code"]) == (412, "stale")
    assert scheduler.get(url).json()["title"] == "Late news"


def test_operators_read_but_do_not_write(operator, scheduler):
    event = scheduler.post(URL, body()).json()
    assert operator.get(f"{URL}{event['id']}/").status_code == 200
    for response in (
        operator.post(URL, body()),
        operator.patch(f"{URL}{event['id']}/", {"title": "Mine"}),
        operator.delete(f"{URL}{event['id']}/"),
    ):
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed")


def test_an_event_taken_off_is_gone_from_lists_and_frees_its_facility(scheduler, studio):
    event = scheduler.post(URL, body(studio)).json()

    response = scheduler.delete(f"{URL}{event['id']}/")

    assert response.status_code == 200
    assert "detail" in response.json()
    assert scheduler.get(f"{URL}{event['id']}/").status_code == 404
    assert scheduler.get(URL).json()["results"] == []
    assert scheduler.post(URL, body(studio)).status_code == 201


def test_an_inactive_facility_takes_no_bookings(scheduler):
    closed = FacilityFactory(status="Inactive")
    response = scheduler.post(URL, body(closed))
    assert (response.status_code, "takes no bookings" in response.json()["detail"]) == (422, True)


def test_an_idempotent_post_books_once(scheduler, studio):
    first = scheduler.post(URL, body(studio), headers={"Idempotency-Key": "k1"})
    second = scheduler.post(URL, body(studio), headers={"Idempotency-Key": "k1"})
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Event.objects.count() == 1
