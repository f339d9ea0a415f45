"""A request whose facility is held by long work, such as an import, gives up cleanly."""

from datetime import timedelta

from django.db import connection

from apps.core import locks
from apps.scheduling.models import Event
from tests.scheduling.factories import FacilityFactory, body

URL = "/api/scheduled-events/"


def test_a_request_does_not_wait_forever_for_a_facility(scheduler, monkeypatch):
    monkeypatch.setattr(locks, "PATIENCE", timedelta(milliseconds=50))
    studio = FacilityFactory()
    importing = connection.copy()
    try:
        with importing.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [locks._key(f"facility:{studio.pk}")])

        response = scheduler.post(URL, body(studio))

        assert (response.status_code, response.json()["code"]) == (503, "busy")
        assert response["Retry-After"] == "5"
        assert not Event.objects.exists()
    finally:
        with importing.cursor() as cursor:  # the pool keeps the session
            cursor.execute("SELECT pg_advisory_unlock_all()")
        importing.close()
    assert scheduler.post(URL, body(studio)).status_code == 201
