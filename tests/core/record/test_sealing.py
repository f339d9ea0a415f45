"""Sealing beside people who write: rows that appear out of the order of their ids are lost to no seal."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from apps.authentication.models import User
from apps.core.record import sealing
from apps.core.record.models import Seal, SealedRange
from apps.core.record.sealing import seal_record
from apps.core.record.verifying import unsealed, verify_record
from tests.authentication.factories import UserFactory

HISTORY = "authentication_userevent"


def seal(patience: float = 5) -> int:
    return seal_record(now=timezone.now(), patience=timedelta(seconds=patience))


@pytest.mark.django_db
def test_long_tables_are_sealed_in_pieces_that_join(monkeypatch):
    monkeypatch.setattr(sealing, "RANGE_ROWS", 3)
    monkeypatch.setattr(sealing, "SEAL_ROWS", 5)
    UserFactory.create_batch(11)
    assert seal() == 11
    assert list(Seal.objects.order_by("number").values_list("rows", flat=True)) == [6, 5]
    assert list(SealedRange.objects.order_by("after_id").values_list("rows", flat=True)) == [3, 3, 3, 2]
    assert (verify_record().rows, verify_record().found, unsealed()[0]) == (11, [], 0)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_with_an_earlier_id_is_waited_for_and_one_that_takes_too_long_comes_with_the_next_seal():
    person = UserFactory()
    wrote, finish = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            User.objects.filter(pk=person.pk).update(position="slow")  # its id in the history comes first
            wrote.set()
            finish.wait(20)
        connection.close()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    assert wrote.wait(10)
    UserFactory()  # commits before it, with a later id
    assert seal(patience=0.1) == 0
    threading.Timer(0.3, finish.set).start()
    assert seal(patience=20) == 3
    slow.join()
    assert (verify_record().found, unsealed()[0]) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_many_writers_lose_nothing_to_the_seals_between_them():
    people = UserFactory.create_batch(4)
    enough = threading.Event()
    faults: list[BaseException] = []

    def write(person: User, number: int) -> None:
        try:
            step = 0
            while not enough.is_set():
                step += 1
                with transaction.atomic():
                    User.objects.filter(pk=person.pk).update(position=f"{number} {step}")
                    time.sleep(0.001 * (step % 7) * number)
                    if step % 5 == 0:
                        transaction.set_rollback(True)  # its id is used up
        except BaseException as fault:  # noqa: BLE001 - told by the test
            faults.append(fault)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(person, number)) for number, person in enumerate(people)]
    for writer in writers:
        writer.start()
    try:
        sealed: list[int] = []
        while len([rows for rows in sealed if rows]) < 10 and len(sealed) < 1000:
            sealed.append(seal(patience=1))
    finally:
        enough.set()
    for writer in writers:
        writer.join()
    seal()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {HISTORY}")
        (written,) = cursor.fetchone()
    verified = verify_record()
    assert (faults, verified.found, unsealed()[0]) == ([], [], 0)
    assert verified.rows == written >= sum(sealed)
    assert verified.seals >= 10
