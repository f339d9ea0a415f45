"""Facts: told after the commit, in order per subject, until they are told or given up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from django.utils import timezone

from apps.core import outbox
from apps.core.models import OutboxEvent
from apps.core.outbox import facts
from apps.core.outbox.relay import FIRST_DELAY, MAX_ATTEMPTS, deliver_batch, number_committed, relay
from apps.core.outbox.switches import KEPT_DAYS
from apps.core.outbox.upkeep import forget_told

pytestmark = pytest.mark.django_db

KEPT_FOR = timedelta(days=KEPT_DAYS.default)
NOW = timezone.now()


@dataclass(frozen=True, kw_only=True)
class LampSwitched(outbox.Fact):
    type: ClassVar[str] = "tests.LampSwitched"
    subject_kind: ClassVar[str] = "lamp"
    live: ClassVar[bool] = True

    lamp_id: int
    step: int = 0
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LampDusted(outbox.Fact):
    type: ClassVar[str] = "tests.LampDusted"
    subject_kind: ClassVar[str] = "lamp"

    lamp_id: int


class Listener:
    """A handler that writes down what it hears and can be told to fail."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, int]] = []
        self.is_broken = False

    def __call__(self, fact: LampSwitched) -> None:
        if self.is_broken:
            raise RuntimeError("the listener is broken")
        self.heard.append((fact.lamp_id, fact.step))


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    listener.__module__, listener.__qualname__ = __name__, "listener"  # type: ignore[attr-defined]  # as a function has
    outbox.handles(LampSwitched)(listener)  # type: ignore[arg-type]  # called like one
    yield listener
    facts._HANDLERS.pop(LampSwitched.type)


def publish(*published: outbox.Fact) -> None:
    with transaction.atomic():
        outbox.publish(*published)


def switched(lamp_id: int, step: int = 0) -> LampSwitched:
    return LampSwitched(lamp_id=lamp_id, step=step, occurred_at=NOW)


def test_a_fact_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        outbox.publish(switched(1))


def test_a_fact_goes_with_its_transaction(listener):
    with transaction.atomic():
        outbox.publish(switched(1))
        transaction.set_rollback(True)

    relay(now=NOW)

    assert listener.heard == []


def test_facts_of_a_subject_arrive_in_order_with_their_values(listener):
    publish(*(switched(lamp, step) for step in range(3) for lamp in (1, 2)))

    relay(now=NOW)

    assert [step for lamp, step in listener.heard if lamp == 1] == [0, 1, 2]
    assert [step for lamp, step in listener.heard if lamp == 2] == [0, 1, 2]
    assert set(OutboxEvent.objects.values_list("state", flat=True)) == {"DONE"}


def test_a_fact_survives_the_way_through_the_table():
    fact = LampSwitched(lamp_id=3, until=NOW + timedelta(hours=1), occurred_at=NOW)
    publish(fact)

    kept = OutboxEvent.objects.get()

    assert facts.fact_of(kept.type, {**kept.payload, "field_of_an_older_version": 1}) == fact


def test_a_failing_handler_holds_back_its_subject_only_and_waits_longer_each_time(listener):
    publish(switched(1, 0), switched(1, 1))
    listener.is_broken = True
    number_committed(now=NOW)

    (first,) = deliver_batch(now=NOW)
    assert (first.attempts, first.due_at) == (1, NOW + FIRST_DELAY)
    assert deliver_batch(now=NOW) == []

    (again,) = deliver_batch(now=NOW + FIRST_DELAY)
    assert (again.pk, again.due_at) == (first.pk, NOW + FIRST_DELAY + 2 * FIRST_DELAY)

    listener.is_broken = False
    publish(switched(2))
    relay(now=NOW + FIRST_DELAY)
    assert listener.heard == [(2, 0)]
    relay(now=NOW + 10 * FIRST_DELAY)
    assert listener.heard == [(2, 0), (1, 0), (1, 1)]


def given_up(listener: Listener) -> OutboxEvent:
    publish(switched(1, 0))
    listener.is_broken = True
    now = NOW
    for _ in range(MAX_ATTEMPTS):
        relay(now=now)
        now += timedelta(hours=1)
    listener.is_broken = False
    return OutboxEvent.objects.get(state="DEAD")


def test_what_cannot_be_told_is_kept_visible_and_no_longer_in_the_way(listener, administrator):
    letter = given_up(listener)

    publish(switched(1, 1))
    relay(now=NOW)
    assert listener.heard == [(1, 1)]

    page = administrator.get("/api/outbox/dead-letters/").json()
    assert page["count"] == 1
    assert page["results"][0] | {"occurred_at": ...} == {
        "id": letter.pk,
        "type": "tests.LampSwitched",
        "subject": "lamp:1",
        "occurred_at": ...,
        "attempts": MAX_ATTEMPTS,
        "error": f"{__name__}.listener: RuntimeError: the listener is broken",
    }


def test_a_dead_letter_is_told_after_a_retry(listener, administrator):
    letter = given_up(listener)

    response = administrator.post(f"/api/outbox/dead-letters/{letter.pk}/retry/")
    relay(now=NOW)

    assert (response.status_code, response.json()["id"]) == (200, letter.pk)
    assert listener.heard == [(1, 0)]
    assert administrator.post(f"/api/outbox/dead-letters/{letter.pk}/retry/").status_code == 404
    assert administrator.get("/api/outbox/dead-letters/").json()["count"] == 0


def test_handlers_that_are_through_are_not_repeated_when_another_fails(listener):
    calls = []

    def second(fact: LampSwitched) -> None:
        calls.append(fact.step)

    outbox.handles(LampSwitched)(second)
    listener.is_broken = True
    publish(switched(1))

    relay(now=NOW)
    listener.is_broken = False
    relay(now=NOW + timedelta(hours=1))

    assert (calls, listener.heard) == ([0], [(1, 0)])


def test_what_a_failing_handler_wrote_is_undone(listener):
    def writes_and_fails(fact: LampSwitched) -> None:
        OutboxEvent.objects.update(subject="lamp:99")
        raise RuntimeError

    outbox.handles(LampSwitched)(writes_and_fails)
    publish(switched(1))

    relay(now=NOW)

    assert OutboxEvent.objects.get().subject == "lamp:1"
    assert listener.heard == [(1, 0)]


def test_a_fact_of_an_unknown_type_or_shape_is_kept_not_lost(listener):
    publish(switched(1), switched(2))
    OutboxEvent.objects.filter(subject="lamp:1").update(type="tests.OfTomorrow")
    OutboxEvent.objects.filter(subject="lamp:2").update(payload={"lamp_id": "unreadable"})

    relay(now=NOW)

    assert list(OutboxEvent.objects.values_list("state", "attempts")) == [("PENDING", 1), ("PENDING", 1)]


def test_facts_without_handlers_need_no_delivery(django_assert_num_queries):
    publish(*(LampDusted(lamp_id=lamp, occurred_at=NOW) for lamp in range(300)))

    # two savepoints of the test's transaction around three statements for numbering, three for looking what is due
    with django_assert_num_queries(7):
        relay(now=NOW)

    assert set(OutboxEvent.objects.values_list("state", flat=True)) == {"DONE"}
    assert sorted(OutboxEvent.objects.values_list("position", flat=True)) == list(range(1, 301))


def test_only_what_was_told_long_ago_is_forgotten_and_positions_go_on(listener):
    given_up(listener)
    publish(*(switched(lamp) for lamp in range(2, 6)))
    relay(now=NOW)
    last = OutboxEvent.objects.order_by("-position").values_list("position", flat=True)[0]
    publish(switched(7))
    number_committed(now=NOW)

    assert forget_told(now=NOW + KEPT_FOR) == 0
    assert forget_told(now=NOW + KEPT_FOR + timedelta(seconds=1)) == 4
    assert list(OutboxEvent.objects.order_by("pk").values_list("state", flat=True)) == ["DEAD", "PENDING"]
    relay(now=NOW)
    forget_told(now=NOW + 2 * KEPT_FOR)
    publish(switched(8))
    relay(now=NOW)
    assert OutboxEvent.objects.get(subject="lamp:8").position == last + 2
