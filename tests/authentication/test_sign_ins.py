"""What administrators see of how people sign in, and what they do when something is lost."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from apps.authentication.models import ApiToken, Session, User
from apps.authentication.second_factor.services import note_changed
from apps.authentication.tokens.services import create_token
from apps.core.models import OutboxEvent
from tests.authentication.factories import PASSWORD, UserFactory
from tests.conftest import ApiClient

URL = "/api/sign-ins/"


@pytest.fixture
def anna(db):
    """With an app, a provider and a token."""
    now = timezone.now()
    person = UserFactory(username="anna", first_name="Anna", last_name="Aal")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    SocialAccount.objects.create(user=person, provider="house", uid="1")
    create_token(
        actor=person.as_actor(), name="Playout", scopes=["people:read"], expires_at=now + timedelta(days=1), now=now
    )
    return note_changed(person_id=person.pk, what="an authenticator app was added", now=now)


def test_the_list_tells_who_has_what(administrator, anna):
    rows = {row["id"]: row for row in administrator.get(URL).json()["results"]}

    assert rows[anna.pk] == {
        "id": anna.pk,
        "full_name": "Anna Aal",
        "username": "anna",
        "role": "operator",
        "is_active": True,
        "second_factors": ["totp"],
        "providers": ["house"],
        "token_count": 1,
    }


@pytest.mark.parametrize(("query", "names"), [("true", {"anna"}), ("false", {"ben", "the_administrator"})])
def test_who_has_a_second_factor_and_who_has_not(administrator, anna, query, names):
    UserFactory(username="ben")

    found = administrator.get(f"{URL}?second_factor={query}").json()["results"]
    assert {row["username"] for row in found} == names


def test_the_list_costs_one_query_for_count_and_one_for_rows(administrator, anna, django_assert_num_queries):
    UserFactory.create_batch(5)

    with django_assert_num_queries(2 + 2):
        assert administrator.get(URL).json()["count"] == 7


def test_one_person_with_their_tokens(administrator, anna):
    body = administrator.get(f"{URL}{anna.pk}/").json()

    assert [token["name"] for token in body["tokens"]] == ["Playout"]
    assert "secret" not in str(body)


def test_a_lost_second_factor_is_taken_away_and_told(administrator, anna, sign_in):
    theirs = sign_in(anna)
    assert theirs.get("/api/auth/user/").status_code == 200

    body = administrator.post(f"{URL}{anna.pk}/reset-second-factor/").json()

    anna.refresh_from_db()
    assert (body["second_factors"], anna.second_factors) == ([], [])
    assert not Authenticator.objects.exists()
    assert not Session.objects.filter(user_id=anna.pk).exists()
    assert OutboxEvent.objects.filter(payload__what="your second factor was taken away by an administrator").exists()
    assert ApiClient().post("/api/auth/login/", {"username": "anna", "password": PASSWORD}).status_code == 200


def test_the_record_says_who_took_it_away(administrator, anna):
    administrator.post(f"{URL}{anna.pk}/reset-second-factor/")

    newest = administrator.get(f"/api/audit/?subject=person:{anna.pk}").json()["results"][0]
    assert newest["actor"]["id"] == administrator.user.pk
    assert "second_factors" in str(newest)


def test_tokens_of_somebody_are_revoked(administrator, anna):
    assert administrator.post(f"{URL}{anna.pk}/revoke-tokens/").json() == {"detail": "1 token was revoked"}
    assert ApiToken.objects.get().revoked_at


@pytest.mark.parametrize("deed", ["", "reset-second-factor/", "revoke-tokens/"])
def test_a_manager_does_none_of_it(manager, anna, deed):
    path = f"{URL}{anna.pk}/{deed}"

    assert (manager.post(path) if deed else manager.get(path)).status_code == 403
    assert Authenticator.objects.count() == 2
    assert ApiToken.objects.get().revoked_at is None


def test_somebody_who_is_not_there(administrator):
    assert administrator.post(f"{URL}999999/reset-second-factor/").status_code == 404


def test_ones_own_and_where_it_is_looked_after(operator):
    Authenticator.objects.create(user=User.objects.get(pk=operator.user.pk), type="webauthn", data={})

    assert operator.get("/api/auth/second-factor/").json() == {
        "kinds": ["webauthn"],
        "recovery_codes_left": 0,
        "required": False,
        "address": "/account/second-factor/",
    }


def test_the_other_ways_in_are_told_to_everybody(anonymous):
    assert anonymous.get("/api/auth/ways/").json() == {"address": "/account/sign-in/", "providers": []}
