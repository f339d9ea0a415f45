"""Passwords that are guessed: at one account from many addresses, at many accounts from one.

One name at one address is in `tests/authentication/test_sign_in.py`.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from apps.authentication.access import attempts
from apps.authentication.models import User
from tests.authentication.factories import PASSWORD, UserFactory
from tests.authentication.test_passwords import link_for
from tests.conftest import ApiClient

HOME, ABROAD = "192.0.2.1", "203.0.113.200"


@pytest.fixture(autouse=True)
def _small_numbers(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    monkeypatch.setattr(attempts, "FAILED_SIGN_INS_OF_NAME", 5)
    monkeypatch.setattr(attempts, "FAILED_SIGN_INS_OF_ADDRESS", 5)
    cache.clear()
    UserFactory(username="anna", email="anna@example.org")
    yield
    cache.clear()


def tried(address: str, name: str = "anna", password: str = "wrong") -> Any:
    return ApiClient(REMOTE_ADDR=address).post("/api/auth/login/", {"username": name, "password": password})


def guesses_from_many_addresses(count: int, name: str = "anna") -> list[int]:
    return [tried(f"198.51.100.{number}", name).status_code for number in range(count)]


def test_one_account_from_many_addresses_is_slowed() -> None:
    statuses = guesses_from_many_addresses(7)

    assert statuses == [401] * 5 + [429] * 2
    right = tried("198.51.100.99", password=PASSWORD)
    assert (right.status_code, right.json()["code"]) == (429, "too_many_attempts")
    assert 0 < int(right["Retry-After"]) <= 15 * 60


def test_its_owner_signs_in_all_the_same_where_they_have_before() -> None:
    tried(HOME, password=PASSWORD)
    guesses_from_many_addresses(7)

    assert tried(HOME, password=PASSWORD).status_code == 200
    assert tried(HOME, "Anna@Example.org", PASSWORD).status_code == 200


def test_and_stays_signed_in_everywhere() -> None:
    owner = ApiClient(REMOTE_ADDR=ABROAD)
    owner.post("/api/auth/login/", {"username": "anna", "password": PASSWORD})
    guesses_from_many_addresses(7)

    assert owner.get("/api/auth/user/").status_code == 200


def test_however_the_name_is_written() -> None:
    for number, name in enumerate(["anna", "ANNA", "anna@example.org", " anna", "Anna@Example.Org"]):
        tried(f"198.51.100.{number}", name)

    assert tried(ABROAD, password=PASSWORD).status_code == 429


def test_a_link_by_mail_opens_the_account_where_it_is_used() -> None:
    guesses_from_many_addresses(7)
    body = link_for(User.objects.get(username="anna")) | {"new_password": "another-fine-sentence"}

    assert ApiClient(REMOTE_ADDR=ABROAD).post("/api/auth/password/set/", body).status_code == 200
    assert tried(ABROAD, password="another-fine-sentence").status_code == 200


def test_guesses_at_a_known_address_are_not_free() -> None:
    tried(HOME, password=PASSWORD)

    assert 429 in [tried(HOME).status_code for _ in range(10)]


@pytest.mark.parametrize("name", ["nobody", "anna"])
def test_nobody_learns_which_accounts_there_are(name: str) -> None:
    assert guesses_from_many_addresses(7, name) == [401] * 5 + [429] * 2


def test_many_accounts_from_one_address_are_slowed_and_nobody_else_is() -> None:
    statuses = [tried(HOME, f"person{number}").status_code for number in range(7)]

    assert statuses == [401] * 5 + [429] * 2
    assert tried(HOME, password=PASSWORD).status_code == 429
    assert tried(ABROAD, password=PASSWORD).status_code == 200
