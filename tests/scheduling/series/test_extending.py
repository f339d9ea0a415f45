"""The rolling horizon: every night what comes within 400 days becomes events, once."""

import pytest
from django.utils import timezone

from apps.core.outbox.relay import relay
from apps.notifications.models import Notification
from apps.scheduling.models import Booking, Event
from apps.scheduling.tasks import extend_series
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory
from tests.scheduling.series.factories import EVENTS, URL, body, dates, starts

DAILY = {"dtstart": "2027-03-01T06:00", "dtend": "2027-03-01T09:00", "rrule": "FREQ=DAILY"}
MADE = "2027-03-01T03:00:00Z"
TEN_DAYS_LATER = "2027-03-11T03:00:00Z"


@pytest.fixture
def studio(db):
    return FacilityFactory(name="Studio A")


@pytest.fixture
def series(scheduler, studio, time_machine_at):
    time_machine_at(MADE)
    return scheduler.post(URL, body(studio) | DAILY).json()


def test_the_horizon_moves_with_the_days_and_twice_is_once(scheduler, series, time_machine_at):
    before = len(starts(scheduler, series["id"]))
    time_machine_at(TEN_DAYS_LATER)

    extend_series()
    first = starts(scheduler, series["id"])
    extend_series()

    assert len(first) == before + 9  # the horizon was 400 days after the first date, three hours later than the night
    assert first[-1] <= "2028-04-14T03:00:00Z"
    assert starts(scheduler, series["id"]) == first
    assert Booking.objects.confirmed().count() == len(first)


def test_dates_that_were_taken_out_stay_out(scheduler, series, time_machine_at):
    last = dates(scheduler, series["id"])[-1]
    scheduler.delete(f"{EVENTS}{last['id']}/")
    time_machine_at(TEN_DAYS_LATER)

    extend_series()

    assert last["start_time"] not in starts(scheduler, series["id"])


def test_what_ends_is_not_extended(scheduler, studio, time_machine_at):
    time_machine_at(MADE)
    made = scheduler.post(URL, body(studio)).json()
    time_machine_at(TEN_DAYS_LATER)

    extend_series()

    assert len(starts(scheduler, made["id"])) == 10


def test_a_date_that_clashes_is_an_option_and_its_maker_is_told(scheduler, manager, series, studio, time_machine_at):
    person = UserFactory()
    taken = scheduler.post(
        EVENTS,
        {
            "title": "Gala",
            "facility": studio.pk,
            "start_time": "2028-04-08T05:00:00Z",
            "end_time": "2028-04-08T07:00:00Z",
            "assigned_users": [person.pk],
        },
    ).json()
    time_machine_at(TEN_DAYS_LATER)

    extend_series()
    relay(now=timezone.now())

    clashing = Event.objects.get(series_id=series["id"], start_at="2028-04-08T05:00:00Z")
    assert (clashing.claim, clashing.edited) == ("Held", ["claim"])
    assert clashing.bookings.get().status == "TENTATIVE"
    assert Event.objects.get(pk=taken["id"]).bookings.filter(status="CONFIRMED").count() == 2
    told = {row.person_id for row in Notification.objects.filter(kind="series.clashing")}
    assert {scheduler.user.pk, manager.user.pk} <= told
    assert "1 date is only an option" in Notification.objects.filter(kind="series.clashing")[0].title


def test_people_are_told_of_a_series_once(scheduler, studio, time_machine_at):
    time_machine_at(MADE)
    person = UserFactory()

    made = scheduler.post(URL, body(studio, assigned_users=[person.pk])).json()
    relay(now=timezone.now())
    scheduler.patch(f"{URL}{made['id']}/", {"dtstart": "2027-03-01T07:00", "dtend": "2027-03-01T10:00"})
    relay(now=timezone.now())
    scheduler.delete(f"{URL}{made['id']}/")
    relay(now=timezone.now())

    titles = list(Notification.objects.filter(person_id=person.pk).order_by("pk").values_list("title", flat=True))
    assert titles == [
        "You are on Breakfast, every weekday at 06:00, 10 times",
        "Breakfast has new times or another place: every weekday at 07:00, 10 times",
        "Breakfast ends: its coming dates are cancelled",
    ]
