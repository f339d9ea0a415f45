"""The browsers a person is signed in with."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.authentication import tasks
from apps.authentication.models import Session, User
from apps.authentication.public import actor_of_session
from apps.core.actors import Role
from tests.authentication.factories import PASSWORD, UserFactory
from tests.conftest import ApiClient


@pytest.fixture
def anna(db):
    return UserFactory(username="anna", role=Role.MANAGER, flags=["scheduling"])


def browser(agent="Browser A", address="192.0.2.1", username="anna"):
    client = ApiClient(REMOTE_ADDR=address, headers={"user-agent": agent})
    assert client.post("/api/auth/login/", {"username": username, "password": PASSWORD}).status_code == 200
    return client


def sessions(client):
    return client.get("/api/auth/sessions/").json()["results"]


def test_the_list_says_where_and_with_what(anna, django_assert_num_queries):
    browser("Browser B" * 100, "2001:db8::7")
    here = browser()

    with django_assert_num_queries(3):
        listed = sessions(here)

    assert [row["current"] for row in listed] == [True, False]
    assert [row["ip_address"] for row in listed] == ["192.0.2.1", "2001:db8::7"]
    assert [row["user_agent"] for row in listed] == ["Browser A", ("Browser B" * 100)[:300]]
    assert here.cookies["sessionid"].value not in repr(listed)


def test_only_ones_own_are_listed_and_only_live_ones(anna):
    UserFactory(username="ben")
    browser(username="ben")
    browser("Old")
    Session.objects.filter(user_agent="Old").update(expire_date=timezone.now() - timedelta(seconds=1))

    assert [row["user_agent"] for row in sessions(browser())] == ["Browser A"]


def test_one_is_revoked_at_once(anna):
    here, lost = browser(), browser("Lost phone")
    target = next(row for row in sessions(here) if row["user_agent"] == "Lost phone")

    assert here.post(f"/api/auth/sessions/{target['id']}/revoke/").status_code == 200
    assert lost.get("/api/auth/user/").status_code == 401
    assert here.get("/api/auth/user/").status_code == 200


def test_somebody_elses_is_not_there_to_be_revoked(anna, administrator):
    theirs = browser()
    target = Session.objects.get(user_id=anna.pk)

    assert administrator.post(f"/api/auth/sessions/{target.pk}/revoke/").status_code == 404
    assert theirs.get("/api/auth/user/").status_code == 200


def test_all_others_are_revoked(anna):
    others = [browser("B"), browser("C")]
    here = browser()

    assert here.post("/api/auth/sessions/revoke-others/").json()["detail"] == "2 other sessions have been ended"
    assert [client.get("/api/auth/user/").status_code for client in (*others, here)] == [401, 401, 200]


def test_a_session_revoked_during_a_request_does_not_come_back(anna):
    """A request that is under way saves its session afterwards; that must not bring the row back."""
    from django.contrib.sessions.backends.base import UpdateError

    from apps.authentication.sessions import SessionStore

    client = browser()
    store = SessionStore(client.cookies["sessionid"].value)
    store["something"] = "new"
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


def test_deactivating_a_person_removes_their_sessions(anna, administrator):
    theirs = browser()

    administrator.patch(f"/api/profiles/{anna.pk}/", {"status": "Inactive"})

    assert theirs.get("/api/auth/user/").status_code == 401
    assert not Session.objects.filter(user_id=anna.pk).exists()


def test_last_seen_is_written_every_few_minutes_only(anna, django_assert_num_queries):
    client = browser()
    signed_in_at = Session.objects.get().last_seen_at
    with time_machine.travel(signed_in_at + timedelta(minutes=4)), django_assert_num_queries(2):
        client.get("/api/auth/user/")
    with time_machine.travel(signed_in_at + timedelta(minutes=6), tick=False):
        with django_assert_num_queries(3):
            client.get("/api/auth/user/")
        with django_assert_num_queries(2):
            client.get("/api/auth/user/")

    assert Session.objects.get().last_seen_at == signed_in_at + timedelta(minutes=6)


def test_expired_sessions_are_forgotten(anna):
    browser("Old")
    browser("New")
    Session.objects.filter(user_agent="Old").update(expire_date=timezone.now() - timedelta(seconds=1))

    tasks.forget_expired_sessions.apply()

    assert [row.user_agent for row in Session.objects.all()] == ["New"]


class TestActorOfSession:
    """For the live stream, which outlives a request."""

    def test_is_the_person(self, anna):
        actor = actor_of_session(key=browser().cookies["sessionid"].value)

        assert (actor.id, actor.role, actor.flags) == (anna.pk, Role.MANAGER, {"scheduling"})

    @pytest.mark.parametrize("key", ["", "no-such-session", "x" * 5000, "an\x00other"])
    def test_is_nobody_for_a_made_up_key(self, db, key):
        assert actor_of_session(key=key) is None

    def test_is_nobody_after_signing_out(self, anna):
        client = browser()
        key = client.cookies["sessionid"].value
        client.post("/api/auth/logout/")

        assert actor_of_session(key=key) is None

    @pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}])
    def test_is_nobody_once_the_account_is_closed_or_its_password_changed(self, anna, change):
        key = browser().cookies["sessionid"].value
        User.objects.filter(pk=anna.pk).update(**change)

        assert actor_of_session(key=key) is None
