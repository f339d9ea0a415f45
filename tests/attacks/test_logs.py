"""What somebody sends does not write lines of the log."""

import io
import json
import logging
from collections.abc import Iterator
from logging.config import dictConfig
from typing import Any

import pytest
import structlog
from django.conf import settings
from django.test import Client

from apps.core.logs import logging_config
from tests.authentication.factories import UserFactory

pytestmark = pytest.mark.django_db
FORGED = "2027-03-01T10:00:00Z [info     ] signed in                      actor_id=1"
EVIL = f"x\r\n{FORGED}\x1b[2J\x1b]0;owned\x07\u2028\u202e\x00\x7f\x9b31m"


@pytest.fixture(params=["console", "json"])
def log(request: Any) -> Iterator[io.StringIO]:
    """What the station writes while the test runs, in either format."""
    written = io.StringIO()
    config = logging_config(json=request.param == "json", level="DEBUG")
    config["handlers"]["out"]["stream"] = written
    kept = logging.root.handlers[:]
    dictConfig(config)
    yield written
    logging.root.handlers[:] = kept
    dictConfig(settings.LOGGING)


def lines(log: io.StringIO) -> list[str]:
    text = log.getvalue()
    assert text
    assert all(each.isprintable() or each == "\n" for each in text)
    found = text.splitlines()
    assert not [line for line in found if line.startswith(FORGED)]
    if text.startswith("{"):
        assert all(isinstance(json.loads(line), dict) for line in found)
    return found


def test_an_event_is_one_line_whatever_is_in_it(log: io.StringIO) -> None:
    structlog.get_logger("bms.test").warning(EVIL, name="\ud800" + EVIL, several=[EVIL], error=ValueError(EVIL))
    logging.getLogger("django.test").warning("Not Found: %s", EVIL)

    assert len(lines(log)) == 2


def test_a_traceback_cannot_be_taken_for_lines_of_the_log(log: io.StringIO) -> None:
    try:
        raise ValueError(EVIL)  # noqa: TRY301 - as a library would
    except ValueError:
        structlog.get_logger("bms.test").exception("failed")

    first, *rest = lines(log)
    assert "failed" in first
    assert all(line.startswith(" ") for line in rest)


@pytest.mark.parametrize("what", ["path", "agent", "name", "request id", "search"])
def test_a_request_writes_one_line(log: io.StringIO, what: str) -> None:
    client = Client(raise_request_exception=False)
    log.truncate(log.seek(0))
    if what == "path":
        client.get(f"/api/{EVIL}/")
    elif what == "agent":
        client.get("/api/csrf/", headers={"User-Agent": EVIL, "Referer": EVIL})
    elif what == "name":
        UserFactory(username="anna")
        client.post("/api/auth/login/", {"username": EVIL, "password": EVIL}, content_type="application/json")
    elif what == "request id":
        client.get("/api/csrf/", headers={"X-Request-ID": EVIL, "Host": "x"})
    else:
        client.get("/api/csrf/", {"search": EVIL, EVIL: EVIL})

    found = [line for line in lines(log) if "bms.request" in line or "/api/" in line]
    assert len([line for line in found if "duration" in line or "status" in line]) == 1
    assert "actor_id=1" not in "".join(line.partition("bms.request")[2] for line in found) or what == "path"


def test_no_password_stands_in_the_log(log: io.StringIO) -> None:
    UserFactory(username="anna")
    Client().post(
        "/api/auth/login/", {"username": "anna", "password": "my-very-own-secret"}, content_type="application/json"
    )
    assert "my-very-own-secret" not in log.getvalue()
    assert lines(log)
