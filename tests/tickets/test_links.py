"""Links between tickets, read from both ends."""

import pytest

from tests.tickets.factories import INCIDENTS, change_request, created, incident, service_ticket

URL = "/api/ticket-links/"
SIGN_IN_QUERIES = 2  # session, person


def end(ticket):
    kinds = {"INC": "incident_ticket", "SRV": "service_ticket", "CHG": "change_request"}
    return {"kind": kinds[ticket["number"][:3]], "id": ticket["id"]}


def linked(client, source, relation, target):
    return client.post(URL, {"source": end(source), "relation": relation, "target": end(target)})


def seen_from(client, ticket):
    response = client.get(URL, {"kind": end(ticket)["kind"], "ticket": ticket["id"]})
    assert response.status_code == 200, response.content
    return [(link["relation"], link["ticket"]["number"]) for link in response.json()["results"]]


@pytest.mark.parametrize(
    ("relation", "inverse"),
    [
        ("relates to", "relates to"),
        ("duplicates", "is duplicated by"),
        ("blocks", "is blocked by"),
        ("caused by", "causes"),
        ("follows up", "is followed up by"),
    ],
)
def test_a_link_reads_from_both_ends(engineer, relation, inverse):
    fault, ticket = incident(engineer), service_ticket(engineer)
    made = created(linked(engineer, fault, relation, ticket))
    assert made["ticket"] == {
        **end(ticket), "number": ticket["number"], "title": ticket["title"], "status": "Open",
    }  # fmt: skip
    assert seen_from(engineer, fault) == [(relation, ticket["number"])]
    assert seen_from(engineer, ticket) == [(inverse, fault["number"])]
    assert linked(engineer, fault, relation, ticket).json()["code"] == "linked_already"


def test_what_relates_relates_both_ways(engineer):
    one, other = incident(engineer), incident(engineer)
    assert linked(engineer, other, "relates to", one).status_code == 201
    assert linked(engineer, one, "relates to", other).status_code == 409


def test_a_ticket_is_not_linked_to_itself_nor_to_what_is_not_there(engineer):
    fault = incident(engineer)
    assert linked(engineer, fault, "blocks", fault).status_code == 422
    assert linked(engineer, fault, "blocks", {**fault, "id": 999_999}).status_code == 404
    assert linked(engineer, fault, "hates", incident(engineer)).status_code == 422
    assert engineer.get(URL, {"kind": "incident_ticket", "ticket": 999_999}).status_code == 404


def test_links_to_tickets_one_may_not_see_are_not_there(operator, engineer):
    fault, change = incident(operator), change_request(engineer)
    made = created(linked(engineer, fault, "caused by", change))
    assert seen_from(operator, fault) == []
    assert operator.get(URL, {"kind": "change_request", "ticket": change["id"]}).status_code == 404
    assert operator.delete(f"{URL}{made['id']}/").status_code == 404
    assert linked(operator, fault, "blocks", change).status_code == 404
    lines = operator.get(f"{INCIDENTS}{fault['id']}/timeline/").json()["results"]
    assert all("ticket" not in line for line in lines)


def test_whose_ticket_it_is_links_it_and_others_do_not(operator, engineer, sign_in):
    own, others = incident(operator), incident(engineer)
    assert linked(operator, own, "duplicates", others).status_code == 201
    assert linked(sign_in(), own, "blocks", others).status_code == 403


def test_a_removed_link_is_gone_and_both_timelines_tell_of_it(operator, engineer):
    one, other = incident(operator), incident(engineer)
    made = created(linked(engineer, one, "blocks", other))
    assert operator.delete(f"{URL}{made['id']}/").json() == {"detail": "The link was removed"}
    assert seen_from(operator, one) == seen_from(operator, other) == []
    for ticket, relation in ((one, "blocks"), (other, "is blocked by")):
        lines = operator.get(f"{INCIDENTS}{ticket['id']}/timeline/").json()["results"]
        assert [(line["what"], line.get("after"), line.get("before")) for line in lines[1:]] == [
            ("linked", relation, None),
            ("unlinked", None, relation),
        ]
        assert lines[1]["ticket"]["number"] in {one["number"], other["number"]} - {ticket["number"]}


def test_a_list_costs_the_same_queries_however_long_it_is(engineer, django_assert_num_queries):
    fault = incident(engineer)
    for _ in range(2):
        linked(engineer, fault, "relates to", incident(engineer))
        linked(engineer, fault, "blocks", service_ticket(engineer))
        with django_assert_num_queries(SIGN_IN_QUERIES + 5):  # the ticket, its links, the ends by their three kinds
            seen_from(engineer, fault)
