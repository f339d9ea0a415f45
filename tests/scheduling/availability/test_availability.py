"""Who and what is free: buffers, holds, leave and pools counted."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.scheduling.events.models import BookingStatus
from apps.scheduling.models import Booking
from tests.authentication.factories import UserFactory
from tests.facilities.factories import EquipmentCategoryFactory, EquipmentFactory, LocationFactory, PoolFactory
from tests.scheduling.factories import HOUR, NOON, FacilityFactory, at, body

URL = "/api/availability/"
EVENTS = "/api/scheduled-events/"
SIGN_IN_QUERIES = 2  # session, person


def ask(client, start=0, end=1, **query):
    response = client.get(URL, {"start": at(start), "end": at(end), **query})
    assert response.status_code == 200, response.content
    return response.json()


def named(rows, name):
    return next(row for row in rows if row["name"] == name)


@pytest.fixture
def studio(db):
    return FacilityFactory(name="Studio A", rig_minutes=30, strike_minutes=15, capacity=40)


def test_a_facility_is_free_only_if_its_rig_and_strike_fit_too(operator, scheduler, studio):
    event = scheduler.post(EVENTS, body(studio, 2, 3, title="Quiz")).json()  # holds 13:30 to 15:15

    (taken,) = ask(operator, 1, 1.5, of="facilities")["facilities"]
    (free,) = ask(operator, 0, 1, of="facilities")["facilities"]

    # until 13:30, less its own strike
    assert (free["state"], free["free_until"]) == ("free", at(1.25))
    assert taken["state"] == "taken"
    assert taken["in_the_way"] == [
        {"event": {"id": event["id"], "name": "Quiz"}, "start_time": at(1.5), "end_time": at(3.25), "held": False}
    ]
    assert taken["free_from"] == at(3.75)  # from 15:15, and half an hour of rig


def test_the_first_slots_of_a_duration_lie_on_the_grid_with_room_around_them(operator, scheduler, studio):
    scheduler.post(EVENTS, body(studio, 1, 2))  # holds 12:30 to 14:15
    scheduler.post(EVENTS, body(studio, 4, 5))  # holds 15:30 to 17:15

    (found,) = ask(operator, 0.1, 12, duration=60, slots=2, of="facilities")["facilities"]

    # from 12:06 the first event's rig is too near; between the two there is room for 14:45 to 15:15 only
    assert found["slots"] == [{"start_time": at(5.75), "end_time": at(6.75), "free_until": at(12)}]
    (found,) = ask(operator, 0.1, 12, duration=30, slots=2, of="facilities")["facilities"]
    assert [slot["start_time"] for slot in found["slots"]] == [at(2.75), at(5.75)]


def test_those_that_can_be_had_first_come_first(operator, scheduler, studio):
    second = FacilityFactory(name="Studio B")
    scheduler.post(EVENTS, body(studio, 0, 2))
    scheduler.post(EVENTS, body(second, 0, 24 * 60))
    FacilityFactory(name="Studio C")

    rows = ask(operator, 0, 6, duration=60, of="facilities")["facilities"]

    assert [(row["name"], row["state"], bool(row["slots"])) for row in rows] == [
        ("Studio C", "free", True),
        ("Studio A", "free", True),
        ("Studio B", "taken", False),
    ]
    rows = ask(operator, 0, 6, duration=60, of="facilities", only_free=True)["facilities"]
    assert [row["name"] for row in rows] == ["Studio C", "Studio A"]


def test_kind_capacity_and_location_narrow(operator):
    house = LocationFactory(name="Quayside")
    FacilityFactory(name="Large", capacity=100, location=house)
    FacilityFactory(name="Small", capacity=10, location=house)
    FacilityFactory(name="Elsewhere", capacity=100)
    FacilityFactory(name="Booth", capacity=100, location=house, kind="Booth")
    FacilityFactory(name="Closed", capacity=100, location=house, status="Inactive")

    rows = ask(operator, of="facilities", kind="Studio", capacity=50, location=house.pk)["facilities"]

    assert [row["name"] for row in rows] == ["Large"]
    assert rows[0]["location"] == {"id": house.pk, "name": "Quayside"}


def test_a_held_facility_is_told_apart_and_counts_unless_it_shall_not(operator, scheduler, studio):
    held = scheduler.post(EVENTS, body(studio, 0, 1, claim="Held")).json()
    assert Booking.objects.get(event_id=held["id"]).status == BookingStatus.TENTATIVE

    (row,) = ask(operator, of="facilities")["facilities"]
    assert (row["state"], row["in_the_way"][0]["held"]) == ("held", True)
    (row,) = ask(operator, 0, 1, duration=60, of="facilities")["facilities"]
    assert row["state"] == "taken"
    (row,) = ask(operator, 0, 1, duration=60, of="facilities", past_holds=True)["facilities"]
    assert row["state"] == "free"


def test_maintenance_is_in_the_way_of_an_event_with_its_rig_and_strike(operator, administrator, studio):
    window = {"facility": studio.pk, "start_time": at(2), "end_time": at(3), "reason": "Lamps"}
    made = administrator.post("/api/maintenance/", window)
    assert made.status_code == 201, made.content

    (row,) = ask(operator, 2, 2.5, of="facilities")["facilities"]
    (slots,) = ask(operator, 1, 5, of="facilities", duration=30)["facilities"]

    assert (row["state"], row["free_from"]) == ("taken", at(3.5))
    assert [window["reason"] for window in row["maintenance"]] == ["Lamps"]
    assert [slot["start_time"] for slot in slots["slots"]] == [at(1), at(3.5)]


def test_the_event_that_is_to_be_moved_is_not_in_its_own_way(operator, scheduler, studio):
    event = scheduler.post(EVENTS, body(studio, 0, 1)).json()
    (row,) = ask(operator, of="facilities", without_event=event["id"])["facilities"]
    assert row["state"] == "free"


def test_people_are_taken_by_bookings_and_by_leave_that_one_may_know_of(operator, scheduler, manager):
    busy = UserFactory(first_name="Ann", last_name="Doe", position="Vision mixer")
    away = UserFactory(first_name="Bob", last_name="Doe", position="Vision mixer")
    UserFactory(first_name="Cy", last_name="Doe", position="Vision mixer")
    scheduler.post(EVENTS, body(None, 0, 1, assigned_users=[busy.pk]))
    leave = manager.post(
        "/api/time-off-requests/",
        {"user": away.pk, "request_type": "sick", "start_date": "2027-03-10", "end_date": "2027-03-11"},
    ).json()
    manager.post(f"/api/time-off-requests/{leave['id']}/approve/")

    rows = ask(scheduler, of="people", position="Vision mixer")["people"]

    assert [(row["name"], row["state"]) for row in rows] == [
        ("Ann Doe", "taken"),
        ("Bob Doe", "taken"),
        ("Cy Doe", "free"),
    ]
    assert rows[1]["away"] == [{"start_date": "2027-03-10", "end_date": "2027-03-11"}]
    assert "sick" not in str(rows)
    told = named(ask(operator, of="people", position="Vision mixer")["people"], "Bob Doe")
    assert (told["state"], "away" in told) == ("free", False)


def test_equipment_is_taken_with_its_event_and_what_is_broken_is_not_offered(operator, scheduler):
    sort = EquipmentCategoryFactory()
    taken, _, _ = (
        EquipmentFactory(name="Camera 1", category=sort, facility=None),
        EquipmentFactory(name="Camera 2", category=sort, facility=None),
        EquipmentFactory(name="Camera 3", category=sort, facility=None, status="Faulty"),
    )
    EquipmentFactory(name="Lens")
    scheduler.post(EVENTS, body(None, 0, 1, equipment=[taken.pk]))

    rows = ask(operator, of="equipment", category=sort.pk)["equipment"]

    assert [(row["name"], row["state"]) for row in rows] == [("Camera 1", "taken"), ("Camera 2", "free")]


def test_a_pool_is_free_when_enough_is_left(operator, scheduler):
    radios = PoolFactory(name="Radio", quantity=10)
    scheduler.post(EVENTS, body(None, 1, 2, pools=[{"pool": radios.pk, "quantity": 7}]))

    (few,) = ask(operator, 0, 2, of="pools", quantity=3)["pools"]
    (many,) = ask(operator, 1, 2, of="pools", quantity=4)["pools"]
    (later,) = ask(operator, 0, 6, of="pools", quantity=4, duration=90)["pools"]

    assert (few["state"], few["free"], few["quantity"]) == ("free", 3, 10)
    assert (many["state"], many["free_from"]) == ("taken", at(2))
    assert [slot["start_time"] for slot in later["slots"]] == [at(2)]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"end": at(-1)}, "end"),
        ({"end": at(24 * 100)}, "end"),
        ({"duration": 0}, "duration"),
        ({"duration": 121}, "duration"),
        ({"kind": "Barn"}, "kind"),
        ({"of": "ideas"}, "of"),
        ({"slots": 1000}, "slots"),
        ({"start": "today"}, "start"),
    ],
)
def test_a_bad_question_names_the_field(operator, query, field):
    response = operator.get(URL, {"start": at(0), "end": at(2), **query})
    assert (response.status_code, response.json()["code"]) == (422, "invalid")
    assert field in response.json()["errors"], response.json()


def test_it_costs_the_same_queries_however_much_there_is(operator, scheduler, studio, django_assert_num_queries):
    EquipmentFactory(), PoolFactory()
    for hour in range(3):
        # facilities, people, items, pools; gaps and bookings in the way of three; leave; maintenance of two; pieces
        with django_assert_num_queries(SIGN_IN_QUERIES + 4 + 3 + 3 + 1 + 2 + 1):
            ask(operator)
        with django_assert_num_queries(SIGN_IN_QUERIES + 2):
            ask(operator, 0, 9, duration=60, of="facilities")
        item, pool = EquipmentFactory(), PoolFactory()
        room = FacilityFactory()
        wish = {"equipment": [item.pk], "pools": [{"pool": pool.pk, "quantity": 1}]}
        event = body(room, hour, hour + 1, assigned_users=[UserFactory().pk], **wish)
        assert scheduler.post(EVENTS, event).status_code == 201


QUARTER = timedelta(minutes=15)


@settings(deadline=None, max_examples=40)
@given(
    held=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=6),
    buffers=st.tuples(st.integers(0, 4), st.integers(0, 4)),
    length=st.integers(1, 8),
)
@pytest.mark.django_db(transaction=False)
def test_slots_agree_with_trying_every_quarter_of_an_hour(held, buffers, length):
    from django.db import connection, transaction

    from apps.scheduling.availability.slots import Counting, Wanted, first_slots
    from apps.scheduling.events.models import Event, ResourceKind

    rig, strike = buffers
    with transaction.atomic():
        taken: set[int] = set()
        for start, quarters in held:
            span = set(range(start, start + quarters))
            if taken & span:
                continue
            taken |= span
            event = Event.objects.create(title="Held", start_at=NOON, end_at=NOON + HOUR, time_zone="UTC")
            Booking.objects.create(
                event=event,
                resource_kind="facility",
                resource_id=1,
                period=(NOON + start * QUARTER, NOON + (start + quarters) * QUARTER),
            )
        found = first_slots(
            ResourceKind.FACILITY,
            [Wanted(1, 15 * rig, 15 * strike)],
            start=NOON,
            end=NOON + 48 * QUARTER,
            duration=length * QUARTER,
            most=99,
            counting=Counting(now=NOON),
        )
        fits = [
            begin for begin in range(48 - length + 1) if not taken & set(range(begin - rig, begin + length + strike))
        ]
        told = {
            begin
            for slot in found.get(1, [])
            for begin in range(48)
            if slot.start <= NOON + begin * QUARTER and NOON + (begin + length) * QUARTER <= slot.free_until
        }
        assert told == set(fits)
        transaction.set_rollback(True)
        connection.needs_rollback = True
