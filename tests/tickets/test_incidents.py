"""Incidents over HTTP: the contract, the status machine, who may change what."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from apps.core.models import OutboxEvent
from apps.tickets.incidents.models import MACHINE, Status
from tests.authentication.factories import UserFactory
from tests.facilities.factories import FacilityFactory
from tests.tickets.factories import INCIDENTS, IncidentTypeFactory, incident

CONTRACT = {
    "id": int, "title": str, "description": str, "status": str, "priority": str, "incident_type": dict,
    "reporter": dict, "assignee": dict, "facility": dict, "created_at": str, "updated_at": str, "resolved_at": str,
}  # fmt: skip
NESTED = {
    "incident_type": {"id", "name", "severity_level", "created_at"},
    "facility": {"id", "name", "status", "created_at"},
    "reporter": {"id", "user", "full_name", "email", "status", "created_at", "updated_at"},
}


def path(ticket):
    return f"{INCIDENTS}{ticket['id']}/"


def moved(client, ticket, status):
    return client.patch(path(ticket), {"status": status})


def test_an_incident_has_every_field_of_the_contract(engineer):
    made = incident(
        engineer,
        description="Black on every output",
        incident_type=IncidentTypeFactory().pk,
        facility=FacilityFactory().pk,
        assignee=UserFactory().pk,
        priority="High",
    )
    answer = moved(engineer, made, "Resolved").json()

    assert {name: type(answer[name]) for name in CONTRACT} == CONTRACT
    for name, members in NESTED.items():
        assert members <= answer[name].keys()
    assert (answer["status"], answer["priority"]) == ("Resolved", "High")
    assert answer["reporter"]["id"] == answer["reporter"]["user"]["id"] == engineer.user.pk
    assert answer["created_at"].endswith("Z")


def test_what_is_empty_is_left_out(operator):
    made = incident(operator)
    optional = {"description", "incident_type", "assignee", "facility", "resolved_at", "down_from", "down_until"}
    assert not optional & made.keys()
    assert (made["status"], made["priority"], made["follow_up"]) == ("Open", "Medium", "no")


@pytest.mark.parametrize("spelling", [lambda n: n, str, lambda n: {"id": n, "name": "x"}])
def test_references_are_accepted_in_every_spelling(engineer, spelling):
    kind, room, person = IncidentTypeFactory(), FacilityFactory(), UserFactory()
    made = incident(
        engineer,
        incident_type=spelling(kind.pk),
        facility_id=spelling(room.pk),
        assignee=spelling(person.pk),
        reporter=None,
        resolved_at="2020-01-01T00:00:00Z",
        id=99,
        number="INC-1999-0001",
    )
    assert (made["incident_type"]["id"], made["facility"]["id"], made["assignee"]["id"]) == (
        kind.pk, room.pk, person.pk,
    )  # fmt: skip
    assert made["number"] != "INC-1999-0001"
    assert "resolved_at" not in made


def test_a_report_without_a_title_is_called_after_what_it_says(operator):
    kind, room = IncidentTypeFactory(name="No picture"), FacilityFactory(name="Studio A")
    for body, title in (
        ({"incident_type": kind.pk, "facility": room.pk}, "No picture, Studio A"),
        ({"description": "Hum on line 3\nsince noon"}, "Hum on line 3"),
    ):
        assert incident(operator, title="", **body)["title"] == title
    assert operator.post(INCIDENTS, {"title": " "}).json()["errors"].keys() == {"title"}


def test_the_priority_follows_the_severity_unless_it_is_given(operator):
    worst = IncidentTypeFactory(severity_level=1)
    assert incident(operator, incident_type=worst.pk)["priority"] == "Critical"
    assert incident(operator, incident_type=worst.pk, priority="Low")["priority"] == "Low"


@pytest.mark.parametrize("before", Status.values)
@pytest.mark.parametrize("after", Status.values)
def test_the_status_machine_as_a_table(engineer, before, after):
    allowed = {
        "Open": {"In Progress", "Resolved", "Closed"},
        "In Progress": {"Open", "Resolved", "Closed"},
        "Resolved": {"Open", "In Progress", "Closed"},
        "Closed": {"Open", "In Progress"},
    }
    made = incident(engineer, status=before)
    response = moved(engineer, made, after)

    if after == before:
        assert (response.status_code, response.json()["version"]) == (200, 1)
    elif after in allowed[before]:
        assert (response.status_code, response.json()["status"]) == (200, after)
        assert ("resolved_at" in response.json()) == (after in {"Resolved", "Closed"})
    else:
        problem = response.json()
        assert (response.status_code, problem["code"]) == (409, "status_not_possible")
        assert problem["detail"].startswith(f"{made['number']} is {before} and cannot become {after}")
        assert set(problem["possible"]) == allowed[before]
        assert engineer.get(path(made)).json() == made
    assert set(MACHINE.possible(before)) == allowed[before]


def test_closing_what_is_resolved_keeps_when_it_was_and_reopening_clears_it(engineer):
    made = incident(engineer)
    resolved = moved(engineer, made, "Resolved").json()
    closed = moved(engineer, made, "Closed").json()
    assert closed["resolved_at"] == resolved["resolved_at"]
    reopened = moved(engineer, made, "In Progress").json()
    assert "resolved_at" not in reopened
    assert moved(engineer, made, "Resolved").json()["resolved_at"] > resolved["resolved_at"]


def test_a_whole_object_sent_back_changes_what_differs_alone(engineer):
    made = incident(engineer, facility=FacilityFactory().pk, incident_type=IncidentTypeFactory().pk, priority="High")

    same = engineer.patch(path(made), made)
    assert (same.status_code, same.json()) == (200, made)

    changed = engineer.patch(path(made), {**made, "status": "In Progress", "reporter": {"id": UserFactory().pk}}).json()
    differs = {name for name in changed if changed[name] != made.get(name)}
    assert differs == {"status", "possible_statuses", "acknowledged_at", "updated_at", "version"}


def test_null_clears_and_a_status_cannot_be_cleared(engineer):
    made = incident(engineer, assignee=UserFactory().pk, description="x", facility=FacilityFactory().pk)
    answer = engineer.patch(
        path(made), {"assignee": None, "description": "", "facility": "", "status": None, "priority": ""}
    ).json()
    assert not {"assignee", "description", "facility"} & answer.keys()
    assert (answer["status"], answer["priority"]) == ("Open", "Medium")


def test_downtime_is_elapsed_time(operator):
    made = incident(operator, down_from="2026-10-25T00:30:00+01:00", down_until="2026-10-25T03:00:00+00:00")
    assert made["down_minutes"] == 210  # over the end of summer time
    still = incident(operator, down_from="2026-10-25T00:30:00Z")
    assert "down_minutes" not in still


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"status": "Mended"}, "status"),
        ({"priority": "Urgent"}, "priority"),
        ({"title": ""}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"incident_type": 999_999}, "incident_type"),
        ({"incident_type": "no"}, "incident_type"),
        ({"facility": 999_999}, "facility"),
        ({"assignee": 999_999}, "assignee"),
        ({"follow_up": "maybe"}, "follow_up"),
        ({"down_until": "2026-01-01T00:00:00Z"}, "down_from"),
        ({"down_from": "2026-01-02T00:00:00Z", "down_until": "2026-01-01T00:00:00Z"}, "down_until"),
        ({"occurred_at": "2199-01-01T00:00:00Z"}, "occurred_at"),
        ({"occurred_at": "yesterday"}, "occurred_at"),
    ],
)
def test_bad_input_names_its_field_and_changes_nothing(engineer, body, field):
    made = incident(engineer)
    response = engineer.patch(path(made), body)
    assert (response.status_code, list(response.json()["errors"])) == (422, [field])
    assert response.json()["detail"].startswith(f"{field}: ")
    assert engineer.get(path(made)).json() == made


def test_who_left_and_what_was_archived_is_not_given_anew_but_stays(engineer, manager):
    kind, person = IncidentTypeFactory(), UserFactory()
    made = incident(engineer, incident_type=kind.pk, assignee=person.pk)
    manager.post(f"/api/incident-types/{kind.pk}/archive/")
    person.is_active = False
    person.save()

    assert engineer.patch(path(made), {**made, "title": "Still no picture"}).status_code == 200
    other = incident(engineer)
    assert list(engineer.patch(path(other), {"incident_type": kind.pk}).json()["errors"]) == ["incident_type"]
    assert list(engineer.patch(path(other), {"assignee": person.pk}).json()["errors"]) == ["assignee"]


def test_reporters_put_their_own_open_report_right_and_nothing_else(operator, engineer, sign_in):
    made = incident(operator)
    assert operator.patch(path(made), {"title": "No picture in Studio B", "down_from": None}).status_code == 200
    for body in ({"status": "Closed"}, {"priority": "Critical"}, {"assignee": operator.user.pk}):
        response = operator.patch(path(made), body)
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed")
    assert sign_in().patch(path(made), {"title": "Not mine"}).status_code == 403
    moved(engineer, made, "Resolved")
    assert operator.patch(path(made), {"title": "Too late"}).status_code == 403
    # what is sent back as it was is no change, so it is nobody's business
    assert operator.patch(path(made), operator.get(path(made)).json()).status_code == 200


def test_the_assignee_works_on_it_whatever_their_role(engineer, sign_in):
    helper = sign_in()
    made = incident(engineer, assignee=helper.user.pk)
    assert moved(helper, made, "In Progress").status_code == 200
    assert helper.patch(path(made), {"priority": "Low", "assignee": engineer.user.pk}).status_code == 200
    assert moved(helper, made, "Resolved").status_code == 403  # given away


@pytest.mark.parametrize("more", [{"status": "Closed"}, {"assignee": 1}, {"reporter": 1}])
def test_operators_report_and_leave_the_rest_to_those_who_work_on_it(operator, more):
    response = operator.post(INCIDENTS, {"title": "No picture", **more})
    assert response.status_code == 403
    assert next(iter(more)) in response.json()["detail"]


def test_an_engineer_reports_for_somebody_else(engineer):
    caller = UserFactory()
    assert incident(engineer, reporter=caller.pk)["reporter"]["id"] == caller.pk


def test_it_is_acknowledged_when_it_is_first_given_to_somebody_or_taken_up(engineer):
    made = incident(engineer)
    assert "acknowledged_at" not in made
    taken = engineer.patch(path(made), {"assignee": engineer.user.pk}).json()
    assert moved(engineer, made, "In Progress").json()["acknowledged_at"] == taken["acknowledged_at"]


def test_a_version_that_somebody_was_faster_with_is_refused(engineer):
    made = incident(engineer)
    assert engineer.get(path(made))["ETag"] == '"1"'
    assert engineer.patch(path(made), {"title": "First"}, headers={"If-Match": '"1"'}).status_code == 200
    late = engineer.patch(path(made), {"title": "Second"}, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["current_version"]) == (412, 2)


def test_a_report_with_a_key_is_made_once(operator):
    answers = [operator.post(INCIDENTS, {"title": "x"}, headers={"Idempotency-Key": "k"}).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert operator.get(INCIDENTS).json()["count"] == 1


def test_open_consoles_are_told_and_the_fact_says_what_changed(engineer):
    made = incident(engineer)
    moved(engineer, made, "Resolved")
    opened, changed = OutboxEvent.objects.order_by("pk")
    assert (opened.type, opened.subject, opened.live) == ("tickets.opened", f"incident:{made['id']}", True)
    assert changed.type == "tickets.changed"
    assert changed.payload.items() >= {
        "changed": ["status"], "status_before": "Open", "status": "Resolved",
    }.items()  # fmt: skip


def test_nobody_reads_without_signing_in(anonymous):
    assert anonymous.get(INCIDENTS).status_code == 401


def test_the_audit_keeps_what_was_before(engineer, manager):
    made = incident(engineer)
    moved(engineer, made, "In Progress")
    entries = manager.get("/api/audit/", {"subject": f"incident:{made['id']}"}).json()["results"]
    assert entries[0]["changes"]["status"] == ["Open", "In Progress"]
    assert entries[0]["actor"]["id"] == engineer.user.pk


def test_the_time_of_the_report_is_kept_beside_when_it_was_written(operator):
    earlier = timezone.now() - timedelta(hours=3)
    made = incident(operator, occurred_at=earlier.isoformat())
    assert datetime.fromisoformat(made["occurred_at"]) == earlier
    assert datetime.fromisoformat(made["created_at"]) > earlier
