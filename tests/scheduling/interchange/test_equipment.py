"""Equipment on events that a file moves: no file names it, and none takes it away."""

from apps.scheduling.models import Booking
from tests.facilities.factories import EquipmentFactory
from tests.scheduling.factories import at, body

URL = "/api/scheduled-events/"


def exported(client, **query):
    return b"".join(client.get(f"{URL}export/", {"format": "csv", "start": at(-9), "end": at(9), **query}))


def test_an_event_that_is_moved_takes_its_equipment_along(scheduler, import_):
    camera = EquipmentFactory()
    scheduler.post(URL, body(None, 0, 1, equipment=[camera.pk]))

    run = import_(scheduler, exported(scheduler).replace(b",12:00,", b",12:30,"), time_zone="UTC")

    assert run["counts"]["changed"] == 1, run
    held = Booking.objects.get(resource_kind="equipment")
    assert (held.resource_id, f"{held.period.lower:%H:%M}") == (camera.pk, "12:30")


def test_a_move_onto_equipment_that_is_taken_is_a_conflict(scheduler, import_, rows):
    camera = EquipmentFactory()
    scheduler.post(URL, body(None, 0, 1, equipment=[camera.pk], title="Noon news"))
    scheduler.post(URL, body(None, 2, 3, equipment=[camera.pk], title="Matinee"))

    run = import_(scheduler, exported(scheduler).replace(b",14:00,", b",12:30,"), time_zone="UTC")

    (row,) = rows(scheduler, run, "conflict")
    assert "is already booked for Noon news" in row["reason"]
    assert Booking.objects.filter(resource_kind="equipment").count() == 2
