"""A POST with an Idempotency-Key takes effect once, however often and however parallel it is sent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.core.idempotency import KEPT_FOR, forget_expired
from apps.core.models import IdempotentAnswer
from apps.facilities.models import Location

pytestmark = pytest.mark.django_db

KEY = {"Idempotency-Key": "a-key-of-the-client"}


def add(client, name="Dublin", key=KEY):
    return client.post("/api/locations/", {"name": name}, headers=key)


def test_a_repeated_post_gets_the_first_answer(scheduler):
    first, second = add(scheduler), add(scheduler)

    assert (first.status_code, second.status_code) == (201, 201)
    assert (first.content, first["ETag"]) == (second.content, second["ETag"])
    assert (second["Idempotency-Replayed"], "Idempotency-Replayed" in first) == ("true", False)
    assert Location.objects.count() == 1


def test_the_same_key_for_another_request_is_refused(scheduler):
    add(scheduler)

    response = add(scheduler, name="Cork")

    assert (response.status_code, response.json()["code"]) == (409, "idempotency_key_reused")
    assert Location.objects.count() == 1


def test_the_same_key_of_two_people_are_two_keys(scheduler, manager):
    add(scheduler)

    assert "Idempotency-Replayed" not in add(manager, name="Cork")
    assert Location.objects.count() == 2


def test_a_refused_post_leaves_no_key_and_no_trace(scheduler):
    add(scheduler, key={})
    assert add(scheduler).status_code == 422  # the name is taken
    Location.objects.all().delete()

    assert add(scheduler).status_code == 201


@pytest.mark.parametrize("key", ["x" * 256, "a\tb"])
def test_a_key_that_is_none_is_refused(scheduler, key):
    response = add(scheduler, key={"Idempotency-Key": key})

    assert (response.status_code, list(response.json()["errors"])) == (422, ["Idempotency-Key"])


def test_files_are_told_apart_by_their_content(scheduler):
    def send(content: bytes):
        file = SimpleUploadedFile("week.csv", content, "text/csv")
        return Client.post(scheduler, "/api/imports/", {"file": file}, headers=KEY)

    first, again, other = send(b"Title\nA\n"), send(b"Title\nA\n"), send(b"Title\nB\n")

    assert (first.status_code, again.status_code, other.status_code) == (202, 202, 409)
    assert first.json()["id"] == again.json()["id"]


def test_keys_are_forgotten_after_a_day(scheduler):
    add(scheduler)

    assert forget_expired(now=timezone.now() + KEPT_FOR - timedelta(minutes=1)) == 0
    assert forget_expired(now=timezone.now() + KEPT_FOR + timedelta(minutes=1)) == 1
    assert not IdempotentAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twins_sent_at_once_take_effect_once(scheduler):
    def send(_: int):
        client = Client()
        client.cookies = scheduler.cookies
        try:
            return client.post("/api/locations/", {"name": "Dublin"}, content_type="application/json", headers=KEY)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(16)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Location.objects.count() == 1
