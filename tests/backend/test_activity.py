"""What happened lately, for everybody: from the facts of every module, in its own words."""

import pytest
from django.utils import timezone

from apps.core.models import OutboxEvent
from apps.core.outbox.relay import relay
from tests.scheduling.factories import FacilityFactory, body

EVENTS = "/api/scheduled-events/"
INCIDENTS = "/api/incident-tickets/"
SIGN_IN_QUERIES = 2  # session, person


def lines(client) -> list[tuple[str, str, str, int]]:
    relay(now=timezone.now())
    found = client.get("/api/activity/").json()["results"]
    return [(line.get("actor", ""), line["told"], line["title"], line["count"]) for line in found]


@pytest.mark.django_db
def test_it_says_who_did_what_newest_first(operator, scheduler, engineer):
    room = FacilityFactory()
    event = scheduler.post(EVENTS, body(room, 0, 1, title="Evening news")).json()
    scheduler.patch(f"{EVENTS}{event['id']}/", {"title": "Late news"})
    scheduler.patch(f"{EVENTS}{event['id']}/", {"end_time": body(None, 0, 2)["end_time"]})
    incident = operator.post(INCIDENTS, {"title": "No sound", "description": "Channel 4 is silent"}).json()
    engineer.patch(f"{INCIDENTS}{incident['id']}/", {"status": "In Progress"})
    engineer.patch(f"{INCIDENTS}{incident['id']}/", {"status": "Resolved"})
    engineer.patch(f"{INCIDENTS}{incident['id']}/", {"status": "Open"})
    scheduler.delete(f"{EVENTS}{event['id']}/")

    by, number = {client: client.user.full_name for client in (operator, scheduler, engineer)}, incident["number"]
    assert lines(operator) == [
        (by[scheduler], "cancelled", "Late news", 1),
        (by[engineer], "reopened", f"{number} No sound", 1),
        (by[engineer], "resolved", f"{number} No sound", 1),
        (by[engineer], "took up", f"{number} No sound", 1),
        (by[operator], "reported", f"{number} No sound", 1),
        (by[scheduler], "moved", "Late news", 1),
        (by[scheduler], "changed", "Late news", 1),
        (by[scheduler], "scheduled", "Late news", 1),
    ]


@pytest.mark.django_db
def test_the_same_done_to_many_is_one_line(operator, scheduler, django_assert_num_queries):
    for number in range(7):
        scheduler.post(EVENTS, body(None, number, number + 1, title=f"Item {number}"))

    assert lines(operator) == [(scheduler.user.full_name, "scheduled", "Item 6", 7)]
    with django_assert_num_queries(SIGN_IN_QUERIES + 1):  # nothing has happened since: the newest fact is the same
        operator.get("/api/activity/")
    scheduler.post(EVENTS, body(None, 8, 9, title="Item 8"))
    relay(now=timezone.now())
    with django_assert_num_queries(SIGN_IN_QUERIES + 4):  # the newest fact, facts, titles of events, names
        operator.get("/api/activity/")
    assert lines(operator) == [(scheduler.user.full_name, "scheduled", "Item 8", 8)]


@pytest.mark.django_db
def test_what_not_everyone_may_read_is_not_told(operator, manager):
    manager.post("/api/service-tickets/", {"title": "A private matter"})
    manager.post("/api/time-entries/", {"date": "2026-03-02", "clock_in": "08:00", "clock_out": "09:00"})

    assert OutboxEvent.objects.exists()
    assert lines(operator) == []
