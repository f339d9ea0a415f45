"""The history of a subject: what triggers wrote, told with before and after to those who may read it."""

import pytest

from apps.authentication.models import EmergencyContact
from apps.core import context
from apps.core.audit import kinds
from apps.core.audit.registry import trails_of
from tests.authentication.factories import UserFactory
from tests.facilities.factories import FacilityFactory

pytestmark = pytest.mark.django_db


def test_a_change_is_told_with_who_when_which_request_and_before_and_after(manager):
    person = UserFactory(department="Video", phone="")
    with context.acting(actor_id=manager.user.pk, request_id="request-0001"):
        person.department, person.phone = "Audio", "+353 1 234"
        person.save_next_version()

    page = manager.get(f"/api/audit/?subject=person:{person.pk}").json()

    changed, created = page["results"]
    assert (page["count"], changed["action"], created["action"]) == (2, "changed", "created")
    assert changed["changes"] == {"department": ["Video", "Audio"], "phone": ["", "+353 1 234"]}
    assert changed["actor"] == {"id": manager.user.pk, "name": manager.user.full_name}
    assert changed["request_id"] == "request-0001"
    assert changed["at"].endswith("Z")
    assert created["changes"]["department"] == [None, "Video"]
    assert "phone" not in created["changes"]
    assert "actor" not in created


def test_the_request_that_changed_something_is_in_its_history(sign_in, manager):
    person = UserFactory()

    from django.test import RequestFactory

    from apps.core.middleware import request_context

    def view(request):
        person.position = "Vision mixer"
        person.save_next_version()
        from django.http import HttpResponse

        return HttpResponse()

    response = request_context(view)(RequestFactory().post("/api/x/", headers={"X-Request-ID": "given-by-the-client"}))

    (changed, _) = manager.get(f"/api/audit/?subject=person:{person.pk}").json()["results"]
    assert response["X-Request-ID"] == changed["request_id"] == "given-by-the-client"


def test_every_table_of_a_subject_is_told_newest_first_under_ids_of_its_own(manager, django_assert_num_queries):
    person = UserFactory()
    EmergencyContact.objects.create(user=person, name="Mary", phone="112")
    person.department = "Audio"
    with context.acting(actor_id=manager.user.pk, request_id="r"):
        person.save_next_version()

    # session, person, count, steps, a query for each of the two tables, names
    with django_assert_num_queries(7):
        page = manager.get(f"/api/audit/?subject=person:{person.pk}").json()

    told = page["results"]
    assert {entry["action"] for entry in told} == {"created", "changed"}
    assert len({entry["id"] for entry in told}) == len(told) == 3
    assert [entry["at"] for entry in told] == sorted((entry["at"] for entry in told), reverse=True)
    contact = next(entry["changes"] for entry in told if "emergency_contact.name" in entry["changes"])
    assert (contact["emergency_contact.name"], contact["emergency_contact.phone"]) == ([None, "Mary"], [None, "112"])


def test_pages_go_back_in_time_without_a_gap(manager):
    person = UserFactory(position="0")
    for step in range(1, 6):
        person.position = str(step)
        person.save_next_version()

    address = f"/api/audit/?subject=person:{person.pk}&page_size=2"
    pages = [manager.get(f"{address}&page={number}").json() for number in (1, 2, 3)]

    after = [entry["changes"]["position"][1] for page in pages for entry in page["results"]]
    assert after == ["5", "4", "3", "2", "1", "0"]
    assert (pages[0]["previous"], pages[2]["next"]) == (None, None)
    assert manager.get(f"{address}&page=4").status_code == 404


def test_secrets_are_in_no_history(manager):
    for kind in kinds():
        for trail in trails_of(kind):
            assert not {"password", "session_key"} & set(trail.columns)


@pytest.mark.parametrize("subject", ["person", "person:x", "planet:1", "person:1;drop", "person:" + "9" * 30])
def test_a_subject_that_is_none_is_refused(manager, subject):
    response = manager.get("/api/audit/", {"subject": subject})

    assert (response.status_code, response.json()["errors"].keys()) == (422, {"subject"})


def test_schedulers_read_the_history_of_events_and_nobody_elses_of_people(scheduler, operator, administrator):
    assert scheduler.get("/api/audit/?subject=event:1").status_code == 200
    assert scheduler.get("/api/audit/?subject=person:1").json()["code"] == "not_allowed"
    assert operator.get("/api/audit/?subject=event:1").status_code == 403
    assert administrator.get("/api/audit/?subject=person:999999999999").json()["results"] == []


def _positions(page):
    return [entry["changes"]["position"][1] for entry in page["results"] if "position" in entry["changes"]]


def test_everything_lately_newest_first_with_what_was_before_and_of_whom(manager, django_assert_num_queries):
    people = [UserFactory(position="0"), UserFactory(position="0")]
    facility = FacilityFactory(name="Studio 9")
    for step, person in enumerate(people, 1):
        with context.acting(actor_id=person.pk, request_id=f"r{step}"):
            person.position = str(step)
            person.save_next_version()

    # session, person, count, steps; of people, facilities and locations what was before and the rows; names
    with django_assert_num_queries(11):
        told = manager.get("/api/audit/").json()

    changed = next(entry for entry in told["results"] if entry["changes"] == {"position": ["0", "2"]})
    assert changed["subject"] == f"person:{people[1].pk}"
    assert changed["actor"]["id"] == people[1].pk
    assert {entry["subject"] for entry in told["results"]} >= {f"facility:{facility.pk}", f"person:{people[0].pk}"}
    assert len({entry["id"] for entry in told["results"]}) == told["count"] == len(told["results"])

    assert _positions(manager.get(f"/api/audit/?person={people[0].pk}").json()) == ["1"]
    kinds_told = manager.get("/api/audit/?kind=facility").json()["results"]
    assert [entry["subject"] for entry in kinds_told] == [f"facility:{facility.pk}"]
    assert manager.get("/api/audit/?until=2020-01-01T00:00:00Z").json()["count"] == 0
    pages = [manager.get(f"/api/audit/?kind=person&page_size=1&page={number}").json() for number in (1, 2)]
    assert [_positions(page) for page in pages] == [["2"], ["1"]]


@pytest.mark.parametrize(
    ("query", "field"),
    [("kind=planet", "kind"), ("since=2026-01-01T00:00:00Z&until=2026-12-01T00:00:00Z", "since"),
     ("since=2026-12-01T00:00:00Z&until=2026-12-01T00:00:00Z", "since"), ("person=0", "person")],
)  # fmt: skip
def test_a_list_of_everything_has_bounds(manager, query, field):
    response = manager.get(f"/api/audit/?{query}")
    assert (response.status_code, [*response.json()["errors"]]) == (422, [field])


def test_everything_is_for_those_who_read_the_audit(scheduler):
    assert scheduler.get("/api/audit/").json()["code"] == "not_allowed"


def test_what_is_done_inside_has_a_context_of_its_own_and_the_outer_one_stays_as_it_was(manager):
    person = UserFactory(position="0")
    for actor, position in ((None, "1"), (manager.user.pk, "2"), (None, "3")):
        person.position = position
        if actor is None:
            with context.acting(actor_id=None, request_id="outer"):
                person.save_next_version()
            continue
        with context.acting(actor_id=None, request_id="outer"), context.acting(actor_id=actor, request_id="inner"):
            person.save_next_version()

    told = manager.get(f"/api/audit/?subject=person:{person.pk}").json()["results"][:3]
    assert [entry["request_id"] for entry in told] == ["outer", "inner", "outer"]
    assert ["actor" in entry for entry in told] == [False, True, False]
