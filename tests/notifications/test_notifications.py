"""What concerns a person: told once, to that person, and read by nobody else."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from apps.core import outbox
from apps.core.models import OutboxEvent
from apps.core.notices import Notice
from apps.core.outbox import facts
from apps.core.outbox.relay import MAX_ATTEMPTS, relay
from apps.notifications.models import Notification
from apps.notifications.public import deliver
from tests.authentication.factories import UserFactory
from tests.notifications.lamps import BROKEN, LampBroken, break_lamp, told

pytestmark = pytest.mark.django_db
URL = "/api/notifications/"


def titles(client) -> list[str]:
    return [row["title"] for row in client.get(URL).json()["results"]]


def test_who_is_concerned_is_told_by_whom_and_where(operator, scheduler):
    break_lamp(operator.user.pk, by=scheduler.user.pk)
    told()

    (row,) = operator.get(URL).json()["results"]
    assert row | {"id": ..., "created_at": ...} == {
        "id": ...,
        "kind": "tests.lamp_broken",
        "title": "Lamp 1 is broken",
        "text": "It went out at noon.",
        "path": "/lamps/1",
        "is_read": False,
        "actor": {"id": scheduler.user.pk, "name": scheduler.user.full_name},
        "created_at": ...,
    }
    assert operator.get(f"{URL}{row['id']}/").json() == row
    assert titles(scheduler) == []


def test_nobody_is_told_what_they_did_themselves_and_nobody_who_has_left(operator, scheduler):
    gone = UserFactory(is_active=False)

    break_lamp(operator.user.pk, scheduler.user.pk, gone.pk, 999_999, by=scheduler.user.pk)
    told()

    assert list(Notification.objects.values_list("person_id", flat=True)) == [operator.user.pk]


def test_a_person_named_twice_is_told_once(operator):
    break_lamp(operator.user.pk, operator.user.pk)
    told()
    told()

    assert len(titles(operator)) == 1


def test_a_dead_letter_that_is_sent_round_again_tells_everyone_once(operator, administrator):
    """The telling was through when a reaction beside it failed, until it was given up."""

    def broken(fact: LampBroken) -> None:
        raise RuntimeError("no spare lamp")

    outbox.handles(LampBroken)(broken)
    try:
        break_lamp(operator.user.pk)
        now = timezone.now()
        for _ in range(MAX_ATTEMPTS):
            relay(now=now)
            now += timedelta(hours=1)
    finally:
        facts._HANDLERS[LampBroken.type].pop(f"{__name__}.{broken.__qualname__}")
    (letter,) = administrator.get("/api/outbox/dead-letters/").json()["results"]
    assert len(titles(operator)) == 1

    administrator.post(f"/api/outbox/dead-letters/{letter['id']}/retry/")
    told()

    assert OutboxEvent.objects.filter(type=LampBroken.type).values_list("state", flat=True).get() == "DONE"
    assert len(titles(operator)) == 1


def test_a_notice_that_cannot_be_made_is_told_once_its_letter_is_mended(operator):
    break_lamp(operator.user.pk, lamp=-1)
    told()
    assert titles(operator) == []
    event = OutboxEvent.objects.get(type=LampBroken.type)
    event.payload["lamp_id"] = 7
    event.save()

    relay(now=timezone.now() + timedelta(hours=1))

    assert titles(operator) == ["Lamp 7 is broken"]


def test_the_newest_comes_first_and_lists_can_be_narrowed(operator):
    for lamp in (1, 2, 3):
        break_lamp(operator.user.pk, lamp=lamp, is_dusty=lamp == 2)
        told()
    newest = operator.get(URL).json()["results"][0]["id"]
    operator.post(f"{URL}mark-read/", {"ids": [newest]})

    assert titles(operator) == ["Lamp 3 is broken", "Lamp 2 is broken", "Lamp 1 is broken"]
    for query, expected in [
        ({"unread": "true"}, [2, 1]),
        ({"is_read": "true"}, [3]),
        ({"kind": "tests.lamp_dusty"}, [2]),
        ({"search": "LAMP 1"}, [1]),
        ({"ordering": "created_at", "page_size": 2}, [1, 2]),
        ({"page": 2, "page_size": 2}, [1]),
    ]:
        found = operator.get(URL, query).json()["results"]
        assert [row["title"] for row in found] == [f"Lamp {lamp} is broken" for lamp in expected], query
    assert operator.get(URL, {"ordering": "person_id"}).status_code == 422


class TestReading:
    def test_some_one_and_all(self, operator):
        for lamp in range(1, 6):
            break_lamp(operator.user.pk, lamp=lamp)
        told()
        ids = [row["id"] for row in operator.get(URL).json()["results"]]

        assert operator.get(f"{URL}unread-count/").json() == {"unread": 5}
        assert operator.post(f"{URL}mark-read/", {"ids": ids[:2]}).json() == {"unread": 3}
        assert operator.post(f"{URL}mark-read/", {"ids": ids[:2]}).json() == {"unread": 3}
        one = operator.patch(f"{URL}{ids[2]}/", {"is_read": True, "title": "Mine"}).json()
        assert (one["is_read"], one["title"]) == (True, "Lamp 3 is broken")
        assert one["read_at"]
        assert operator.patch(f"{URL}{ids[2]}/", {"is_read": False}).json()["is_read"] is False
        # what came after the newest one on screen stays unread
        assert operator.post(f"{URL}mark-all-read/", {"up_to": ids[3]}).json() == {"unread": 1}
        assert operator.generic("POST", f"{URL}mark-all-read/", content_type="application/json").json() == {"unread": 0}

    def test_nothing_of_somebody_else(self, operator, administrator):
        break_lamp(operator.user.pk)
        told()
        row = Notification.objects.get()

        assert administrator.get(URL).json()["count"] == 0
        assert administrator.get(f"{URL}{row.pk}/").status_code == 404
        assert administrator.patch(f"{URL}{row.pk}/", {"is_read": True}).status_code == 404
        administrator.post(f"{URL}mark-read/", {"ids": [row.pk]})
        administrator.post(f"{URL}mark-all-read/")
        assert operator.get(f"{URL}unread-count/").json() == {"unread": 1}

    def test_other_windows_of_the_person_are_told_and_only_when_something_changed(self, operator):
        break_lamp(operator.user.pk)
        told()
        changes = OutboxEvent.objects.filter(type="notifications.changed")
        assert list(changes.values_list("audience_id", "subject", "live")) == [
            (operator.user.pk, f"notifications:{operator.user.pk}", True)
        ]

        operator.post(f"{URL}mark-all-read/")
        operator.post(f"{URL}mark-all-read/")

        assert changes.count() == 2

    @pytest.mark.parametrize("body", [{}, {"ids": "all"}, {"ids": [0]}, {"ids": [None]}, {"ids": list(range(1, 1002))}])
    def test_what_is_no_list_of_ids_is_refused(self, operator, body):
        response = operator.post(f"{URL}mark-read/", body)

        assert response.status_code == 422
        assert "ids" in response.json()["detail"]


class TestPreferences:
    address = "/api/notification-preferences/"

    def mine(self, client) -> dict[str, tuple[bool, bool]]:
        rows = client.get(self.address).json()["preferences"]
        return {row["kind"]: (row["in_app"], row["mail"]) for row in rows}

    def test_every_kind_is_on_until_somebody_chooses(self, operator):
        row = next(
            row for row in operator.get(self.address).json()["preferences"] if row["kind"] == "tests.lamp_broken"
        )

        assert row == {
            "kind": "tests.lamp_broken",
            "label": "A lamp of mine breaks",
            "group": "Tests",
            "in_app": True,
            "mail": True,
        }
        assert self.mine(operator)["tests.lamp_dusty"] == (True, False)

    def test_a_choice_counts_for_the_person_alone_and_leaves_the_rest(self, operator, engineer):
        wish = {"preferences": [{"kind": "tests.lamp_broken", "in_app": False}]}

        answer = operator.patch(self.address, wish).json()

        assert answer == operator.get(self.address).json()
        assert self.mine(operator)["tests.lamp_broken"] == (False, True)
        assert self.mine(engineer)["tests.lamp_broken"] == (True, True)
        operator.patch(self.address, {"preferences": [{"kind": "tests.lamp_broken", "mail": False}]})
        assert self.mine(operator)["tests.lamp_broken"] == (False, False)
        break_lamp(operator.user.pk, engineer.user.pk)
        told()
        assert (titles(operator), titles(engineer)) == ([], ["Lamp 1 is broken"])

    def test_what_was_read_can_be_sent_back_whole(self, operator):
        whole = operator.get(self.address).json()

        assert operator.patch(self.address, whole).json() == whole

    def test_a_kind_that_is_not_is_refused_and_nothing_is_kept(self, operator):
        wish = {"preferences": [{"kind": "tests.lamp_broken", "mail": False}, {"kind": "tests.no_such"}]}

        response = operator.patch(self.address, wish)

        assert response.status_code == 422
        assert "tests.no_such" in response.json()["detail"]
        assert self.mine(operator)["tests.lamp_broken"] == (True, True)


def test_reading_costs_the_same_however_many_there_are(operator, scheduler, django_assert_num_queries):
    for lamp in range(1, 61):
        break_lamp(operator.user.pk, lamp=lamp, by=scheduler.user.pk)
    told()

    # session and person; the rows; their number, as the page is full; the people who did it
    with django_assert_num_queries(5):
        assert len(operator.get(URL).json()["results"]) == 50
    with django_assert_num_queries(3):
        operator.get(f"{URL}unread-count/")
    with django_assert_num_queries(3):
        operator.get("/api/notification-preferences/")


def test_telling_hundreds_costs_what_telling_one_does(operator, django_assert_num_queries):
    crowd = [UserFactory().pk for _ in range(120)]

    for people in ([operator.user.pk], crowd):
        notice = Notice(kind=BROKEN, people=people, title="Lamp 1 is broken")
        # people, preferences, rows, letters, deliveries and facts between two savepoints
        with transaction.atomic(), django_assert_num_queries(8):
            deliver([notice])

    assert Notification.objects.count() == 121
