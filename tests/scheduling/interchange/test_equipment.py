"""Equipment on events that a file moves: no file names it, and none takes it away."""

from apps.scheduling.models import Booking
from tests.facilities.factories import EquipmentFactory, PoolFactory
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


def test_moves_that_would_have_too_many_pieces_out_are_conflicts(scheduler, import_, rows):
    radios = PoolFactory(quantity=5, name="Handheld radio")
    for hour, title in enumerate(("Noon news", "Matinee", "Tea", "Supper")):
        scheduler.post(URL, body(None, 2 * hour, 2 * hour + 1, pools=[{"pool": radios.pk, "quantity": 2}], title=title))
    file = exported(scheduler)
    for before in (b",14:00,", b",16:00,", b",18:00,"):
        file = file.replace(before, b",12:30,").replace(before.replace(b":00", b":59"), b",13:30,")

    run = import_(scheduler, file, mode="good", time_zone="UTC")

    # two of them fit: Noon news stays, one more comes to it, the others would make six
    refused = rows(scheduler, run, "conflict")
    assert [row["reason"] for row in refused] == ["There are not enough of Handheld radio at that time."] * 2
    held = sorted(f"{b.period.lower:%H:%M}" for b in Booking.objects.filter(resource_kind="pool"))
    assert held == ["12:00", "12:30", "16:00", "18:00"]
