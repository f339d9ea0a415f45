"""What other modules are told about tickets."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.tickets import public
from tests.facilities.factories import FacilityFactory
from tests.tickets.factories import INCIDENTS, IncidentTypeFactory, change_request, incident, service_ticket


def test_tickets_of_any_kind_are_known_by_their_ids(engineer, django_assert_num_queries):
    made = [incident(engineer), service_ticket(engineer), change_request(engineer)]
    ids = [ticket["id"] for ticket in made]
    with django_assert_num_queries(3):
        found = public.tickets(ids=[*ids, 999_999])
    assert [(ref.kind, ref.number) for _, ref in sorted(found.items())] == [
        ("incident", made[0]["number"]),
        ("service_ticket", made[1]["number"]),
        ("change_request", made[2]["number"]),
    ]
    with django_assert_num_queries(1):
        assert public.numbers(ids=ids) == {ticket["id"]: ticket["number"] for ticket in made}
    assert public.incident_titles(ids=ids) == {ids[0]: f"{made[0]['number']} No picture"}


def test_what_is_open_in_a_facility(engineer, django_assert_num_queries):
    busy, quiet = FacilityFactory(), FacilityFactory()
    first = incident(engineer, facility=busy.pk, incident_type=IncidentTypeFactory(severity_level=1).pk)
    second = incident(engineer, facility=busy.pk)
    closed = incident(engineer, facility=quiet.pk)
    engineer.patch(f"{INCIDENTS}{closed['id']}/", {"status": "Closed"})
    asked = service_ticket(engineer, facility=busy.pk, estimated_hours=2)

    with django_assert_num_queries(1):
        found = public.open_incidents_of(facility_ids=[busy.pk, quiet.pk])
    assert {room: [ref.id for ref in refs] for room, refs in found.items()} == {busy.pk: [second["id"], first["id"]]}
    assert (found[busy.pk][1].severity_level, found[busy.pk][1].is_open) == (1, True)
    (ref,) = public.open_service_of(facility_ids=[busy.pk])[busy.pk]
    assert (ref.id, ref.estimated_minutes) == (asked["id"], 120)


@pytest.mark.parametrize(("ahead", "count"), [(-1, 0), (1, 1)])
def test_what_was_reported_within_a_time(engineer, ahead, count):
    incident(engineer)
    service_ticket(engineer)
    end = timezone.now() + timedelta(hours=ahead)
    window = {"start": end - timedelta(hours=2), "end": end}
    assert len(public.incidents_between(**window)) == len(public.service_between(**window)) == count
