"""Equipment on a series: every date holds it, and every clash is told."""

import pytest
import time_machine

from apps.facilities.models import EquipmentStatus
from apps.scheduling.models import Booking, Event
from tests.facilities.factories import EquipmentFactory, KitFactory, PoolFactory
from tests.scheduling.series.factories import EVENTS, URL

DAILY = {
    "title": "Breakfast", "dtstart": "2027-03-02T06:00", "dtend": "2027-03-02T09:00", "time_zone": "UTC",
    "rrule": "FREQ=DAILY;COUNT=10",
}  # fmt: skip


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2027-02-20T12:00:00Z", tick=False):
        yield


@pytest.fixture
def camera(db):
    return EquipmentFactory(name="Camera 1", asset_tag="CAM-1")


@pytest.fixture
def kit(db):
    return KitFactory(name="Flyaway", items=[EquipmentFactory(name="Mixer"), EquipmentFactory(name="Deck")])


@pytest.fixture
def radios(db):
    return PoolFactory(name="Radios", quantity=5)


@pytest.fixture
def daily(scheduler, camera, kit, radios):
    gear = {"equipment": [camera.pk], "kits": [kit.pk], "pools": [{"pool": radios.pk, "quantity": 3}]}
    response = scheduler.post(URL, DAILY | gear)
    assert response.status_code == 201, response.content
    return response.json()


def gear_on(series, kind="equipment"):
    rows = Booking.objects.filter(event__series=series["id"], event__archived_at=None, resource_kind=kind)
    return rows.exclude(status="RELEASED").count()


def test_every_date_holds_it_and_says_so(scheduler, daily, camera, radios, django_assert_max_num_queries):
    assert (gear_on(daily), gear_on(daily, "pool")) == (30, 10)
    assert [item["id"] for item in daily["equipment"]] == [camera.pk]
    assert [len(kit["items"]) for kit in daily["kits"]] == [2]
    assert daily["pools"] == [{"pool": {"id": radios.pk, "name": "Radios"}, "quantity": 3}]
    one = Event.objects.filter(series=daily["id"]).first()
    assert one.edited == []
    assert [item["name"] for item in scheduler.get(f"{EVENTS}{one.pk}/").json()["equipment"]] == ["Camera 1"]
    more = DAILY | {"dtstart": "2027-06-02T06:00", "dtend": "2027-06-02T09:00", "rrule": "FREQ=DAILY;COUNT=100"}
    with django_assert_max_num_queries(60):  # whatever the number of dates
        answer = scheduler.post(URL, more | {"pools": [{"pool": radios.pk, "quantity": 3}]})
    assert answer.status_code == 201


def test_what_is_out_already_refuses_it_with_every_date_or_leaves_those_out(scheduler, daily, camera, kit, radios):
    item, pool = {"equipment": [camera.pk]}, {"pools": [{"pool": radios.pk, "quantity": 3}]}
    later = DAILY | {"dtstart": "2027-03-09T08:00", "dtend": "2027-03-09T10:00", "title": "Late"}
    refused = scheduler.post(URL, later | item)
    assert (refused.status_code, refused.json()["code"]) == (409, "booking_conflict")
    assert [row["resource"]["name"] for row in refused.json()["conflicts"]] == ["Camera 1"] * 3
    short = scheduler.post(URL, later | pool).json()
    assert [(row["pool"]["name"], row["free"], row["wanted"]) for row in short["shortages"]] == [("Radios", 2, 3)] * 3
    assert "2 of 5 Radios are free" in short["detail"]
    in_kit = scheduler.post(URL, later | {"kits": [kit.pk]}).json()["conflicts"]
    assert {row["resource"]["kit"]["name"] for row in in_kit} == {"Flyaway"}
    skipped = scheduler.post(URL, later | item | pool | {"on_clash": "skip"})
    assert (skipped.status_code, len(skipped.json()["plan"]["skipped"])) == (201, 3)
    assert gear_on(skipped.json()) == 7


def test_dates_of_one_series_that_overlap_count_together(scheduler, radios):
    night = DAILY | {"dtend": "2027-03-03T07:00", "pools": [{"pool": radios.pk, "quantity": 3}]}  # 25 hours
    answer = scheduler.post(URL, night)
    assert (answer.status_code, answer.json()["code"]) == (409, "booking_conflict")
    assert scheduler.post(URL, night | {"pools": [{"pool": radios.pk, "quantity": 2}]}).status_code == 201


def test_a_change_of_all_or_of_what_follows_leaves_what_was_changed_by_hand(scheduler, daily, camera, kit, radios):
    second = EquipmentFactory(name="Camera 2")
    dates = list(Event.objects.filter(series=daily["id"]).order_by("start_at"))
    scheduler.patch(f"{EVENTS}{dates[2].pk}/", {"equipment": []})
    assert Event.objects.get(pk=dates[2].pk).edited == ["equipment"]
    change = {"scope": "following", "from": dates[5].start_at.isoformat(), "equipment": [second.pk], "kits": []}
    rest = scheduler.patch(f"{URL}{daily['id']}/", change)
    assert rest.status_code == 200, rest.content
    assert [item["name"] for item in rest.json()["equipment"]] == ["Camera 2"]
    assert (gear_on(daily), gear_on(rest.json())) == (14, 5)
    whole = scheduler.patch(f"{URL}{daily['id']}/", {"pools": [], "kits": []})
    assert whole.status_code == 200
    assert (gear_on(daily), gear_on(daily, "pool")) == (4 + 2, 1)  # what the one has by hand it has as a whole
    assert Event.objects.get(pk=dates[2].pk).edited == ["equipment"]
    same = scheduler.patch(f"{URL}{daily['id']}/", whole.json())  # sent back as it was read
    assert same.json()["version"] == whole.json()["version"]


def test_what_cannot_be_booked_is_refused_and_nothing_is_made(scheduler, camera):
    camera.status = EquipmentStatus.FAULTY
    camera.save()
    answer = scheduler.post(URL, DAILY | {"equipment": [camera.pk]})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["equipment"])
    assert not Event.objects.exists()
