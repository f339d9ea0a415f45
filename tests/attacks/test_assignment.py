"""Members of a body that are the station's own: whoever sends them changes nothing by it."""

import re
from typing import Any

import orjson
import pytest
from django.db import transaction

from tests.attacks.operations import OPERATIONS, answer_of, body_of, resolved
from tests.permissions.bodies import made_body
from tests.permissions.samples import SAMPLES, Sample
from tests.permissions.test_permissions import table
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
SCALARS = {"string": "forged", "integer": 987_654, "number": 987_654.5}
FORMATS = {"date-time": "1999-12-31T23:59:59Z", "date": "1999-12-31", "email": "forged@evil.example"}


def server_owned(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What the answer has and the body does not: worked out, counted, stamped or decided by the station."""
    taken = body_of(operation).get("properties", {})
    given = answer_of(operation).get("properties", {})
    return {name: resolved(schema) for name, schema in given.items() if name not in taken}


CANDIDATES = sorted(
    row
    for row in table()
    if row.startswith(("POST ", "PATCH ")) and server_owned(OPERATIONS[row.partition(" · ")[0]])
    if not SAMPLES.get(row, Sample()).file and "properties" in body_of(OPERATIONS[row.partition(" · ")[0]])
)


def forged(schema: dict[str, Any], current: Any) -> Any:
    """A value that would be right there, and is another than the one that is."""
    if "enum" in schema:
        return next((value for value in schema["enum"] if value != current), schema["enum"][0])
    kind = schema.get("type")
    if kind == "boolean":
        return not current
    if kind == "array":
        return [forged(resolved(schema.get("items", {})), None)]
    if kind == "object" or "properties" in schema:
        properties = schema.get("properties", {})
        return {name: forged(resolved(inner), None) for name, inner in properties.items()} or {"forged": "forged"}
    return FORMATS.get(schema.get("format", ""), SCALARS.get(kind or "", "forged"))


@pytest.mark.parametrize("row", CANDIDATES)
def test_what_the_station_works_out_is_not_taken_from_a_body(row: str, administrator: Any) -> None:
    name = row.partition(" · ")[0]
    owned = server_owned(OPERATIONS[name])
    honest = answered(row, administrator, {})
    lies = {member: forged(schema, (honest or {}).get(member)) for member, schema in owned.items()}
    lies |= {f"{member}_id": 987_654 for member in owned}
    told = answered(row, administrator, lies)

    assert (told is None) == (honest is None), "more members open nothing, and close nothing"
    if told is None or honest is None:
        return
    believed = {
        member: told[member]
        for member in owned
        if member in told and told[member] == lies[member] and told[member] != honest.get(member)
    }
    assert believed == {}
    for member in owned:
        if isinstance(told.get(member), dict) and "id" in told[member]:
            assert told[member]["id"] != 987_654


def answered(row: str, client: Any, lies: dict[str, Any]) -> dict[str, Any] | None:
    """The answer to the sample of that row with these members besides; everything is undone. None: refused."""
    sample = SAMPLES.get(row, Sample())
    name = row.partition(" · ")[0]
    method, path = name.split()
    with transaction.atomic():
        world = World(client.user, sample.cases)
        if sample.on_self:
            world.person = client.user
        address = re.sub(r"{(\w+)}", lambda match: str(world.id_of(match[1])), path)
        body = dict(lies)
        body |= sample.body if sample.body is not None else made_body(body_of(OPERATIONS[name]), {})
        body |= {member: world.id_of(member) for member in sample.of}
        if sample.about:
            body[sample.about] = world.person.pk
        response = client.generic(method, address, orjson.dumps(body), content_type="application/json")
        transaction.set_rollback(True)
    told: dict[str, Any] = response.json()
    return told if response.status_code < 300 else None


def test_most_operations_that_write_are_looked_at() -> None:
    assert len(CANDIDATES) > 60
