"""Choosing passwords: by oneself, by invitation, after forgetting; and the letters that lead there."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from celery import current_app
from celery.exceptions import Retry
from django.conf import settings as configured
from django.db import connection
from django.utils import timezone

from apps.authentication import tasks
from apps.authentication.access import passwords
from apps.authentication.models import Session, User
from apps.core.models import OutboxEvent
from apps.core.outbox.relay import relay
from tests.authentication.factories import PASSWORD, UserFactory
from tests.authentication.mail_server import mail_server
from tests.conftest import ApiClient

NEW = "another-fine-sentence"


@pytest.fixture
def post_office(settings):
    """A mail server and a queue whose tasks run at once. Django's tests replace the way mail is sent; not here."""
    current_app.conf.task_always_eager = True
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server
    current_app.conf.task_always_eager = False


@pytest.fixture
def anna(db):
    return UserFactory(username="anna", email="anna@example.org", first_name="Anna", last_name="Müller")


def signed_in(username="anna", password=PASSWORD):
    client = ApiClient()
    client.post("/api/auth/login/", {"username": username, "password": password})
    return client


def can_sign_in(password, username="anna"):
    response = ApiClient().post("/api/auth/login/", {"username": username, "password": password})
    return response.status_code == 200


def link_in(letter):
    """uid and token as they stand in the letter."""
    text = letter.get_payload()[0].get_payload(decode=True).decode()
    link = urlsplit(re.search(r"http\S+", text)[0])
    return link, {name: values[0] for name, values in parse_qs(link.query).items()}


def link_for(person):
    return {name: values[0] for name, values in parse_qs(urlsplit(passwords.link_for(person)).query).items()}


class TestChangingOnesOwn:
    def test_other_sessions_end_and_this_one_stays(self, anna):
        here, elsewhere = signed_in(), signed_in()

        response = here.post("/api/auth/password/change/", {"current_password": PASSWORD, "new_password": NEW})

        assert response.status_code == 200
        assert here.get("/api/auth/user/").status_code == 200
        assert elsewhere.get("/api/auth/user/").status_code == 401
        assert (can_sign_in(PASSWORD), can_sign_in(NEW)) == (False, True)

    def test_it_takes_the_current_one(self, anna):
        client = signed_in()

        response = client.post("/api/auth/password/change/", {"current_password": "wrong", "new_password": NEW})

        assert response.status_code == 422
        assert response.json()["errors"] == {"current_password": ["is not right"]}
        assert response.json()["detail"].startswith("current_password: ")
        assert can_sign_in(PASSWORD)

    def test_who_took_a_session_cannot_go_on_guessing(self, anna):
        client = signed_in()
        body = {"current_password": "wrong", "new_password": NEW}
        for _ in range(8):
            client.post("/api/auth/password/change/", body)

        response = client.post("/api/auth/password/change/", body | {"current_password": PASSWORD})

        assert response.status_code == 429
        assert int(response["Retry-After"]) > 0

    @pytest.mark.parametrize(
        ("password", "says"),
        [
            ("short", "10 characters"),
            ("password1234", "too common"),
            ("739201846573", "entirely numeric"),
            ("anna.mueller@example.org", "too similar"),
            ("x" * 2000, "at most 1024 characters"),
        ],
    )
    def test_the_rules_are_told_in_sentences(self, anna, password, says):
        User.objects.filter(pk=anna.pk).update(email="anna.mueller@example.org")

        response = signed_in().post(
            "/api/auth/password/change/", {"current_password": PASSWORD, "new_password": password}
        )

        assert response.status_code == 422
        assert says in " ".join(response.json()["errors"]["new_password"])
        assert response.json()["detail"].startswith("new_password: ")
        assert can_sign_in(PASSWORD)

    def test_spaces_count(self, anna):
        signed_in().post("/api/auth/password/change/", {"current_password": PASSWORD, "new_password": f" {NEW} "})

        assert can_sign_in(f" {NEW} ")
        assert not can_sign_in(NEW)


class TestForgetting:
    def ask(self, email="anna@example.org", address="192.0.2.1"):
        return ApiClient(REMOTE_ADDR=address).post("/api/auth/password/reset/", {"email": email})

    def test_a_letter_leads_to_a_new_password(self, anna, post_office):
        elsewhere = signed_in()
        assert self.ask("Anna@Example.org").status_code == 200
        relay(now=timezone.now())

        (letter,) = post_office.letters
        link, proof = link_in(letter)
        assert letter["To"] == "anna@example.org"
        assert f"{link.scheme}://{link.netloc}{link.path}" == f"{configured.PUBLIC_URL}/console/set-password"
        response = ApiClient().post("/api/auth/password/set/", proof | {"new_password": NEW})
        assert response.status_code == 200
        assert (can_sign_in(PASSWORD), can_sign_in(NEW)) == (False, True)
        assert elsewhere.get("/api/auth/user/").status_code == 401

    def test_the_letter_is_text_and_html_with_one_link(self, db, post_office):
        UserFactory(username="anna", email="anna@example.org", first_name="<b>Anna</b>", last_name="& Co")
        tasks.send_password_reset.apply(kwargs={"email": "anna@example.org"})

        (letter,) = post_office.letters
        text, html = (part.get_payload(decode=True).decode() for part in letter.get_payload())
        assert "Hello <b>Anna</b> & Co," in text
        assert "Hello &lt;b&gt;Anna&lt;/b&gt; &amp; Co," in html
        assert re.search(r"http\S+", text)[0] == unescape(re.search(r'href="([^"]+)"', html)[1])

    def test_an_unknown_address_gets_the_same_answer_and_no_letter(self, anna, post_office):
        known, unknown = self.ask(), self.ask("nobody@example.org")
        relay(now=timezone.now())

        assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
        assert [letter["To"] for letter in post_office.letters] == ["anna@example.org"]

    def test_the_same_work_is_done_for_both(self, anna, django_assert_num_queries):
        for email in ("anna@example.org", "nobody@example.org"):
            with django_assert_num_queries(3):  # a savepoint, the fact, its release
                self.ask(email)

    def test_inactive_people_get_none(self, anna, post_office):
        User.objects.filter(pk=anna.pk).update(is_active=False)
        self.ask()
        relay(now=timezone.now())

        assert post_office.letters == []

    def test_nobody_is_flooded(self, anna, post_office):
        answers = [self.ask(address=f"192.0.2.{number + 1}").status_code for number in range(6)]
        relay(now=timezone.now())

        assert set(answers) == {200}
        assert len(post_office.letters) == 3

    def test_one_address_cannot_ask_for_ever(self, anna):
        answers = [self.ask(f"person{number}@example.org") for number in range(21)]

        assert {answer.status_code for answer in answers[:20]} == {200}
        assert (answers[20].status_code, answers[20].json()["code"]) == (429, "too_many_attempts")
        assert int(answers[20]["Retry-After"]) > 0

    @pytest.mark.parametrize("email", ["", "not an address", None, 3])
    def test_what_is_no_address_is_told(self, anna, email):
        assert self.ask(email).status_code == 422

    def test_the_token_is_nowhere_in_what_is_kept(self, anna, post_office):
        self.ask()
        relay(now=timezone.now())

        _, proof = link_in(post_office.letters[0])
        assert proof["token"] not in repr(list(OutboxEvent.objects.values()))


class TestTheLink:
    def use(self, proof, password=NEW):
        return ApiClient().post("/api/auth/password/set/", proof | {"new_password": password})

    def test_is_good_once(self, anna):
        proof = link_for(anna)

        assert self.use(proof).status_code == 200
        again = self.use(proof, "a-third-fine-sentence")
        assert (again.status_code, again.json()["code"]) == (422, "link_not_valid")
        assert can_sign_in(NEW)

    def test_survives_a_password_that_is_not_accepted(self, anna):
        proof = link_for(anna)

        assert self.use(proof, "short").json()["code"] == "password_not_accepted"
        assert self.use(proof).status_code == 200

    def test_is_of_no_use_to_anyone_else(self, anna):
        ben = UserFactory(username="ben")

        assert self.use(link_for(anna) | {"uid": link_for(ben)["uid"]}).status_code == 422

    def test_ends_after_three_days(self, anna):
        proof = link_for(anna)

        with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
            assert self.use(proof).json()["code"] == "link_not_valid"

    def test_ends_with_the_address_it_was_sent_to(self, anna):
        proof = link_for(anna)
        User.objects.filter(pk=anna.pk).update(email="anna@elsewhere.example")

        assert self.use(proof).status_code == 422

    def test_is_closed_with_the_account(self, anna):
        proof = link_for(anna)
        User.objects.filter(pk=anna.pk).update(is_active=False)

        assert self.use(proof).status_code == 422

    def test_opens_a_name_that_was_locked_here(self, anna):
        for _ in range(8):
            can_sign_in("wrong")
        assert not can_sign_in(PASSWORD)

        self.use(link_for(anna))

        assert can_sign_in(NEW)

    @pytest.mark.parametrize(
        "uid", ["", "!!!", "MQ", "Li4v", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "\u00e9", None, 5]
    )
    def test_made_up_ones_are_refused(self, anna, uid):
        assert self.use({"uid": uid, "token": "abc-def"}).status_code == 422

    @pytest.mark.django_db(transaction=True)
    def test_of_two_uses_at_once_one_counts(self):
        proof = link_for(UserFactory(username="anna"))

        def use(password):
            try:
                return self.use(proof, password).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            statuses = list(pool.map(use, [f"fine-sentence-number-{number}" for number in range(4)]))

        assert sorted(statuses) == [200, 422, 422, 422]


class TestInvitations:
    def test_a_profile_with_an_address_is_invited_and_can_then_sign_in(self, manager, post_office):
        created = manager.post("/api/profiles/", {"full_name": "Ben Berg", "email": "ben@example.org"})
        relay(now=timezone.now())

        assert created.json()["invited"] is True
        (letter,) = post_office.letters
        assert letter["To"] == "ben@example.org"
        assert "ben.berg" in letter.get_payload()[0].get_payload(decode=True).decode()
        _, proof = link_in(letter)
        assert ApiClient().post("/api/auth/password/set/", proof | {"new_password": NEW}).status_code == 200
        assert can_sign_in(NEW, "ben.berg")
        assert "invited" not in manager.get(f"/api/profiles/{created.json()['id']}/").json()

    def test_an_invitation_can_be_sent_again(self, manager, post_office):
        ben = UserFactory(username="ben", password="!", email="ben@example.org")

        response = manager.post(f"/api/profiles/{ben.pk}/invite/")
        relay(now=timezone.now())

        assert response.status_code == 200
        assert [letter["To"] for letter in post_office.letters] == ["ben@example.org"]
        assert manager.get(f"/api/profiles/{ben.pk}/").json()["invited"] is True

    @pytest.mark.parametrize("values", [{"email": ""}, {"is_active": False}])
    def test_some_people_cannot_be_invited(self, manager, values):
        person = UserFactory(**values)

        response = manager.post(f"/api/profiles/{person.pk}/invite/")

        assert (response.status_code, response.json()["code"]) == (409, "cannot_be_invited")

    @pytest.mark.parametrize("role", ["operator", "engineer", "scheduler"])
    def test_only_who_edits_people_invites(self, sign_in, role):
        assert sign_in(role=role).post(f"/api/profiles/{UserFactory().pk}/invite/").status_code == 403


class TestBeingTold:
    def test_whose_password_changed_is_told_by_mail_without_any_secret(self, anna, post_office):
        signed_in().post("/api/auth/password/change/", {"current_password": PASSWORD, "new_password": NEW})
        relay(now=timezone.now())

        (letter,) = post_office.letters
        link, values = link_in(letter)
        assert (letter["To"], letter["Subject"]) == ("anna@example.org", "Your password for BMS has been changed")
        assert (link.path, values) == ("/console/forgot-password", {})
        assert all(NEW not in part.get_payload(decode=True).decode() for part in letter.get_payload())

    def test_the_same_after_a_reset(self, anna, post_office):
        ApiClient().post("/api/auth/password/set/", link_for(anna) | {"new_password": NEW})
        relay(now=timezone.now())

        assert [letter["Subject"] for letter in post_office.letters] == ["Your password for BMS has been changed"]


class TestTheMailServer:
    def test_while_it_is_busy_the_letter_is_tried_again(self, anna, post_office):
        post_office.busy_times = 2

        tasks.send_invitation.apply(kwargs={"person_id": anna.pk})

        assert post_office.calls == 3
        assert len(post_office.letters) == 1

    def test_while_it_is_away_the_letter_waits(self, anna, settings):
        with mail_server() as gone:
            settings.EMAIL_PORT = gone.port
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"

        with pytest.raises(Retry, match="Connection refused"):
            tasks.send_invitation.apply(kwargs={"person_id": anna.pk}, throw=True)

    def test_a_mailbox_that_does_not_exist_is_not_tried_again(self, anna, post_office):
        post_office.refused = "anna@example.org"

        tasks.send_invitation.apply(kwargs={"person_id": anna.pk})

        assert (post_office.calls, post_office.letters) == (1, [])

    def test_a_station_without_one_writes_letters_to_files(self, anna, settings, tmp_path):
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = tmp_path

        tasks.send_invitation.apply(kwargs={"person_id": anna.pk})

        (letter,) = tmp_path.iterdir()
        assert "/console/set-password?uid=" in letter.read_text().replace("=\n", "").replace("=3D", "=")


def test_setting_a_password_leaves_no_session(anna):
    signed_in()
    ApiClient().post("/api/auth/password/set/", link_for(User.objects.get()) | {"new_password": NEW})

    assert not Session.objects.exists()
