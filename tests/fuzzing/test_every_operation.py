"""Every operation of the API, with whatever its schema allows and forbids, as an administrator.

Nothing may answer 5xx, and nothing what its schema does not say. The examples are the same in every
run; `BMS_FUZZ_EXAMPLES=500` tries more of them, `--hypothesis-seed=random` others.
"""

import json
import os
from collections.abc import Iterator
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from apps.core import health
from backend.api import api
from backend.wsgi import application
from tests.permissions.samples import INSTANTS, World

EXAMPLES = int(os.environ.get("BMS_FUZZ_EXAMPLES", "6"))
CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance, status_code_conformance]
TOKEN = "a" * 32

schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
schema.app = application


@pytest.fixture
def session(administrator: Any) -> Iterator[dict[str, str]]:
    health.beat()
    # the test's transaction lives on its connection, which the end of a request would close
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield {"sessionid": administrator.cookies["sessionid"].value, "csrftoken": TOKEN}
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def world(administrator: Any) -> World:
    world = World(administrator.user)
    for name in (
        "person",
        "location",
        "facility",
        "category",
        "equipment",
        "event",
        "shift",
        "run",
        "dead_letter",
        "incident",
        "service_ticket",
        "comment",
        "change_request",
        "attachment",
        "link",
        "time_entry",
        "time_off_request",
        "notification",
    ):
        getattr(world, name)
    return world


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="BMS_FUZZ_EXAMPLES" not in os.environ,
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
