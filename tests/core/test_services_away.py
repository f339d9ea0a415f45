"""The station while a service is away: clean answers, nothing committed is lost, nobody waits long."""

import socket
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from apps.core import outbox, queue
from apps.core.models import OutboxEvent
from apps.core.tasks import relay
from tests.core.test_outbox import LampSwitched


@pytest.fixture
def valkey_away(monkeypatch) -> Iterator[None]:
    """Valkey as a port that refuses, for the wake-up and for the queue."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"redis://127.0.0.1:{unused.getsockname()[1]}/0"
        client = Redis.from_url(address, socket_connect_timeout=1, retry=Retry(NoBackoff(), 1))
        monkeypatch.setattr(queue, "client", client)
        monkeypatch.setattr(queue, "_away_until", 0.0)
        yield


@pytest.mark.django_db(transaction=True)
def test_a_write_is_committed_while_valkey_is_away_and_asks_it_only_once(valkey_away, monkeypatch):
    asked = []
    monkeypatch.setattr(queue.client, "set", lambda *_, **__: (asked.append(1), Redis.set(queue.client, "k", 1)))

    for lamp in range(5):
        with transaction.atomic():
            outbox.publish(LampSwitched(lamp_id=lamp, occurred_at=timezone.now()))

    assert OutboxEvent.objects.count() == 5
    assert len(asked) == 1


def test_a_task_that_cannot_be_handed_over_is_told(valkey_away, settings, monkeypatch):
    from celery import current_app
    from kombu.exceptions import OperationalError as BrokerUnreachable

    monkeypatch.setattr(relay, "apply_async", _raises(BrokerUnreachable("refused")))
    assert current_app.tasks["core.relay"] is not None
    assert queue.send(relay) is False
    assert queue.send("core.relay") is False


def _raises(error: Exception):
    def call(*_, **__):
        raise error

    return call


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/profiles/", "/api/outbox/dead-letters/", "/api/auth/user/"])
def test_a_database_that_is_away_is_a_503(administrator, path):
    administrator.raise_request_exception = False

    def gone(execute, sql, params, many, context):
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        response = administrator.get(path)

    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert int(response["Retry-After"]) > 0
    assert administrator.get(path).status_code == 200


@pytest.mark.django_db
def test_readiness_names_what_is_away(anonymous, valkey_away, monkeypatch):
    from apps.core import health

    monkeypatch.setattr(health, "client", queue.client)

    answer = anonymous.get("/api/health/ready/")

    checks = answer.json()["checks"]
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
    assert {name: check["status"] for name, check in checks.items()} == {
        "database": "ok",
        "cache": "unavailable",
        "worker": "unavailable",
        "migrations": "ok",
    }
    assert checks["cache"]["detail"]


def test_liveness_asks_no_service(client):
    assert client.get("/api/health/").json() == {"status": "ok"}
