"""Letters: sent once each, to whom they concern, whatever the mail server does meanwhile."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import Message

import pytest
from django.utils import timezone

from apps.core import locks
from apps.core.actors import SYSTEM
from apps.core.switches.services import set_switches
from apps.notifications.mail import sending
from apps.notifications.mail.rendering import message_id
from apps.notifications.mail.services import MAX_RECIPIENTS
from apps.notifications.models import Delivery, Letter, Notification
from apps.notifications.upkeep import forget_old
from tests.authentication.factories import UserFactory
from tests.authentication.mail_server import MailServer, mail_server
from tests.notifications.lamps import break_lamp, told

pytestmark = pytest.mark.django_db
URL = "/api/send-email/"


@pytest.fixture
def post_office(settings) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.PUBLIC_URL = "https://bms.example.org"
    settings.STATION_NAME = "Harbour <Radio>"
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        yield server


def send(after: timedelta = timedelta(0)) -> int:
    return sending.send_due(clock=lambda: timezone.now() + after)


def parts(letter: Message) -> tuple[str, str]:
    text, html = letter.get_payload()
    return text.get_payload(decode=True).decode(), html.get_payload(decode=True).decode()


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


class TestNotices:
    def test_a_notice_is_a_letter_in_text_and_html_that_leads_to_what_happened(self, operator, post_office):
        break_lamp(operator.user.pk)
        told()

        assert send() == 1

        (letter,) = post_office.letters
        assert (letter["Subject"], letter["To"]) == ("Lamp 1 is broken", operator.user.email)
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter["Message-ID"].endswith("@bms.example.org>")
        text, html = parts(letter)
        for wanted in (operator.user.full_name, "It went out at noon.", "https://bms.example.org/console/lamps/1"):
            assert wanted in text
            assert wanted in html
        assert "Harbour <Radio>" in text
        assert "Harbour &lt;Radio&gt;" in html
        assert "/console/account/notifications" in text

    def test_only_who_wants_it_and_has_an_address_is_written_to(self, operator, engineer, scheduler, post_office):
        operator.patch(
            "/api/notification-preferences/", {"preferences": [{"kind": "tests.lamp_broken", "mail": False}]}
        )
        engineer.patch(
            "/api/notification-preferences/", {"preferences": [{"kind": "tests.lamp_broken", "in_app": False}]}
        )
        nowhere = UserFactory(email="")
        break_lamp(operator.user.pk, engineer.user.pk, nowhere.pk, scheduler.user.pk, by=scheduler.user.pk)
        break_lamp(scheduler.user.pk, is_dusty=True)  # a kind that is not sent unless somebody asks for it
        told()

        send()

        assert [letter["To"] for letter in post_office.letters] == [engineer.user.email]
        assert not Notification.objects.filter(person_id=engineer.user.pk).exists()

    def test_who_left_in_the_meantime_is_not_written_to(self, operator, post_office):
        break_lamp(operator.user.pk)
        told()
        operator.user.is_active = False
        operator.user.save()

        assert send() == 0

        assert (states(), post_office.calls) == (["FAILED"], 0)


class TestAMailServerInTrouble:
    @pytest.fixture
    def letters(self, operator, engineer, manager) -> list[str]:
        break_lamp(operator.user.pk, engineer.user.pk, manager.user.pk)
        told()
        return sorted(client.user.email for client in (operator, engineer, manager))

    def test_away_for_a_minute_nothing_is_lost_and_each_goes_out_once(self, letters, post_office, settings):
        settings.EMAIL_PORT = 1  # nobody listens there
        for seconds in range(0, 60, 10):
            assert send(timedelta(seconds=seconds)) == 0
        assert states() == ["PENDING"] * 3

        settings.EMAIL_PORT = post_office.port
        later = timedelta(seconds=75)
        assert send(later) == 3
        assert send(later) == 0

        assert sorted(letter["To"] for letter in post_office.letters) == letters
        assert len({letter["Message-ID"] for letter in post_office.letters}) == 3

    def test_busy_it_is_asked_again_later(self, letters, post_office):
        post_office.busy_times = 1

        assert send() == 0
        assert send(timedelta(seconds=11)) == 3

        assert len(post_office.letters) == 3

    def test_a_mailbox_that_does_not_exist_is_given_up_and_holds_up_nobody(self, letters, post_office):
        post_office.refused = letters[1]

        assert send() == 2

        assert sorted(states()) == ["FAILED", "SENT", "SENT"]
        assert "no such mailbox" in Delivery.objects.get(state="FAILED").last_error
        assert send(timedelta(days=1)) == 0

    def test_after_two_days_it_is_given_up(self, letters, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

        for _ in range(3):
            send(timedelta(days=2, minutes=1))

        assert states() == ["FAILED"] * 3

    def test_what_a_dead_worker_had_in_hand_goes_out_later_as_the_same_letter(self, letters, post_office):
        """It cannot be known whether the server had taken it: the same Message-ID says that it is the same."""
        claimed = sending._claim(now=timezone.now())
        assert claimed is not None
        assert send() == 2
        assert send(sending.CLAIMED_FOR - timedelta(seconds=1)) == 0

        assert send(sending.CLAIMED_FOR + timedelta(seconds=1)) == 1

        assert sorted(letter["To"] for letter in post_office.letters) == letters
        assert message_id(claimed) in {letter["Message-ID"] for letter in post_office.letters}


@pytest.mark.django_db(transaction=True)
def test_one_sender_at_a_time(operator, post_office):
    import threading

    from django.db import connection

    break_lamp(operator.user.pk)
    told()
    results = []

    def other() -> None:
        results.append(send())
        connection.close()

    with locks.alone("notifications.mail") as is_alone:
        assert is_alone
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert (results, post_office.letters) == ([0], [])
    assert send() == 1


class TestSendEmail:
    def test_a_letter_to_colleagues_goes_out_in_the_name_of_who_wrote_it(self, scheduler, operator, post_office):
        body = {"to": [operator.user.email.upper(), operator.user.email], "subject": "Sunday", "message": "Who & when?"}

        response = scheduler.post(URL, body)

        assert (response.status_code, response.json()["recipients"]) == (200, 1)
        assert post_office.calls == 0  # a worker delivers
        send()
        (letter,) = post_office.letters
        assert (letter["Subject"], letter["To"]) == ("Sunday", operator.user.email)
        assert scheduler.user.email in letter["Reply-To"]
        text, html = parts(letter)
        assert "Who & when?" in text
        assert "Who &amp; when?" in html
        assert scheduler.user.full_name in text

    def test_html_is_made_harmless(self, scheduler, operator, post_office):
        html = (
            '<p onclick="steal()">Hello <b>all</b></p><script>steal()</script><img src="https://spy.example/1.png">'
            '<a href="javascript:steal()">one</a> <a href="https://bms.example.org">two</a><form action="/x"></form>'
        )

        scheduler.post(URL, {"to": operator.user.email, "subject": "Rota", "message": "", "html": html})
        send()

        text, sent = parts(post_office.letters[0])
        assert "<p>Hello <b>all</b></p>" in sent
        assert 'href="https://bms.example.org"' in sent
        for poison in ("script", "steal", "spy.example", "form", "onclick"):
            assert poison not in sent
        assert "Hello all" in text
        assert "<" not in text.replace("Harbour <Radio>", "")

    def test_strangers_are_named_and_nobody_is_written_to(self, scheduler, operator):
        gone = UserFactory(username="gone", is_active=False)
        to = [operator.user.email, "stranger@example.com", gone.email, gone.username, "the_operator"]

        response = scheduler.post(URL, {"to": to, "subject": "Hello", "message": "All"})

        problem = response.json()
        assert (response.status_code, list(problem["errors"])) == (422, ["to"])
        for stranger in to[1:]:
            assert stranger in problem["detail"]
        assert f"{operator.user.email} is" not in " ".join(problem["errors"]["to"])
        assert not Letter.objects.exists()

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"subject": "Hello\r\nBcc: all@example.com"}, "subject"),
            ({"subject": "Hello\u2028Bcc: x"}, "subject"),
            ({"subject": " "}, "subject"),
            ({"subject": "x" * 256}, "subject"),
            ({"message": ""}, "message"),
            ({"message": "", "html": "<script>x</script>"}, "message"),
            ({"message": "x" * 20_001}, "message"),
            ({"html": "x" * 200_001}, "html"),
            ({"to": []}, "to"),
            ({"to": None}, "to"),
            ({"to": [f"{n}@example.org" for n in range(MAX_RECIPIENTS + 1)]}, "to"),
            ({"to": ["the_operator@example.org\r\nBcc: all@example.com"]}, "to"),
        ],
    )
    def test_what_is_no_letter_is_refused(self, scheduler, operator, change, field):
        body = {"to": [operator.user.email], "subject": "Hello", "message": "All"} | change

        response = scheduler.post(URL, body)

        assert response.status_code == 422
        assert response.json()["detail"].startswith(field)
        assert not Letter.objects.exists()

    def test_so_many_an_hour_and_no_more(self, scheduler, manager, operator, engineer):
        set_switches(actor=SYSTEM, values={"mail.letters_per_hour": 3})
        two = {"to": [operator.user.email, engineer.user.email], "subject": "Hello", "message": "All"}
        assert scheduler.post(URL, two).status_code == 200

        response = scheduler.post(URL, two)

        assert (response.status_code, response.json()["code"]) == (429, "too_many_attempts")
        assert 3500 < int(response.headers["Retry-After"]) <= 3601
        assert scheduler.post(URL, two | {"to": [operator.user.email]}).status_code == 200
        assert manager.post(URL, two).status_code == 200
        Letter.objects.update(created_at=timezone.now() - timedelta(hours=1))
        assert scheduler.post(URL, two).status_code == 200

    def test_only_those_allowed(self, operator):
        response = operator.post(URL, {"to": [operator.user.email], "subject": "Hello", "message": "All"})

        assert response.status_code == 403


def test_what_was_told_long_ago_is_forgotten(operator, post_office):
    def old(days: int, *, read: bool) -> Notification:
        at = timezone.now() - timedelta(days=days)
        return Notification.objects.create(
            person_id=operator.user.pk, kind="x", title="x", created_at=at, read_at=at if read else None
        )

    kept = [old(80, read=True), old(100, read=False)]
    old(100, read=True), old(400, read=False)
    break_lamp(operator.user.pk)
    told()
    break_lamp(operator.user.pk, lamp=2)
    told()
    sent, waiting = Delivery.objects.order_by("pk")
    sent.state = "SENT"
    sent.save()
    long_ago: datetime = timezone.now() - timedelta(days=100)
    Letter.objects.update(created_at=long_ago)

    assert forget_old(now=timezone.now()) == 3

    assert {row.pk for row in kept} < set(Notification.objects.values_list("pk", flat=True))
    assert list(Letter.objects.values_list("pk", flat=True)) == [waiting.letter_id]
    set_switches(actor=SYSTEM, values={"notifications.kept_days": 7})
    assert forget_old(now=timezone.now()) == 1
