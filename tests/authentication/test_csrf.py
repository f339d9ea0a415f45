"""One token per tab, for as long as the tab is open: clients fetch it once and never again."""

import pytest
from django.test import Client

from tests.authentication.factories import PASSWORD, UserFactory

SIGNED_IN_PERSON = {"username": "anna", "password": PASSWORD}
FORWARDED = {"Origin": "https://bms.example.org", "Host": "bms.example.org", "X-Forwarded-Proto": "https"}


@pytest.fixture
def browser(db):
    """Checks CSRF as a real request does; the test client of Django does not."""
    UserFactory(username="anna")
    return Client(enforce_csrf_checks=True, headers={"user-agent": "Browser A"})


def token_of(browser):
    return browser.get("/api/csrf/").json()["csrfToken"]


def post(browser, path, body=None, *, token, **headers):
    headers = {"X-CSRFToken": token, **headers}
    return browser.post(path, {} if body is None else body, content_type="application/json", headers=headers)


def test_one_token_serves_a_tab_before_and_after_signing_in_and_out(browser):
    token = token_of(browser)

    assert post(browser, "/api/auth/login/", SIGNED_IN_PERSON, token=token).status_code == 200
    assert post(browser, "/api/auth/sessions/revoke-others/", token=token).status_code == 200
    assert post(browser, "/api/auth/logout/", token=token).status_code == 200
    assert post(browser, "/api/auth/login/", SIGNED_IN_PERSON, token=token).status_code == 200
    assert post(browser, "/api/auth/sessions/revoke-others/", token=token).status_code == 200


def test_a_second_tab_goes_on_with_its_older_token(browser):
    first, second = token_of(browser), token_of(browser)
    post(browser, "/api/auth/login/", SIGNED_IN_PERSON, token=first)

    assert first != second  # masked anew each time, one secret behind both
    assert post(browser, "/api/auth/sessions/revoke-others/", token=second).status_code == 200
    assert post(browser, "/api/auth/logout/", token=second).status_code == 200


def test_a_change_of_password_keeps_the_token(browser):
    token = token_of(browser)
    post(browser, "/api/auth/login/", SIGNED_IN_PERSON, token=token)
    passwords = {"current_password": PASSWORD, "new_password": "another-fine-sentence"}

    assert post(browser, "/api/auth/password/change/", passwords, token=token).status_code == 200
    assert post(browser, "/api/auth/sessions/revoke-others/", token=token).status_code == 200


def test_the_cookie_comes_with_the_first_call_even_when_that_is_refused(browser):
    refused = browser.get("/api/auth/user/")

    assert refused.status_code == 401
    assert refused.cookies["csrftoken"].value
    secret = browser.cookies["csrftoken"].value
    token_of(browser)
    assert browser.cookies["csrftoken"].value == secret


def test_the_cookie_comes_with_the_current_user_too(browser):
    token = token_of(browser)
    post(browser, "/api/auth/login/", SIGNED_IN_PERSON, token=token)

    assert browser.get("/api/auth/user/").cookies["csrftoken"].value


@pytest.mark.parametrize("last", ["/api/auth/user/", "/api/csrf/"])
def test_first_calls_in_parallel_share_one_secret_whichever_answer_comes_last(browser, last):
    """None of them carries a cookie, since none has been answered yet."""
    answers = {}
    for path in ("/api/csrf/", "/api/auth/user/"):
        answers[path] = Client(headers={"user-agent": "Browser A"}).get(path)
    browser.cookies["csrftoken"] = answers[last].cookies["csrftoken"].value

    token = answers["/api/csrf/"].json()["csrfToken"]
    assert post(browser, "/api/auth/login/", SIGNED_IN_PERSON, token=token).status_code == 200


def test_another_browser_gets_another_secret(browser):
    token_of(browser)
    other = Client(enforce_csrf_checks=True, headers={"user-agent": "Browser B"})

    assert token_of(other)
    assert other.cookies["csrftoken"].value != browser.cookies["csrftoken"].value


@pytest.mark.parametrize("path", ["/api/auth/login/", "/api/auth/logout/", "/api/auth/password/reset/"])
@pytest.mark.parametrize("token", ["", "forged" * 10])
def test_without_a_good_token_nothing_is_done(browser, path, token):
    token_of(browser)

    response = post(browser, path, SIGNED_IN_PERSON, token=token)

    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")
    assert "sessionid" not in browser.cookies


def test_a_request_from_a_foreign_page_is_refused(browser):
    token = token_of(browser)

    response = post(browser, "/api/auth/login/", SIGNED_IN_PERSON, token=token, Origin="https://evil.example")

    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")


class TestBehindAProxy:
    """The proxy ends TLS: the browser's origin is https, the request that arrives is http."""

    def sign_in_from(self, address):
        browser = Client(enforce_csrf_checks=True, REMOTE_ADDR=address, headers=FORWARDED)
        return post(browser, "/api/auth/login/", SIGNED_IN_PERSON, token=token_of(browser))

    def test_the_configured_proxy_is_believed(self, browser, settings):
        settings.TRUSTED_PROXIES = ["10.0.0.9"]

        assert self.sign_in_from("10.0.0.9").status_code == 200

    def test_anyone_else_is_not(self, browser, settings):
        settings.TRUSTED_PROXIES = ["10.0.0.9"]

        assert self.sign_in_from("10.0.0.8").json()["code"] == "csrf_failed"
