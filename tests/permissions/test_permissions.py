"""Every operation of the API, as everyone, against docs/permissions.md: what the table does not open is closed."""

import re
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.db import transaction
from django.test import Client

from apps.core.actors import Flag, Role
from apps.core.watching import alive
from backend.api import api
from tests.authentication.factories import UserFactory
from tests.permissions.bodies import made_body
from tests.permissions.samples import SAMPLES, Sample
from tests.permissions.world import World

TABLE = Path(__file__).parent.parent.parent / "docs" / "permissions.md"
ROLES = ["anonymous", Role.OPERATOR, Role.ENGINEER, Role.SCHEDULER, Role.MANAGER, Role.ADMINISTRATOR]
SCHEMA = api.get_openapi_schema()
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, operations in SCHEMA["paths"].items()
    for method, operation in operations.items()
}
REFUSED = {401, 403}


@cache
def table() -> dict[str, set[str]]:
    """Operation, with its case, to everyone it is open to: roles, and `flag:` with the name of a flag."""
    rows: dict[str, set[str]] = {}
    for line in TABLE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        match = re.fullmatch(r"`([A-Z]+ /api/[^`]*)`(.*)", cells[0])
        if not match:
            continue
        name = f"{match[1]}{match[2]}"
        assert name not in rows, f"{name} stands twice in the table"
        assert set(cells[1:7]) <= {"yes", "·"}, f"{name}: a cell is `yes` or `·`"
        flags = {f"flag:{flag}" for flag in re.findall(r"[a-z_]+", cells[7])}
        rows[name] = {str(role) for role, cell in zip(ROLES, cells[1:7], strict=True) if cell == "yes"} | flags
    return rows


def operation_of(row: str) -> str:
    return row.partition(" · ")[0]


def test_the_table_and_the_api_name_the_same_operations():
    assert {operation_of(row) for row in table()} == set(OPERATIONS)


def test_every_sample_stands_in_the_table():
    assert set(SAMPLES) <= set(table())


@cache
def groups() -> dict[str, list[str]]:
    """The rows of the table by the first word of their address, so that the callers are made once for each."""
    found: dict[str, list[str]] = {}
    for row in sorted(table()):
        found.setdefault(operation_of(row).split("/")[2], []).append(row)
    return found


@pytest.mark.parametrize("group", groups())
def test_operations_are_open_to_whom_the_table_says_and_closed_to_everyone_else(group, sign_in, anonymous):
    alive.tell(alive.Kind.WORKER)  # or readiness is refused for want of a worker
    people = {"anonymous": anonymous}
    people |= {str(role): sign_in(role=role, username=f"the_{role}") for role in ROLES[1:]}
    flagged = cache(lambda flags: sign_in(username=f"with_{'_'.join(flags) or 'none'}", flags=list(flags)))

    found, wanted = {}, {}
    for row in groups()[group]:
        named = {name.removeprefix("flag:") for name in table()[row] if name.startswith("flag:")}
        others = tuple(sorted(flag.value for flag in Flag if flag.value not in named))
        # a flag widens an operator: what operators may, people with flags may, and no other flag opens it
        callers = people | {f"flag:{flag}": flagged((flag,)) for flag in named} | {"other flags": flagged(others)}
        found[row] = {name for name, client in callers.items() if is_open(row, client)}
        wanted[row] = table()[row] | ({"other flags"} if "operator" in table()[row] else set())
        if "operator" in table()[row]:
            wanted[row] |= {f"flag:{flag}" for flag in named}
    assert found == wanted


def is_open(row: str, client: Any) -> bool:
    cookies = deepcopy(client.cookies)  # signing out is undone like everything else
    try:
        status = status_of(row, client)
    finally:
        client.cookies = cookies
    return status not in (REFUSED | {404} if SAMPLES.get(row, Sample()).is_hidden else REFUSED)


def status_of(row: str, client: Any) -> int:
    """What this caller is answered. Everything it did is undone."""
    sample = SAMPLES.get(row, Sample())
    method, path = operation_of(row).split(" ")
    with transaction.atomic():
        world = World(client.user, sample.cases)
        if sample.on_self and client.user:
            world.person = client.user
        address = re.sub(r"{(\w+)}", lambda match: str(world.id_of(match[1])), path)
        if sample.about:
            named = {sample.about: world.person.pk}
            sample = replace(sample, **({"query": named} if method == "GET" else {"body": (sample.body or {}) | named}))
        if sample.of:
            named = {member: world.id_of(member) for member in sample.of}
            sample = replace(
                sample, body=(sample.body or {}) | named, form=sample.form | named, query=sample.query | named
            )
        if path == "/api/auth/login/":
            UserFactory(username="somebody")
        response = _send(client, method, address, sample, OPERATIONS[operation_of(row)])
        assert response.status_code < 500, (row, response.content)
        transaction.set_rollback(True)
    return int(response.status_code)


def _send(client: Any, method: str, address: str, sample: Sample, operation: dict[str, Any]) -> Any:
    if method == "GET":
        return client.get(address, sample.query)
    if sample.file:
        return Client.post(
            client, address, {"file": sample.file(), **sample.form}
        )  # as a form, where the fixture speaks JSON
    body = sample.body
    if body is None and "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        body = made_body(schema, SCHEMA["components"]["schemas"])
    return client.generic(method, address, orjson.dumps(body or {}), content_type="application/json")
