"""How the station says it does: each part, what it says when it does not work, and who is told."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from apps.core.backups import keeping
from apps.core.models import OutboxEvent
from apps.core.queue import client
from apps.core.tasks import forget_expired
from apps.core.version import VERSION
from apps.core.watching import alive, parts
from apps.core.watching.alive import Kind
from launcher.project import ROOT

pytestmark = pytest.mark.django_db
URL = "/api/status/"


@pytest.fixture(autouse=True)
def everybody_lives():
    client.delete("bms:alive")
    for kind in Kind:
        alive.tell(kind, **({"connections": 3} if kind is Kind.STREAM else {}))


@pytest.fixture
def queued(settings):
    """The queue's key in Valkey. No worker reads it while these tests run."""
    key = f"{settings.CELERY_BROKER_TRANSPORT_OPTIONS['global_keyprefix']}default"
    client.delete(key)
    yield key
    client.delete(key)


def seen(name: str) -> parts.Part:
    return next(part for part in parts.look(now=timezone.now())["parts"] if part["name"] == name)


def test_every_part_is_told_to_administrators_and_nobody_else(administrator, manager, django_assert_num_queries):
    assert manager.get(URL).status_code == 403
    assert seen("migrations")["state"] == "ok"  # once found applied they are not read again
    with django_assert_num_queries(4):  # session, person, database, outbox
        status = administrator.get(URL).json()
    assert {part["name"]: part["state"] for part in status["parts"]} == {
        **dict.fromkeys(("database", "migrations", "cache", "worker", "beat", "stream"), "ok"),
        **dict.fromkeys(("queue default", "queue long", "outbox", "disk", "backup"), "ok"),
    }
    assert (status["state"], status["version"]) == ("ok", VERSION)
    assert seen("stream")["measures"] == {"processes": 1, "connections": 3}


def test_the_version_is_the_project_s():
    assert f'\nversion = "{VERSION}"\n' in (ROOT / "pyproject.toml").read_text()


def test_a_process_that_falls_silent_is_missed_and_then_forgotten(time_machine):
    time_machine.move_to(datetime.now(UTC) + timedelta(seconds=50), tick=False)
    assert seen("worker")["state"] == "unavailable"
    assert "Last heard 5" in seen("worker")["told"]
    assert seen("beat")["state"] == "ok"
    time_machine.move_to(datetime.now(UTC) + timedelta(hours=2), tick=False)
    assert seen("worker")["told"] == "Not heard within the hour"
    assert client.hgetall("bms:alive") == {}


def test_a_process_of_another_version_is_named(monkeypatch):
    monkeypatch.setattr(alive, "VERSION", "9.9.9")
    alive.tell(Kind.WORKER)
    worker = seen("worker")
    assert (worker["state"], worker["version"]) == ("warning", "9.9.9")


def test_the_age_of_the_oldest_task_is_known(queued, time_machine):
    assert seen("queue default")["told"] == "Nothing waits"
    forget_expired.delay()
    assert client.llen(queued) == 1
    time_machine.move_to(datetime.now(UTC) + timedelta(seconds=100), tick=False)
    found = seen("queue default")
    assert (found["state"], found["measures"]["waiting"]) == ("warning", 1)
    assert 99 <= found["measures"]["oldest_seconds"] <= 200


def test_facts_that_wait_long_and_dead_letters_are_warned_of():
    def fact(state: str) -> OutboxEvent:
        return OutboxEvent(type="T", subject="event:1", payload={}, occurred_at=long_ago, state=state)

    long_ago = timezone.now() - timedelta(seconds=90)
    OutboxEvent.objects.bulk_create([fact("DONE"), fact("PENDING"), fact("DEAD")])
    outbox = seen("outbox")
    assert outbox["state"] == "warning"
    assert (outbox["measures"]["waiting"], outbox["measures"]["dead"]) == (1, 1)
    assert 90 <= outbox["measures"]["oldest_seconds"] < 120


def test_a_night_without_a_backup_is_noticed(settings, tmp_path):
    settings.BACKUP_DIR = str(tmp_path)
    assert seen("backup")["told"] == "No nightly backup has been made yet"
    (tmp_path / keeping.name_of(timezone.now() - timedelta(hours=30), nightly=True)).touch()
    assert seen("backup")["state"] == "warning"
    (tmp_path / keeping.name_of(timezone.now() - timedelta(hours=3), nightly=True)).touch()
    assert (seen("backup")["state"], seen("backup")["told"]) == ("ok", "2 kept, the newest 3 hours old")
    settings.BACKUP_DIR = ""
    assert seen("backup")["state"] == "ok"
    settings.ENVIRONMENT = "production"
    assert seen("backup")["state"] == "warning"


def test_a_valkey_that_is_away_takes_nothing_else_with_it(administrator, monkeypatch):
    nobody = Redis(port=1, retry=Retry(NoBackoff(), 0))
    monkeypatch.setattr(parts, "client", nobody)
    monkeypatch.setattr(alive, "client", nobody)
    status = administrator.get(URL).json()
    states = {part["name"]: part["state"] for part in status["parts"]}
    assert status["state"] == states["cache"] == states["worker"] == states["queue long"] == "unavailable"
    assert states["database"] == states["outbox"] == "ok"


def test_the_command_says_it_in_lines_and_ends_with_trouble_when_there_is_some():
    out = StringIO()
    call_command("status", stdout=out)
    assert f"BMS {VERSION}\nok           database " in out.getvalue()
    out = StringIO()
    call_command("status", "--json", stdout=out)
    assert json.loads(out.getvalue())["state"] == "ok"
    client.delete("bms:alive")
    with pytest.raises(CommandError, match="does not work"):
        call_command("status", stdout=StringIO())
