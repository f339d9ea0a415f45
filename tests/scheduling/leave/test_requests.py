"""Requests for time off over HTTP, as the contract's clients use them."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from apps.core.models import OutboxEvent, SwitchValue
from apps.scheduling.leave.counting import kind_of
from apps.scheduling.models import TimeOffRequest
from tests.authentication.factories import UserFactory
from tests.scheduling.leave.conftest import URL

pytestmark = pytest.mark.usefixtures("now")


def test_a_request_has_every_field_of_the_contract_and_no_nulls(operator, manager):
    body = {
        "request_type": "Bank Holiday", "start_date": "2027-03-01", "end_date": "2027-03-03", "reason": "Family",
        "status": "Approved", "approved_by": 1, "approved_at": "2020-01-01T00:00:00Z", "id": 7,
    }  # fmt: skip
    created = operator.post(URL, body)
    assert created.status_code == 201
    assert created.json()["status"] == "Pending"
    assert not created.json().keys() & {"approved_by", "approved_at", "rejected_by", "withdrawn_at", "flags"}
    manager.patch(f"{URL}{created.json()['id']}/", {"status": "Approved"})
    request = operator.get(f"{URL}{created.json()['id']}/").json()

    wanted = {
        "id": int, "user": dict, "request_type": str, "start_date": str, "end_date": str, "reason": str, "status": str,
        "approved_by": dict, "approved_at": str, "created_at": str, "updated_at": str, "days": float,
    }  # fmt: skip
    assert {name: type(request.get(name)) for name in wanted} == wanted
    assert request["user"]["id"] == operator.user.pk
    assert request["approved_by"]["id"] == manager.user.pk
    assert (request["request_type"], request["kind"]) == ("Bank Holiday", "bank_holiday")
    assert (request["start_date"], request["end_date"], request["status"]) == ("2027-03-01", "2027-03-03", "Approved")
    assert request["approved_at"] == "2026-11-23T09:00:00Z"
    assert None not in request.values()


@pytest.mark.parametrize(
    ("spelling", "kind"),
    [
        ("personal", "personal"), ("Personal", "personal"), ("TOIL", "toil"), ("toil", "toil"),
        ("Time off in lieu", "toil"), ("bank holiday", "bank_holiday"), ("bank_holiday", "bank_holiday"),
        ("BANK-HOLIDAY", "bank_holiday"), ("sick", "sick"), ("Sick leave", "sick"), ("annual leave", "annual_leave"),
        ("Vacation", "annual_leave"), ("training", "training"), ("other", "other"), ("Jury duty", "other"),
    ],
)  # fmt: skip
def test_a_type_is_kept_as_it_is_spelt_and_counted_for_what_it_means(operator, spelling, kind):
    answer = operator.post(URL, {"request_type": spelling, "start_date": "2027-03-01", "end_date": "2027-03-01"})
    assert (answer.status_code, answer.json()["request_type"], answer.json()["kind"]) == (201, spelling, kind)
    assert kind_of(spelling) == kind


@pytest.mark.parametrize(
    ("dates", "more", "days", "period"),
    [
        (["2027-03-01"], {}, 1, ("2027-03-01T00:00Z", "2027-03-02T00:00Z")),
        (["2027-03-01"], {"end_time": "13:00"}, 0.5, ("2027-03-01T00:00Z", "2027-03-01T13:00Z")),
        (["2027-07-01"], {"start_time": "13:00"}, 0.5, ("2027-07-01T12:00Z", "2027-07-01T23:00Z")),
        (["2027-03-05", "2027-03-08"], {"start_time": "12:00"}, 1.5, ("2027-03-05T12:00Z", "2027-03-09T00:00Z")),
        (["2027-03-27", "2027-03-28"], {}, 0, ("2027-03-27T00:00Z", "2027-03-28T23:00Z")),  # a weekend of 47 hours
    ],
)
def test_whole_and_part_days(sign_in, ask, dates, more, days, period):
    request = ask(sign_in(), *dates, **more)
    assert request["days"] == days
    row = TimeOffRequest.objects.get()
    assert (row.start_at, row.end_at) == tuple(datetime.fromisoformat(instant) for instant in period)
    assert {name: request.get(name) for name in more} == more


def test_a_weekend_counts_where_the_station_says_so(operator, ask):
    SwitchValue.objects.create(key="time_off.weekends_count", value=True)
    assert ask(operator, "2027-03-05", "2027-03-08")["days"] == 4


def test_an_overlap_of_own_requests_is_refused_with_the_other_named(operator, engineer, ask, manager):
    first = ask(operator, "2027-03-01", "2027-03-05", end_time="12:00")
    ask(engineer, "2027-03-01", "2027-03-05")
    ask(operator, "2027-03-05", "2027-03-08", start_time="12:00")  # they meet
    OutboxEvent.objects.all().delete()

    response = operator.post(URL, {"start_date": "2027-03-03", "end_date": "2027-03-20"})

    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "time_off_overlap")
    assert (
        f"from Mon 01 Mar 2027 to Fri 05 Mar 2027, 12:00 is asked for already, in request {first['id']}"
        in (problem["detail"])
    )
    assert problem["conflicts"][0]["id"] == first["id"]
    assert TimeOffRequest.objects.count() == 3
    assert not OutboxEvent.objects.exists()
    manager.post(f"{URL}{first['id']}/reject/", {"reason": "x"})
    ask(operator, "2027-03-01", "2027-03-04")  # what was rejected takes no days
    again = manager.post(f"{URL}{first['id']}/approve/")
    assert (again.status_code, again.json()["code"]) == (409, "time_off_overlap")


def test_the_database_itself_refuses_an_overlap(operator, ask):
    ask(operator, "2027-03-01", "2027-03-05")
    with pytest.raises(IntegrityError, match="time_off_no_overlap"), transaction.atomic():
        TimeOffRequest.objects.create(
            user_id=operator.user.pk, request_type="x", kind="other", time_zone="UTC",
            start_date=date(2027, 3, 5), end_date=date(2027, 3, 5),
            start_at=datetime(2027, 3, 5, 9, tzinfo=UTC), end_at=datetime(2027, 3, 5, 10, tzinfo=UTC),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start_date": None}, "start_date"),
        ({"start_date": "2027-02-30"}, "start_date"),
        ({"start_date": "9999-12-31", "end_date": "9999-12-31"}, "start_date"),
        ({"end_date": "2027-02-01"}, "end_date"),
        ({"end_date": "2029-03-01"}, "end_date"),
        ({"start_time": "14:00", "end_time": "13:00"}, "end_time"),
        ({"start_time": "25:00"}, "start_time"),
        ({"request_type": "x" * 101}, "request_type"),
        ({"reason": "nul \x00"}, "reason"),
        ({"user": "x"}, "user"),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(operator, change, field):
    response = operator.post(URL, {"request_type": "sick", "start_date": "2027-03-01"} | change)
    assert (response.status_code, response.json()["code"]) == (422, "invalid"), response.content
    assert response.json()["detail"].startswith(f"{field}: ")
    assert not TimeOffRequest.objects.exists()


def test_a_whole_object_sent_back_changes_nothing(operator, ask):
    request = ask(operator, "2027-03-01", "2027-03-05", start_time="12:00", reason="x")
    assert operator.patch(f"{URL}{request['id']}/", request).json() == request
    answer = operator.patch(f"{URL}{request['id']}/", request | {"start_time": "", "reason": None}).json()
    assert not answer.keys() & {"start_time", "reason"}


def test_nobody_sees_or_changes_anybody_elses(operator, engineer, ask):
    request = ask(operator, "2027-03-01", reason="Surgery")
    address = f"{URL}{request['id']}/"
    assert engineer.get(URL, {"user": operator.user.pk}).json()["results"] == []
    assert engineer.get(f"{URL}calendar/", {"start": "2027-03-01", "end": "2027-03-31"}).json()["results"] == []
    for response in (
        engineer.get(address),
        engineer.patch(address, {"reason": "x"}),
        engineer.patch(address, {"status": "Approved"}),
        engineer.post(f"{address}approve/"),
        engineer.post(f"{address}withdraw/"),
        engineer.get(f"{URL}summary/", {"user": operator.user.pk}),
        engineer.post(URL, {"user": operator.user.pk, "start_date": "2027-04-01"}),
    ):
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed")


def test_schedulers_see_who_is_away_and_when_but_never_why(operator, scheduler, manager, ask, away):
    waiting = ask(operator, "2027-03-01", "2027-03-02", request_type="sick", reason="Surgery")
    approved = away(operator, "2027-03-08", request_type="sick", reason="Surgery")
    refused = ask(operator, "2027-03-20", request_type="sick", reason="Surgery")
    manager.post(f"{URL}{refused['id']}/reject/", {"reason": "Surgery?"})

    pages = [
        scheduler.get(URL).json()["results"],
        scheduler.get(f"{URL}calendar/", {"start": "2027-03-01", "end": "2027-03-31"}).json()["results"],
        [scheduler.get(f"{URL}{row['id']}/").json() for row in (waiting, approved)],
    ]

    for rows in pages:
        assert {row["id"] for row in rows} == {waiting["id"], approved["id"]}
        assert {row["request_type"] for row in rows} == {"Away"}
        for row in rows:
            assert not row.keys() & {"reason", "kind", "rejection_reason", "flags"}
    assert scheduler.get(f"{URL}{refused['id']}/").status_code == 403
    # nor may a filter tell
    for query in ({"kind": "sick"}, {"request_type": "sick"}, {"search": "Surgery"}):
        assert scheduler.get(URL, query).json()["count"] == 0, query
        assert manager.get(URL, query).json()["count"] == 3, query
    assert scheduler.get(URL, {"ordering": "request_type"}).status_code == 422
    assert scheduler.get(f"{URL}summary/", {"user": operator.user.pk}).status_code == 403
    assert scheduler.patch(f"{URL}{waiting['id']}/", pages[2][0]).json() == pages[2][0]


def test_a_manager_decides_by_a_patch_as_the_client_does(manager, operator, ask):
    first, second = ask(operator, "2027-03-01"), ask(operator, "2027-03-02")
    whole = manager.get(f"{URL}{first['id']}/").json()
    approved = manager.patch(f"{URL}{first['id']}/", whole | {"status": "Approved"}).json()
    assert (approved["status"], approved["approved_by"]["id"]) == ("Approved", manager.user.pk)
    body = {"status": "Rejected", "rejection_reason": "Too many away"}
    rejected = manager.patch(f"{URL}{second['id']}/", body).json()
    assert (rejected["status"], rejected["rejection_reason"]) == ("Rejected", "Too many away")
    assert "approved_by" not in rejected
    again = operator.patch(f"{URL}{second['id']}/", rejected | {"end_date": "2027-03-03"}).json()
    assert (again["status"], again["end_date"]) == ("Pending", "2027-03-03")
    assert manager.patch(f"{URL}{second['id']}/", {"end_date": "2027-03-04"}).status_code == 403


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_nobody_decides_on_their_own(sign_in, ask, role):
    client = sign_in(role=role)
    own = ask(client, "2027-03-01")
    for response in (
        client.post(f"{URL}{own['id']}/approve/"),
        client.post(f"{URL}{own['id']}/reject/", {"reason": "x"}),
        client.patch(f"{URL}{own['id']}/", {"status": "Approved"}),
    ):
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed")
    assert client.get(f"{URL}{own['id']}/").json()["status"] == "Pending"


def test_a_manager_enters_what_somebody_phoned_in(manager, operator):
    body = {"user": operator.user.pk, "request_type": "sick", "start_date": "2026-11-23"}
    request = manager.post(URL, body).json()
    assert (request["user"]["id"], request["status"]) == (operator.user.pk, "Pending")
    assert manager.post(f"{URL}{request['id']}/approve/").status_code == 200
    assert manager.post(URL, body | {"user": 999999}).status_code == 422


def test_a_request_is_withdrawn_until_the_leave_begins(operator, manager, ask, away, now):
    waiting, approved = ask(operator, "2026-11-20"), away(operator, "2026-11-25")

    gone = operator.post(f"{URL}{waiting['id']}/withdraw/").json()
    assert gone["withdrawn_at"] == "2026-11-23T09:00:00Z"
    assert [row["id"] for row in operator.get(URL).json()["results"]] == [approved["id"]]
    assert [row["id"] for row in operator.get(URL, {"withdrawn": "true"}).json()["results"]] == [waiting["id"]]
    again = operator.post(f"{URL}{waiting['id']}/withdraw/")
    assert (again.status_code, again.json()["code"]) == (409, "withdrawn")
    assert manager.post(f"{URL}{waiting['id']}/approve/").json()["code"] == "withdrawn"
    assert manager.post(f"{URL}{approved['id']}/withdraw/").status_code == 403

    changed = operator.patch(f"{URL}{approved['id']}/", {"end_date": "2026-11-26"})
    assert (changed.status_code, changed.json()["code"]) == (409, "request_approved")
    now.shift(3 * 24 * 3600)
    late = operator.post(f"{URL}{approved['id']}/withdraw/")
    assert (late.status_code, late.json()["code"]) == (409, "leave_begun")
    assert manager.post(f"{URL}{approved['id']}/reject/", {"reason": "x"}).json()["code"] == "leave_begun"


def test_one_bad_row_of_many_is_named_and_does_not_spoil_the_rest(manager, operator, engineer, ask):
    ids = [ask(operator, "2027-03-01")["id"], ask(engineer, "2027-03-01")["id"], ask(manager, "2027-03-01")["id"]]
    gone = ask(operator, "2027-03-08", "2027-03-09")["id"]
    operator.post(f"{URL}{gone}/withdraw/")

    answer = manager.post(f"{URL}bulk-approve/", {"ids": [*ids, gone, 999999]}).json()

    assert answer["done"] == ids[:2]
    assert {row["id"]: row["code"] for row in answer["refused"]} == {
        ids[2]: "not_allowed", gone: "withdrawn", 999999: "not_found",
    }  # fmt: skip
    assert f"{operator.user.full_name}, from Mon 08 Mar 2027 to Tue 09 Mar 2027" in [
        r["name"] for r in answer["refused"]
    ]
    rejected = manager.post(f"{URL}bulk-reject/", {"ids": ids, "reason": "Everybody at once"}).json()
    assert rejected["done"] == ids[:2]
    assert manager.post(f"{URL}bulk-reject/", {"ids": ids}).status_code == 422


def test_who_approves_sees_what_to_look_at(manager, operator, scheduler, ask):
    colleague = UserFactory(department="Operations")
    operator.user.department = "Operations"
    operator.user.save()
    event = {"title": "News", "start_time": "2027-03-01T10:00:00Z", "end_time": "2027-03-01T11:00:00Z"}
    scheduler.post("/api/scheduled-events/", event | {"assigned_users": [operator.user.pk]})
    request = ask(operator, "2027-03-01")
    other = manager.post(URL, {"user": colleague.pk, "start_date": "2027-03-01"}).json()

    flags = {row["id"]: row.get("flags") for row in manager.get(URL).json()["results"]}

    assert flags == {request["id"]: ["booked", "others_away"], other["id"]: ["others_away"]}
    (conflict,) = manager.get(f"{URL}{request['id']}/").json()["conflicts"]
    assert (conflict["event"]["title"], conflict["start_time"]) == ("News", event["start_time"])
    assert "flags" not in operator.get(URL).json()["results"][0]


def test_a_year_in_days(operator, manager, ask, away):
    away(operator, "2026-11-19", "2026-11-24", request_type="sick")  # Thursday to Tuesday; today is Monday
    away(operator, "2026-12-30", "2027-01-04", request_type="annual leave")
    ask(operator, "2026-12-01", request_type="annual leave", end_time="12:00")

    year = operator.get(f"{URL}summary/").json()

    assert (year["year"], year["taken_days"], year["planned_days"], year["pending_days"]) == (2026, 3, 3, 0.5)
    assert year["kinds"] == [
        {"kind": "annual_leave", "taken_days": 0, "planned_days": 2, "pending_days": 0.5},
        {"kind": "sick", "taken_days": 3, "planned_days": 1, "pending_days": 0},
    ]
    query = {"user": operator.user.pk, "year": 2027}
    assert manager.get(f"{URL}summary/", query).json()["planned_days"] == 2


def test_every_filter_narrows(manager, operator, ask, away):
    early, late = ask(operator, "2027-03-01", request_type="TOIL"), away(operator, "2027-03-10", "2027-03-12")

    def found(**query):
        return [row["id"] for row in operator.get(URL, query).json()["results"]]

    assert found() == [late["id"], early["id"]]
    for query in ({"status": "Pending"}, {"kind": "toil"}, {"request_type": "toil"}, {"end_date": "2027-03-09"}):
        assert found(**query) == [early["id"]], query
    assert found(start_date="2027-03-11") == [late["id"]]
    assert found(ordering="start_date", page=1, page_size=1) == [early["id"]]
    for query in ({"status": "Maybe"}, {"user": "x"}, {"kind": "x"}):
        assert operator.get(URL, query).status_code == 422
    for window in ({"start": "2027-03-02", "end": "2027-03-01"}, {"start": "2020-01-01", "end": "2027-01-01"}, {}):
        assert operator.get(f"{URL}calendar/", window).status_code == 422


def test_a_list_costs_the_same_queries_however_many_requests(manager, sign_in, ask, django_assert_num_queries):
    # session, person, requests, people, the setting of weekends, bookings, others away, departments
    for number in range(2):
        for client in (sign_in(), sign_in()):
            ask(client, f"2027-03-{10 + number}")
        with django_assert_num_queries(8):
            assert manager.get(URL).json()["count"] == 2 * (number + 1)


def test_a_stale_version_is_refused(operator, ask):
    request = ask(operator, "2027-03-01")
    url = f"{URL}{request['id']}/"
    assert operator.patch(url, {"reason": "a"}, headers={"If-Match": '"1"'})["ETag"] == '"2"'
    assert operator.post(f"{url}withdraw/", headers={"If-Match": '"1"'}).status_code == 412


def test_the_history_of_a_request_is_on_record(administrator, operator, away):
    request = away(operator, "2027-03-01")
    changes = administrator.get("/api/audit/", {"subject": f"time_off_request:{request['id']}"}).json()["results"]
    assert changes[0]["changes"]["status"] == ["Pending", "Approved"]
