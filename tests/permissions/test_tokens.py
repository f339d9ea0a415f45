"""Every operation of the API with API tokens of an administrator: reading changes nothing, and no token signs in."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.authentication.middleware import ByToken
from apps.authentication.tokens.scopes import SCOPES
from apps.authentication.tokens.services import create_token
from apps.core.actors import Role
from tests.authentication.factories import UserFactory
from tests.permissions.test_permissions import OPERATIONS

SIGNED_IN = {name: operation for name, operation in OPERATIONS.items() if operation.get("security")}
OPEN = {name for name, operation in SIGNED_IN.items() if {ByToken.__name__: []} in operation["security"]}
CLOSED = set(SIGNED_IN) - OPEN


@pytest.fixture
def client_with(db):
    def make(scopes):
        now = timezone.now()
        actor = UserFactory(role=Role.ADMINISTRATOR).as_actor()
        made = create_token(actor=actor, name="x", scopes=scopes, expires_at=now + timedelta(days=1), now=now)
        return Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {made.text}"})

    return make


def answer(client, operation):
    method, path = operation.split(" ")
    response = client.generic(method, re.sub(r"{\w+}", "1", path), b"{}", "application/json")
    return response.status_code, response.json().get("code")


def test_a_token_that_may_read_everything_changes_nothing(client_with):
    client = client_with([scope for scope in SCOPES if scope.endswith(":read")])
    writing = {name for name in OPEN if not name.startswith("GET ")}

    assert len(writing) > 100
    assert {name: answer(client, name) for name in writing} == dict.fromkeys(writing, (403, "token_scope"))


def test_what_is_about_signing_in_is_closed_to_a_token_for_everything(client_with):
    client = client_with(SCOPES)

    assert {name: answer(client, name) for name in CLOSED} == dict.fromkeys(CLOSED, (403, "token_scope"))
    assert {name.split("/")[2] for name in CLOSED} == {"auth", "sign-ins"}


def test_a_token_for_one_module_opens_no_other(client_with):
    """One operation of each module stands for it: they are opened where its router is mounted."""
    reads = {"station": "status", "people": "profiles", "facilities": "facilities", "scheduling": "shifts"}
    reads |= {"tickets": "incident-types", "notifications": "notifications"}
    found = {
        module: {name for name, path in reads.items() if answer(client, f"GET /api/{path}/")[0] == 200}
        for module in reads
        if (client := client_with([f"{module}:read"]))
    }

    assert found == {module: {module} for module in reads}
