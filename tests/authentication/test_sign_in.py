"""Signing in and out, as the contract has it, and what guessing leads to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client

from apps.authentication.access import attempts
from apps.authentication.models import Session, User
from apps.core.actors import Flag, Role
from tests.authentication.factories import PASSWORD, UserFactory
from tests.conftest import ApiClient

USER = {
    "id", "username", "email", "first_name", "last_name", "is_staff", "is_active", "date_joined", "last_login"
}  # fmt: skip


def sign_in(username="anna", password=PASSWORD, *, address="192.0.2.1", agent="Browser A"):
    client = ApiClient(REMOTE_ADDR=address, headers={"user-agent": agent})
    return client.post("/api/auth/login/", {"username": username, "password": password})


@pytest.fixture
def anna(db):
    return UserFactory(username="anna", email="anna@example.org", first_name="Anna", last_name="Müller")


class TestTheContract:
    def test_signing_in_answers_the_bare_user(self, anna):
        response = sign_in()

        body = response.json()
        assert response.status_code == 200
        assert set(body) >= USER
        assert (body["id"], body["username"], body["is_staff"]) == (anna.pk, "anna", False)
        assert body["last_login"].endswith("Z")

    def test_the_current_user_is_the_bare_user_with_what_the_console_needs(self, sign_in):
        client = sign_in(role=Role.OPERATOR, flags=[Flag.SCHEDULING])

        body = client.get("/api/auth/user/").json()

        assert set(body) >= USER
        assert (body["role"], body["flags"]) == ("operator", ["scheduling"])
        assert body["rights"] == ["events.write", "imports.write", "shifts.write"]

    def test_somebody_who_never_signed_in_has_a_last_login_of_null(self, operator):
        User.objects.filter(pk=operator.user.pk).update(last_login=None)

        assert operator.get("/api/auth/user/").json()["last_login"] is None

    def test_a_stranger_gets_401_that_opens_no_dialog(self, anonymous):
        response = anonymous.get("/api/auth/user/")

        assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")
        assert "WWW-Authenticate" not in response
        assert response["Content-Type"] == "application/json"

    def test_a_wrong_password_is_refused_without_a_dialog(self, anna):
        response = sign_in(password="wrong")

        assert (response.status_code, response.json()["code"]) == (401, "wrong_credentials")
        assert "WWW-Authenticate" not in response
        assert "sessionid" not in response.cookies

    def test_signing_out_needs_neither_body_nor_session(self, anonymous):
        response = anonymous.generic("POST", "/api/auth/logout/", b"", content_type="application/json")

        assert response.status_code == 200
        assert response.json()

    def test_signing_out_ends_the_session(self, anna):
        client = ApiClient()
        client.post("/api/auth/login/", {"username": "anna", "password": PASSWORD})
        cookie = client.cookies["sessionid"].value

        client.post("/api/auth/logout/")

        client.cookies["sessionid"] = cookie
        assert client.get("/api/auth/user/").status_code == 401
        assert not Session.objects.exists()

    @pytest.mark.parametrize("name", ["anna", "ANNA", "anna@example.org", "Anna@Example.org", " anna "])
    def test_the_name_may_be_the_username_or_the_address_in_any_case(self, anna, name):
        assert sign_in(name).json()["id"] == anna.pk

    @pytest.mark.parametrize("body", [{}, {"username": "anna"}, {"username": "", "password": "x"}, []])
    def test_what_is_missing_is_named(self, anna, body):
        response = ApiClient().post("/api/auth/login/", body)

        assert response.status_code == 422
        assert response.json()["errors"]

    @pytest.mark.parametrize("name", ["a" * 300, "an\x00na", "\ud800"])
    def test_no_name_upsets_the_server(self, anna, name):
        assert sign_in(name).status_code in {401, 422}


class TestWhoMayNot:
    def test_an_inactive_person_is_told_nothing_more_than_a_stranger(self, anna):
        stranger = sign_in("nobody").json()
        User.objects.filter(pk=anna.pk).update(is_active=False)

        assert sign_in().json() == stranger

    def test_an_invited_person_without_a_password_cannot_sign_in(self, anna):
        anna.set_unusable_password()
        anna.save()

        assert sign_in(password=anna.password).status_code == 401

    def test_deactivation_ends_the_session_at_once(self, sign_in):
        client = sign_in()
        User.objects.filter(pk=client.user.pk).update(is_active=False)

        assert client.get("/api/auth/user/").status_code == 401
        assert client.get("/api/profiles/").status_code == 401


class TestTheSession:
    def test_signing_in_takes_a_new_key(self, anna):
        """Who planted a session key before gets nothing by it."""
        client = ApiClient()
        client.cookies["sessionid"] = planted = "planted0planted0planted0planted0"
        client.post("/api/auth/login/", {"username": "anna", "password": PASSWORD})

        assert client.cookies["sessionid"].value != planted

    def test_signing_in_again_ends_the_session_before(self, anna):
        client = ApiClient()
        client.post("/api/auth/login/", {"username": "anna", "password": PASSWORD})
        first = client.cookies["sessionid"].value

        client.post("/api/auth/login/", {"username": "anna", "password": PASSWORD})

        assert client.cookies["sessionid"].value != first
        assert [row.user_id for row in Session.objects.all()] == [anna.pk]

    def test_signing_in_as_somebody_else_leaves_nothing_of_the_first(self, anna):
        other = UserFactory(username="ben")
        client = ApiClient()
        client.post("/api/auth/login/", {"username": "anna", "password": PASSWORD})
        client.post("/api/auth/login/", {"username": "ben", "password": PASSWORD})

        assert client.get("/api/auth/user/").json()["id"] == other.pk
        assert [row.user_id for row in Session.objects.all()] == [other.pk]

    def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(self, anna):
        cookie = sign_in().cookies["sessionid"]

        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"

    def test_a_call_costs_two_queries_for_session_and_person(self, operator, django_assert_num_queries):
        with django_assert_num_queries(2):
            operator.get("/api/auth/user/")


class TestLockOut:
    LIMIT = 8

    def fail(self, times, **options):
        return [sign_in(password="wrong", **options).status_code for _ in range(times)]

    def test_after_repeated_failures_even_the_right_password_is_refused(self, anna):
        self.fail(self.LIMIT)

        response = sign_in()

        assert (response.status_code, response.json()["code"]) == (429, "too_many_attempts")
        assert 0 < int(response["Retry-After"]) <= 15 * 60

    def test_another_browser_at_the_same_address_does_not_help(self, anna):
        self.fail(self.LIMIT)

        assert sign_in(agent="Browser B").status_code == 429

    def test_however_the_name_is_written(self, anna):
        for name in ("anna", "ANNA", "Anna@example.org", "aNNa", "anna@EXAMPLE.org", "Anna", "anna ", "AnnA"):
            sign_in(name, password="wrong")

        assert sign_in("anna").status_code == 429

    def test_nobody_is_locked_out_by_somebody_elsewhere(self, anna):
        self.fail(self.LIMIT + 3, address="198.51.100.7")

        assert sign_in(address="192.0.2.1").status_code == 200

    def test_nor_are_their_colleagues_at_the_same_address(self, anna):
        UserFactory(username="ben")
        self.fail(self.LIMIT + 3)

        assert sign_in("ben").status_code == 200

    def test_an_address_of_one_ipv6_network_is_one_address(self, anna):
        for number in range(self.LIMIT):
            sign_in(password="wrong", address=f"2001:db8:1:2::{number + 1:x}")

        assert sign_in(address="2001:db8:1:2:ffff::1").status_code == 429
        assert sign_in(address="2001:db8:1:3::1").status_code == 200

    def test_it_ends_by_itself_and_trying_meanwhile_does_not_prolong_it(self, anna):
        start = datetime(2027, 3, 1, 12, tzinfo=UTC)
        with time_machine.travel(start, tick=False) as clock:
            self.fail(self.LIMIT)
            clock.move_to(start + timedelta(minutes=14))
            assert self.fail(3) == [429, 429, 429]
            clock.move_to(start + timedelta(minutes=15, seconds=1))
            assert sign_in().status_code == 200

    def test_a_success_clears_the_count(self, anna):
        self.fail(self.LIMIT - 1)
        sign_in()

        assert set(self.fail(self.LIMIT - 1)) == {401}

    def test_whoever_is_signed_in_stays_so(self, anna):
        client = ApiClient(REMOTE_ADDR="192.0.2.1")
        client.post("/api/auth/login/", {"username": "anna", "password": PASSWORD})
        self.fail(self.LIMIT + 1)

        assert client.get("/api/auth/user/").status_code == 200
        assert client.get("/api/profiles/").status_code == 200

    def test_an_address_that_tries_many_names_is_slowed(self, anna, monkeypatch):
        monkeypatch.setattr(attempts, "FAILED_SIGN_INS_OF_ADDRESS", 20)
        for number in range(20):
            sign_in(f"name{number}", password="wrong")

        response = sign_in()
        assert (response.status_code, response.json()["code"]) == (429, "too_many_attempts")
        assert 0 < int(response["Retry-After"]) <= 15 * 60
        assert sign_in(address="198.51.100.7").status_code == 200

    def test_one_clumsy_person_does_not_slow_an_office(self, anna, monkeypatch):
        monkeypatch.setattr(attempts, "FAILED_SIGN_INS_OF_ADDRESS", 20)
        UserFactory(username="ben")
        self.fail(30)

        assert sign_in("ben").status_code == 200

    def test_an_idempotency_key_hides_no_failure(self, anna):
        """A kept answer is undone with its transaction when it is a refusal; the count must not be."""
        UserFactory(username="ben")
        client = ApiClient(REMOTE_ADDR="192.0.2.1")
        client.post("/api/auth/login/", {"username": "ben", "password": PASSWORD})
        for number in range(self.LIMIT):
            body = {"username": "anna", "password": "wrong"}
            client.post("/api/auth/login/", body, headers={"Idempotency-Key": f"guess-{number}"})

        assert sign_in().status_code == 429

    def test_no_password_is_written_down(self, anna):
        sign_in(password="my-other-password")
        ApiClient().post("/api/auth/login/?password=my-other-password", {"username": "x", "password": "y"})

        assert AccessAttempt.objects.count() == 2
        assert not [row for row in AccessAttempt.objects.values() if "my-other-password" in repr(row)]

    @pytest.mark.django_db(transaction=True)
    def test_guesses_at_the_same_moment_get_no_extra_tries(self):
        UserFactory(username="anna")

        def guess(_):
            try:
                return sign_in(password="wrong").status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(12) as pool:
            statuses = list(pool.map(guess, range(24)))

        assert statuses.count(401) == self.LIMIT - 1
        assert statuses.count(429) == 24 - (self.LIMIT - 1)


@pytest.mark.parametrize("username", ["anna", "nobody", "invited", "inactive"])
def test_every_name_costs_one_password_hash(db, monkeypatch, username):
    """The time an answer takes tells nobody which names exist."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    UserFactory(username="anna")
    UserFactory(username="invited", password="!")
    UserFactory(username="inactive", is_active=False)
    hashed = []
    for name in ("encode", "verify"):
        original = getattr(Argon2PasswordHasher, name)

        def counted(self, *args, original=original, **options):
            hashed.append(1)
            return original(self, *args, **options)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)

    assert sign_in(username, password="wrong").status_code == 401
    assert len(hashed) == 1


@pytest.mark.parametrize("cookie", ["../../etc/passwd", r'"\000\000\000\000\000\000\000\000"', "é" * 12, "x" * 4000])
def test_a_cookie_that_we_never_made_is_no_session(db, cookie):
    response = Client(headers={"cookie": f"sessionid={cookie}"}).get("/api/auth/user/")

    assert response.status_code == 401
