"""Checks that people ask for and the night makes: how far they are, what they found, and who is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.models import OutboxEvent
from apps.core.outbox.relay import relay
from apps.core.record import checks
from apps.core.record.models import RecordCheck
from apps.core.record.sealing import newest_seal, seal_record
from apps.core.tasks import check_record
from apps.notifications.models import Notification
from tests.authentication.factories import UserFactory

pytestmark = pytest.mark.django_db
HISTORY = "authentication_userevent"


def test_the_record_tells_how_far_it_is_sealed(manager, django_assert_num_queries):
    assert manager.get("/api/record/").json()["seals"] == 0
    UserFactory()
    seal_record(now=timezone.now())
    UserFactory()

    # session, person; newest and first seal, ranges, what waits, what was taken out, the last check
    with django_assert_num_queries(8):
        told = manager.get("/api/record/").json()

    assert (told["seals"], told["waiting"], told["rewritten"]) == (1, 1, [])
    assert told["head"] == newest_seal().head
    assert "check" not in told
    assert told.keys() >= {"since", "sealed_until"}


def test_a_check_is_asked_for_once_and_tells_what_it_found(manager, tamper):
    people = UserFactory.create_batch(3)
    seal_record(now=timezone.now())
    asked = manager.post("/api/record/checks/")
    assert (asked.status_code, asked.json()["state"]) == (201, "waiting")
    assert manager.post("/api/record/checks/").json()["code"] == "check_is_open"

    check_record(check_id=asked.json()["id"])
    told = manager.get("/api/record/").json()["check"]
    assert (told["state"], told["found"], told["seals_done"], told["entries"]) == ("done", [], 1, 4)
    assert told["asked_by"] == manager.user.full_name
    assert not OutboxEvent.objects.filter(type="record.found_altered").exists()

    tamper(f"UPDATE {HISTORY} SET department = 'Video' WHERE pgh_obj_id = {people[1].pk}", HISTORY)
    check_record(check_id=manager.post("/api/record/checks/").json()["id"])
    (found,) = manager.get("/api/record/").json()["check"]["found"]
    assert (found["what"], found["table"], found["seal"]) == ("altered", HISTORY, 1)


def test_administrators_are_told_when_the_night_finds_something(administrator, manager, tamper):
    UserFactory()
    seal_record(now=timezone.now())
    tamper(f"DELETE FROM {HISTORY}", HISTORY)

    check_record()
    relay(now=timezone.now())

    (told,) = Notification.objects.filter(kind="station.record_altered")
    assert told.person_id == administrator.user.pk
    assert "is missing, and 2 more" in told.text


def test_a_check_whose_worker_died_is_in_nobodys_way(manager):
    left = RecordCheck.objects.create(state="running", created_at=timezone.now(), heard_at=timezone.now())
    check_record()
    assert RecordCheck.objects.get() == left
    left.heard_at = timezone.now() - checks.DEAD_AFTER - timedelta(seconds=1)
    left.save()
    assert manager.post("/api/record/checks/").status_code == 201
    assert RecordCheck.objects.get() != left
