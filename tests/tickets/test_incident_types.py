"""Incident types over HTTP."""

import pytest

from tests.tickets.factories import TYPES, IncidentTypeFactory

SIGN_IN_QUERIES = 2  # session, person


def test_a_type_has_the_shape_of_the_contract(manager, operator):
    made = manager.post(TYPES, {"name": "No picture", "severity_level": 1}).json()

    assert made.items() >= {"id": made["id"], "name": "No picture", "severity_level": 1}.items()
    assert "description" not in made
    assert isinstance(made["created_at"], str)
    assert operator.get(TYPES).json()["results"] == [made]
    assert operator.get(f"{TYPES}{made['id']}/").json() == made


def test_a_name_alone_is_enough(manager):
    assert manager.post(TYPES, {"name": "Noise"}).json()["severity_level"] == 3
    assert manager.post(TYPES, {"name": "Hum", "severity_level": None}).json()["severity_level"] == 3


def test_without_page_every_row_is_answered_in_one_query(operator, django_assert_num_queries):
    IncidentTypeFactory.create_batch(120)
    with django_assert_num_queries(SIGN_IN_QUERIES + 1):
        answer = operator.get(TYPES).json()
    assert (answer["count"], len(answer["results"]), answer["next"]) == (120, 120, None)


@pytest.mark.parametrize("change", [{"name": ""}, {"severity_level": 0}, {"severity_level": 6}, {"name": "Taken"}])
def test_bad_input_is_refused_and_changes_nothing(manager, change):
    IncidentTypeFactory(name="TAKEN")
    made = manager.post(TYPES, {"name": "No picture"}).json()
    response = manager.patch(f"{TYPES}{made['id']}/", change)
    assert (response.status_code, list(response.json()["errors"])) == (422, list(change))
    assert manager.get(f"{TYPES}{made['id']}/").json() == made


def test_archived_types_leave_the_list_and_come_back(manager):
    made = manager.post(TYPES, {"name": "No picture"}).json()
    assert "archived_at" in manager.post(f"{TYPES}{made['id']}/archive/").json()
    assert manager.get(TYPES).json()["count"] == 0
    assert manager.get(TYPES, {"archived": "true"}).json()["count"] == 1
    manager.post(f"{TYPES}{made['id']}/restore/")
    assert manager.get(TYPES).json()["count"] == 1


def test_types_are_found_although_misspelt(operator):
    IncidentTypeFactory(name="Loss of sound")
    assert operator.get(TYPES, {"search": "sond"}).json()["count"] == 1


def test_a_version_that_somebody_was_faster_with_is_refused(manager):
    made = manager.post(TYPES, {"name": "No picture"}).json()
    path = f"{TYPES}{made['id']}/"
    assert manager.patch(path, {"severity_level": 1}, headers={"If-Match": '"1"'}).status_code == 200
    assert manager.patch(path, {"severity_level": 2}, headers={"If-Match": '"1"'}).status_code == 412
