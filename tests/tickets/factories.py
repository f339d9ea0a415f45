"""Tickets for tests, made as people make them."""

from typing import Any

import factory

from apps.tickets.incident_types.models import IncidentType

INCIDENTS = "/api/incident-tickets/"
TYPES = "/api/incident-types/"
SERVICE = "/api/service-tickets/"
CHANGES = "/api/change-requests/"
COMMENTS = "/api/comments/"


class IncidentTypeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IncidentType

    name = factory.Sequence(lambda n: f"Fault {n}")
    severity_level = 3


def created(response: Any) -> dict[str, Any]:
    assert response.status_code == 201, response.content
    answer: dict[str, Any] = response.json()
    return answer


def incident(client: Any, **values: Any) -> dict[str, Any]:
    """Report one. Returns what the client was answered."""
    return created(client.post(INCIDENTS, {"title": "No picture", **values}))


def service_ticket(client: Any, **values: Any) -> dict[str, Any]:
    """Ask for one. Returns what the client was answered."""
    return created(client.post(SERVICE, {"title": "New headphones", **values}))


def comment(client: Any, text: str, *, private: bool = False, **ticket: Any) -> dict[str, Any]:
    """`comment(client, "Seen", incident_ticket=12)`. Returns what the client was answered."""
    visibility = "private" if private else "public"
    return created(client.post(COMMENTS, {"text": text, "visibility": visibility, **ticket}))


def change_request(client: Any, **values: Any) -> dict[str, Any]:
    """Draft one. Returns what the client was answered."""
    body = {"title": "New firmware for the mixer", "change_type": "Software Update", **values}
    return created(client.post(CHANGES, body))
