"""Time entries over HTTP, as the contract's clients use them."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, connection, transaction

from apps.core.models import OutboxEvent
from apps.scheduling.models import Shift, TimeBreak, TimeEntry
from tests.authentication.factories import UserFactory
from tests.scheduling.timekeeping.conftest import URL

pytestmark = pytest.mark.usefixtures("now")


def test_an_entry_has_every_field_of_the_contract_and_no_nulls(operator, manager, berlin):
    shift = Shift.objects.create(name="Early")
    body = {
        "date": "2027-03-10",
        "clock_in": "09:00",
        "clock_out": "17:30",
        "break_start": "12:00",
        "break_end": "12:30",
        "location": berlin.pk,
        "shift": {"id": str(shift.pk)},
        "notes": "Outside broadcast",
        "total_hours": 99,
        "approved_by": 1,
        "status": "Approved",
    }
    created = operator.post(URL, body)
    assert created.status_code == 201
    manager.patch(f"{URL}{created.json()['id']}/", {"status": "Approved"})
    entry = operator.get(f"{URL}{created.json()['id']}/").json()

    wanted = {
        "id": int, "user": dict, "date": str, "clock_in": str, "clock_out": str, "break_start": str, "break_end": str,
        "total_hours": float, "location": dict, "shift": dict, "notes": str, "status": str, "approved_by": dict,
        "approved_at": str, "created_at": str, "updated_at": str,
    }  # fmt: skip
    assert {name: type(entry.get(name)) for name in wanted} == wanted
    assert entry["user"]["id"] == operator.user.pk
    assert {"id", "user", "full_name", "email", "status"} <= entry["user"].keys()
    assert entry["approved_by"]["id"] == manager.user.pk
    assert (entry["location"]["name"], entry["shift"]["name"]) == ("Studio Berlin", "Early")
    assert (entry["clock_in"], entry["clock_out"]) == ("2027-03-10T08:00:00Z", "2027-03-10T16:30:00Z")
    assert (entry["break_start"], entry["break_end"]) == ("2027-03-10T11:00:00Z", "2027-03-10T11:30:00Z")
    assert (entry["date"], entry["total_hours"], entry["status"]) == ("2027-03-10", 8.0, "Approved")
    assert created.json()["status"] == "Pending"
    assert "approved_by" not in created.json()
    assert None not in entry.values()


def test_a_bare_entry_leaves_out_what_is_empty(operator):
    entry = operator.post(URL, {}).json()

    assert entry["date"] == "2026-11-23"
    assert not entry.keys() & {
        "clock_in", "clock_out", "break_start", "break_end", "total_hours", "location", "shift", "notes", "approved_by",
        "approved_at", "rejected_by", "break_hours", "flags",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("date", "clock", "hours"),
    [
        ("2027-03-27", ("22:00", "09:00"), 10.0),  # the night the clocks go forward
        ("2027-10-30", ("22:00", "09:00"), 12.0),  # the night they go back
        ("2027-03-27", ("2027-03-27T22:00:00Z", "2027-03-28T08:00:00Z"), 10.0),
        ("2027-10-30", ("2027-10-30T21:00:00Z", "2027-10-31T09:00:00Z"), 12.0),
        ("2027-10-30", ("2027-10-30T22:00:00+01:00", "2027-10-31T09:00:00"), 12.0),  # wall time with its day
        ("2027-06-01", ("22:00", "06:00"), 8.0),
    ],
)
def test_a_night_is_one_entry_of_the_day_it_starts_and_its_hours_are_elapsed(operator, enter, date, clock, hours):
    entry = enter(operator, date, *clock)
    assert (entry["date"], entry["total_hours"], entry["time_zone"]) == (date, hours, "Europe/Dublin")


def test_a_time_the_clocks_skip_moves_forward_and_says_so(operator, enter):
    entry = enter(operator, "2027-03-28", "01:30", "06:00")

    assert entry["clock_in"] == "2027-03-28T01:30:00Z"  # 02:30 of the summer
    assert entry["total_hours"] == 3.5
    assert entry["remarks"] == ["clock_in 01:30 does not exist on 2027-03-28 in Europe/Dublin: moved to 02:30."]
    assert "remarks" not in operator.get(f"{URL}{entry['id']}/").json()


def test_a_time_that_comes_twice_is_told_apart(operator, enter):
    first = enter(operator, "2027-10-31", "01:30", "01:45")
    assert (first["clock_in"], first["total_hours"]) == ("2027-10-31T00:30:00Z", 0.25)
    assert first["remarks"][0] == "clock_in 01:30 comes twice on 2027-10-31 in Europe/Dublin: the first was taken."

    second = enter(operator, "2027-10-31", "2027-10-31T01:30:00Z", "02:00")
    assert second["total_hours"] == 0.5

    # 01:15 after the first 01:45 can only be the second one
    other = enter(operator, "2028-10-29", "01:45", "01:15")
    assert (other["clock_out"], other["total_hours"]) == ("2028-10-29T01:15:00Z", 0.5)
    assert "the second was taken" in other["remarks"][1]


def test_wall_times_are_of_the_place_and_the_row_keeps_its_zone(operator, enter, berlin):
    entry = enter(operator, "2027-01-12", "09:00", "10:00", location=berlin.pk)
    assert (entry["clock_in"], entry["time_zone"]) == ("2027-01-12T08:00:00Z", "Europe/Berlin")

    berlin.time_zone = "America/New_York"
    berlin.save()
    moved = operator.patch(f"{URL}{entry['id']}/", {"clock_out": "11:00"}).json()
    assert (moved["clock_out"], moved["time_zone"]) == ("2027-01-12T10:00:00Z", "Europe/Berlin")


def test_several_entries_a_day_may_meet_but_not_overlap(operator, enter):
    first = enter(operator, "2027-03-10", "09:00", "12:00")
    enter(operator, "2027-03-10", "12:00", "14:00")
    enter(operator, "2027-03-09", "22:00", "09:00")
    OutboxEvent.objects.all().delete()

    response = operator.post(URL, {"date": "2027-03-10", "clock_in": "11:59", "clock_out": "12:30"})

    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "time_entry_overlap")
    assert f"number {first['id']} is there: Wed 10 Mar 2027, 09:00 to 12:00" in problem["detail"]
    assert problem["conflicts"][0]["id"] == first["id"]
    assert problem["conflicts"][0]["clock_in"] == "2027-03-10T09:00:00Z"
    assert TimeEntry.objects.count() == 3
    assert not OutboxEvent.objects.exists()


def test_two_people_may_work_at_the_same_time(operator, engineer, enter):
    enter(operator, "2027-03-10", "09:00", "12:00")
    enter(engineer, "2027-03-10", "09:00", "12:00")


def test_the_database_itself_refuses_an_overlap_and_a_second_open_entry(operator):
    values = {"user_id": operator.user.pk, "date": "2027-03-10", "time_zone": "UTC"}
    nine, ten, eleven = (datetime(2027, 3, 10, hour, tzinfo=UTC) for hour in (9, 10, 11))
    TimeEntry.objects.create(**values, clock_in_at=nine, clock_out_at=eleven, worked_seconds=7200)
    for more in (
        {"clock_in_at": ten, "clock_out_at": eleven, "worked_seconds": 1},
        {"clock_in_at": ten},  # begins inside of it
    ):
        with pytest.raises(IntegrityError, match="time_entry_no_overlap"), transaction.atomic():
            TimeEntry.objects.create(**values, **more)
    TimeEntry.objects.create(**values, clock_in_at=eleven)
    with pytest.raises(IntegrityError, match="time_entry_one_open"), transaction.atomic():
        TimeEntry.objects.create(**values, clock_in_at=datetime(2027, 3, 10, 12, tzinfo=UTC))


def test_an_entry_without_a_clock_out_runs_and_a_second_is_refused_with_the_first_named(operator, enter):
    first = enter(operator, "2026-11-23", "08:30")

    second = operator.post(URL, {"date": "2026-11-23", "clock_in": "2026-11-23T08:45:00Z"})

    problem = second.json()
    assert (second.status_code, problem["code"]) == (409, "already_clocked_in")
    assert problem["detail"].startswith("You are clocked in since Mon 23 Nov 2026, 08:30 (Europe/Dublin)")
    assert problem["entry"]["id"] == first["id"]
    covered = operator.post(URL, {"date": "2026-11-23", "clock_in": "08:40", "clock_out": "08:50"})
    assert (covered.status_code, covered.json()["code"]) == (409, "time_entry_overlap")
    closed = operator.patch(f"{URL}{first['id']}/", {"clock_out": "2026-11-23T09:00:00Z"}).json()
    assert closed["total_hours"] == 0.5


def test_breaks_of_all_kinds_are_taken_off(operator, enter):
    entry = enter(
        operator,
        "2027-10-30",
        "22:00",
        "09:00",
        breaks=[{"start": "05:00", "end": "05:30"}, {"start": "01:30", "end": "02:00"}],
        break_hours="0.5",
    )
    # the first 01:30 to two o'clock is an hour and a half in that night
    assert [pause["start"] for pause in entry["breaks"]] == ["2027-10-31T00:30:00Z", "2027-10-31T05:00:00Z"]
    assert entry["break_start"] == "2027-10-31T00:30:00Z"
    assert (entry["break_hours"], entry["total_hours"]) == (0.5, 12 - 1.5 - 0.5 - 0.5)

    answer = operator.patch(f"{URL}{entry['id']}/", {"break_end": "01:45"}).json()
    assert answer["total_hours"] == 12 - 0.25 - 0.5 - 0.5
    assert TimeBreak.objects.filter(entry_id=entry["id"]).count() == 2
    answer = operator.patch(f"{URL}{entry['id']}/", {"breaks": [], "break_hours": 1.5}).json()
    assert (answer["breaks"], answer["total_hours"]) == ([], 10.5)
    assert "break_start" not in answer


def test_a_client_that_knows_one_break_leaves_the_others_alone(operator, enter):
    breaks = [{"start": "10:00", "end": "10:15"}, {"start": "13:00", "end": "13:30"}]
    entry = enter(operator, "2027-03-10", "09:00", "17:00", breaks=breaks)

    sent = {name: value for name, value in entry.items() if name != "breaks"} | {"break_end": "10:30"}
    answer = operator.patch(f"{URL}{entry['id']}/", sent).json()

    assert (len(answer["breaks"]), answer["total_hours"]) == (2, 7.0)


def test_a_whole_object_sent_back_changes_nothing(operator, enter, berlin):
    entry = enter(
        operator, "2027-03-10", "09:00", "17:00", break_start="12:00", break_end="13:00", break_hours=0.5,
        location=berlin.pk, notes="x",
    )  # fmt: skip
    assert operator.patch(f"{URL}{entry['id']}/", entry).json() == entry


def test_null_and_empty_clear(operator, enter, berlin):
    entry = enter(operator, "2027-03-10", "09:00", "17:00", break_hours=1, location=berlin.pk, notes="x")
    empty = {"clock_out": None, "break_hours": "", "location": "", "notes": None, "shift": None}
    answer = operator.patch(f"{URL}{entry['id']}/", empty).json()
    assert not answer.keys() & {"clock_out", "break_hours", "location", "notes", "total_hours"}


def test_another_date_moves_everything_by_the_wall(operator, enter):
    entry = enter(operator, "2027-03-20", "22:00", "09:00", break_start="02:00", break_end="02:30")
    assert entry["total_hours"] == 10.5

    answer = operator.patch(f"{URL}{entry['id']}/", entry | {"date": "2027-03-27"}).json()

    assert (answer["date"], answer["clock_in"], answer["clock_out"]) == (
        "2027-03-27", "2027-03-27T22:00:00Z", "2027-03-28T08:00:00Z",
    )  # fmt: skip
    assert answer["total_hours"] == 9.5


def test_the_day_of_a_client_far_away_stays(operator):
    body = {"date": "2027-07-01", "clock_in": "2027-07-01T23:30:00Z", "clock_out": "2027-07-02T01:00:00Z"}
    entry = operator.post(URL, body).json()  # 00:30 on the second, in Dublin
    assert entry["date"] == "2027-07-01"
    assert operator.patch(f"{URL}{entry['id']}/", {"notes": "x"}).json()["date"] == "2027-07-01"
    late = operator.post(URL, {"clock_in": "2027-07-03T23:30:00Z", "clock_out": "2027-07-04T01:00:00Z"}).json()
    assert late["date"] == "2027-07-04"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"clock_out": "2027-03-10T08:00:00Z"}, "clock_out"),
        ({"clock_out": "2027-03-20T08:00:00Z"}, "clock_out"),
        ({"clock_in": "25:00"}, "clock_in"),
        ({"clock_in": 9}, "clock_in"),
        ({"clock_in": "0001-01-01T00:00:00Z"}, "clock_in"),
        ({"clock_in": None}, "clock_in"),
        ({"date": "2027-02-30"}, "date"),
        ({"date": "9999-12-31"}, "date"),
        ({"date": "2027-03-05", "clock_in": "2027-03-10T09:00:00Z"}, "date"),
        ({"break_end": "12:00"}, "break_start"),
        ({"break_start": "12:00"}, "break_end"),
        ({"break_start": "2027-03-10T08:00:00Z", "break_end": "10:00"}, "break_start"),
        ({"break_start": "16:00", "break_end": "18:00"}, "break_end"),
        ({"breaks": [{"start": "10:00", "end": "11:00"}, {"start": "10:30", "end": "12:00"}]}, "break_start"),
        ({"break_hours": -1}, "break_hours"),
        ({"break_hours": 9}, "break_hours"),
        ({"location": 999999}, "location"),
        ({"shift": 999999}, "shift"),
        ({"notes": "nul \x00"}, "notes"),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(operator, change, field):
    response = operator.post(URL, {"date": "2027-03-10", "clock_in": "09:00", "clock_out": "17:00"} | change)

    assert (response.status_code, response.json()["code"]) == (422, "invalid"), response.content
    assert field in response.json()["errors"]
    assert response.json()["detail"].startswith(f"{field}: ")
    assert not TimeEntry.objects.exists()


def test_nobody_sees_or_changes_anybody_elses_time(operator, engineer, scheduler, enter):
    entry = enter(operator, "2027-03-10", "09:00", "12:00")
    address = f"{URL}{entry['id']}/"
    for other in (engineer, scheduler):
        assert other.get(URL).json()["results"] == []
        assert other.get(URL, {"user": operator.user.pk}).json()["results"] == []
        for response in (
            other.get(address),
            other.patch(address, {"notes": "x"}),
            other.patch(address, {"status": "Approved"}),
            other.delete(address),
            other.post(f"{address}approve/"),
            other.get(f"{URL}summary/", {"user": operator.user.pk}),
            other.post(URL, {"user": operator.user.pk, "clock_in": "09:00"}),
        ):
            assert (response.status_code, response.json()["code"]) == (403, "not_allowed")
    assert operator.get(address).json() == entry


def test_managers_see_everyone_and_enter_what_was_forgotten(manager, operator, enter):
    own = enter(operator, "2027-03-10", "09:00", "12:00")
    forgotten = enter(manager, "2027-03-11", "09:00", "12:00", user_id=operator.user.pk)

    assert forgotten["user"]["id"] == operator.user.pk
    ids = [row["id"] for row in manager.get(URL, {"user": operator.user.pk}).json()["results"]]
    assert ids == [forgotten["id"], own["id"]]
    assert manager.get(URL, {"user": manager.user.pk}).json()["count"] == 0
    refused = manager.patch(f"{URL}{own['id']}/", {"notes": "mine now"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert manager.post(URL, {"user": 999999}).status_code == 422


def test_an_entry_taken_back_is_gone_and_its_time_is_free(operator, enter):
    entry = enter(operator, "2027-03-10", "09:00", "12:00")

    response = operator.delete(f"{URL}{entry['id']}/")

    assert (response.status_code, "detail" in response.json()) == (200, True)
    assert operator.get(f"{URL}{entry['id']}/").status_code == 404
    enter(operator, "2027-03-10", "09:00", "12:00")


def test_an_entry_stays_with_its_person(manager, operator, enter):
    entry = enter(operator, "2027-03-10", "09:00", "12:00")
    response = operator.patch(f"{URL}{entry['id']}/", {"user": manager.user.pk})
    assert (response.status_code, list(response.json()["errors"])) == (422, ["user"])
    assert operator.patch(f"{URL}{entry['id']}/", {"user_id": str(operator.user.pk)}).status_code == 200


def test_a_stale_version_is_refused(operator, enter):
    entry = enter(operator, "2027-03-10", "09:00", "12:00")
    url = f"{URL}{entry['id']}/"
    assert operator.patch(url, {"notes": "a"}, headers={"If-Match": '"1"'})["ETag"] == '"2"'
    assert operator.patch(url, {"notes": "b"}, headers={"If-Match": '"1"'}).status_code == 412


def test_every_filter_narrows(manager, operator, enter, berlin):
    shift = Shift.objects.create(name="Early")
    plain = enter(operator, "2027-03-10", "09:00", "12:00")
    early = enter(
        operator, "2027-03-12", "09:00", "12:00", shift=shift.pk, location=berlin.pk, notes="Harbour festival"
    )
    running = enter(operator, "2026-11-23", "08:00")

    def found(**query):
        response = operator.get(f"{URL}?{urlencode(query)}")
        assert response.status_code == 200, response.content
        return [row["id"] for row in response.json()["results"]]

    assert found() == [early["id"], plain["id"], running["id"]]
    for query in (
        {"date": "2027-03-12"},
        {"start_date": "2027-03-11"},
        {"shift": shift.pk},
        {"location": berlin.pk},
        {"search": "harbour"},
    ):
        assert found(**query) == [early["id"]], query
    assert found(end_date="2027-01-01") == found(running="true") == [running["id"]]
    assert found(status="Approved") == []
    assert found(ordering="date", page=1, page_size=1) == [running["id"]]


@pytest.mark.parametrize("query", [{"status": "Maybe"}, {"user": "x"}, {"ordering": "password"}, {"date": "today"}])
def test_a_bad_query_is_refused(operator, query):
    assert operator.get(URL, query).status_code == 422


def test_a_list_costs_the_same_queries_however_many_entries(manager, enter, sign_in, berlin, django_assert_num_queries):
    # session, person, entries with shifts, breaks, adjustments, people, locations, day totals, the setting of long days
    for number in range(2):
        for client in (sign_in(), sign_in()):
            entry = enter(client, f"2027-03-{10 + number}", "09:00", "12:00", location=berlin.pk, break_hours=1)
            manager.post(f"{URL}{entry['id']}/approve/")
            manager.post(f"{URL}{entry['id']}/adjust/", {"clock_out": "13:00", "reason": "Forgot an hour"})
        with django_assert_num_queries(9):
            assert manager.get(URL).json()["count"] == 2 * (number + 1)


def test_the_history_of_an_entry_is_on_record(administrator, operator, enter):
    entry = enter(operator, "2027-03-10", "09:00", "12:00")
    operator.patch(f"{URL}{entry['id']}/", {"break_start": "10:00", "break_end": "10:30"})

    changes = administrator.get("/api/audit/", {"subject": f"time_entry:{entry['id']}"}).json()["results"]

    assert {name for change in changes for name in change["changes"]} >= {"worked_seconds", "break.start_at"}
    assert {change["actor"]["id"] for change in changes} == {operator.user.pk}


def test_an_entry_of_somebody_inactive_is_still_answered(manager, operator, enter):
    enter(operator, "2027-03-10", "09:00", "12:00")
    operator.user.is_active = False
    operator.user.save()
    assert manager.get(URL).json()["results"][0]["user"]["status"] == "Inactive"


def test_a_persons_entries_are_found_by_index(db):
    people = [UserFactory().pk for _ in range(20)]
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(50)]
    entries = [TimeEntry(user_id=person, date=day, time_zone="Europe/Dublin") for person in people for day in days]
    TimeEntry.objects.bulk_create(entries)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE scheduling_time_entry")  # or its plan is one for an empty table
        cursor.execute(
            "EXPLAIN SELECT * FROM scheduling_time_entry WHERE user_id = %s AND archived_at IS NULL"
            " ORDER BY date DESC, id LIMIT 20",
            [people[7]],
        )
        assert "time_entry_of_person" in str(cursor.fetchall())
