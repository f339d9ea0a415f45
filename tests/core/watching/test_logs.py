"""What people type is not in the log, in either format, whatever happens to it."""

import io
import json
import logging
from logging.config import dictConfig

import pytest
from django.db import IntegrityError
from django.test import Client

from apps.core.logs import logging_config
from apps.scheduling.models import Event
from tests.authentication.factories import PASSWORD, UserFactory
from tests.facilities.factories import FacilityFactory

pytestmark = pytest.mark.django_db
NAME, ADDRESS, TITLE = "Quatermass", "quatermass@unmistakable.example", "Title that nobody else has"
NOON, ONE = "2031-05-05T12:00:00Z", "2031-05-05T13:00:00Z"


@pytest.fixture(params=[True, False], ids=["json", "text"])
def log(request):
    """The station's own log of the test, as it is written."""
    root = logging.getLogger()
    before, written = (list(root.handlers), root.level), io.StringIO()
    config = logging_config(json=request.param, level="INFO")
    config["handlers"]["out"]["stream"] = written
    dictConfig(config)
    yield written
    root.handlers, root.level = before


def test_what_people_type_is_not_in_the_log(log, monkeypatch):
    person = UserFactory(username=NAME.lower(), first_name=NAME, last_name=NAME, email=ADDRESS, role="administrator")
    client = Client()
    client.raise_request_exception = False
    token = client.get("/api/csrf/").json()["csrfToken"]

    def post(path: str, body: dict) -> int:
        headers = {"X-CSRFToken": token}
        return client.post(path, body, content_type="application/json", headers=headers).status_code

    wrong = PASSWORD[::-1]
    assert post("/api/auth/login/", {"username": person.username, "password": wrong}) in {401, 403, 422}
    assert post("/api/auth/login/", {"username": person.username, "password": PASSWORD}) == 200
    event = {"title": TITLE, "start_time": NOON, "end_time": ONE, "facility": FacilityFactory().pk}
    assert post("/api/scheduled-events/", event) == 201
    assert post("/api/scheduled-events/", event) == 409
    assert post("/api/scheduled-events/", event | {"start_time": TITLE}) == 422
    assert post("/api/incident-tickets/", {"title": TITLE, "description": TITLE}) == 201
    assert post("/api/auth/password/reset/", {"email": ADDRESS}) == 200
    assert client.get(f"/api/profiles/?search={NAME}").status_code == 200
    monkeypatch.setattr(Event, "save", failing)
    monkeypatch.setattr("apps.core.api.recent_activity", failing)
    assert client.get("/api/activity/").status_code == 500

    lines = log.getvalue()
    assert lines.count("/api/scheduled-events/") == 3
    assert "IntegrityError" in lines  # with its traceback, where it was raised
    cookies = [cookie.value for cookie in client.cookies.values()]
    for word in (NAME, NAME.lower(), ADDRESS, TITLE, PASSWORD, wrong, token, *cookies):
        assert word not in lines, word


def failing(*_: object) -> None:
    raise IntegrityError(f"duplicate key\nDETAIL:  Key (title, email)=({TITLE}, {ADDRESS}) already exists.\n")


@pytest.mark.parametrize(
    "text",
    [
        f"{{'{ADDRESS}': (550, b'no such person')}}",
        f"1 validation error\n  Input should be a number [type=int, input_value='{TITLE}', input_type=str]",
        f'COPY failed\nCONTEXT:  COPY t, line 1, column title: "{TITLE}"',
    ],
)
def test_errors_are_told_without_what_they_quote(log, text):
    logging.getLogger("apps").error("Task raised unexpected: %s", text)

    assert TITLE not in log.getvalue()
    assert ADDRESS not in log.getvalue()
    assert "raised unexpected" in log.getvalue()


def test_a_line_of_json_has_the_request_s_id(log, operator):
    operator.get("/api/profiles/", headers={"X-Request-ID": "from-the-proxy-4711"})

    last = log.getvalue().splitlines()[-1]
    assert "from-the-proxy-4711" in last
    if last.startswith("{"):
        assert json.loads(last)["request_id"] == "from-the-proxy-4711"
