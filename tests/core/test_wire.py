"""What every address below /api/ keeps to, whatever is sent there."""

import json

import pytest
from django.conf import settings as django_settings
from django.test import Client

pytestmark = pytest.mark.django_db

ODD_PATHS = [
    "/api",
    "/api/",
    "/api/nothing/here/",
    "/api/site",
    "/api/%00/",
    "/api/%0a",
    "/api/site/%0a",
    "/api/%ff%fe/",
    "/api/outbox/dead-letters/99999999999999999999999999/retry/",
    "/api/outbox/dead-letters/%00/retry/",
    "/api/../api/nothing/",
    "/api/" + "a" * 5000,
]


@pytest.mark.parametrize("path", ODD_PATHS)
@pytest.mark.parametrize("method", ["get", "post", "patch", "delete", "put", "options", "head"])
def test_every_answer_is_json_that_is_not_stored(administrator, method, path):
    response = getattr(administrator, method)(path)

    assert 400 <= response.status_code < 500
    assert response["Content-Type"].startswith("application/json")
    assert response["Cache-Control"] == "no-store"
    if method != "head":
        assert set(response.json()) >= {"detail", "code"}


def test_another_method_is_named_with_those_that_work(administrator):
    response = administrator.post("/api/site/")

    assert (response.status_code, response["Allow"], response.json()["code"]) == (405, "GET", "method_not_allowed")


ODD_VALUES = [b"%00", b"%ff%fe", b"9" * 400, b"-1", b"1e400", b"%F0%9F%8E%A5", b"NaN", b"%ED%A0%80", b"\\ud800", b"'"]


@pytest.mark.parametrize("value", ODD_VALUES)
@pytest.mark.parametrize("name", ["page", "page_size", "search", "ordering", "subject", "unknown"])
def test_odd_query_values_are_answered(administrator, name, value):
    for path in ("/api/outbox/dead-letters/", "/api/audit/"):
        response = administrator.get(path, QUERY_STRING=f"{name}={value.decode()}")
        assert response.status_code in {200, 404, 422}


def test_blank_parameters_count_as_absent(administrator):
    assert administrator.get("/api/outbox/dead-letters/?page=&page_size=&search=&ordering=").status_code == 200


@pytest.mark.parametrize("cookie", ["a\x00bcdefghijk", '"abcdefgh\\000"', "x" * 5000, "é" * 20, ""])
def test_an_odd_session_cookie_is_a_stranger(db, cookie):
    client = Client()
    client.cookies["sessionid"] = "placeholder"
    response = client.get("/api/audit/?subject=person:1", headers={"Cookie": f"sessionid={cookie}"})

    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")
    assert "WWW-Authenticate" not in response


BROKEN_BODIES = [b"{", b"\xff", b'{"a": NaN}', b'"\\ud800"', b"[" * 100_000, b"\x00", b"{'a': 1}"]


@pytest.mark.parametrize("body", BROKEN_BODIES)
@pytest.mark.urls("tests.core.probe")
def test_a_body_that_is_no_json_is_told_so(administrator, body):
    response = administrator.generic("POST", "/api/probe/", body, content_type="application/json")

    assert response.status_code == 422
    assert response.json() == {
        "detail": "body: must be valid JSON",
        "code": "invalid",
        "errors": {"body": ["must be valid JSON"]},
    }


@pytest.mark.urls("tests.core.probe")
@pytest.mark.parametrize("body", ["[]", "3", '"text"', "null", ""])
def test_json_that_is_no_object_is_refused(administrator, body):
    response = administrator.generic("POST", "/api/probe/", body, content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (422, "invalid")


def test_a_body_too_large_is_refused_before_it_is_read(administrator):
    size = django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    body = b" " * (size + 1)

    for key in ({}, {"Idempotency-Key": "k"}):
        response = administrator.generic(
            "POST", "/api/outbox/dead-letters/1/retry/", body, content_type="application/json", headers=key
        )
        assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.urls("tests.core.probe")
class TestBodies:
    """Through an API of one operation that gives back what it was given."""

    def given(self, client, body):
        response = client.post("/api/probe/", body)
        assert response.status_code == 200, response.json()
        return response.json()

    @pytest.mark.parametrize("spelling", [3, "3", " 3 ", {"id": 3}, {"id": "3", "name": "Studio"}])
    def test_a_reference_is_understood_in_every_spelling(self, administrator, spelling):
        assert self.given(administrator, {"place": spelling})["place"] == 3
        assert self.given(administrator, {"places": [spelling, 4]})["places"] == [3, 4]

    @pytest.mark.parametrize("empty", [None, "", {"id": None}])
    def test_an_empty_reference_clears(self, administrator, empty):
        assert self.given(administrator, {"place": empty}) == {"place": None}

    def test_the_id_spelling_wins_over_the_object_read_earlier(self, administrator):
        assert self.given(administrator, {"place": {"id": 3}, "place_id": 4})["place"] == 4
        assert self.given(administrator, {"place_id": "4"})["place"] == 4

    @pytest.mark.parametrize("wrong", [True, 0, -1, "x", 1.5, 2**63, "9" * 30, [], {"id": {}}, {"id": "\x00"}])
    def test_what_is_no_reference_names_the_field(self, administrator, wrong):
        response = administrator.post("/api/probe/", {"place": wrong})

        assert response.status_code == 422
        assert response.json()["detail"] == "place: must be an id"
        assert response.json()["errors"] == {"place": ["must be an id"]}

    def test_what_was_not_sent_is_not_changed_and_unknown_members_are_ignored(self, administrator):
        assert self.given(administrator, {"id": 9, "created_at": "x", "note": " hello "}) == {"note": "hello"}

    @pytest.mark.parametrize("empty", [None, ""])
    def test_null_and_blank_both_clear(self, administrator, empty):
        assert self.given(administrator, {"note": empty, "at": empty}) == {"note": "", "at": None}

    def test_nul_is_refused(self, administrator):
        response = administrator.post("/api/probe/", {"note": "a\x00b"})

        assert (response.status_code, list(response.json()["errors"])) == (422, ["note"])

    @pytest.mark.parametrize("at", ["2027-03-27T22:00:00+00:00", "2027-03-27T23:00:00+01:00", "2027-03-27T22:00:00Z"])
    def test_instants_are_answered_in_utc(self, administrator, at):
        assert self.given(administrator, {"at": at})["at"] == "2027-03-27T22:00:00Z"

    @pytest.mark.parametrize(
        "at", ["2027-03-27T22:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 1e300]
    )
    def test_an_instant_without_a_zone_or_out_of_time_is_refused(self, administrator, at):
        response = administrator.post("/api/probe/", {"at": at})

        assert (response.status_code, list(response.json()["errors"])) == (422, ["at"])

    def test_a_value_the_database_cannot_hold_is_the_clients_mistake(self, administrator):
        response = administrator.post("/api/probe/overflow/", {})

        assert (response.status_code, response.json()["code"]) == (422, "invalid")

    def test_an_answer_carries_its_version_as_etag(self, administrator):
        assert administrator.post("/api/probe/versioned/", {})["ETag"] == '"7"'

    @pytest.mark.parametrize(
        ("header", "understood"),
        [('"7"', 7), ("7", 7), ('W/"7"', 7), ("*", None), ("", None), ('"x"', 422), ("7,8", 422)],
    )
    def test_if_match(self, administrator, header, understood):
        response = administrator.post("/api/probe/if-match/", {}, headers={"If-Match": header})

        if understood == 422:
            assert (response.status_code, list(response.json()["errors"])) == (422, ["If-Match"])
        else:
            assert response.json() == {"version": understood}

    def test_what_was_not_foreseen_is_a_500_that_gives_nothing_away(self, administrator):
        administrator.raise_request_exception = False
        response = administrator.post("/api/probe/bug/", {})

        assert (response.status_code, response.json()["code"]) == (500, "failed")
        assert "secret" not in json.dumps(response.json())


class TestOrigins:
    """CSRF, with the origins a station is reached by."""

    path = "/api/outbox/dead-letters/1/retry/"

    def post(self, **headers):
        client = Client(enforce_csrf_checks=True)
        client.cookies["csrftoken"] = "a" * 32
        return client.post(self.path, content_type="application/json", headers={"X-CSRFToken": "a" * 32, **headers})

    @pytest.mark.parametrize("host", ["localhost:8000", "192.168.1.20:8000", "bms.example.org", "[::1]:8000"])
    def test_the_station_is_itself_by_every_name(self, host):
        assert self.post(Host=host, Origin=f"http://{host}").json()["code"] == "not_signed_in"

    def test_behind_a_tls_proxy(self, settings):
        settings.TRUSTED_PROXIES = ["127.0.0.0/8"]
        response = self.post(Host="bms.example.org", Origin="https://bms.example.org", **{"X-Forwarded-Proto": "https"})
        assert response.json()["code"] == "not_signed_in"

    def test_a_proxy_nobody_trusts_is_not_believed(self):
        response = self.post(Host="bms.example.org", Origin="https://bms.example.org", **{"X-Forwarded-Proto": "https"})
        assert response.json()["code"] == "csrf_failed"

    def test_another_site_is_refused(self):
        assert self.post(Host="localhost:8000", Origin="http://evil.example").json()["code"] == "csrf_failed"

    def test_without_a_token_even_sign_in_is_refused(self):
        response = Client(enforce_csrf_checks=True).post("/api/auth/login/", {}, content_type="application/json")
        assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")
