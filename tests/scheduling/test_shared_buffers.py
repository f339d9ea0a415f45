"""Facilities where one event may rig while its neighbour strikes: the time itself is never shared."""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.facilities.models import Facility
from apps.scheduling.availability.slots import Counting, Wanted, first_slots
from apps.scheduling.events.holding import Hold, clashes, free_resources, next_free
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.models import Booking, Event
from tests.facilities.test_races import at_once
from tests.scheduling.conftest import react
from tests.scheduling.factories import HOUR, NOON, FacilityFactory, at, body

EVENTS = "/api/scheduled-events/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2027-03-01T09:00:00Z", tick=False):
        yield


@pytest.fixture
def stage(db):
    return FacilityFactory(name="Stage", rig_minutes=30, strike_minutes=60, shares_buffers=True)


def test_one_rigs_while_the_other_strikes_as_long_as_the_longer_of_both_takes(scheduler, stage):
    assert scheduler.post(EVENTS, body(stage, 0, 2, title="Show")).status_code == 201  # strikes until 15:00

    early = scheduler.post(EVENTS, body(stage, 2.75, 4))
    assert (early.status_code, early.json()["code"]) == (409, "booking_conflict")
    assert early.json()["next_free"]["start_time"] == at(3)
    assert scheduler.post(EVENTS, body(stage, 3, 4)).status_code == 201  # rigs from 14:30
    before = scheduler.post(EVENTS, body(stage, -2, -0.75))
    assert before.status_code == 409  # its own strike is the longer one
    assert scheduler.post(EVENTS, body(stage, -2, -1)).status_code == 201


def test_where_they_are_not_shared_each_has_its_own(scheduler, stage):
    stage.shares_buffers = False
    stage.save()
    assert scheduler.post(EVENTS, body(stage, 0, 2)).status_code == 201
    assert scheduler.post(EVENTS, body(stage, 3, 4)).status_code == 409
    assert scheduler.post(EVENTS, body(stage, 3.5, 4)).status_code == 201


def test_availability_and_what_is_offered_instead_count_the_same_way(operator, scheduler, stage):
    other = FacilityFactory(name="Yard", rig_minutes=30, strike_minutes=60, shares_buffers=True)
    for place in (stage, other):
        assert scheduler.post(EVENTS, body(place, 0, 2)).status_code == 201
    window = {"of": "facilities", "facility": stage.pk}

    [taken] = operator.get("/api/availability/", {"start": at(2.5), "end": at(4), **window}).json()["facilities"]
    [free] = operator.get("/api/availability/", {"start": at(3), "end": at(4), **window}).json()["facilities"]
    slots = operator.get("/api/availability/", {"start": at(-4), "end": at(9), "duration": 180, **window}).json()

    assert (taken["state"], taken["free_from"]) == ("taken", at(3))
    assert (free["state"], free.get("in_the_way", [])) == ("free", [])
    [slot, *_] = slots["facilities"][0]["slots"]
    assert slot["start_time"] == at(-4)
    assert scheduler.post(EVENTS, body(other, 3, 4)).status_code == 201
    refused = scheduler.post(EVENTS, body(stage, 2, 3)).json()
    assert refused["free_facilities"] == []
    scheduler.post(EVENTS, body(stage, 3, 4))
    third = FacilityFactory(name="Annex", rig_minutes=30, strike_minutes=60, shares_buffers=True)
    assert [row["id"] for row in scheduler.post(EVENTS, body(stage, 3, 4)).json()["free_facilities"]] == [third.pk]


def test_options_whose_events_do_not_meet_do_not_wait_for_each_other(scheduler, stage):
    first = scheduler.post(EVENTS, body(stage, 0, 2, claim="Held")).json()
    beside = scheduler.post(EVENTS, body(stage, 3, 4, claim="Held")).json()
    behind = scheduler.post(EVENTS, body(stage, 2, 2.5, claim="Held")).json()

    ranks = [scheduler.get(f"{EVENTS}{event['id']}/").json()["hold"]["rank"] for event in (first, beside, behind)]
    assert ranks == [1, 1, 3]


def test_what_is_planned_shares_as_soon_as_the_facility_does_and_keeps_it(scheduler, stage):
    stage.shares_buffers = False
    stage.save()
    url = f"/api/facilities/{stage.pk}/"
    show = scheduler.post(EVENTS, body(stage, 0, 2, title="Show")).json()
    series = {"title": "Daily", "facility": stage.pk, "dtstart": "2027-03-20T10:00", "dtend": "2027-03-20T11:00"}
    daily = scheduler.post("/api/series/", series | {"time_zone": "UTC", "rrule": "FREQ=DAILY;COUNT=3"}).json()
    assert scheduler.patch(url, {"shares_buffers": True}).json()["shares_buffers"] is True
    react()
    assert scheduler.post(EVENTS, body(stage, 3, 4)).status_code == 201
    dates = Event.objects.filter(series_id=daily["id"])
    assert set(dates.values_list("shares_buffers", flat=True)) == {True}
    assert scheduler.patch(f"/api/series/{daily['id']}/", {"title": "Day by day", "scope": "all"}).status_code == 200
    assert not any(date.edited for date in dates)

    scheduler.patch(url, {"shares_buffers": False})
    react()
    assert Event.objects.get(pk=show["id"]).shares_buffers  # as agreed
    assert (
        scheduler.post(EVENTS, body(stage, 5, 6)).status_code == 409
    )  # rigs from 16:30, the other strikes until 17:00
    assert scheduler.post(EVENTS, body(stage, 5.5, 6)).status_code == 201
    bars = scheduler.get("/api/timeline/", {"start": at(-1), "end": at(9)}).json()["events"]
    assert [bar.get("shares_buffers", False) for bar in bars] == [True, True, False]


def test_events_change_places_and_series_stand_side_by_side(scheduler, stage):
    early = {"title": "Early", "facility": stage.pk, "dtstart": "2027-03-20T10:00", "dtend": "2027-03-20T11:00"}
    early |= {"time_zone": "UTC", "rrule": "FREQ=DAILY;COUNT=5"}
    late = early | {"title": "Late", "dtstart": "2027-03-20T12:00", "dtend": "2027-03-20T13:00"}
    first = scheduler.post("/api/series/", early)
    assert first.status_code == 201
    assert scheduler.post("/api/series/", late | {"dtstart": "2027-03-20T11:45"}).status_code == 409
    assert scheduler.post("/api/series/", late).status_code == 201
    moved = {"dtstart": "2027-03-21T10:00", "dtend": "2027-03-21T11:00", "scope": "all"}
    assert scheduler.patch(f"/api/series/{first.json()['id']}/", moved).status_code == 200
    assert Booking.objects.filter(core__isnull=False, event__archived_at=None).count() == 10


def booking(place, event, start, end, *, rig=0, strike=0):
    period = DateTimeTZRange(
        NOON + start * HOUR - timedelta(minutes=rig), NOON + end * HOUR + timedelta(minutes=strike)
    )
    core = DateTimeTZRange(NOON + start * HOUR, NOON + end * HOUR) if place.shares_buffers else None
    return Booking(event_id=event, resource_kind="facility", resource_id=place.pk, period=period, core=core)


def test_the_database_says_so_whoever_writes(scheduler, stage):
    scheduler.post(EVENTS, body(stage, 0, 2))
    other = scheduler.post(EVENTS, body(None, 0, 2)).json()["id"]
    with pytest.raises(IntegrityError, match="meet in more than"), transaction.atomic():
        booking(stage, other, 2.5, 3).save()
    with pytest.raises(IntegrityError, match="booking_no_overlap"), transaction.atomic():
        booking(stage, other, 1, 3).save()
    astray = booking(stage, other, 5, 6)
    astray.core = DateTimeTZRange(NOON, NOON + HOUR)
    with pytest.raises(IntegrityError, match="booking_core_within"), transaction.atomic():
        astray.save()
    stage.shares_buffers = False
    with pytest.raises(IntegrityError, match="meet in more than"), transaction.atomic():
        booking(stage, other, 2.5, 3).save()  # which shares nothing
    stage.shares_buffers = True
    booking(stage, other, 3, 4, rig=30).save()


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_only_those_fit_that_leave_each_other_their_time(sign_in, stage):
    first = sign_in(role="scheduler")
    clients = [first, *(sign_in(first.user) for _ in range(49))]
    starts = [number * 0.5 for number in range(50)]

    answers = at_once(*(partial(c.post, EVENTS, body(stage, s, s + 1)) for c, s in zip(clients, starts, strict=True)))

    assert {answer.status_code for answer in answers} == {201, 409}
    cores = sorted(Booking.objects.values_list("core", flat=True), key=lambda core: core.lower)
    gaps = [later.lower - earlier.upper for earlier, later in pairwise(cores)]
    assert len(gaps) > 5
    assert min(gaps) >= HOUR  # the strike, which is the longer
    # whoever does not ask for the lock of the facility waits for the other all the same
    ids = [scheduled.pk for scheduled in Event.objects.order_by("pk")[:2]]
    Booking.objects.all().delete()
    rows = [booking(stage, key, start, start + 1, strike=60) for key, start in zip(ids, (0, 1.5), strict=True)]
    assert sorted(str(type(found)) for found in at_once(*(row.save for row in rows))) == [
        "<class 'NoneType'>", str(IntegrityError),
    ]  # fmt: skip


neighbours = st.lists(
    st.tuples(st.booleans(), st.integers(0, 40), st.integers(1, 8), st.integers(0, 4), st.integers(0, 4)), max_size=4
)


@settings(max_examples=25, deadline=None)
@given(neighbours=neighbours, shares=st.booleans(), rig=st.integers(0, 4), strike=st.integers(0, 4))
@pytest.mark.django_db(transaction=False)
def test_what_is_free_next_free_and_in_the_way_are_one_rule(neighbours, shares, rig, strike):
    """Steps of a quarter of an hour; neighbours that do not fit among each other are refused by the database."""
    place = Facility(pk=1, shares_buffers=shares)
    with transaction.atomic():
        for shared, start, length, before, after in neighbours:
            event = Event.objects.create(title="Show", start_at=NOON, end_at=NOON + HOUR, time_zone="UTC")
            place.shares_buffers = shared
            with suppress(IntegrityError), transaction.atomic():
                booking(place, event.pk, start / 4, (start + length) / 4, rig=15 * before, strike=15 * after).save()
        place.shares_buffers = shares

        def hold(quarter):
            wanted = booking(place, 0, quarter / 4, quarter / 4 + 1, rig=15 * rig, strike=15 * strike)
            return Hold(ResourceKind.FACILITY, 1, wanted.period.lower, wanted.period.upper, core=wanted.core)

        fitting = [quarter for quarter in range(80) if not clashes([hold(quarter)])]
        assert fitting == [quarter for quarter in range(80) if free_resources([hold(quarter)])]
        assert next_free([hold(0)], start=NOON, without_event=None) == fitting[0] * HOUR / 4
        [slot] = first_slots(
            ResourceKind.FACILITY,
            [Wanted(1, 15 * rig, 15 * strike, shares)],
            start=NOON,
            end=NOON + 21 * HOUR,
            duration=HOUR,
            most=1,
            counting=Counting(now=NOON),
        )[1]
        assert slot.start == NOON + fitting[0] * HOUR / 4
        transaction.set_rollback(True)
