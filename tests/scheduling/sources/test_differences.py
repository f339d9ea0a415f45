"""A source never overwrites what people changed: they see it and decide."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.authentication.public import people_who_may
from apps.core.actors import Right, Role
from apps.scheduling.models import Difference, Event
from tests.scheduling.factories import FacilityFactory
from tests.scheduling.sources.conftest import DIFFERENCES, EVENTS, URL

pytestmark = pytest.mark.django_db

NEWS = "n1,News,2027-03-12,18:00,19:00,Studio A,As every day"
SPORT = "s1,Sport,2027-03-12,20:00,21:00,Studio A,"


@pytest.fixture
def event(sync, publisher, scheduler):
    """News, as the source first told it; `Sport` stands beside it."""
    FacilityFactory(name="Studio A")
    FacilityFactory(name="Studio B")
    publisher.publish(NEWS, SPORT)
    sync()
    found = Event.objects.get(external_id="n1")
    return f"{EVENTS}{found.pk}/"


def open_ones(scheduler):
    return scheduler.get(DIFFERENCES).json()["results"]


def decide(client, rows, decision):
    answer = client.post(f"{DIFFERENCES}decide/", {"ids": [row["id"] for row in rows], "decision": decision})
    assert answer.status_code == 200, answer.json()
    return answer.json()


def test_what_people_changed_stays_while_the_source_says_what_it_said(event, sync, publisher, scheduler):
    scheduler.patch(event, {"title": "Our news", "start_time": "2027-03-12T18:15:00Z"})
    publisher.publish(NEWS, "s1,More sport,2027-03-12,20:00,21:00,Studio A,")
    done = sync()
    assert (done["counts"]["changed"], done["counts"]["conflict"], done["differences"]) == (1, 0, 0)
    assert scheduler.get(event).json()["title"] == "Our news"
    assert open_ones(scheduler) == []


def test_what_only_the_source_changed_comes_in_beside_what_people_changed(event, sync, publisher, scheduler):
    scheduler.patch(event, {"title": "Our news"})
    publisher.publish("n1,News,2027-03-12,18:30,19:30,Studio A,New words", SPORT)
    assert sync()["counts"]["changed"] == 1
    now = scheduler.get(event).json()
    assert (now["title"], now["start_time"], now["description"]) == ("Our news", "2027-03-12T18:30:00Z", "New words")


def test_what_both_changed_waits_for_a_person(event, sync, publisher, scheduler, source):
    scheduler.patch(event, {"title": "Our news"})
    before = scheduler.get(event).json()
    publisher.publish("n1,Their news,2027-03-12,18:30,19:30,Studio A,", SPORT)
    done = sync()
    assert (done["counts"]["conflict"], done["counts"]["unchanged"], done["differences"]) == (1, 1, 1)
    assert scheduler.get(event).json() == before
    [row] = open_ones(scheduler)
    assert (row["kind"], row["event"]["title"], row["source_name"]) == ("changed", "Our news", "Playout")
    assert row["fields"] == [{"name": "title", "before": "News", "ours": "Our news", "theirs": "Their news"}]
    assert scheduler.get(f"{URL}{source['id']}/").json()["waiting"] == 1

    again = sync()  # the same once more: nobody is asked twice
    assert again["differences"] == 0
    assert [found["id"] for found in open_ones(scheduler)] == [row["id"]]


def test_times_and_places_count_as_one(event, sync, publisher, scheduler):
    studio = FacilityFactory(name="Studio C")
    scheduler.patch(event, {"facility": studio.pk})
    publisher.publish("n1,News,2027-03-12,19:00,20:00,Studio B,As every day", SPORT)
    assert sync()["counts"]["conflict"] == 1
    [row] = open_ones(scheduler)
    told = {found["name"]: (found.get("before"), found["ours"], found["theirs"]) for found in row["fields"]}
    assert told["facility"] == ("Studio A", "Studio C", "Studio B")
    assert told["start_time"] == ("2027-03-12T18:00:00Z", "2027-03-12T18:00:00Z", "2027-03-12T19:00:00Z")


def test_keeping_ours_holds_until_the_source_changes_its_mind(event, sync, publisher, scheduler):
    scheduler.patch(event, {"title": "Our news"})
    publisher.publish("n1,Their news,2027-03-12,18:00,19:00,Studio A,As every day", SPORT)
    sync()
    assert decide(scheduler, open_ones(scheduler), "ours")["refused"] == []
    assert sync()["counts"]["conflict"] == 0
    assert scheduler.get(event).json()["title"] == "Our news"
    assert open_ones(scheduler) == []
    [decided] = scheduler.get(DIFFERENCES, {"decided": "true"}).json()["results"]
    assert (decided["decision"], decided["decided_by"]) == ("ours", scheduler.user.full_name)

    publisher.publish("n1,Other news,2027-03-12,18:00,19:00,Studio A,As every day", SPORT)
    assert sync()["differences"] == 1
    assert scheduler.get(event).json()["title"] == "Our news"


def test_taking_theirs_is_an_edit_by_whoever_decides(event, sync, publisher, scheduler, administrator):
    scheduler.patch(event, {"title": "Our news", "event_type": "Live"})
    publisher.publish("n1,Their news,2027-03-12,18:30,19:30,Studio A,New", SPORT)
    sync()
    decide(scheduler, open_ones(scheduler), "theirs")
    now = scheduler.get(event).json()
    assert (now["title"], now["start_time"], now["description"]) == ("Their news", "2027-03-12T18:30:00Z", "New")
    assert now["event_type"] == "Live"  # the source has no such column
    assert sync()["status"] in ("done", "unchanged")
    assert scheduler.get(event).json()["version"] == now["version"]
    history = administrator.get("/api/audit/", {"subject": f"event:{now['id']}"}).json()["results"]
    assert "Their news" in str(history[0])


def test_theirs_that_clashes_is_refused_and_still_waits(event, sync, publisher, scheduler):
    scheduler.patch(event, {"title": "Our news"})
    publisher.publish("n1,Their news,2027-03-12,20:30,21:30,Studio A,", SPORT)
    sync()
    [row] = open_ones(scheduler)
    [refused] = decide(scheduler, [row], "theirs")["refused"]
    assert (refused["id"], refused["name"], refused["code"]) == (row["id"], "Our news", "booking_conflict")
    assert [found["id"] for found in open_ones(scheduler)] == [row["id"]]
    assert scheduler.get(event).json()["title"] == "Our news"


def test_a_difference_is_decided_once(event, sync, publisher, scheduler, manager):
    scheduler.patch(event, {"title": "Our news"})
    publisher.publish("n1,Their news,2027-03-12,18:00,19:00,Studio A,", SPORT)
    sync()
    rows = open_ones(scheduler)
    decide(scheduler, rows, "ours")
    [refused] = decide(manager, rows, "theirs")["refused"]
    assert refused["code"] == "already_decided"
    assert scheduler.get(event).json()["title"] == "Our news"


def test_a_difference_that_is_none_any_more_settles_by_itself(event, sync, publisher, scheduler):
    scheduler.patch(event, {"title": "Our news"})
    publisher.publish("n1,Their news,2027-03-12,18:00,19:00,Studio A,As every day", SPORT)
    sync()
    scheduler.patch(event, {"title": "Their news"})
    sync()
    assert open_ones(scheduler) == []
    assert Difference.objects.get().decision == "settled"


def test_what_leaves_the_source_waits_for_a_person_and_is_not_cancelled(event, sync, publisher, scheduler):
    publisher.publish(SPORT, "e1,Early,2027-03-12,06:00,07:00,,")
    done = sync()
    assert done["differences"] == 1
    [row] = open_ones(scheduler)
    assert (row["kind"], row["event"]["title"]) == ("gone", "News")
    assert row["fields"] == [{"name": "status", "before": "Scheduled", "ours": "Scheduled", "theirs": "Cancelled"}]
    assert scheduler.get(event).json()["status"] == "Scheduled"

    decide(scheduler, [row], "ours")
    assert sync()["differences"] == 0  # kept: nobody is asked again
    publisher.publish(NEWS, SPORT, "e1,Early,2027-03-12,06:00,07:00,,")
    sync()
    publisher.publish(SPORT, "e1,Early,2027-03-12,06:00,07:00,,")
    sync()  # it came back and left again: that is new
    decide(scheduler, open_ones(scheduler), "theirs")
    assert scheduler.get(event).json()["status"] == "Cancelled"
    assert sync()["differences"] == 0


def test_what_comes_back_settles_by_itself(event, sync, publisher, scheduler):
    publisher.publish(SPORT, "e1,Early,2027-03-12,06:00,07:00,,")
    sync()
    publisher.publish(NEWS, SPORT, "e1,Early,2027-03-12,06:00,07:00,,")
    sync()
    assert open_ones(scheduler) == []


def test_events_outside_of_what_the_source_tells_of_are_not_missed(event, sync, publisher, scheduler):
    publisher.publish("t1,Tomorrow,2027-03-13,18:00,19:00,Studio A,")
    assert sync()["differences"] == 0


def test_what_was_taken_off_here_stays_off(event, sync, publisher, scheduler):
    scheduler.delete(event)
    publisher.publish("n1,Their news,2027-03-12,18:00,19:00,Studio A,", SPORT)
    done = sync()
    assert done["counts"]["conflict"] == 0
    assert scheduler.get(event).status_code == 404


def test_schedulers_are_told_of_differences_once_and_administrators_of_failures(
    event, sync, publisher, scheduler, sign_in, hear
):  # fmt: skip
    def told():
        return [(note.kind.key, note.people, note.title) for note in hear() if note.kind.key.startswith("sources")]

    sign_in(role=Role.MANAGER)
    sign_in(role=Role.OPERATOR)
    scheduler.patch(event, {"title": "Our news"})
    publisher.publish("n1,Their news,2027-03-12,18:00,19:00,Studio A,", SPORT)
    told()
    sync()
    who = sorted(people_who_may(right=Right.RUN_IMPORTS))
    assert scheduler.user.pk in who
    assert told() == [("sources.differs", who, "Playout changes 1 event that people changed")]
    sync()
    assert told() == []
    publisher.status = 500
    heard = []
    for _ in range(4):
        sync()
        heard += told()
    assert heard == [
        (
            "sources.failing",
            sorted(people_who_may(right=Right.EDIT_SETTINGS)),
            "Playout could not be read 3 times in a row",
        ),
    ]


def test_the_list_takes_as_many_queries_however_many(event, sync, publisher, scheduler):
    for address in (event, f"{EVENTS}{Event.objects.get(external_id='s1').pk}/"):
        scheduler.patch(address, {"title": "Ours"})
    theirs = ("n1,Their news,2027-03-12,18:00,19:00,Studio B,", "s1,Their sport,2027-03-12,20:00,21:00,Studio B,")
    counts = []
    for lines in ((theirs[0], SPORT), theirs):
        publisher.publish(*lines)
        sync()
        with CaptureQueriesContext(connection) as captured:
            rows = open_ones(scheduler)
        counts.append((len(rows), len(captured)))
    assert counts == [(1, 3), (2, 3)]  # session, person; rows with events and sources
