"""An error that nobody foresaw arrives where Sentry would be, with its kind and place and without what was typed."""

import json
from collections.abc import Iterator

import pytest
import sentry_sdk
from django.db import IntegrityError, OperationalError

from apps.core.tasks import forget_expired
from apps.core.watching import troubles
from tests.core.watching.receiver import Receiver, receiving

pytestmark = pytest.mark.django_db
WORDS = "Unmistakable Person"


@pytest.fixture
def sentry(settings) -> Iterator[Receiver]:
    with receiving() as receiver:
        settings.SENTRY_DSN = f"http://key@{receiver.host}/1"
        yield receiver
        sentry_sdk.get_client().close()
        troubles._is_set_up = False


def told(sentry: Receiver) -> list[dict]:
    sentry_sdk.flush(5)
    return [json.loads(body.splitlines()[2]) for body in sentry.bodies("/api/1/envelope/")]


@pytest.fixture
def failing(monkeypatch):
    """The activity of the station, which cannot be read because of what somebody typed."""

    def fail_with(error: Exception) -> None:
        def fail() -> None:
            typed = WORDS  # a local variable, as in any function  # noqa: F841
            raise error

        monkeypatch.setattr("apps.core.api.recent_activity", fail)

    return fail_with


def test_an_error_of_a_request_is_told_without_what_was_typed(sentry, failing, operator):
    failing(IntegrityError(f"duplicate key\nDETAIL:  Key (name)=({WORDS}) already exists."))
    operator.raise_request_exception = False

    answer = operator.get(f"/api/activity/?search={WORDS}", headers={"X-Request-ID": "a-failing-request"})

    assert (answer.status_code, answer.json()["code"]) == (500, "failed")
    [event] = told(sentry)
    assert event["exception"]["values"][-1]["type"] == "IntegrityError"
    assert event["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "fail"
    assert event["tags"] == {"request_id": "a-failing-request", "place": "route=api/activity/"}
    whole = b"".join(sentry.bodies("/api/1/envelope/")).decode()
    for word in (*WORDS.split(), operator.user.username, operator.user.email, operator.cookies["sessionid"].value):
        assert word not in whole, word


def test_a_service_that_is_away_is_no_error(sentry, failing, operator):
    failing(OperationalError("the database is away"))

    assert operator.get("/api/activity/").status_code == 503
    assert told(sentry) == []


def test_an_error_of_a_task_is_told_with_the_task_s_name(sentry, monkeypatch):
    def fail(**_: object) -> None:
        raise ValueError(WORDS)

    monkeypatch.setattr("apps.core.tasks.idempotency.forget_expired", fail)

    assert isinstance(forget_expired.apply().result, ValueError)

    [event] = told(sentry)
    assert event["tags"]["place"] == "task=core.forget_expired"
    assert event["tags"]["request_id"].startswith("task-")
    assert WORDS not in json.dumps(event)
