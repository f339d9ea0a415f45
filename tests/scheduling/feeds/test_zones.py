"""Wall times of a calendar feed, read by the definitions the feed itself carries."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.scheduling.interchange.zones import timezone_lines
from tests.scheduling.feeds.conftest import EVENTS, read

ZONES = ["Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "UTC"]
FIRST = datetime(2025, 1, 2, tzinfo=UTC)


@pytest.fixture
def now():
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC), tick=False):
        yield


def own_zone(key: str, first: int, last: int):
    """The zone as the lines define it, without looking its name up."""
    parsed = icalendar.Timezone.from_ical("\r\n".join(timezone_lines(key, first, last)))
    assert isinstance(parsed, icalendar.Timezone)
    return parsed.to_tz(lookup_tzid=False)


@pytest.mark.parametrize("key", [*ZONES, "America/Sao_Paulo", "Pacific/Apia", "Asia/Pyongyang"])
def test_a_definition_is_right_on_every_day_of_its_years(key):
    first, last = 2010, 2028
    zone, defined = ZoneInfo(key), own_zone(key, first, last)
    moment = datetime(first, 1, 2, tzinfo=UTC)
    while moment.year <= last:
        wall = moment.astimezone(zone)
        if not wall.fold:
            again = wall.replace(tzinfo=defined)
            assert again.utcoffset() == wall.utcoffset(), wall
        moment += timedelta(hours=7)


@settings(max_examples=100, deadline=None)
@given(
    moment=st.integers(0, 5 * 365 * 24 * 3600).map(lambda seconds: FIRST + timedelta(seconds=seconds)),
    key=st.sampled_from(ZONES),
)
def test_wall_times_mean_the_instants_they_were_made_of(moment, key):
    zone, defined = ZoneInfo(key), _DEFINED[key]
    wall = moment.astimezone(zone)
    if wall.fold == 0:
        assert wall.replace(tzinfo=defined).utcoffset() == wall.utcoffset()


_DEFINED = {key: own_zone(key, 2024, 2030) for key in ZONES}


CHANGES = {
    "Europe/Dublin": ["2027-03-28T01:00Z", "2027-10-31T01:00Z"],
    "America/New_York": ["2027-03-14T07:00Z", "2027-11-07T06:00Z"],
    "Australia/Lord_Howe": ["2027-04-03T15:00Z", "2027-10-02T15:30Z"],
    "Asia/Kolkata": ["2027-03-28T01:00Z"],
}


@pytest.mark.django_db
@pytest.mark.parametrize("key", CHANGES)
def test_events_around_a_change_of_clocks_keep_their_instants(now, scheduler, feed_of, key):
    """Also the second of two equal wall times, which TZID cannot name."""
    wanted = {}
    for number, change in enumerate(CHANGES[key]):
        moment = datetime.fromisoformat(change)
        for step in range(-8, 9):
            start = moment + step * timedelta(minutes=15)
            title = f"{number} {step}"
            body = {
                "title": title,
                "start_time": start.isoformat(),
                "end_time": (start + timedelta(minutes=15)).isoformat(),
                "time_zone": key,
            }
            assert scheduler.post(EVENTS, body).status_code == 201
            wanted[title] = (start, start + timedelta(minutes=15))
    saved = scheduler.post("/api/saved-filters/", {"name": "All"}).json()
    path = feed_of(scheduler, kind="filter", saved_filter=saved["id"])
    calendar = read(path)

    [defined] = calendar.walk("VTIMEZONE")
    assert str(defined["TZID"]) == key
    zone = defined.to_tz(lookup_tzid=False)
    found = {}
    for entry in calendar.walk("VEVENT"):
        moments = []
        for name in ("DTSTART", "DTEND"):
            at = entry[name].dt
            named = entry[name].params.get("TZID")
            assert named in (None, key)
            moments.append((at.replace(tzinfo=zone) if named else at).astimezone(UTC))
        found[str(entry["SUMMARY"])] = tuple(moments)
    assert found == wanted


@pytest.mark.django_db
def test_every_zone_that_is_used_is_defined_and_no_other(now, scheduler, feed_of):
    for key in ("Europe/Dublin", "Asia/Kolkata", "UTC"):
        scheduler.post(
            EVENTS,
            {
                "title": key,
                "start_time": "2027-03-02T10:00Z",
                "end_time": "2027-03-02T11:00Z",
                "time_zone": key,
            },
        )
    saved = scheduler.post("/api/saved-filters/", {"name": "All"}).json()
    calendar = read(feed_of(scheduler, kind="filter", saved_filter=saved["id"]))
    assert {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")} == {"Europe/Dublin", "Asia/Kolkata"}
    assert {str(entry["SUMMARY"]) for entry in calendar.walk("VEVENT")} == {"Europe/Dublin", "Asia/Kolkata", "UTC"}
