"""Requests that a page of somebody else's makes a signed-in browser send."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.attacks.operations import UNSAFE, with_ids

pytestmark = pytest.mark.django_db
SECRET = "a" * 32
HOST = "bms.example.org"
TRUE: dict[str, str] = {"X-CSRFToken": SECRET}

FORGED: dict[str, tuple[str, dict[str, str]]] = {
    # what is in the cookie, and in the headers
    "no token": (SECRET, {}),
    "a token of somebody else's": (SECRET, {"X-CSRFToken": "b" * 32}),
    "a token of another length": (SECRET, {"X-CSRFToken": SECRET + "a"}),
    "no cookie": ("", TRUE),
    "another site": (SECRET, TRUE | {"Origin": "https://evil.example"}),
    "a site that begins alike": (SECRET, TRUE | {"Origin": f"https://{HOST}.evil.example"}),
    "another port": (SECRET, TRUE | {"Origin": f"https://{HOST}:8443"}),
    "a page that hides where it is from": (SECRET, TRUE | {"Origin": "null"}),
    "another site by its referrer": (SECRET, TRUE | {"Referer": "https://evil.example/"}),
    "no origin and no referrer": (SECRET, TRUE),
}


ALL = {"no token", "no cookie", "another site"}  # of the others, which differ in the check alone, some operations do
SOME = list({name.split("/")[2]: name for name in UNSAFE}.values())


@pytest.fixture
def key(administrator: Any) -> str:
    """The session of somebody who could do anything."""
    return str(administrator.cookies["sessionid"].value)


@pytest.mark.parametrize("attack", FORGED)
def test_no_operation_takes_a_forged_request(attack: str, key: str) -> None:
    cookie, headers = FORGED[attack]
    client = Client(enforce_csrf_checks=True, headers={"Host": HOST, **headers})
    client.cookies["sessionid"] = key
    if cookie:
        client.cookies["csrftoken"] = cookie
    taken = {}
    with CaptureQueriesContext(connection) as queries:
        for name in UNSAFE if attack in ALL else SOME:
            method, path = name.split()
            answer = client.generic(method, with_ids(path), b"{}", content_type="application/json", secure=True)
            if (answer.status_code, answer.json()["code"]) != (403, "csrf_failed"):
                taken[name] = (answer.status_code, answer.content)
    assert taken == {}
    assert not [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_what_a_form_of_another_site_could_send_is_refused(key: str, content_type: str) -> None:
    """Such requests need no leave of the station; its cookies are `SameSite` besides."""
    client = Client(enforce_csrf_checks=True, headers={"Host": HOST, "Origin": "https://evil.example"})
    client.cookies["sessionid"], client.cookies["csrftoken"] = key, SECRET
    body = f"csrfmiddlewaretoken={SECRET}&name=x"
    for path in ("/api/locations/", "/api/auth/logout/", "/api/imports/"):
        answer = client.generic("POST", path, body, content_type=content_type, secure=True)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_no_other_site_may_read_an_answer(key: str) -> None:
    client = Client(headers={"Host": HOST, "Origin": "https://evil.example"})
    client.cookies["sessionid"] = key
    for method in ("get", "options"):
        answer = getattr(client, method)("/api/auth/user/", headers={"Access-Control-Request-Method": "POST"})
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
