"""Pieces of pools on events: never more out than there are, at any instant."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.facilities.models import Pool
from apps.facilities.public import pool_lock
from apps.scheduling.equipping.counting import Wanted, first_promised, shortages
from apps.scheduling.events.holding import Hold
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.models import Booking, Event
from tests.facilities.conftest import ARCHIVED
from tests.facilities.factories import PoolFactory
from tests.facilities.test_races import at_once
from tests.scheduling.factories import HOUR, NOON, FacilityFactory, at, body

URL = "/api/scheduled-events/"


@pytest.fixture
def radios(db):
    return PoolFactory(name="Handheld radio", quantity=10)


def want(pool, quantity, start=0, end=1, **more):
    return body(None, start, end, pools=[{"pool": pool.pk, "quantity": quantity}], **more)


def test_pieces_are_taken_from_rig_to_strike_and_told_with_the_event(scheduler, radios):
    studio = FacilityFactory(rig_minutes=30, strike_minutes=15)

    event = scheduler.post(URL, body(studio, 0, 1, pools=[{"pool": {"id": radios.pk}, "quantity": 4}])).json()

    assert event["pools"] == [{"pool": {"id": radios.pk, "name": "Handheld radio"}, "quantity": 4}]
    held = Booking.objects.get(resource_kind="pool")
    assert (held.quantity, f"{held.period.lower:%H:%M}", f"{held.period.upper:%H:%M}") == (4, "11:30", "13:15")
    assert scheduler.patch(f"{URL}{event['id']}/", event).json() == event


def test_more_than_are_left_at_any_instant_are_refused(scheduler, radios):
    scheduler.post(URL, want(radios, 4, 0, 2))
    scheduler.post(URL, want(radios, 4, 1, 3))  # from one to two eight are out

    response = scheduler.post(URL, want(radios, 3, 0, 4))

    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "booking_conflict")
    assert problem["detail"] == ("2 of 10 Handheld radio are free Wed 10 Mar 2027, 13:00 to 14:00 (UTC); 3 are wanted")
    assert problem["shortages"] == [
        {
            "pool": {"id": radios.pk, "name": "Handheld radio"},
            "wanted": 3,
            "free": 2,
            "total": 10,
            "start_time": at(1),
            "end_time": at(2),
        }
    ]
    assert problem["next_free"] == {"start_time": at(2), "end_time": at(6)}
    assert scheduler.post(URL, want(radios, 2, 0, 4)).status_code == 201


def test_pieces_that_come_back_go_out_again_at_once(scheduler, radios):
    assert scheduler.post(URL, want(radios, 10, 0, 1)).status_code == 201
    assert scheduler.post(URL, want(radios, 10, 1, 2)).status_code == 201


def test_more_than_there_are_never_fit(scheduler, radios):
    problem = scheduler.post(URL, want(radios, 11)).json()
    assert problem["detail"].startswith("10 of 10 Handheld radio are free")
    assert "next_free" not in problem


def test_what_an_event_has_already_is_not_counted_against_it(scheduler, radios):
    event = scheduler.post(URL, want(radios, 6)).json()
    url = f"{URL}{event['id']}/"
    more = scheduler.patch(url, {"pools": [{"pool": radios.pk, "quantity": 10}], "end_time": at(2)})
    assert more.json()["pools"][0]["quantity"] == 10
    assert scheduler.patch(url, {"pools": [{"pool": radios.pk, "quantity": 11}]}).status_code == 409
    assert "pools" not in scheduler.patch(url, {"pools": [{"pool": radios.pk, "quantity": 0}]}).json()
    assert not Booking.objects.exists()


def test_cancelling_gives_pieces_back_and_reinstating_takes_them_again(scheduler, radios):
    event = scheduler.post(URL, want(radios, 6)).json()
    scheduler.patch(f"{URL}{event['id']}/", {"status": "Cancelled"})
    other = scheduler.post(URL, want(radios, 6)).json()

    assert scheduler.patch(f"{URL}{event['id']}/", {"status": "Scheduled"}).status_code == 409
    scheduler.delete(f"{URL}{other['id']}/")
    again = scheduler.patch(f"{URL}{event['id']}/", {"status": "Scheduled"})
    assert again.json()["pools"] == event["pools"]
    assert Booking.objects.get(event_id=event["id"]).status == "COUNTED"


@pytest.mark.parametrize(
    "pools",
    [
        [{"pool": 424242, "quantity": 1}],
        [{"pool": None, "quantity": 1}],
        [{"quantity": 1}],
        [{"pool": 1, "quantity": -1}],
        [{"pool": 424242, "quantity": 1}, {"pool": 424242, "quantity": 2}],
        ["many"],
    ],
)
def test_a_wish_that_makes_no_sense_names_the_field(scheduler, pools):
    response = scheduler.post(URL, body(None, 0, 1, pools=pools))
    assert response.status_code == 422
    assert all(name.startswith("pools") for name in response.json()["errors"]), response.json()
    assert not Event.objects.exists()


def test_an_archived_pool_is_not_handed_out(scheduler):
    gone = PoolFactory(archived_at=ARCHIVED, name="Old radio")
    response = scheduler.post(URL, want(gone, 1))
    assert response.json()["errors"] == {"pools": ["Old radio is archived and takes no bookings"]}


def test_a_pool_is_not_reduced_below_what_is_promised(engineer, scheduler, radios):
    scheduler.post(URL, want(radios, 4, 0, 2))
    scheduler.post(URL, want(radios, 4, 1, 3))

    response = engineer.patch(f"/api/pools/{radios.pk}/", {"quantity": 7})

    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "pool_promised")
    assert problem["detail"].startswith("8 of Handheld radio are promised Wed 10 Mar 2027, 13:00")
    assert problem["shortage"] == {"start_time": at(1), "end_time": at(2), "promised": 8, "left": 7}
    assert engineer.patch(f"/api/pools/{radios.pk}/", {"quantity": 8}).json()["quantity"] == 8


def test_what_was_out_in_the_past_promises_nothing(radios, scheduler, engineer):
    past = {"start_time": "2020-03-01T10:00:00Z", "end_time": "2020-03-01T12:00:00Z"}
    scheduler.post(URL, want(radios, 9) | past)
    assert engineer.patch(f"/api/pools/{radios.pk}/", {"quantity": 1}).status_code == 200


def test_the_database_never_holds_a_pool_exclusively(scheduler, radios):
    scheduler.post(URL, want(radios, 1))
    booking = Booking.objects.get()
    booking.status = "CONFIRMED"
    with pytest.raises(IntegrityError, match="booking_counts_pools"), transaction.atomic():
        booking.save()


def test_both_sides_lock_a_pool_under_one_name():
    assert Hold(ResourceKind.POOL, 7, NOON, NOON + HOUR).lock == pool_lock(7)


PERIODS = st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(1, 5))  # start, hours, pieces


@settings(deadline=None, max_examples=40)
@given(held=st.lists(PERIODS, max_size=8), wish=PERIODS)
@pytest.mark.django_db(transaction=False)
def test_the_sweep_agrees_with_counting_hour_by_hour(held, wish):
    with transaction.atomic():
        pool = PoolFactory(quantity=6)
        for number, (start, hours, pieces) in enumerate(held):
            event = Event.objects.create(
                title=f"Event {number}", start_at=NOON, end_at=NOON + HOUR, time_zone="Europe/Dublin"
            )
            Booking.objects.create(
                event=event,
                resource_kind="pool",
                resource_id=pool.pk,
                quantity=pieces,
                status="COUNTED",
                period=(NOON + start * HOUR, NOON + (start + hours) * HOUR),
            )
        start, hours, pieces = wish
        out = [sum(q for s, h, q in held if s <= hour < s + h) for hour in range(24)]

        found = shortages([Wanted(pool.pk, pieces, NOON + start * HOUR, NOON + (start + hours) * HOUR)])
        promised = first_promised(pool_id=pool.pk, more_than=4, since=NOON)

        short = {hour for hour in range(start, start + hours) if out[hour] + pieces > 6}
        assert {hour for span in found for hour in range(24) if span.start <= NOON + hour * HOUR < span.end} == short
        for span in found:
            assert span.free == max(0, 6 - out[round((span.start - NOON) / HOUR)])
        first = next((hour for hour in range(24) if out[hour] > 4), None)
        assert (promised and promised.start) == (None if first is None else NOON + first * HOUR)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_taking_pieces_away_and_handing_them_out_never_meet(sign_in):
    scheduler, engineer = sign_in(role="scheduler"), sign_in(role="engineer")
    for day in range(8):
        pool = PoolFactory(quantity=5)
        reduced, taken = at_once(
            partial(engineer.patch, f"/api/pools/{pool.pk}/", {"quantity": 2}),
            partial(scheduler.post, URL, want(pool, 4, 24 * day, 24 * day + 1)),
        )
        assert (reduced.status_code, taken.status_code) in {(200, 409), (409, 201)}
        assert Pool.objects.get(pk=pool.pk).quantity == (2 if reduced.status_code == 200 else 5)
