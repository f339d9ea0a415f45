"""Series around both clock changes: the clock on the wall is what was agreed."""

from datetime import date, timedelta

import pytest

from tests.scheduling.series.factories import EVENTS, URL, dates

# zone, the night of the change, and in UTC: 01:30, 02:30, and 22:00 to 06:00 from the evening before
CASES = [
    ("Europe/Dublin", "2027-03-28", "28T01:30", "28T01:30", ("27T22:00", "28T05:00")),  # 01:30 does not exist
    ("Europe/Dublin", "2027-10-31", "31T00:30", "31T02:30", ("30T21:00", "31T06:00")),  # 01:30 comes twice
    ("America/New_York", "2027-03-14", "14T06:30", "14T07:30", ("14T03:00", "14T10:00")),  # 02:30 does not exist
    ("America/New_York", "2027-11-07", "07T05:30", "07T07:30", ("07T02:00", "07T11:00")),  # 01:30 comes twice
    ("Australia/Lord_Howe", "2027-10-03", "02T15:00", "02T15:30", ("02T11:30", "02T19:00")),  # half an hour
    ("Australia/Lord_Howe", "2027-04-04", "03T14:30", "03T16:00", ("03T11:00", "03T19:30")),  # 01:30 comes twice
    ("Asia/Kolkata", "2027-03-28", "27T20:00", "27T21:00", ("27T16:30", "28T00:30")),  # never changes
]


def made(client, zone, first, start, end):
    """Three days from `first` on."""
    last = first + timedelta(days=1) if end <= start else first
    sent = {
        "title": "Night",
        "dtstart": f"{first}T{start}",
        "dtend": f"{last}T{end}",
        "time_zone": zone,
        "rrule": "FREQ=DAILY;COUNT=3",
    }
    answer = client.post(URL, sent)
    assert answer.status_code == 201, answer.json()
    return answer.json()


def times(client, series):
    return [(event["start_time"][8:16], event["end_time"][8:16]) for event in dates(client, series["id"])]


@pytest.mark.parametrize(("zone", "night", "at_0130", "at_0230", "overnight"), CASES)
def test_series_in_the_night_of_a_change(scheduler, zone, night, at_0130, at_0230, overnight):
    eve = date.fromisoformat(night) - timedelta(days=1)

    first, second = made(scheduler, zone, eve, "01:30", "05:00"), made(scheduler, zone, eve, "02:30", "05:00")
    night_shift = made(scheduler, zone, eve, "22:00", "06:00")

    assert times(scheduler, first)[1][0] == at_0130
    assert times(scheduler, second)[1][0] == at_0230
    assert times(scheduler, night_shift)[0] == overnight


@pytest.mark.parametrize(("zone", "night", "at_0130", "at_0230", "overnight"), CASES)
def test_moves_and_resizes_across_a_change(scheduler, zone, night, at_0130, at_0230, overnight):
    eve = date.fromisoformat(night) - timedelta(days=1)
    series = made(scheduler, zone, eve, "21:00", "23:00")
    path = f"{URL}{series['id']}/"

    moved = scheduler.patch(path, {"dtstart": f"{eve}T22:00", "dtend": f"{night}T06:00"})  # later, and over the change
    across = times(scheduler, series)[0]
    one = dates(scheduler, series["id"])[0]
    by_hand = scheduler.patch(f"{EVENTS}{one['id']}/", {"end_time": one["start_time"].replace(":00Z", ":30Z")})
    back = scheduler.patch(path, {"dtstart": f"{night}T01:30", "dtend": f"{night}T05:00"})

    assert moved.status_code == 200
    assert across == overnight
    assert by_hand.status_code == 200
    assert back.status_code == 200, back.json()
    assert times(scheduler, series)[0][0] == overnight[0]  # changed by hand, so it stays
    assert dates(scheduler, series["id"])[0]["recurrence_time"][8:16] == at_0130
