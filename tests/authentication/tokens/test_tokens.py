"""API tokens: what they open, what they never open, and how they end."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import orjson
import pytest
import time_machine
from django.test import Client

from apps.authentication.models import ApiToken, User
from apps.authentication.tokens import services
from apps.authentication.tokens.scopes import NEVER, SCOPES, rights_within
from apps.core.actors import Right, Role
from apps.core.models import OutboxEvent
from tests.authentication.factories import UserFactory

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


class TokenClient(Client):
    """A program: no cookies, CSRF checked as for everybody."""

    def __init__(self, text, **options):
        super().__init__(enforce_csrf_checks=True, headers={"authorization": f"Bearer {text}"}, **options)

    def send(self, method, path, body=None):
        return self.generic(method, path, b"" if body is None else orjson.dumps(body), "application/json")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def made(db):
    """`made("facilities:read", role=...)`: a client with such a token of a new person."""

    def make(*scopes, person=None, expires=WEEK, **values):
        person = person or UserFactory(**values)
        new = services.create_token(
            actor=person.as_actor(), name="Playout", scopes=scopes, expires_at=NOW + expires, now=NOW
        )
        client = TokenClient(new.text)
        client.token, client.text, client.person = new.token, new.text, person
        return client

    return make


URL = "/api/auth/api-tokens/"
BODY = {"name": "Playout", "scopes": ["scheduling:read"], "expires_at": "2027-06-01T00:00:00Z"}


class TestMaking:
    def test_the_secret_is_told_once_and_kept_as_a_hash(self, operator):
        response = operator.post(URL, BODY)

        body = response.json()
        row = ApiToken.objects.get()
        prefix, secret = body["token"].removeprefix("bms_").split("_", 1)
        assert response.status_code == 201
        assert (row.prefix, row.secret_hash) == (prefix, sha256(secret.encode()).hexdigest())
        assert len(secret) == 43  # 256 bits
        assert secret not in repr(list(ApiToken.objects.values()))
        assert "token" not in operator.get(URL).json()["results"][0]
        assert [fact.payload["name"] for fact in OutboxEvent.objects.filter(type="person.api_token_made")] == [
            "Playout"
        ]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"expires_at": "2027-03-01T12:00:00Z"}, "expires_at"),
            ({"expires_at": "2028-03-03T12:00:00Z"}, "expires_at"),
            ({"expires_at": None}, "expires_at"),
            ({"scopes": []}, "scopes"),
            ({"scopes": ["everything:write"]}, "scopes.0"),
            ({"name": " "}, "name"),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_is_made(self, operator, change, field):
        response = operator.post(URL, BODY | change)

        assert (response.status_code, list(response.json()["errors"])) == (422, [field])
        assert not ApiToken.objects.exists()

    def test_an_idempotency_key_keeps_no_secret(self, operator):
        for _ in range(2):
            operator.post(URL, BODY, headers={"Idempotency-Key": "once"})

        assert ApiToken.objects.count() == 2

    def test_a_person_has_so_many(self, operator, monkeypatch):
        monkeypatch.setattr(services, "MOST", 1)
        operator.post(URL, BODY)

        assert operator.post(URL, BODY).json()["code"] == "too_many_tokens"

    def test_one_sees_and_revokes_ones_own_alone(self, operator, made):
        other = made("scheduling:read")

        assert operator.get(URL).json()["count"] == 0
        assert operator.post(f"{URL}{other.token.pk}/revoke/").status_code == 404
        assert other.get("/api/shifts/").status_code == 200

    def test_the_list_costs_one_query_for_count_and_one_for_rows(self, operator, made, django_assert_num_queries):
        for _ in range(3):
            made("scheduling:read", person=operator.user)

        with django_assert_num_queries(2 + 2):
            assert operator.get(URL).json()["count"] == 3


class TestUsing:
    def test_reading_and_writing_as_the_scope_says(self, made):
        reader = made("facilities:read", role=Role.MANAGER)
        writer = made("facilities:write", role=Role.MANAGER)

        refused = reader.send("POST", "/api/locations/", {"name": "North"})

        assert reader.get("/api/locations/").status_code == writer.get("/api/locations/").status_code == 200
        assert (refused.status_code, refused.json()["code"]) == (403, "token_scope")
        assert "facilities:write" in refused.json()["detail"]
        assert writer.send("POST", "/api/locations/", {"name": "North"}).status_code == 201

    def test_no_more_than_its_person_may(self, made):
        client = made("facilities:write", role=Role.OPERATOR)

        refused = client.send("POST", "/api/locations/", {"name": "North"})

        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")

    def test_other_modules_stay_closed(self, made):
        client = made("facilities:write", role=Role.ADMINISTRATOR)

        assert client.get("/api/shifts/").json()["code"] == "token_scope"
        assert client.get("/api/settings/").json()["code"] == "token_scope"

    def test_a_right_of_another_module_is_not_lent(self, made):
        """An import may create facilities for those who may: not for a token of the schedule alone."""
        actor = made("scheduling:write", role=Role.MANAGER).token.as_actor()

        assert actor.may(Right.EDIT_EVENTS)
        assert not actor.may(Right.EDIT_FACILITIES)

    def test_every_right_but_those_over_people_belongs_to_a_module(self):
        assert rights_within(SCOPES) == frozenset(Right) - NEVER

    def test_reading_lends_no_right_to_change(self):
        reading = [scope for scope in SCOPES if scope.endswith(":read")]
        assert rights_within(reading) == {Right.READ_AUDIT, Right.READ_LEAVE, Right.READ_STATUS}

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/api/auth/user/"),
            ("GET", "/api/auth/sessions/"),
            ("GET", "/api/auth/api-tokens/"),
            ("POST", "/api/auth/api-tokens/"),
            ("POST", "/api/auth/api-tokens/1/revoke/"),
            ("POST", "/api/auth/password/change/"),
            ("POST", "/api/auth/sessions/revoke-others/"),
        ],
    )
    def test_signing_in_is_closed_to_every_token(self, made, method, path):
        client = made(*SCOPES, role=Role.ADMINISTRATOR)
        response = client.send(
            method, path, {"name": "x", "scopes": ["people:read"], "expires_at": "2027-03-02T00:00:00Z"}
        )

        assert (response.status_code, response.json()["code"]) == (403, "token_scope")

    def test_nobody_takes_over_an_account_by_a_token(self, made):
        client = made("people:write", role=Role.ADMINISTRATOR)
        other = UserFactory(username="ben")

        for body in ({"email": "mine@example.org"}, {"role": "administrator"}, {"is_active": False}):
            assert client.send("PATCH", f"/api/users/{other.pk}/", body).status_code == 403
        assert client.send("POST", f"/api/profiles/{other.pk}/invite/").status_code == 403
        assert client.send("PATCH", f"/api/profiles/{other.pk}/", {"phone": "1"}).status_code == 200

    def test_cookies_beside_a_token_count_for_nothing(self, made, administrator):
        client = made("facilities:read", role=Role.OPERATOR)
        client.cookies = administrator.cookies

        assert client.get("/api/settings/").status_code == 403
        assert client.send("POST", "/api/locations/", {"name": "North"}).json()["code"] == "token_scope"

    def test_a_bad_token_is_refused_before_a_good_cookie(self, administrator):
        response = administrator.get("/api/settings/", headers={"authorization": "Bearer bms_00000000_" + 43 * "x"})

        assert (response.status_code, response.json()["code"]) == (401, "token_not_valid")

    def test_other_bearers_are_none_of_its_business(self, administrator):
        assert administrator.get("/api/settings/", headers={"authorization": "Bearer of.a.proxy"}).status_code == 200

    def test_without_a_valid_token_csrf_is_checked(self, administrator):
        client = Client(enforce_csrf_checks=True)
        client.cookies = administrator.cookies
        response = client.post(
            "/api/locations/", {"name": "N"}, "application/json", headers={"authorization": "Bearer x"}
        )

        assert response.json()["code"] == "csrf_failed"

    def test_the_record_names_the_person(self, made, administrator):
        client = made("facilities:write", role=Role.MANAGER, first_name="Anna", last_name="Müller")
        pk = client.send("POST", "/api/locations/", {"name": "North"}).json()["id"]

        (entry,) = administrator.get(f"/api/audit/?subject=location:{pk}").json()["results"]
        assert entry["actor"]["name"] == "Anna Müller"

    def test_it_costs_one_query_and_one_more_a_minute(self, made, django_assert_num_queries, clock):
        client = made("facilities:read")
        client.get("/api/locations/")
        with django_assert_num_queries(1) as within_the_minute:
            client.get("/api/nothing-here/")
        assert "last_used_at" in within_the_minute[0]["sql"]  # read along
        clock.shift(timedelta(seconds=61))
        client.get("/api/locations/")

        assert ApiToken.objects.get().last_used_at == NOW + timedelta(seconds=61)


class TestEnding:
    def used(self, client):
        response = client.get("/api/locations/")
        return response.status_code, response.json().get("code")

    def test_when_it_runs_out(self, made, clock):
        client = made("facilities:read")
        clock.move_to(NOW + WEEK - timedelta(seconds=1))
        assert self.used(client)[0] == 200
        clock.move_to(NOW + WEEK)
        assert self.used(client) == (401, "token_not_valid")

    def test_when_it_is_revoked(self, made, sign_in):
        client = made("facilities:read")
        owner = sign_in(client.person)

        assert owner.post(f"/api/auth/api-tokens/{client.token.pk}/revoke/").json()["revoked_at"]
        assert self.used(client) == (401, "token_not_valid")
        assert owner.get("/api/auth/api-tokens/").json()["count"] == 0
        assert owner.get("/api/auth/api-tokens/?ended=true").json()["count"] == 1

    def test_when_its_person_leaves(self, made):
        client = made("facilities:read")
        User.objects.update(is_active=False)

        assert self.used(client) == (401, "token_not_valid")

    @pytest.mark.parametrize("spoil", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: t + "x", str.upper])
    def test_a_token_that_is_nearly_right_is_wrong(self, made, spoil):
        client = made("facilities:read")

        assert self.used(TokenClient("bms_" + spoil(client.text.removeprefix("bms_"))))[0] == 401
