"""Ids of things that are somebody else's, in addresses and in bodies.

Who may do what to which row is in `tests/permissions`, for every operation. Here: that a refusal does not tell whether
there is such a thing, and that what is personal is nobody else's, whatever their role.
"""

import re
from typing import Any

import orjson
import pytest
from django.db import transaction
from django.test import Client

from apps.authentication.models import Session
from apps.notifications.models import Notification
from apps.scheduling.feeds.models import Feed
from apps.scheduling.saved_filters.models import SavedFilter
from tests.attacks.operations import OPERATIONS, body_of, with_ids
from tests.authentication.factories import UserFactory
from tests.permissions.bodies import made_body
from tests.permissions.samples import SAMPLES
from tests.permissions.test_permissions import table
from tests.permissions.world import NOW, World, picture

pytestmark = pytest.mark.django_db
NOBODYS = 9_000_000_000
HIDDEN = sorted(  # incidents are read by everybody
    row
    for row, sample in SAMPLES.items()
    if sample.is_hidden and "operator" not in table()[row] and re.search(r"somebody's(?! incident)|private", row)
)


@pytest.mark.parametrize("row", HIDDEN)
def test_what_one_may_not_see_is_answered_as_if_it_were_not_there(row: str, operator: Any) -> None:
    answers = []
    for is_there in (True, False):
        with transaction.atomic():
            answers.append(asked(row, operator, is_there=is_there))
            transaction.set_rollback(True)
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def asked(row: str, client: Any, *, is_there: bool) -> tuple[int, Any]:
    sample, name = SAMPLES[row], row.partition(" · ")[0]
    method, path = name.split()
    world = World(client.user, sample.cases)
    address = re.sub(r"{(\w+)}", lambda match: str(world.id_of(match[1]) if is_there else NOBODYS), path)
    named = {member: world.id_of(member) if is_there else nobodys(world.id_of(member)) for member in sample.of}
    if sample.file:
        answer = Client.post(client, address, {"file": picture(), **named})
    elif method == "GET":
        answer = client.get(address, sample.query | named)
    else:
        body = (sample.body or made_body(body_of(OPERATIONS[name]), {})) | named
        answer = client.generic(method, address, orjson.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def nobodys(reference: Any) -> Any:
    return reference | {"id": NOBODYS} if isinstance(reference, dict) else NOBODYS


def test_there_are_such_operations() -> None:
    assert len(HIDDEN) > 15


PERSONAL = {
    "notification_id": lambda owner: Notification.objects.create(person_id=owner, kind="x", title="x", created_at=NOW),
    "session_id": lambda owner: Session.objects.create(session_key="s" * 32, expire_date=NOW, user_id=owner),
    "filter_id": lambda owner: SavedFilter.objects.create(person_id=owner, name="News"),
    "feed_id": lambda owner: Feed.objects.create(
        person_id=owner, kind="person", user_id=owner, name="Mine", token_hash="0" * 64, created_at=NOW
    ),
}


@pytest.mark.parametrize("name", PERSONAL)
@pytest.mark.parametrize("role", ["operator", "administrator"])
def test_what_is_personal_is_nobody_elses_whatever_their_role(name: str, role: str, request: Any) -> None:
    client, row = request.getfixturevalue(role), PERSONAL[name](UserFactory().pk)
    operations = [each for each in OPERATIONS if f"{{{name}}}" in each]
    before = type(row).objects.values().get(pk=row.pk)

    assert operations
    for operation in operations:
        method, path = operation.split()
        body = orjson.dumps(made_body(body_of(OPERATIONS[operation]), {}) | {"name": "Mine now", "is_read": True})
        answer = client.generic(method, with_ids(path, row.pk), body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), operation
    assert type(row).objects.values().get(pk=row.pk) == before


@pytest.mark.parametrize("key", [0, 10**30, "1;2", "%00"])
def test_odd_ids_are_no_ids(administrator: Any, key: Any) -> None:
    by_name = {re.findall(r"{(\w+_id)}", name)[-1]: name for name in OPERATIONS if "_id}" in name}
    for name in by_name.values():
        method, path = name.split()
        answer = administrator.generic(method, with_ids(path, key), b"{}", content_type="application/json")
        assert answer.status_code in {404, 422}, name
