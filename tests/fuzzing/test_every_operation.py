"""Every operation of the API, with whatever its schema allows and forbids, as an administrator.

Nothing may answer 5xx, and nothing what its schema does not say. The examples are the same in every
run; `BMS_FUZZ_EXAMPLES=500` tries more of them and every boundary, `--hypothesis-seed=random` others.
"""

import json
import os
import re
from collections.abc import Iterator
from zlib import crc32

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from apps.core.actors import Role
from apps.core.watching import alive
from backend.api import api
from backend.wsgi import application
from tests.authentication.factories import UserFactory
from tests.permissions.bodies import INSTANTS
from tests.permissions.world import World

MORE = os.environ.get("BMS_FUZZ_EXAMPLES")
EXAMPLES = int(MORE or "10")
CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance, status_code_conformance]
TOKEN = "a" * 32

schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
schema.app = application
# A hundred boundary cases an operation, most of them of filters that all lists share: only when more is asked for.
schema.config.phases.coverage.enabled = MORE is not None


@pytest.fixture(scope="module")
def people_and_things(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Client, World]]:
    """An administrator and a row for every id in an address: made once, since no operation leaves a trace."""
    # what is done here lives on one connection, which the end of a request would close
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    with django_db_blocker.unblock():
        alive.tell(alive.Kind.WORKER)
        with transaction.atomic():
            client = Client()
            user = UserFactory(role=Role.ADMINISTRATOR, username="the_administrator")
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            world = World(user)
            for name in sorted(set(re.findall(r"{(\w+_id)}", " ".join(schema.raw_schema["paths"])))):
                world.id_of(name)
            yield client, world
            transaction.set_rollback(True)
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def world(people_and_things: tuple[Client, World], django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """What an operation does to it is undone after its examples."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield people_and_things[1]
        transaction.set_rollback(True)


@pytest.fixture
def session(people_and_things: tuple[Client, World]) -> dict[str, str]:
    return {"sessionid": people_and_things[0].cookies["sessionid"].value, "csrftoken": TOKEN}


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=MORE is None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_no_operation_fails_or_answers_outside_its_schema(
    case: schemathesis.Case, session: dict[str, str], world: World
) -> None:
    point_to_what_is_there(case, world)

    case.call_and_validate(headers={"X-CSRFToken": TOKEN}, cookies=session, checks=CHECKS)


def point_to_what_is_there(case: schemathesis.Case, world: World) -> None:
    """Random ids are nobody's, random keys were used before, random instants are out of order.

    Three cases in four are put right in that, so that more than the first refusal is tried; which
    ones depends on the case alone, so that a failure can be repeated.
    """
    turn = crc32(repr((case.path_parameters, case.query, case.body)).encode("utf-8", "replace")) % 4
    if not turn:
        return
    for name in case.path_parameters or {}:
        if name.endswith("_id"):
            case.path_parameters[name] = world.id_of(name)
    for header in ("Idempotency-Key", "If-Match"):
        (case.headers or {}).pop(header, None)
    if isinstance(case.body, dict):
        for name in (
            "facility",
            "location",
            "category",
            "incident_type",
            "incident_ticket",
            "service_ticket",
            "change_request",
        ):
            if name in case.body:
                case.body[name] = world.id_of(name)
        if {"start_time", "end_time"} <= case.body.keys() and case.path.startswith("/api/scheduled-events/"):
            case.body.update(INSTANTS)
