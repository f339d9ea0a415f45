"""Lists of tickets: filters, order, search, and in how many queries."""

import pytest

from tests.authentication.factories import UserFactory
from tests.facilities.factories import FacilityFactory
from tests.tickets.factories import INCIDENTS, IncidentTypeFactory, incident

SIGN_IN_QUERIES = 2  # session, person


def ids(response):
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


def test_the_newest_come_first_in_pages(operator):
    made = [incident(operator)["id"] for _ in range(3)]
    assert ids(operator.get(INCIDENTS)) == made[::-1]
    page = operator.get(INCIDENTS, {"page_size": 2}).json()
    assert (page["count"], len(page["results"])) == (3, 2)
    assert ids(operator.get(page["next"])) == made[:1]
    assert operator.get(INCIDENTS, {"page": 3, "page_size": 2}).status_code == 404


def test_every_field_filters(engineer, operator):
    kind, room, person = IncidentTypeFactory(), FacilityFactory(), UserFactory()
    wanted = incident(
        engineer,
        incident_type=kind.pk,
        facility=room.pk,
        assignee=person.pk,
        priority="Low",
        follow_up="urgent",
        status="In Progress",
    )
    other = incident(operator)

    for query in (
        {"incident_type": kind.pk},
        {"facility": room.pk},
        {"assignee": person.pk},
        {"priority": "Low"},
        {"follow_up": "urgent"},
        {"status": "In Progress"},
        {"reporter": engineer.user.pk},
        {"number": wanted["number"].lower()},
    ):
        assert ids(operator.get(INCIDENTS, query)) == [wanted["id"]], query
    assert ids(operator.get(INCIDENTS, {"reporter": "me"})) == [other["id"]]
    assert ids(operator.get(INCIDENTS, {"assignee": "none"})) == [other["id"]]
    assert ids(operator.get(INCIDENTS, {"assignee": "me"})) == []
    assert ids(operator.get(INCIDENTS, {"created_until": wanted["created_at"]})) == []
    assert ids(operator.get(INCIDENTS, {"created_from": wanted["created_at"]})) == [other["id"], wanted["id"]]
    engineer.patch(f"{INCIDENTS}{wanted['id']}/", {"status": "Closed"})
    assert ids(operator.get(INCIDENTS, {"open": "true"})) == [other["id"]]
    assert ids(operator.get(INCIDENTS, {"open": "false"})) == [wanted["id"]]


def test_priorities_are_ordered_by_how_pressing_they_are(operator):
    made = {name: incident(operator, priority=name)["id"] for name in ("High", "Low", "Critical", "Medium")}
    wanted = [made[name] for name in ("Critical", "High", "Medium", "Low")]
    assert ids(operator.get(INCIDENTS, {"ordering": "-priority"})) == wanted
    assert ids(operator.get(INCIDENTS, {"ordering": "number"})) == list(made.values())


def test_titles_descriptions_and_numbers_are_searched_and_typing_errors_forgiven(operator):
    wanted = incident(operator, title="Vision mixer freezes", description="after the transcoder restarted")
    incident(operator, title="Hum on line three")
    for text in ("mixer", "TRANSCODER", "vison mixer", wanted["number"], wanted["number"][-4:].lower()):
        assert ids(operator.get(INCIDENTS, {"search": text})) == [wanted["id"]], text
    assert ids(operator.get(INCIDENTS, {"search": "catering"})) == []


@pytest.mark.parametrize(
    "query",
    [
        {"status": "Mended"},
        {"priority": "x"},
        {"assignee": "somebody"},
        {"facility": "x"},
        {"ordering": "password"},
        {"created_from": "yesterday"},
        {"page": 0},
        {"search": "\x00"},
        {"reporter": "9" * 30},
    ],
)
def test_a_bad_query_is_refused(operator, query):
    response = operator.get(INCIDENTS, query)
    assert (response.status_code, response.json()["code"]) == (422, "invalid")


def test_a_list_costs_the_same_queries_however_long_it_is(engineer, django_assert_num_queries):
    for _ in range(2):
        incident(engineer, incident_type=IncidentTypeFactory().pk, facility=FacilityFactory().pk)
        incident(engineer, assignee=UserFactory().pk)
        with django_assert_num_queries(SIGN_IN_QUERIES + 4):  # incidents, people, facilities, service tickets
            engineer.get(INCIDENTS)
