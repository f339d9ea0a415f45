"""This one, this and following, all: what changes, what stays, and what is named before it is lost."""

from datetime import datetime

import pytest

from apps.core.models import OutboxEvent
from apps.scheduling.models import Booking, Event, Series
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory
from tests.scheduling.series.factories import EVENTS, URL, body, dates, starts

BEFORE = "2027-02-20T12:00:00Z"  # before the first date
DURING = "2027-03-03T12:00:00Z"  # three dates have begun


@pytest.fixture
def studio(db):
    return FacilityFactory(name="Studio A", rig_minutes=30, strike_minutes=15)


@pytest.fixture
def series(scheduler, studio, time_machine_at):
    time_machine_at(BEFORE)
    return scheduler.post(URL, body(studio)).json()


def change(client, series, **values):
    return client.patch(f"{URL}{series['id']}/", values)


def held(studio):
    periods = Booking.objects.confirmed().filter(resource_kind="facility", resource_id=studio.pk)
    return sorted((b.period.lower, b.period.upper) for b in periods)


def test_all_takes_new_values_and_hand_edits_survive(scheduler, series, studio):
    third = dates(scheduler, series["id"])[2]
    scheduler.patch(f"{EVENTS}{third['id']}/", {"title": "Breakfast special", "description": "With guests"})

    answer = change(scheduler, series, title="Morning show", event_type="Live")

    assert answer.status_code == 200, answer.json()
    found = dates(scheduler, series["id"])
    assert [event["title"] for event in found].count("Morning show") == 9
    assert found[2]["title"] == "Breakfast special"
    assert found[2]["event_type"] == "Live"
    assert found[2]["edited"] == ["description", "title"]
    assert [kept["event"]["id"] for kept in answer.json()["plan"]["kept"]] == [third["id"]]
    assert answer.json()["plan"]["changed"] == 10


def test_all_moves_every_date_with_what_it_holds(scheduler, series, studio):
    answer = change(scheduler, series, dtstart="2027-03-01T07:00", dtend="2027-03-01T10:00")

    assert answer.status_code == 200, answer.json()
    assert answer.json()["id"] == series["id"]
    found = dates(scheduler, series["id"])
    assert {(event["start_time"][11:], event["end_time"][11:]) for event in found} == {("07:00:00Z", "10:00:00Z")}
    assert [event["recurrence_time"] for event in found] == [event["start_time"] for event in found]
    assert {(f"{start:%H:%M}", f"{end:%H:%M}") for start, end in held(studio)} == {("06:30", "10:15")}
    assert Event.objects.count() == 10  # the same events, moved


def test_a_move_to_another_day_takes_the_days_of_the_week_along(scheduler, series):
    sunday = change(scheduler, series, dtstart="2027-03-02T06:00", dtend="2027-03-02T09:00").json()

    assert sunday["rrule"] == "FREQ=WEEKLY;COUNT=10;BYDAY=TU,WE,TH,FR,SA"
    assert starts(scheduler, series["id"])[:5] == [f"2027-03-0{day}T06:00:00Z" for day in (2, 3, 4, 5, 6)]


def test_a_date_moved_by_hand_stays_where_it_was_put(scheduler, series):
    second = dates(scheduler, series["id"])[1]
    scheduler.patch(
        f"{EVENTS}{second['id']}/", {"start_time": "2027-03-02T12:00:00Z", "end_time": "2027-03-02T15:00:00Z"}
    )

    change(scheduler, series, dtstart="2027-03-01T07:00", dtend="2027-03-01T10:00")

    moved = dates(scheduler, series["id"])[1]
    assert (moved["start_time"], moved["recurrence_time"]) == ("2027-03-02T12:00:00Z", "2027-03-02T07:00:00Z")
    assert moved["edited"] == ["end_at", "start_at"]


def test_put_back_by_hand_it_is_a_date_like_the_others(scheduler, series):
    second = dates(scheduler, series["id"])[1]
    for hour in ("12", "06"):
        scheduler.patch(
            f"{EVENTS}{second['id']}/",
            {"start_time": f"2027-03-02T{hour}:00:00Z", "end_time": f"2027-03-02T{int(hour) + 3:02}:00:00Z"},
        )

    assert "edited" not in dates(scheduler, series["id"])[1]


def test_a_change_that_would_lose_hand_edits_names_them_first(scheduler, series):
    second = dates(scheduler, series["id"])[1]
    scheduler.patch(f"{EVENTS}{second['id']}/", {"title": "Breakfast special"})
    rule = "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=6"

    preview = change(scheduler, series, rrule=rule, preview=True).json()
    refused = change(scheduler, series, rrule=rule)
    untouched = len(dates(scheduler, series["id"]))
    done = change(scheduler, series, rrule=rule, drop_edits=True)

    assert [edit["event"]["id"] for edit in preview["lost"]] == [second["id"]]
    assert (preview["removed"], preview["created"], preview["date_count"]) == (4, 0, 6)
    assert (refused.status_code, refused.json()["code"]) == (409, "edits_would_be_lost")
    assert refused.json()["edits"][0]["edited"] == ["title"]
    assert untouched == 10
    assert done.status_code == 200
    assert len(dates(scheduler, series["id"])) == 6


def test_the_past_is_a_record(scheduler, series, time_machine_at):
    time_machine_at(DURING)

    moved = change(scheduler, series, dtstart="2027-03-01T07:00", dtend="2027-03-01T10:00").json()

    assert moved["follows"] == series["id"]
    assert [start[8:13] for start in starts(scheduler, series["id"])] == ["01T06", "02T06", "03T06"]
    assert [start[8:13] for start in starts(scheduler, moved["id"])][:3] == ["04T07", "05T07", "08T07"]
    old = scheduler.get(f"{URL}{series['id']}/").json()
    assert old["text"] == "every weekday at 06:00 until Wed 3 Mar 2027"
    assert moved["text"] == "every weekday at 07:00, 7 times"


def test_values_alone_keep_the_series_whole_and_the_past_as_it_was(scheduler, series, time_machine_at):
    time_machine_at(DURING)

    changed = change(scheduler, series, title="Morning show").json()

    assert changed["id"] == series["id"]
    assert [event["title"] for event in dates(scheduler, series["id"])] == ["Breakfast"] * 3 + ["Morning show"] * 7


def test_following_splits_the_series(scheduler, series, studio):
    other = FacilityFactory(name="Studio B")

    answer = change(
        scheduler,
        series,
        scope="following",
        **{"from": "2027-03-08T06:00:00Z"},
        facility=other.pk,
        rrule=series["rrule"],
    ).json()

    assert answer["follows"] == series["id"]
    assert [event["facility"]["name"] for event in dates(scheduler, series["id"])] == ["Studio A"] * 5
    assert [event["facility"]["name"] for event in dates(scheduler, answer["id"])] == ["Studio B"] * 5
    assert answer["rrule"] == "FREQ=WEEKLY;COUNT=5;BYDAY=MO,TU,WE,TH,FR"
    assert Event.objects.live().count() == 10
    assert len(held(studio)) == 5


def test_following_from_the_first_date_is_all(scheduler, series):
    answer = change(scheduler, series, scope="following", **{"from": "2027-03-01T06:00:00Z"}, title="Early").json()

    assert answer["id"] == series["id"]
    assert {event["title"] for event in dates(scheduler, series["id"])} == {"Early"}


def test_every_other_week_goes_on_every_other_week(scheduler, time_machine_at):
    time_machine_at(BEFORE)
    made = scheduler.post(URL, body(rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=6")).json()

    answer = change(
        scheduler, made, scope="following", **{"from": "2027-03-16T00:00:00Z"}, dtstart="2027-03-01T05:00"
    ).json()

    assert [start[5:10] for start in starts(scheduler, made["id"])] == ["03-01", "03-03", "03-15"]
    assert [start[5:13] for start in starts(scheduler, answer["id"])] == ["03-17T05", "03-29T04", "03-31T04"]


def test_a_whole_object_sent_back_changes_nothing(scheduler, series):
    read = scheduler.get(f"{URL}{series['id']}/").json()
    OutboxEvent.objects.all().delete()

    answer = change(scheduler, read, **read)

    assert answer.json()["version"] == read["version"]
    assert not OutboxEvent.objects.exists()


def test_a_move_that_clashes_anywhere_is_refused_whole_or_leaves_that_date_out(scheduler, series, studio):
    taken = scheduler.post(
        EVENTS,
        {
            "title": "Gala",
            "facility": studio.pk,
            "start_time": "2027-03-03T10:00:00Z",
            "end_time": "2027-03-03T12:00:00Z",
        },
    ).json()
    later = {"dtstart": "2027-03-01T08:00", "dtend": "2027-03-01T11:00"}

    refused = change(scheduler, series, **later)
    unmoved = starts(scheduler, series["id"])[2]
    moved = change(scheduler, series, **later, on_clash="skip")

    assert refused.status_code == 409
    assert [clash["event"]["id"] for clash in refused.json()["conflicts"]] == [taken["id"]]
    assert unmoved == "2027-03-03T06:00:00Z"
    assert moved.json()["exdate"] == ["2027-03-03T08:00"]
    assert moved.json()["plan"]["removed"] == 1
    assert len(starts(scheduler, series["id"])) == 9


def test_dates_may_take_each_others_places(scheduler, studio, time_machine_at):
    time_machine_at(BEFORE)
    made = scheduler.post(URL, body(studio, rrule="FREQ=DAILY;COUNT=10", dtend="2027-03-02T05:00")).json()

    answer = change(scheduler, made, dtstart="2027-03-02T06:00", dtend="2027-03-03T05:00")

    assert answer.status_code == 200, answer.json()
    assert starts(scheduler, made["id"])[0] == "2027-03-02T06:00:00Z"
    assert Event.objects.count() == 10


def test_a_date_taken_off_by_hand_does_not_come_back(scheduler, series, studio):
    second = dates(scheduler, series["id"])[1]

    scheduler.delete(f"{EVENTS}{second['id']}/")
    changed = change(scheduler, series, title="Morning show").json()

    assert changed["exdate"] == ["2027-03-02T06:00"]
    assert len(dates(scheduler, series["id"])) == 9
    assert len(held(studio)) == 9


def test_ending_a_series_takes_the_coming_dates_off(scheduler, series, studio, time_machine_at):
    time_machine_at(DURING)

    preview = scheduler.delete(f"{URL}{series['id']}/?preview=true").json()
    answer = scheduler.delete(f"{URL}{series['id']}/")

    assert preview["removed"] == answer.json()["removed"] == 7
    assert len(dates(scheduler, series["id"])) == len(held(studio)) == 3
    assert scheduler.get(f"{URL}{series['id']}/").json()["text"] == "every weekday at 06:00 until Wed 3 Mar 2027"


def test_ending_one_that_has_not_begun_takes_it_off_whole(scheduler, series):
    assert scheduler.delete(f"{URL}{series['id']}/").status_code == 200

    assert scheduler.get(f"{URL}{series['id']}/").status_code == 404
    assert dates(scheduler, series["id"]) == []
    assert Series.objects.get().archived_at == datetime.fromisoformat(BEFORE)


def test_ending_from_a_date_on_names_hand_edits_first(scheduler, series):
    last = dates(scheduler, series["id"])[-1]
    scheduler.patch(f"{EVENTS}{last['id']}/", {"title": "Farewell"})
    path = f"{URL}{series['id']}/?scope=following&from=2027-03-08T06:00:00Z"

    refused = scheduler.delete(path)
    done = scheduler.delete(f"{path}&drop_edits=true")

    assert (refused.status_code, refused.json()["code"]) == (409, "edits_would_be_lost")
    assert done.json()["removed"] == 5
    assert len(dates(scheduler, series["id"])) == 5


def test_people_follow_the_series(scheduler, series):
    person = UserFactory()

    change(scheduler, series, assigned_users=[person.pk])

    assert {event["assigned_users"][0]["id"] for event in dates(scheduler, series["id"])} == {person.pk}
    assert Booking.objects.of_person(person.pk).count() == 10


def test_an_older_version_is_refused(scheduler, series):
    answer = scheduler.patch(f"{URL}{series['id']}/", {"title": "X"}, headers={"If-Match": '"99"'})

    assert answer.status_code == 412


def test_following_needs_a_date(scheduler, series):
    answer = change(scheduler, series, scope="following", title="X")

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["from"])


def test_operators_change_nothing(operator, series):
    assert change(operator, series, title="X").status_code == 403
    assert operator.delete(f"{URL}{series['id']}/").status_code == 403
