"""Notifications through real workers and real stream servers: each to its person, none lost, none twice."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from apps.authentication.models import User
from apps.core.models import OutboxEvent
from apps.core.tasks import relay
from apps.notifications.models import Delivery, Notification
from tests.authentication.factories import UserFactory
from tests.authentication.mail_server import mail_server
from tests.core.processes import free_port, stream_server, until, worker
from tests.core.test_live_stream import listening
from tests.core.test_live_stream import tell as tell_everyone
from tests.core.test_relay_in_worker import _empty_queue
from tests.notifications.lamps import break_lamp, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.station]


def bell(person: User) -> dict[str, str]:
    return {"type": "notifications.changed", "subject": f"notifications:{person.pk}"}


def test_a_notification_reaches_its_person_alone_on_every_server(tmp_path, operator, engineer):
    (tmp_path / "other").mkdir()
    with (
        stream_server(tmp_path) as (one, _),
        stream_server(tmp_path / "other") as (two, _),
        listening(one, operator) as here,
        listening(two, operator) as there,
        listening(two, engineer) as stranger,
    ):
        for console in (here, there, stranger):
            console.joined()
        break_lamp(operator.user.pk)
        told()
        assert here.next() == bell(operator.user)
        assert there.next() == bell(operator.user)
        # what everybody is told comes after it, and is the first thing the stranger hears
        tell_everyone(9)
        assert stranger.next()["subject"] == "lamp:9"
        assert [here.next()["subject"], there.next()["subject"]] == ["lamp:9", "lamp:9"]

        operator.post("/api/notifications/mark-all-read/")
        told()
        assert there.next() == bell(operator.user)


@pytest.mark.parametrize("from_the_table", [False, True])
def test_what_was_missed_is_replayed_to_its_person_alone(tmp_path, operator, engineer, from_the_table):
    with stream_server(tmp_path) as (address, _):
        with listening(address, operator) as console:
            last_id = console.joined().last_id
        break_lamp(operator.user.pk)
        told()
        tell_everyone(9)
        if not from_the_table:
            replayed(address, operator, engineer, last_id)
    if from_the_table:
        with stream_server(tmp_path) as (address, _):
            replayed(address, operator, engineer, last_id)


def replayed(address, operator, engineer, last_id) -> None:
    with listening(address, operator, **{"Last-Event-ID": last_id}) as console:
        assert [console.next()["subject"], console.next()["subject"]] == [bell(operator.user)["subject"], "lamp:9"]
        assert int(console.joined().last_id) == OutboxEvent.objects.order_by("-position").first().position
    with listening(address, engineer, **{"Last-Event-ID": last_id}) as console:
        assert console.next()["subject"] == "lamp:9"


@contextmanager
def deaths_are_counted() -> Iterator[None]:
    _empty_queue()
    with connection.cursor() as cursor:
        cursor.execute("CREATE SEQUENCE tests_deaths")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP SEQUENCE tests_deaths")
    _empty_queue()


def test_a_worker_killed_while_it_tells_loses_nothing_and_tells_nobody_twice(tmp_path, transactional_db):
    crew = [UserFactory().pk for _ in range(5)]
    with deaths_are_counted():
        for lamp in range(10):
            break_lamp(*crew, lamp=lamp)
        for _ in range(2):
            with worker(tmp_path, app="tests.notifications.worker_app") as process:
                relay.delay()
                until(lambda: process.poll() is not None, what=f"the worker's death ({tmp_path}/worker.log)")
        assert not Notification.objects.exists()
        with worker(tmp_path, app="tests.notifications.worker_app"):
            relay.delay()
            until(
                lambda: not OutboxEvent.objects.exclude(state="DONE").exists(),
                what=f"the end of the relay ({tmp_path}/worker.log)",
            )

    got = list(Notification.objects.values_list("person_id", "title"))
    assert len(got) == len(set(got)) == 50


def test_with_the_mail_server_away_every_letter_waits_and_goes_out_once(tmp_path, transactional_db):
    """The worker itself, its beat and a real server: first nobody listens at its port, later somebody does."""
    crew = [UserFactory() for _ in range(5)]
    port = free_port()
    _empty_queue()
    beat = ("--beat", "--schedule", str(tmp_path / "schedule"))
    with worker(tmp_path, *beat, BMS_EMAIL_URL=f"smtp://127.0.0.1:{port}"):
        for lamp in range(4):
            break_lamp(*(person.pk for person in crew), lamp=lamp)
            told()
        until(lambda: Delivery.objects.filter(attempts__gt=0), what=f"the first attempt ({tmp_path}/worker.log)")
        assert set(Delivery.objects.values_list("state", flat=True)) <= {"PENDING", "SENDING"}

        with mail_server(port=port) as server:
            until(
                lambda: not Delivery.objects.exclude(state="SENT").exists(),
                what=f"the sending of everything ({tmp_path}/worker.log)",
            )

    sent = [(letter["To"], letter["Subject"]) for letter in server.letters]
    assert len(sent) == len(set(sent)) == 20
    assert len({letter["Message-ID"] for letter in server.letters}) == 20
    _empty_queue()
