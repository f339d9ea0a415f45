"""Whom a change of the schedule concerns: those whose duty changed, and nobody else."""

import pytest

from apps.notifications.models import Notification
from apps.scheduling.events.facts import EventChanged
from tests.authentication.factories import UserFactory
from tests.notifications.lamps import told
from tests.scheduling.factories import NOON, FacilityFactory, at, body

pytestmark = pytest.mark.django_db
URL = "/api/scheduled-events/"


@pytest.fixture
def ada():
    return UserFactory(username="ada", first_name="Ada", last_name="Byrne")


@pytest.fixture
def grace():
    return UserFactory(username="grace")


@pytest.fixture
def news(scheduler, ada, grace):
    """An event with Ada on it; what was told of it so far is forgotten."""
    studio = FacilityFactory(name="Studio A")
    made = scheduler.post(URL, body(studio, 0, 1, assigned_users=[ada.pk, scheduler.user.pk])).json()
    told()
    Notification.objects.all().delete()
    return f"{URL}{made['id']}/"


def heard() -> set[tuple[str, str, str]]:
    told()
    rows = list(Notification.objects.order_by("pk"))
    names = {person.pk: person.username for person in UserFactory._meta.model.objects.all()}
    return {(names[row.person_id], row.kind, row.title) for row in rows}


def test_who_is_put_on_an_event_is_told_when_and_where(scheduler, ada):
    scheduler.post(
        URL,
        body(
            FacilityFactory(name="Studio A"),
            0,
            14,
            assigned_users=[ada.pk],
            call_time=at(-1),
            time_zone="Europe/Dublin",
        ),
    )

    assert heard() == {("ada", "events.assigned", "You are on Evening news")}
    row = Notification.objects.get()
    assert row.text == "Wed 10 Mar 2027, 11:00 to 02:00 (Europe/Dublin), Studio A."
    assert row.path.startswith("/schedule?view=list&day=2027-03-10&open=")
    assert row.actor_id == scheduler.user.pk


def test_who_is_only_asked_is_told_so_and_again_when_it_is_firm(scheduler, ada):
    event = scheduler.post(URL, body(None, 0, 1, tentative_users=[ada.pk])).json()
    assert heard() == {("ada", "events.assigned", "You are asked for Evening news")}

    scheduler.patch(f"{URL}{event['id']}/", {"assigned_users": [ada.pk], "tentative_users": []})

    assert ("ada", "events.assigned", "You are on Evening news") in heard()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"start_time": at(1), "end_time": at(2)}, {("ada", "events.moved", "Evening news: new times")}),
        ({"call_time": at(-2)}, {("ada", "events.moved", "Evening news: new times")}),
        ({"facility": None, "location": None}, {("ada", "events.moved", "Evening news: another place")}),
        ({"status": "Cancelled"}, {("ada", "events.cancelled", "Evening news is cancelled")}),
        # no duty changes
        ({"title": "Late news", "description": "With guests", "rig_minutes": 60}, set()),
        ({"status": "In Progress"}, set()),
        ({"on_air_start": at(0.25), "on_air_end": at(0.5)}, set()),
        ({}, set()),
    ],
)
def test_who_is_on_it_is_told_what_changes_their_duty(scheduler, news, change, expected):
    assert scheduler.patch(news, change).status_code == 200

    assert heard() == expected


def test_a_change_of_crew_tells_who_comes_and_who_goes(scheduler, news, ada, grace):
    scheduler.patch(news, {"assigned_users": [grace.pk, scheduler.user.pk], "start_time": at(0.5)})

    assert heard() == {
        ("ada", "events.taken_off", "You are no longer on Evening news"),
        ("grace", "events.assigned", "You are on Evening news"),
    }


def test_taken_off_the_schedule_and_brought_back(scheduler, manager, news, ada):
    scheduler.patch(news, {"status": "Cancelled"})
    told()
    Notification.objects.all().delete()
    scheduler.patch(news, {"status": "Scheduled"})
    assert heard() == {("ada", "events.assigned", "You are on Evening news")}

    manager.delete(news)

    assert {(name, kind) for name, kind, _ in heard()} == {
        ("ada", "events.assigned"),
        ("ada", "events.cancelled"),
        ("the_scheduler", "events.cancelled"),
    }


def test_putting_the_past_right_is_no_news(scheduler, ada, grace):
    past = {"start_time": "2021-03-10T12:00:00Z", "end_time": "2021-03-10T13:00:00Z"}
    event = scheduler.post(URL, body(None, assigned_users=[ada.pk]) | past).json()
    scheduler.patch(f"{URL}{event['id']}/", {"assigned_users": [grace.pk]})
    scheduler.patch(f"{URL}{event['id']}/", {"status": "Cancelled"})

    assert heard() == set()


def test_facts_of_the_version_before_tell_nobody_and_do_not_fail():
    fact = EventChanged.of_payload(
        {"event_id": 1, "people": [1], "people_before": [], "changed": ["title"], "occurred_at": NOON.isoformat()}
    )

    assert (fact.duty, fact.duty_before, fact.title) == (None, None, "")
