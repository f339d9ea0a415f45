"""What happened to a ticket, line by line."""

import pytest
from django.db import ProgrammingError, transaction

from apps.tickets.activity.models import Activity
from tests.tickets.factories import COMMENTS, INCIDENTS, SERVICE, comment, incident, service_ticket

SIGN_IN_QUERIES = 2  # session, person


def timeline(client, ticket, **query):
    response = client.get(f"{INCIDENTS}{ticket['id']}/timeline/", query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def test_everything_that_happened_stands_there_in_order_with_who_and_when(operator, engineer):
    fault = incident(operator)
    url = f"{INCIDENTS}{fault['id']}/"
    comment(operator, "Still black", incident_ticket=fault["id"])
    engineer.patch(url, {"assignee": engineer.user.pk, "priority": "High", "status": "In Progress", "title": "Black"})
    ticket = engineer.post(f"{url}convert/").json()
    engineer.patch(url, {"status": "Resolved", "assignee": None})
    engineer.patch(url, engineer.get(url).json())  # nothing

    lines = timeline(operator, fault)
    told = [
        {name: line[name] for name in ("what", "before", "after", "fields") if name in line} for line in lines
    ]  # fmt: skip
    assert told == [
        {"what": "opened", "after": "Open"},
        {"what": "note"},
        {"what": "edited", "fields": ["title"]},
        {"what": "assigned"},
        {"what": "priority", "before": "Medium", "after": "High"},
        {"what": "status", "before": "Open", "after": "In Progress"},
        {"what": "converted"},
        {"what": "assigned"},
        {"what": "status", "before": "In Progress", "after": "Resolved"},
    ]
    assert [line["actor"]["id"] for line in lines[:3]] == [operator.user.pk, operator.user.pk, engineer.user.pk]
    assert lines[1]["note"]["text"] == "Still black"
    assert lines[3]["person"]["id"] == engineer.user.pk
    assert lines[6]["ticket"] == {"kind": "service_ticket", "id": ticket["id"], "number": ticket["number"]}
    assert "person" not in lines[7]
    assert [line["id"] for line in timeline(operator, fault, ordering="-at")] == [line["id"] for line in lines[::-1]]


def test_a_removed_comment_keeps_its_place_without_its_text(operator):
    fault = incident(operator)
    note = comment(operator, "Oops", incident_ticket=fault["id"])
    operator.delete(f"{COMMENTS}{note['id']}/")
    assert [line["what"] for line in timeline(operator, fault)] == ["opened", "note"]
    assert "note" not in timeline(operator, fault)[1]


def test_who_may_not_see_the_other_ticket_reads_that_there_is_one_and_no_more(operator, engineer, sign_in):
    fault = incident(operator)
    engineer.post(f"{INCIDENTS}{fault['id']}/convert/")
    lines = [line for line in timeline(sign_in(), fault) if line["what"] == "converted"]
    assert len(lines) == 1
    assert "ticket" not in lines[0]


def test_the_timeline_of_a_service_ticket_tells_of_its_approval_and_is_closed_to_others(operator, manager, sign_in):
    ticket = service_ticket(operator)
    url = f"{SERVICE}{ticket['id']}/"
    operator.post(f"{url}submit/")
    manager.post(f"{url}reject/", {"reason": "No budget"})
    lines = operator.get(f"{url}timeline/").json()["results"]
    assert [line["what"] for line in lines] == ["opened", "approval", "approval"]
    assert (lines[2]["after"], lines[2]["reason"]) == ("Rejected", "No budget")
    assert sign_in().get(f"{url}timeline/").status_code == 404
    assert operator.get(f"{INCIDENTS}{ticket['id']}/timeline/").status_code == 404  # of another kind


def test_it_costs_the_same_queries_however_long_it_is(operator, engineer, django_assert_num_queries):
    fault = incident(operator)
    for _ in range(2):
        comment(engineer, "Look", incident_ticket=fault["id"])
        with django_assert_num_queries(SIGN_IN_QUERIES + 3):  # the incident, its lines with their notes, people
            timeline(operator, fault)


def test_lines_are_never_changed_nor_removed(operator):
    incident(operator)
    for write in (lambda: Activity.objects.update(after="Closed"), lambda: Activity.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="The record is kept"), transaction.atomic():
            write()
