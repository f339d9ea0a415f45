"""Ids that modules keep of each other's rows: what points nowhere is found."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.db.backends.postgresql.psycopg_any import Range
from django.utils import timezone

from apps.core.references import declared
from apps.scheduling.events.models import Booking, Event
from tests.authentication.factories import UserFactory
from tests.facilities.factories import FacilityFactory, LocationFactory

pytestmark = pytest.mark.django_db

OWN = {"core", "authentication", "facilities", "scheduling", "tickets"}
# Not another module's: a row of the same module's own.
INSIDE = {
    ("scheduling.ImportRow", "event_id"),
    ("scheduling.ImportRun", "source_id"),
    ("core.SealedRange", "after_id"),
    ("core.SealedRange", "upto_id"),
}


def event(**ids: int) -> Event:
    return Event.objects.create(
        title="News",
        start_at=timezone.now(),
        end_at=timezone.now() + timezone.timedelta(hours=1),
        time_zone="UTC",
        **ids,
    )


def check() -> str:
    told = StringIO()
    call_command("check_references", stdout=told)
    return told.getvalue()


def test_ids_that_point_to_something_are_fine():
    event(facility_id=FacilityFactory().pk, location_id=LocationFactory().pk, created_by_id=UserFactory().pk)
    event()

    assert "every id points to something" in check()


def test_ids_that_point_nowhere_are_listed():
    told = StringIO()
    event(facility_id=999_001, created_by_id=UserFactory().pk)
    event(facility_id=999_002, created_by_id=999_003)
    held = event(facility_id=999_002)
    for kind, key in (("facility", 999_004), ("person", 999_005), ("person", UserFactory().pk)):
        period = Range(held.start_at, held.end_at)
        Booking.objects.create(event=held, resource_kind=kind, resource_id=key, period=period)

    with pytest.raises(CommandError, match="5 ids point nowhere"):
        call_command("check_references", stdout=told)

    assert told.getvalue().splitlines() == [
        "scheduling.Event.facility_id -> facility: 2 (999001, 999002)",
        "scheduling.Event.created_by_id -> person: 1 (999003)",
        "scheduling.Booking.resource_id (resource_kind=facility) -> facility: 1 (999004)",
        "scheduling.Booking.resource_id (resource_kind=person) -> person: 1 (999005)",
    ]


def test_every_column_of_ids_is_declared():
    kept = {(reference.model, reference.column) for reference in declared()}
    for model in apps.get_models():
        if model._meta.app_label not in OWN or any(field.name == "pgh_id" for field in model._meta.fields):
            continue
        for field in model._meta.concrete_fields:
            is_plain_id = isinstance(field, models.BigIntegerField) and not isinstance(field, models.BigAutoField)
            if is_plain_id and field.name.endswith("_id"):
                assert (model._meta.label, field.name) in kept | INSIDE
