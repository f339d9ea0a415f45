"""Signing in with a second factor: codes of an app, recovery codes, and roles that must have one."""

import pytest
from allauth.mfa.models import Authenticator

from apps.authentication.models import Session, User
from apps.core.actors import Role
from apps.core.models import OutboxEvent, SwitchValue
from tests.authentication.factories import PASSWORD, UserFactory
from tests.authentication.second_factor import devices
from tests.authentication.second_factor.devices import PAGES, code_of, confirm, form, sign_in
from tests.conftest import ApiClient

CODE_PAGE = f"{PAGES}/authenticate/"


@pytest.fixture
def anna(db):
    return UserFactory(username="anna", email="anna@example.org", role=Role.ENGINEER)


@pytest.fixture
def set_up_app(django_capture_on_commit_callbacks):
    """The library tells of a new factor after the commit, which a test's transaction never sees."""

    def with_callbacks(client):
        with django_capture_on_commit_callbacks(execute=True):
            return devices.set_up_app(client)

    return with_callbacks


@pytest.fixture
def app(anna, set_up_app):
    """Anna's app and recovery codes; she has signed out since."""
    client, _ = sign_in()
    confirm(client)
    secret, codes = set_up_app(client)
    Session.objects.all().delete()
    return secret, codes


@pytest.fixture
def engineers_need_one(db):
    SwitchValue.objects.create(key="sign_in.second_factor_of_engineers", value=True)


def who(client):
    return client.get("/api/auth/user/").status_code


class TestTheSignInOfClients:
    def test_it_stays_as_it_was_without_a_second_factor(self, anna):
        client, answer = sign_in()

        assert (answer.status_code, who(client)) == (200, 200)

    def test_with_one_no_session_begins_and_the_way_on_is_told(self, anna, app, settings):
        client, answer = sign_in()

        body = answer.json()
        assert (answer.status_code, body["code"]) == (401, "second_factor_needed")
        assert body["address"] == f"{settings.PUBLIC_URL}{CODE_PAGE}"
        assert body["address"] in body["detail"]
        assert who(client) == 401
        assert [row.user_id for row in Session.objects.all()] == [None]

    def test_a_wrong_password_tells_nothing_of_it(self, anna, app):
        _, answer = sign_in(password="wrong")

        assert answer.json()["code"] == "wrong_credentials"

    def test_the_code_finishes_it_in_the_same_browser(self, anna, app):
        client, _ = sign_in(next="/console/schedule")

        answer = form(client, CODE_PAGE, {"code": code_of(app[0])})

        assert (answer.status_code, answer["Location"]) == (302, "/console/schedule")
        assert client.get("/api/auth/user/").json()["id"] == anna.pk
        assert [(row.user_id, row.ip_address) for row in Session.objects.all()] == [(anna.pk, "192.0.2.1")]

    def test_and_in_no_other(self, anna, app):
        sign_in()
        other = ApiClient()

        answer = form(other, CODE_PAGE, {"code": code_of(app[0])})

        assert (answer["Location"], who(other)) == ("/account/sign-in/", 401)

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
    )
    def test_no_other_place_is_led_to(self, anna, app, elsewhere):
        client, _ = sign_in(next=elsewhere)

        assert form(client, CODE_PAGE, {"code": code_of(app[0])})["Location"] == "/"

    def test_the_csrf_token_of_the_tab_goes_on_working(self, anna, app):
        client = ApiClient(enforce_csrf_checks=True)
        token = {"headers": {"x-csrftoken": client.get("/api/csrf/").json()["csrfToken"]}}
        client.post("/api/auth/login/", {"username": "anna", "password": PASSWORD}, **token)
        client.generic("POST", CODE_PAGE, f"code={code_of(app[0])}", "application/x-www-form-urlencoded", **token)

        assert client.post("/api/auth/sessions/revoke-others/", **token).status_code == 200

    def test_every_step_takes_a_new_key(self, anna, app):
        """Who planted a session key, or saw the one before, gets nothing by it."""
        client = ApiClient()
        client.get(f"{PAGES}/webauthn/login/", headers={"accept": "application/json"})
        planted = client.cookies["sessionid"].value
        sign_in(client=client)
        waiting = client.cookies["sessionid"].value
        form(client, CODE_PAGE, {"code": code_of(app[0])})

        assert len({planted, waiting, client.cookies["sessionid"].value}) == 3
        assert Session.objects.count() == 1

    def test_somebody_elses_session_in_the_browser_ends(self, anna, app):
        UserFactory(username="ben")
        client, _ = sign_in("ben")
        sign_in(client=client)

        assert who(client) == 401
        form(client, CODE_PAGE, {"code": code_of(app[0])})
        assert client.get("/api/auth/user/").json()["id"] == anna.pk

    def test_who_was_deactivated_in_between_is_not_let_in(self, anna, app):
        client, _ = sign_in()
        User.objects.update(is_active=False)

        form(client, CODE_PAGE, {"code": code_of(app[0])})

        assert who(client) == 401

    def test_a_password_that_was_reset_does_not_take_the_factor_along(self, anna, app):
        anna.set_password("another-long-password")
        anna.save()

        assert sign_in(password="another-long-password")[1].json()["code"] == "second_factor_needed"


class TestCodes:
    def test_a_wrong_one_is_refused_and_may_be_tried_again(self, anna, app):
        client, _ = sign_in()

        assert "Incorrect code" in form(client, CODE_PAGE, {"code": "000000"}).content.decode()
        assert form(client, CODE_PAGE, {"code": code_of(app[0])}).status_code == 302

    def test_a_code_is_good_once(self, anna, app):
        code = code_of(app[0])
        for client, works in ((sign_in()[0], True), (sign_in()[0], False)):
            form(client, CODE_PAGE, {"code": code})
            assert (who(client) == 200) is works

    def test_guessing_ends_soon(self, anna, app):
        client, _ = sign_in()
        for number in range(5):
            form(client, CODE_PAGE, {"code": f"00000{number}"})

        assert "Too many" in form(client, CODE_PAGE, {"code": code_of(app[0])}).content.decode()
        assert who(client) == 401

    def test_a_recovery_code_stands_in_once(self, anna, app):
        _, codes = app
        assert len(set(codes)) == 10

        for works in (True, False):
            client, _ = sign_in()
            form(client, CODE_PAGE, {"code": codes[0]})
            assert (who(client) == 200) is works

    def test_recovery_codes_are_shown_once(self, anna, app):
        client, _ = sign_in()
        form(client, CODE_PAGE, {"code": code_of(app[0])})
        confirm(client)

        page = client.get(f"{PAGES}/recovery-codes/").content.decode()

        assert not [code for code in app[1] if code in page]

    def test_nothing_is_kept_in_the_clear(self, anna, app):
        kept = repr([row.data for row in Authenticator.objects.all()])

        assert app[0] not in kept
        assert not [code for code in app[1] if code in kept]


class TestThePages:
    def test_strangers_are_led_to_sign_in(self, db):
        assert ApiClient().get(f"{PAGES}/")["Location"].startswith("/account/sign-in/?next=")

    def test_the_password_is_asked_again_before_anything_changes(self, anna):
        client, _ = sign_in()

        assert client.get(f"{PAGES}/totp/activate/")["Location"].startswith("/account/confirm/")
        assert "Incorrect password" in confirm(client, "wrong").content.decode()

    def test_guessing_the_password_there_counts_as_elsewhere(self, anna):
        client, _ = sign_in()
        for _ in range(8):
            confirm(client, "wrong")

        assert "Too many attempts" in confirm(client).content.decode()

    def test_signing_in_by_page_is_the_same_sign_in(self, anna, app):
        client = ApiClient(REMOTE_ADDR="192.0.2.1")
        values = {"username": "anna", "password": PASSWORD, "next": "/console/today"}

        assert form(client, "/account/sign-in/", values)["Location"] == CODE_PAGE
        assert form(client, CODE_PAGE, {"code": code_of(app[0])})["Location"] == "/console/today"

    def test_lock_outs_count_both_ways(self, anna):
        for number in range(8):
            client = ApiClient(REMOTE_ADDR="192.0.2.1")
            if number % 2:
                form(client, "/account/sign-in/", {"username": "anna", "password": "wrong"})
            else:
                sign_in(password="wrong", client=client)

        answer = form(
            ApiClient(REMOTE_ADDR="192.0.2.1"), "/account/sign-in/", {"username": "anna", "password": PASSWORD}
        )
        assert (answer.status_code, "Too many attempts" in answer.content.decode()) == (429, True)
        assert sign_in()[1].status_code == 429

    @pytest.mark.parametrize(
        "path", ["/account/sign-in/", f"{PAGES}/", f"{PAGES}/webauthn/add/", f"{PAGES}/totp/activate/"]
    )
    def test_no_script_or_style_stands_in_a_page(self, anna, path):
        client, _ = sign_in()
        confirm(client)
        page = (ApiClient() if "sign-in" in path else client).get(path).content.decode()

        assert "<h1>" in page
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        for script in page.split("<script")[1:]:
            assert 'type="application/json"' in script.partition(">")[0] or ' src="/static/' in script.partition(">")[0]

    @pytest.mark.parametrize(
        "file",
        ["pages/pages.css", "pages/pages.js", "mfa/js/webauthn.js", "mfa/js/webauthn-json.js", "account/js/onload.js"],
    )
    def test_what_they_refer_to_is_there(self, db, file):
        assert ApiClient().get(f"/static/{file}").status_code == 200

    @pytest.mark.parametrize(
        "path", ["signup/", "email/", "password/reset/", "login/", "second-factor/webauthn/signup/"]
    )
    def test_what_the_station_does_its_own_way_is_not_there(self, db, path):
        assert ApiClient().get(f"/account/{path}").status_code == 404


class TestTheRecord:
    def test_the_person_is_told_and_the_row_shows_it(self, anna, app):
        anna.refresh_from_db()

        told = [fact.payload["what"] for fact in OutboxEvent.objects.filter(type="person.second_factor_changed")]
        assert anna.second_factors == ["totp"]
        assert told == ["an authenticator app was added", "new recovery codes were made"]

    def test_the_audit_names_who_did_it(self, anna, app, administrator):
        entries = administrator.get(f"/api/audit/?subject=person:{anna.pk}").json()["results"]

        assert any(entry["actor"]["id"] == anna.pk and "second_factors" in str(entry) for entry in entries)

    def test_taking_it_away_needs_the_password_again_and_is_told(self, anna, app):
        client, _ = sign_in()
        form(client, CODE_PAGE, {"code": code_of(app[0])})
        confirm(client)
        form(client, f"{PAGES}/totp/deactivate/", {})

        anna.refresh_from_db()
        assert anna.second_factors == []
        assert not Authenticator.objects.exists()
        assert OutboxEvent.objects.filter(payload__what="an authenticator app was removed").exists()


class TestRolesThatMustHaveOne:
    def test_they_are_led_to_set_one_up(self, anna, engineers_need_one):
        client, answer = sign_in()

        assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_needed")
        assert answer.json()["address"].endswith("/account/set-up/")
        assert who(client) == 401

    def test_until_then_a_session_opens_nothing_but_that(self, anna, engineers_need_one, set_up_app):
        client, _ = sign_in()
        assert form(client, "/account/set-up/", {})["Location"] == f"{PAGES}/"

        assert client.get(f"{PAGES}/").status_code == 200
        assert who(client) == 401
        assert client.get("/api/profiles/").status_code == 401
        set_up_app(client)
        assert who(client) == 200

    def test_the_live_stream_is_closed_as_well(self, anna, engineers_need_one, set_up_app):
        from apps.authentication.public import actor_of_session

        client, _ = sign_in()
        form(client, "/account/set-up/", {})
        assert actor_of_session(key=client.cookies["sessionid"].value) is None
        set_up_app(client)
        assert who(client) == 200
        assert actor_of_session(key=client.cookies["sessionid"].value).id == anna.pk

    def test_without_the_last_factor_the_session_is_closed_again(self, anna, engineers_need_one, set_up_app):
        client, _ = sign_in()
        form(client, "/account/set-up/", {})
        set_up_app(client)
        form(client, f"{PAGES}/totp/deactivate/", {})

        assert who(client) == 401

    def test_other_roles_sign_in_as_ever(self, anna, engineers_need_one):
        UserFactory(username="ben", role=Role.OPERATOR)

        assert sign_in("ben")[1].status_code == 200
