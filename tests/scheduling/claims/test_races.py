"""Fifty clients at once, through the real middleware and in real transactions."""

from functools import partial

import pytest
from django.db import connection

from apps.core.models import OutboxEvent
from apps.scheduling.models import Booking, Event
from tests.facilities.test_races import at_once
from tests.scheduling.claims.conftest import URL

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("now")]
CLIENTS = 50


@pytest.fixture
def clients(sign_in):
    first = sign_in(role="scheduler")
    return [first, *(sign_in(first.user) for _ in range(CLIENTS - 1))]


def overlaps():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM scheduling_booking a JOIN scheduling_booking b
                ON a.resource_kind = b.resource_kind AND a.resource_id = b.resource_id AND a.id < b.id
               AND a.period && b.period AND a.status = 'CONFIRMED' AND b.status = 'CONFIRMED'
            """
        )
        return cursor.fetchone()[0]


def statuses(answers):
    return sorted(answer.status_code for answer in answers)


def test_of_fifty_confirmations_of_one_hold_one_wins(clients, hold, act):
    held = hold(clients[0], "Gala")

    answers = at_once(*(partial(act, client, held, "confirm") for client in clients))

    assert statuses(answers) == [200] + [409] * (CLIENTS - 1)
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"not_held"}
    assert OutboxEvent.objects.filter(type="scheduling.hold_confirmed").count() == 1


def test_of_fifty_options_that_are_confirmed_at_once_the_first_wins(clients, hold, act):
    options = [hold(client, f"Option {number}") for number, client in enumerate(clients)]

    answers = at_once(*(partial(act, client, held, "confirm") for client, held in zip(clients, options, strict=True)))

    assert [answer.status_code for answer in answers] == [200] + [409] * (CLIENTS - 1)
    assert {answer.json()["code"] for answer in answers[1:]} == {"not_first"}
    assert Booking.objects.confirmed().count() == 1


def test_fifty_holds_placed_at_once_have_fifty_ranks(clients, hold, rank):
    answers = at_once(*(partial(hold, client, f"Option {number}") for number, client in enumerate(clients)))

    assert sorted(rank(event) for event in answers) == list(range(1, CLIENTS + 1))


def test_a_release_in_a_crowd_promotes_the_next_once(clients, hold, act, rank):
    first, second, *_ = [hold(clients[0], f"Option {number}") for number in range(5)]
    OutboxEvent.objects.all().delete()

    answers = at_once(
        *(partial(act, client, first, "release") for client in clients[::2]),
        *(partial(act, client, second, "confirm") for client in clients[1::2]),
    )

    assert set(statuses(answers)) <= {200, 409}
    assert sum(answer.status_code == 200 for answer in answers[: CLIENTS // 2]) == 1
    assert sum(answer.status_code == 200 for answer in answers[CLIENTS // 2 :]) <= 1
    promoted = OutboxEvent.objects.filter(type="scheduling.hold_promoted").values_list("subject", flat=True)
    assert list(promoted) == [f"event:{second['id']}"]
    assert overlaps() == 0


def test_everyone_who_releases_is_followed_by_somebody_told_once(clients, hold, act):
    options = [hold(clients[0], f"Option {number}") for number in range(20)]
    OutboxEvent.objects.all().delete()

    answers = at_once(
        *(partial(act, client, held, "release") for client, held in zip(clients, options[:-1], strict=False))
    )

    assert statuses(answers) == [200] * 19
    promoted = list(OutboxEvent.objects.filter(type="scheduling.hold_promoted").values_list("subject", flat=True))
    assert len(promoted) == len(set(promoted))
    assert promoted[-1] == f"event:{options[-1]['id']}"


def test_bookings_holds_and_confirmations_at_once_never_overlap(clients, hold, act, studio):
    held = hold(clients[0], "Gala", 0, 2)

    def book(client, number):
        return client.post(
            URL,
            {
                "title": f"Show {number}",
                "facility": studio.pk,
                "start_time": "2027-03-10T13:00:00Z",
                "end_time": "2027-03-10T15:00:00Z",
                "claim": "Held" if number % 3 == 0 else "Confirmed",
            },
        )

    answers = at_once(
        *(partial(act, client, held, "confirm") for client in clients[:10]),
        *(partial(book, client, number) for number, client in enumerate(clients[10:])),
    )

    assert set(statuses(answers)) <= {200, 201, 409}
    assert statuses(answers[:10]).count(200) == 1
    assert Event.objects.filter(title__startswith="Show", claim="Confirmed").count() == 0
    assert overlaps() == 0
