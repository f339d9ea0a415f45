"""Service tickets over HTTP: the contract, the status machine, who reads and changes what, approval."""

from functools import partial

import pytest

from apps.core.actors import Flag
from tests.authentication.factories import UserFactory
from tests.facilities.factories import FacilityFactory
from tests.facilities.test_races import at_once
from tests.tickets.factories import INCIDENTS, SERVICE, incident, service_ticket

CONTRACT = {
    "id": int, "title": str, "description": str, "service_type": str, "status": str, "priority": str,
    "requested_by": dict, "assignee": dict, "due_date": str, "created_at": str, "updated_at": str, "completed_at": str,
}  # fmt: skip
STATUSES = ["Open", "In Progress", "Completed", "Cancelled"]
SIGN_IN_QUERIES = 2  # session, person


def path(ticket):
    return f"{SERVICE}{ticket['id']}/"


def moved(client, ticket, status):
    return client.patch(path(ticket), {"status": status})


def code(response):
    return response.status_code, response.json().get("code")


def test_a_service_ticket_has_every_field_of_the_contract(engineer):
    made = service_ticket(
        engineer, description="Two pairs", service_type="Equipment", assignee=UserFactory().pk, due_date="2027-03-01"
    )
    answer = moved(engineer, made, "Completed").json()
    assert {name: type(answer[name]) for name in CONTRACT} == CONTRACT
    assert (answer["due_date"], answer["requested_by"]["id"]) == ("2027-03-01", engineer.user.pk)
    assert made["number"].startswith("SRV-")


def test_what_is_empty_is_left_out(operator):
    made = service_ticket(operator)
    assert not {"description", "service_type", "assignee", "due_date", "completed_at", "estimated_hours"} & made.keys()
    assert (made["status"], made["priority"], made["approval"]) == ("Open", "Medium", "Not Needed")


@pytest.mark.parametrize("before", STATUSES)
@pytest.mark.parametrize("after", STATUSES)
def test_the_status_machine_as_a_table(engineer, before, after):
    allowed = {
        "Open": {"In Progress", "Completed", "Cancelled"},
        "In Progress": {"Open", "Completed", "Cancelled"},
        "Completed": {"Open", "In Progress"},
        "Cancelled": {"Open"},
    }
    made = service_ticket(engineer, status=before)
    response = moved(engineer, made, after)

    if after == before:
        assert (response.status_code, response.json()["version"]) == (200, 1)
    elif after in allowed[before]:
        assert (response.status_code, response.json()["status"]) == (200, after)
        assert ("completed_at" in response.json()) == (after == "Completed")
    else:
        assert code(response) == (409, "status_not_possible")
        assert set(response.json()["possible"]) == allowed[before]
        assert engineer.get(path(made)).json() == made


def test_reopening_clears_when_it_was_completed(engineer):
    made = service_ticket(engineer, status="Completed")
    assert "completed_at" in made
    assert "completed_at" not in moved(engineer, made, "Open").json()


def test_a_whole_object_sent_back_changes_what_differs_alone(engineer):
    made = service_ticket(engineer, facility=FacilityFactory().pk, estimated_hours=1.33, due_date="2027-03-01")
    assert engineer.patch(path(made), made).json() == made
    changed = engineer.patch(path(made), {**made, "status": "In Progress", "completed_at": "2020-01-01"}).json()
    assert {name for name in changed if changed[name] != made.get(name)} == {
        "status", "possible_statuses", "updated_at", "version",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": ""}, "title"),
        ({"status": "Done"}, "status"),
        ({"estimated_hours": -1}, "estimated_hours"),
        ({"estimated_hours": "soon"}, "estimated_hours"),
        ({"due_date": "tomorrow"}, "due_date"),
        ({"due_date": "9999-01-01"}, "due_date"),
        ({"assignee": 999_999}, "assignee"),
        ({"service_type": "x" * 101}, "service_type"),
    ],
)
def test_bad_input_names_its_field_and_changes_nothing(engineer, body, field):
    made = service_ticket(engineer)
    response = engineer.patch(path(made), body)
    assert response.status_code == 422
    assert next(iter(response.json()["errors"])).startswith(field)
    assert engineer.get(path(made)).json() == made


def test_only_those_concerned_and_those_who_work_on_them_see_a_service_ticket(operator, engineer, sign_in):
    other, helper = sign_in(), sign_in()
    made = service_ticket(operator)
    engineer.patch(path(made), {"assignee": helper.user.pk})
    for client in (operator, engineer, helper):
        assert client.get(path(made)).status_code == 200
        assert client.get(SERVICE).json()["count"] == 1
    assert other.get(SERVICE).json()["count"] == 0
    for response in (
        other.get(path(made)),
        other.patch(path(made), {"title": "x"}),
        other.post(f"{path(made)}submit/"),
        other.post(f"{path(made)}approve/"),
    ):
        assert code(response) == (404, "not_found")
    # a filter never widens what somebody may see
    assert other.get(SERVICE, {"requested_by": operator.user.pk}).json()["count"] == 0
    assert other.get(SERVICE, {"search": "headphones"}).json()["count"] == 0


def test_whoever_asked_says_it_better_or_calls_it_off_and_leaves_the_rest(operator, engineer):
    made = service_ticket(operator)
    assert operator.patch(path(made), {"title": "New headsets", "due_date": "2027-01-01"}).status_code == 200
    for body in ({"status": "Completed"}, {"priority": "High"}, {"assignee": engineer.user.pk}):
        assert code(operator.patch(path(made), body)) == (403, "not_allowed")
    assert moved(operator, made, "Cancelled").status_code == 200
    assert operator.patch(path(made), {"title": "Too late"}).status_code == 403
    assert operator.post(SERVICE, {"title": "x", "assignee": engineer.user.pk}).status_code == 403


def test_a_service_ticket_is_approved_before_it_is_done(operator, engineer, manager):
    made = service_ticket(operator)
    assert operator.post(f"{path(made)}submit/").json()["approval"] == "Submitted"

    held = moved(engineer, made, "In Progress")
    assert code(held) == (409, "status_not_possible")
    assert "not approved" in held.json()["detail"]
    assert code(engineer.post(f"{path(made)}approve/")) == (403, "not_allowed")
    assert code(operator.post(f"{path(made)}submit/")) == (409, "approval_not_possible")
    no_reason = manager.post(f"{path(made)}reject/")
    assert (no_reason.status_code, list(no_reason.json()["errors"])) == (422, ["reason"])

    rejected = manager.post(f"{path(made)}reject/", {"reason": "No budget"}).json()
    assert (rejected["approval"], rejected["review_reason"], rejected["reviewed_by"]["id"]) == (
        "Rejected", "No budget", manager.user.pk,
    )  # fmt: skip
    assert moved(engineer, made, "Completed").status_code == 409

    again = operator.post(f"{path(made)}submit/").json()
    assert not {"reviewed_by", "reviewed_at", "review_reason"} & again.keys()
    approved = manager.post(f"{path(made)}approve/").json()
    assert (approved["approval"], approved["possible_statuses"]) == (
        "Approved", ["In Progress", "Completed", "Cancelled"],
    )  # fmt: skip
    assert moved(engineer, made, "Completed").status_code == 200
    assert code(manager.post(f"{path(made)}reject/", {"reason": "x"})) == (409, "approval_not_possible")


def test_nobody_approves_what_they_asked_for(manager, administrator, operator):
    own = service_ticket(manager)
    manager.post(f"{path(own)}submit/")
    assert code(manager.post(f"{path(own)}approve/")) == (403, "not_allowed")
    assert administrator.post(f"{path(own)}approve/").status_code == 200
    others = service_ticket(operator)
    manager.post(f"{path(others)}submit/")
    assert manager.post(f"{path(others)}approve/").status_code == 403


def test_an_incident_becomes_a_service_ticket(operator, engineer, sign_in):
    fault = incident(
        operator, title="Lamp broken", description="Over the desk", priority="High", facility=FacilityFactory().pk
    )
    made = engineer.post(f"{INCIDENTS}{fault['id']}/convert/", {"service_type": "Repair", "estimated_hours": 2})
    assert made.status_code == 201
    ticket = made.json()
    assert {name: ticket[name] for name in ("title", "description", "priority", "facility", "requested_by")} == {
        name: fault[name] for name in ("title", "description", "priority", "facility")
    } | {"requested_by": fault["reporter"]}
    assert (ticket["service_type"], ticket["estimated_hours"]) == ("Repair", 2)
    assert ticket["incident"] == {"id": fault["id"], "number": fault["number"]}

    after = operator.get(f"{INCIDENTS}{fault['id']}/").json()
    assert (after["status"], after["service_ticket"]) == (
        "In Progress", {"id": ticket["id"], "number": ticket["number"]},
    )  # fmt: skip
    assert operator.get(path(ticket)).status_code == 200
    # who may not read the service ticket is not told of it
    assert "service_ticket" not in sign_in().get(f"{INCIDENTS}{fault['id']}/").json()


def test_an_incident_is_converted_once_and_by_those_who_work_on_it(operator, engineer):
    fault = incident(operator)
    url = f"{INCIDENTS}{fault['id']}/convert/"
    assert code(operator.post(url)) == (403, "not_allowed")
    made = engineer.post(url).json()
    again = engineer.post(url)
    assert code(again) == (409, "already_converted")
    assert again.json()["service_ticket"] == {"id": made["id"], "number": made["number"]}
    assert engineer.post(f"{INCIDENTS}999999/convert/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_four_who_convert_at_once_one_does(sign_in):
    clients = [sign_in(flags=[Flag.INCIDENT_REPORTING]) for _ in range(4)]
    fault = incident(clients[0])
    answers = at_once(*(partial(client.post, f"{INCIDENTS}{fault['id']}/convert/") for client in clients))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    [made] = [answer.json() for answer in answers if answer.status_code == 201]
    assert made["number"].endswith("-0001")


def test_a_list_costs_the_same_queries_however_long_it_is(engineer, operator, django_assert_num_queries):
    for _ in range(2):
        fault = incident(operator, facility=FacilityFactory().pk)
        engineer.post(f"{INCIDENTS}{fault['id']}/convert/", {"assignee": UserFactory().pk})
        with django_assert_num_queries(SIGN_IN_QUERIES + 3):  # service tickets, people, facilities
            engineer.get(SERVICE)


def test_every_field_filters(engineer, operator, manager):
    room, person = FacilityFactory(), UserFactory()
    wanted = service_ticket(
        engineer, facility=room.pk, assignee=person.pk, service_type="Repair", due_date="2027-01-31", priority="Low"
    )
    engineer.post(f"{path(wanted)}submit/")
    service_ticket(operator, due_date="2027-02-01")
    for query in (
        {"facility": room.pk},
        {"assignee": person.pk},
        {"service_type": "repair"},
        {"due_until": "2027-01-31"},
        {"priority": "Low"},
        {"approval": "Submitted"},
        {"requested_by": engineer.user.pk},
        {"number": wanted["number"]},
        {"search": wanted["number"]},
    ):
        assert [row["id"] for row in manager.get(SERVICE, query).json()["results"]] == [wanted["id"]], query
