"""What tests of system checks share: a checklist of two departments, a studio, and a check that was begun."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine

from apps.core.models import OutboxEvent
from tests.facilities.factories import FacilityFactory, LocationFactory

CHECKLISTS = "/api/checklists/"
CHECKS = "/api/system-checks/"
DEPARTMENTS = [
    {"name": "Video", "items": [{"name": "Switcher", "hint": "Every bus cuts"}, {"name": "Routing"}]},
    {"name": "Audio", "items": [{"name": "Mixer"}]},
]


@pytest.fixture
def checklist(engineer: Any) -> dict[str, Any]:
    response = engineer.post(CHECKLISTS, {"name": "Daily check", "departments": DEPARTMENTS})
    assert response.status_code == 201, response.content
    return dict(response.json())


@pytest.fixture
def studio(db: None) -> Any:
    return FacilityFactory(name="Studio A", location=LocationFactory(name="House", time_zone="Europe/Dublin"))


@pytest.fixture
def check(operator: Any, checklist: dict[str, Any], studio: Any) -> dict[str, Any]:
    response = operator.post(CHECKS, {"facility": studio.pk})
    assert response.status_code == 201, response.content
    return dict(response.json())


@pytest.fixture
def published(db: None) -> Callable[[], list[str]]:
    """The types of the facts of system checks so far, oldest first."""
    return lambda: list(
        OutboxEvent.objects.filter(type__startswith="tickets.").order_by("pk").values_list("type", flat=True)
    )


@contextmanager
def at(moment: str, *clients: Any) -> Iterator[None]:
    """The clock at a moment, with these people signed in then: sessions do not last for years."""
    with time_machine.travel(moment, tick=False):
        for client in clients:
            client.force_login(client.user, backend="django.contrib.auth.backends.ModelBackend")
        yield


def items_of(check: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for department in check["departments"] for item in department["items"]]


def address_of(check: dict[str, Any], item: dict[str, Any] | None = None) -> str:
    return f"{CHECKS}{check['id']}/" + (f"items/{item['id']}/" if item else "")


def look_at_all(client: Any, check: dict[str, Any], outcome: str = "OK") -> None:
    for item in items_of(check):
        assert client.patch(address_of(check, item), {"outcome": outcome}).status_code == 200
