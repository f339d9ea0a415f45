"""Headers that only a proxy of the station may set, sent by somebody else; and headers within headers."""

import re
from typing import Any

import pytest
from django.test import Client

from apps.authentication.models import Session
from tests.authentication.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
CALLER, PROXY = "203.0.113.9", "10.0.0.9"
LIES = {
    "X-Forwarded-For": "198.51.100.1",
    "X-Real-IP": "198.51.100.1",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "8443",
    "Forwarded": "for=198.51.100.1;host=evil.example;proto=https",
    "True-Client-IP": "198.51.100.1",
    "CF-Connecting-IP": "198.51.100.1",
    "X-Client-IP": "198.51.100.1",
    "X-Original-URL": "/api/health/",
    "X-Rewrite-URL": "/api/health/",
    "X-HTTP-Method-Override": "DELETE",
}


@pytest.fixture(autouse=True)
def behind_a_proxy(settings: Any) -> None:
    settings.TRUSTED_PROXIES = [PROXY]


def signed_in_from(address: str, **headers: str) -> str | None:
    UserFactory(username="anna")
    client = Client(REMOTE_ADDR=address, headers=headers)
    answer = client.post(
        "/api/auth/login/", {"username": "anna", "password": PASSWORD}, content_type="application/json"
    )
    assert answer.status_code == 200
    return Session.objects.get().ip_address


@pytest.mark.parametrize("name", LIES)
def test_what_a_stranger_says_of_himself_is_not_believed(name: str) -> None:
    assert signed_in_from(CALLER, **{name: LIES[name]}) == CALLER


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        (f"198.51.100.1, {CALLER}", CALLER),  # what he sent himself stands before what the proxy has added
        (f"10.0.0.9, {CALLER}", CALLER),
        (f"{CALLER}, {PROXY}", CALLER),
        ("evil\r\nX-Injected: 1", PROXY),
        ("127.0.0.1'; DROP TABLE x; --", PROXY),
        (f"unknown, {CALLER}", CALLER),
        (f"{CALLER}, unknown", PROXY),
        (", ".join(["198.51.100.1"] * 5000) + f", {CALLER}", CALLER),
        ("::ffff:203.0.113.9", CALLER),
        ("", PROXY),
    ],
)
def test_of_what_the_proxy_says_the_nearest_stranger_counts(said: str, believed: str) -> None:
    assert signed_in_from(PROXY, **{"X-Forwarded-For": said}) == believed


def test_no_address_of_an_answer_or_a_letter_is_made_of_what_a_stranger_sent(settings: Any) -> None:
    settings.PUBLIC_URL = "https://bms.example.org"
    UserFactory(username="anna", email="anna@example.org")
    client = Client(REMOTE_ADDR=CALLER, headers=LIES)
    client.post("/api/auth/password/reset/", {"email": "anna@example.org"}, content_type="application/json")
    page = client.get("/api/docs/")

    assert "evil.example" not in page.content.decode() + str(page.headers)
    assert "evil.example" not in client.get("/api/site/").content.decode()


@pytest.mark.parametrize(
    "host", ["evil.example/../x", "a b", "x\r\nSet-Cookie: a=b", "x\x00y", "[::1", "", "<script>", "x:99999999"]
)
def test_a_host_that_is_no_host_is_refused(settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    answer = Client(headers={"Host": host}).post("/api/auth/logout/", content_type="application/json")

    assert answer.status_code in {200, 400}
    assert host not in str(answer.headers) or not host


@pytest.mark.parametrize("path", ["/api/auth/user/", "/api/csrf/", "/console/", "/calendar/x.ics", "/api/docs/"])
def test_a_name_that_is_not_the_station_s_is_refused_where_its_names_are_told(settings: Any, path: str) -> None:
    """So that no name that somebody else has pointed to the station shows it to a browser."""
    settings.ALLOWED_HOSTS = ["bms.example.org"]

    answer = Client(headers=LIES | {"Host": "evil.example", "X-Forwarded-Host": "bms.example.org"}).get(path)

    assert (answer.status_code, answer.json()["code"]) == (400, "not_readable")
    assert not answer.cookies
    assert Client(headers={"Host": "bms.example.org"}).get(path).status_code != 400
    assert Client(headers={"Host": "10.0.0.5"}).get("/api/health/").status_code == 200


SPLIT = "x\r\nSet-Cookie: sessionid=planted\r\n\r\n<script>"


@pytest.mark.parametrize("header", ["X-Request-ID", "Idempotency-Key", "If-Match", "If-None-Match", "Origin", "Accept"])
def test_no_header_of_a_request_ends_up_as_two_of_its_answer(administrator: Any, header: str) -> None:
    for method, path in (("get", "/api/locations/"), ("post", "/api/locations/"), ("get", "/console/")):
        answer = getattr(administrator, method)(path, headers={header: SPLIT})
        assert "planted" not in str(answer.headers) + answer.cookies.output()
        assert re.fullmatch("[A-Za-z0-9._-]{8,64}", answer["X-Request-ID"])


def test_no_address_ends_up_as_a_header(administrator: Any) -> None:
    for path in ("/api/locations/%0d%0aSet-Cookie:%20a=b/", "/console/%0d%0aX:y", "/%0d%0aLocation:%20//evil.example"):
        answer = administrator.get(path)
        assert not {"X", "Set-Cookie"} & set(answer.headers) - set(answer.cookies)
        assert "evil" not in answer.get("Location", "")


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "/console//evil.example", "/console/\\\\evil"])
def test_the_station_sends_nobody_elsewhere(path: str, settings: Any) -> None:
    settings.CLIENT_DIR = None
    answer = Client().get(path)

    assert answer.get("Location", "/console/") == "/console/"
