"""Change requests over HTTP: the states, who may do what, and the service ticket that an approval opens."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from apps.core.actors import Flag
from apps.tickets.changes.models import MACHINE, ChangeRequest, ChangeType
from apps.tickets.service.models import ServiceTicket
from tests.authentication.factories import UserFactory
from tests.facilities.test_races import at_once
from tests.tickets.factories import CHANGES, SERVICE, change_request, comment

SIGN_IN_QUERIES = 2  # session, person
ALLOWED = {
    "Draft": {"Submitted", "Withdrawn"},
    "Submitted": {"Under Review", "Approved", "Rejected", "Draft", "Withdrawn"},
    "Under Review": {"Approved", "Rejected", "Draft", "Withdrawn"},
    "Approved": set(),
    "Rejected": {"Draft"},
    "Withdrawn": {"Draft"},
}
AUTHORS = {"Draft": "revise", "Submitted": "submit", "Withdrawn": "withdraw"}
REVIEWERS = {"Under Review": "review", "Approved": "approve", "Rejected": "reject"}
WAY = {"Draft": [], "Submitted": [], "Under Review": ["review"], "Approved": ["approve"], "Rejected": ["reject"],
       "Withdrawn": ["withdraw"]}  # fmt: skip


def path(change, step=""):
    return f"{CHANGES}{change['id']}/{step and f'{step}/'}"


def code(response):
    return response.status_code, response.json().get("code")


@pytest.fixture
def brought(engineer, manager):
    """`brought("Rejected")`: a change request of the engineer in that state."""

    def to(status):
        change = change_request(engineer, status="Draft" if status == "Draft" else "Submitted")
        for step in WAY[status]:
            client = engineer if step == "withdraw" else manager
            assert client.post(path(change, step), {"reason": "Because"}).status_code == 200
        return engineer.get(path(change)).json()

    return to


def test_a_change_request_keeps_everything_its_screen_asks_for(engineer):
    body = {
        "title": "New firmware",
        "description": "Version 9",
        "change_type": "Maintenance Window",
        "priority": "High",
        "justification": "The old one crashes",
        "impact": "Gallery 1 is dark for an hour",
        "proposed_date": "2027-03-01",
        "estimated_hours": 1.5,
    }
    made = engineer.post(CHANGES, body).json()
    assert made.items() >= {**body, "status": "Draft"}.items()
    assert made["author"]["id"] == engineer.user.pk
    assert made["number"].startswith("CHG-")
    bare = change_request(engineer)
    assert not {"description", "impact", "proposed_date", "estimated_hours", "assignee", "decided_at"} & bare.keys()


@pytest.mark.parametrize("change_type", ChangeType.values)
def test_the_ten_types_are_known(engineer, change_type):
    assert change_request(engineer, change_type=change_type)["change_type"] == change_type


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": ""}, "title"),
        ({"change_type": "Whim"}, "change_type"),
        ({"estimated_hours": "long"}, "estimated_hours"),
        ({"proposed_date": "9999-01-01"}, "proposed_date"),
        ({"assignee": 999_999}, "assignee"),
        ({"status": "Maybe"}, "status"),
    ],
)
def test_bad_input_names_its_field_and_changes_nothing(engineer, body, field):
    made = change_request(engineer)
    response = engineer.patch(path(made), body)
    assert response.status_code == 422
    assert next(iter(response.json()["errors"])).startswith(field)
    assert engineer.get(path(made)).json() == made


@pytest.mark.parametrize("before", ALLOWED)
@pytest.mark.parametrize("after", ALLOWED)
def test_the_status_machine_as_a_table(engineer, manager, brought, before, after):
    client, step = (engineer, AUTHORS[after]) if after in AUTHORS else (manager, REVIEWERS[after])
    for by in ("patch", "step"):
        change = brought(before)
        if by == "patch":
            response = client.patch(path(change), {**change, "status": after, "decision_reason": "Because"})
        else:
            response = client.post(path(change, step), {"reason": "Because"})

        assert set(change["possible_statuses"]) == set(MACHINE.possible(before)) == ALLOWED[before]
        if after in ALLOWED[before]:
            assert (response.status_code, response.json()["status"]) == (200, after)
        elif after == before and by == "patch":
            assert (response.status_code, response.json()) == (200, change)
        else:
            assert code(response) == (409, "status_not_possible")
            assert set(response.json()["possible"]) == ALLOWED[before]
            assert engineer.get(path(change)).json() == change


@pytest.mark.parametrize("after", ALLOWED)
def test_authors_and_reviewers_each_do_their_own_part(engineer, manager, sign_in, brought, after):
    change = brought("Submitted")
    colleague = sign_in(flags=[Flag.CHANGE_REQUESTS])
    wrong = [manager, colleague] if after in AUTHORS else [engineer, colleague]
    for client in wrong:
        body = {"reason": "Because"}
        assert code(client.post(path(change, {**AUTHORS, **REVIEWERS}[after]), body)) == (403, "not_allowed")
        if after != "Submitted":
            assert code(client.patch(path(change), {"status": after})) == (403, "not_allowed")
    assert engineer.get(path(change)).json() == change


def test_nobody_reviews_their_own_not_even_an_administrator(administrator, manager):
    for author in (administrator, manager):
        change = change_request(author, status="Submitted")
        for step in ("review", "approve", "reject"):
            assert code(author.post(path(change, step), {"reason": "x"})) == (403, "not_allowed")
        assert code(author.patch(path(change), {"status": "Approved"})) == (403, "not_allowed")
        assert list(author.patch(path(change), {"assignee": author.user.pk}).json()["errors"]) == ["assignee"]
        # nor does the database let them
        row = ChangeRequest.objects.filter(pk=change["id"])
        with pytest.raises(IntegrityError, match="change_not_decided_by_author"), transaction.atomic():
            row.update(status="Approved", decided_by_id=author.user.pk, decided_at="2027-01-01T00:00:00Z")


def test_a_rejection_says_why_and_the_change_can_be_revised(engineer, manager, brought):
    change = brought("Submitted")
    for body in ({}, {"reason": " "}):
        refused = manager.post(path(change, "reject"), body)
        assert (refused.status_code, list(refused.json()["errors"])) == (422, ["reason"])
    rejected = manager.post(path(change, "reject"), {"reason": "Not on a Friday"}).json()
    assert (rejected["decision_reason"], rejected["decided_by"]["id"]) == ("Not on a Friday", manager.user.pk)

    again = engineer.patch(path(change), {"status": "Draft", "proposed_date": "2027-03-01"}).json()
    assert (again["status"], again["proposed_date"]) == ("Draft", "2027-03-01")
    assert not {"decided_by", "decided_at", "decision_reason"} & again.keys()
    assert engineer.post(path(change, "submit")).json()["status"] == "Submitted"


@pytest.mark.parametrize("status", ["Submitted", "Under Review", "Approved", "Rejected", "Withdrawn"])
def test_what_was_submitted_is_reviewed_as_it_is(engineer, brought, status):
    change = brought(status)
    assert code(engineer.patch(path(change), {"description": "Something else"})) == (409, "not_editable")
    assert engineer.patch(path(change), change).json() == change


def test_only_its_author_edits_a_draft_and_reviewers_say_who_reviews(engineer, manager, administrator, sign_in):
    change = change_request(engineer)
    for client in (manager, sign_in(flags=[Flag.CHANGE_REQUESTS])):
        assert client.patch(path(change), {"title": "Mine"}).status_code == 403
    assert list(manager.patch(path(change), {"assignee": UserFactory().pk}).json()["errors"]) == ["assignee"]
    engineer.post(path(change, "submit"))
    asked = manager.patch(path(change), {"assignee": administrator.user.pk}).json()
    assert asked["assignee"]["id"] == administrator.user.pk


def test_whoever_takes_it_up_has_it(manager, brought):
    change = brought("Under Review")
    assert change["assignee"]["id"] == manager.user.pk


def test_change_requests_are_read_by_their_author_and_those_who_request_or_review(engineer, manager, operator, sign_in):
    flagged = sign_in(flags=[Flag.CHANGE_REQUESTS])
    change = change_request(flagged)
    for client in (flagged, engineer, manager):
        assert client.get(path(change)).status_code == 200
        assert client.get(CHANGES).json()["count"] == 1
    for response in (operator.get(path(change)), operator.get(path(change, "timeline"))):
        assert response.status_code == 404
    assert operator.get(CHANGES).json()["count"] == 0
    assert operator.post(CHANGES, {"title": "x", "change_type": "Policy Update"}).status_code == 403
    # an author who may no longer request changes still reads their own
    flagged.user.flags = []
    flagged.user.save()
    assert flagged.get(path(change)).status_code == 200


def test_an_approved_change_opens_its_service_ticket(engineer, manager, brought):
    change = change_request(
        engineer, description="Version 9", impact="Dark", priority="High", proposed_date="2027-03-01",
        estimated_hours=2, status="Submitted",
    )  # fmt: skip
    approved = manager.post(path(change, "approve"), {"reason": "Good"}).json()
    ticket = engineer.get(f"{SERVICE}{approved['service_ticket']['id']}/").json()
    assert (
        ticket.items()
        >= {
            "title": change["title"],
            "description": "Version 9\n\nImpact: Dark",
            "service_type": "Software Update",
            "priority": "High",
            "due_date": "2027-03-01",
            "estimated_hours": 2,
            "approval": "Approved",
            "status": "Open",
            "change_request": {"id": change["id"], "number": change["number"]},
        }.items()
    )
    assert ticket["requested_by"]["id"] == engineer.user.pk
    assert ticket["reviewed_by"]["id"] == manager.user.pk


def test_who_may_not_read_the_change_is_not_told_of_it(engineer, manager, sign_in):
    change = change_request(engineer, status="Submitted")
    opened = manager.post(path(change, "approve")).json()["service_ticket"]
    helper = sign_in()
    engineer.patch(f"{SERVICE}{opened['id']}/", {"assignee": helper.user.pk})
    assert "change_request" not in helper.get(f"{SERVICE}{opened['id']}/").json()


@pytest.mark.django_db(transaction=True)
def test_of_three_who_approve_at_once_one_does_and_one_ticket_is_opened(sign_in):
    author = sign_in(flags=[Flag.CHANGE_REQUESTS])
    reviewers = [sign_in(role="manager") for _ in range(3)]
    for place in range(1, 4):
        change = change_request(author, status="Submitted")
        answers = at_once(*(partial(client.post, path(change, "approve"), {}) for client in reviewers))
        assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
        assert ServiceTicket.objects.count() == place
        assert ServiceTicket.objects.latest("pk").number.endswith(f"-{place:04d}")


def test_an_approval_that_fails_leaves_nothing(engineer, manager, monkeypatch):
    from apps.tickets.changes import services

    change = change_request(engineer, status="Submitted")
    monkeypatch.setattr(services, "record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        manager.post(path(change, "approve"))
    assert engineer.get(path(change)).json() == change
    assert not ServiceTicket.objects.exists()


def test_private_notes_are_among_those_who_request_or_review(engineer, manager, sign_in):
    author = sign_in(flags=[Flag.CHANGE_REQUESTS])
    change = change_request(author)
    comment(manager, "Too soon", private=True, change_request=change["id"])
    comment(author, "Soon", change_request=change["id"])
    count = lambda client: client.get("/api/comments/", {"change_request": change["id"]}).json()["count"]  # noqa: E731
    assert [count(client) for client in (author, engineer, manager)] == [2, 2, 2]
    author.user.flags = []
    author.user.save()
    assert count(author) == 1


def test_reviewers_and_authors_are_told(engineer, manager, administrator, told):
    change = change_request(engineer, status="Submitted")
    number = change["number"]
    assert told(manager) == told(administrator) == [f"{number} waits for approval"]
    manager.post(path(change, "review"))
    assert told(engineer) == [f"{number} is Under Review"]
    manager.post(path(change, "approve"))
    assert told(engineer)[0] == f"{number} is approved"
    assert told(manager) == [f"{number} waits for approval"]


def test_the_timeline_tells_who_decided_and_why(engineer, manager, brought):
    change = brought("Rejected")
    lines = engineer.get(path(change, "timeline")).json()["results"]
    assert [(line["what"], line.get("after"), line.get("reason")) for line in lines] == [
        ("opened", "Draft", None),
        ("status", "Submitted", None),
        ("status", "Rejected", "Because"),
    ]


def test_lists_filter_and_cost_the_same_queries_however_long(engineer, manager, django_assert_num_queries):
    wanted = change_request(engineer, change_type="Policy Update", proposed_date="2027-03-01", priority="Low")
    change_request(manager, proposed_date="2027-04-01", status="Submitted")
    for query in (
        {"change_type": "Policy Update"},
        {"proposed_until": "2027-03-15"},
        {"priority": "Low"},
        {"author": "me"},
        {"status": "Draft"},
        {"number": wanted["number"]},
        {"search": wanted["number"]},
    ):
        assert [row["id"] for row in engineer.get(CHANGES, query).json()["results"]] == [wanted["id"]], query
    assert engineer.get(CHANGES, {"open": "true"}).json()["count"] == 2
    for _ in range(2):
        with django_assert_num_queries(SIGN_IN_QUERIES + 3):  # change requests, people, service tickets
            engineer.get(CHANGES)
        change_request(engineer, assignee=manager.user.pk)
