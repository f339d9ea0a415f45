"""Leave and the schedule: who is away is not booked, who is booked is told of."""

from functools import partial

import pytest

from apps.core import notices
from apps.core.models import OutboxEvent
from apps.scheduling.models import Booking, Event
from tests.facilities.test_races import at_once
from tests.scheduling.leave.conftest import URL

EVENTS = "/api/scheduled-events/"


def event(*people, day="2027-03-01", **more):
    return {
        "title": "News",
        "start_time": f"{day}T10:00:00Z",
        "end_time": f"{day}T11:00:00Z",
        "assigned_users": [person.pk for person in people],
        **more,
    }


def test_who_is_on_leave_is_not_assigned(operator, scheduler, away):
    away(operator, "2027-03-01", "2027-03-05", request_type="sick", reason="Surgery")
    OutboxEvent.objects.all().delete()

    response = scheduler.post(EVENTS, event(operator.user, scheduler.user))

    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "on_leave")
    name = operator.user.full_name
    assert problem["detail"] == f"{name} is on leave from Mon 01 Mar 2027 to Fri 05 Mar 2027"
    (absence,) = problem["absences"]
    assert absence["person"] == {"id": operator.user.pk, "name": name}
    assert (absence["start_date"], absence["end_date"]) == ("2027-03-01", "2027-03-05")
    assert "urgery" not in response.content.decode()
    assert "sick" not in response.content.decode()
    assert not Event.objects.exists()
    assert not OutboxEvent.objects.exists()


def test_leave_that_is_not_approved_or_at_another_time_stops_nothing(operator, scheduler, ask, away):
    ask(operator, "2027-03-01")
    assert scheduler.post(EVENTS, event(operator.user)).status_code == 201
    away(operator, "2027-03-02", start_time="11:00")
    assert scheduler.post(EVENTS, event(operator.user, day="2027-03-02")).status_code == 201
    away(operator, "2027-03-03")
    tentative = event(day="2027-03-03", tentative_users=[operator.user.pk])
    assert scheduler.post(EVENTS, tentative).status_code == 201


def test_an_event_is_not_moved_into_leave_nor_anybody_added(operator, scheduler, away):
    away(operator, "2027-03-02")
    first = scheduler.post(EVENTS, event(operator.user)).json()
    moved = {"start_time": "2027-03-02T10:00:00Z", "end_time": "2027-03-02T11:00:00Z"}
    assert scheduler.patch(f"{EVENTS}{first['id']}/", moved).json()["code"] == "on_leave"
    second = scheduler.post(EVENTS, event(day="2027-03-02")).json()
    added = scheduler.patch(f"{EVENTS}{second['id']}/", {"assigned_users": [operator.user.pk]})
    assert (added.status_code, added.json()["code"]) == (409, "on_leave")
    assert Booking.objects.filter(resource_kind="person").count() == 1


def test_approving_over_bookings_is_allowed_and_lists_them(operator, scheduler, manager, ask):
    booked = scheduler.post(EVENTS, event(operator.user)).json()
    request = ask(operator, "2027-03-01")

    answer = manager.post(f"{URL}{request['id']}/approve/")

    assert answer.status_code == 200
    assert answer.json()["conflicts"] == [
        {"event": {"id": booked["id"], "title": "News"}, "start_time": booked["start_time"],
         "end_time": booked["end_time"]}
    ]  # fmt: skip
    # what is booked stays for the scheduler to solve, and may be edited meanwhile
    assert scheduler.patch(f"{EVENTS}{booked['id']}/", {"title": "Late news"}).status_code == 200
    assert scheduler.patch(f"{EVENTS}{booked['id']}/", {"rig_minutes": 15}).status_code == 200
    later = {"start_time": "2027-03-01T12:00:00Z", "end_time": "2027-03-01T13:00:00Z"}
    assert scheduler.patch(f"{EVENTS}{booked['id']}/", later).json()["code"] == "on_leave"
    assert scheduler.patch(f"{EVENTS}{booked['id']}/", later | {"assigned_users": []}).status_code == 200


def test_leave_taken_back_frees_the_person(operator, scheduler, away):
    request = away(operator, "2027-03-01")
    operator.post(f"{URL}{request['id']}/withdraw/")
    assert scheduler.post(EVENTS, event(operator.user)).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_leave_and_assignment_never_miss_each_other(sign_in, ask):
    """Either the booking is refused, or the approval has listed it."""
    person = sign_in()
    scheduler, manager = sign_in(role="scheduler"), sign_in(role="manager")
    for day in range(1, 9):
        request = ask(person, f"2027-03-{day:02}")

        booked, approved = at_once(
            partial(scheduler.post, EVENTS, event(person.user, day=f"2027-03-{day:02}")),
            partial(manager.post, f"{URL}{request['id']}/approve/"),
        )

        assert approved.status_code == 200
        assert (booked.status_code, len(approved.json().get("conflicts", []))) in {(201, 1), (409, 0)}


@pytest.mark.django_db(transaction=True)
def test_of_many_overlapping_requests_one_is_kept(sign_in):
    first = sign_in()
    clients = [first, *(sign_in(first.user) for _ in range(7))]
    bodies = [{"request_type": "sick", "start_date": "2027-03-01", "end_date": f"2027-03-0{1 + n}"} for n in range(8)]

    answers = at_once(*(partial(c.post, URL, body) for c, body in zip(clients, bodies, strict=True)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7


def test_the_timeline_shows_approved_leave_to_those_who_may_know(
    operator, engineer, scheduler, away, django_assert_num_queries
):
    request = away(operator, "2027-03-01", "2027-03-02", request_type="sick")
    assert operator.post(URL, {"start_date": "2027-03-08"}).status_code == 201  # waits: not shown
    window = {"start": "2027-03-01T00:00:00Z", "end": "2027-03-14T00:00:00Z", "rows": "person"}

    # session, person, parts (which may lie within the window though their event does not), events, people, leave,
    # maintenance; no event, so nobody on it
    with django_assert_num_queries(7):
        (absence,) = scheduler.get("/api/timeline/", window).json()["absences"]

    assert absence == {
        "id": request["id"], "person": operator.user.pk, "start": "2027-03-01T00:00:00Z",
        "end": "2027-03-03T00:00:00Z", "start_date": "2027-03-01", "end_date": "2027-03-02",
    }  # fmt: skip
    assert operator.get("/api/timeline/", window).json()["absences"] == [absence]
    assert engineer.get("/api/timeline/", window).json()["absences"] == []
    assert "absences" not in scheduler.get("/api/timeline/", window | {"rows": "facility"}).json()


def test_people_hear_what_concerns_them(operator, scheduler, manager, ask, hear):
    def relay():
        heard = hear(subject__startswith="time_off")
        return [(notice.kind.key, sorted(notice.people), notice.title, notice.text) for notice in heard]

    scheduler.post(EVENTS, event(operator.user))
    request = ask(operator, "2027-03-01", request_type="sick", reason="Surgery")
    name = operator.user.full_name
    assert relay() == [("leave.waiting", [manager.user.pk], f"{name} asks for time off on Mon 01 Mar 2027", "")]
    manager.post(f"{URL}{request['id']}/approve/")
    assert relay() == [
        ("leave.approved", [operator.user.pk], "Approved: time off on Mon 01 Mar 2027", ""),
        ("leave.clash", sorted([scheduler.user.pk, manager.user.pk]), f"{name} is away on Mon 01 Mar 2027 and booked",
         "News"),
    ]  # fmt: skip
    manager.post(f"{URL}{request['id']}/reject/", {"reason": "Nobody else can"})
    assert relay() == [
        ("leave.rejected", [operator.user.pk], "Rejected: time off on Mon 01 Mar 2027", "Nobody else can")
    ]
    assert {kind.key: kind.by_mail for kind in notices.kinds()}["leave.waiting"] is False
