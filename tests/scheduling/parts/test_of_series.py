"""Parts on one date of a series: they go along with every change of the whole, and count as a change by hand."""

import time_machine

from apps.scheduling.models import Booking
from tests.authentication.factories import UserFactory
from tests.scheduling.series.factories import EVENTS, URL, body, dates


@time_machine.travel("2027-02-20T12:00:00Z", tick=False)
def test_parts_of_a_date_move_with_the_series_and_are_named_before_they_are_lost(scheduler):
    ann = UserFactory()
    series = scheduler.post(URL, body(None)).json()
    third = dates(scheduler, series["id"])[2]
    rig = {"title": "Rig", "start_time": "2027-03-03T04:00Z", "end_time": "2027-03-03T06:00Z"}
    assert scheduler.post(f"{EVENTS}{third['id']}/parts/", rig | {"assigned_users": [ann.pk]}).status_code == 201
    assert dates(scheduler, series["id"])[2]["edited"] == ["parts"]

    moved = scheduler.patch(f"{URL}{series['id']}/", {"dtstart": "2027-03-01T07:00", "dtend": "2027-03-01T10:00"})

    assert moved.status_code == 200, moved.content
    found = dates(scheduler, series["id"])[2]
    assert (found["start_time"], found["edited"]) == ("2027-03-03T07:00:00Z", ["parts"])
    assert (found["parts"][0]["start_time"], found["parts"][0]["end_time"]) == (
        "2027-03-03T05:00:00Z",
        "2027-03-03T07:00:00Z",
    )
    held = Booking.objects.get(part=found["parts"][0]["id"]).period
    assert held.lower.isoformat() == "2027-03-03T05:00:00+00:00"

    earlier = scheduler.patch(f"{URL}{series['id']}/", {"dtstart": "2027-03-01T06:30"})
    assert earlier.status_code == 200, earlier.content
    assert dates(scheduler, series["id"])[2]["parts"][0]["start_time"] == "2027-03-03T05:00:00Z"
    assert Booking.objects.get(part=found["parts"][0]["id"]).period == held

    refused = scheduler.delete(f"{URL}{series['id']}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "edits_would_be_lost")
    assert refused.json()["edits"][0]["edited"] == ["parts"]

    part = found["parts"][0]["id"]
    assert scheduler.delete(f"{EVENTS}{third['id']}/parts/{part}/").status_code == 200
    assert "edited" not in dates(scheduler, series["id"])[2]
