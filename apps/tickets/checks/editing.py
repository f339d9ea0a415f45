"""Writing checklists. A check that was begun keeps what it was begun with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid, NotFound
from apps.tickets.checks import policies
from apps.tickets.checks.errors import ChecklistArchived
from apps.tickets.checks.facts import ChecklistChanged
from apps.tickets.checks.items import ItemValues, require_sound, write_items
from apps.tickets.checks.models import Checklist
from apps.tickets.checks.standard import STANDARD_ITEMS

_CONSTRAINTS = {
    "checklist_name_once": Invalid.field("name", "another checklist has this name, maybe an archived one"),
    "checklist_has_name": Invalid.field("name", "must not be empty"),
}


def create_checklist(
    *, actor: Actor, values: dict[str, Any], items: Sequence[ItemValues] | None, now: datetime
) -> Checklist:
    """Without items it gets those of the standard daily check. Raises NotAllowed, Invalid."""
    policies.require_can_edit_checklists(actor)
    items = STANDARD_ITEMS if items is None else items
    require_sound(items)
    with transaction(), refusing(**_CONSTRAINTS):
        checklist = Checklist.objects.create(**values)
        write_items(checklist, items)
        outbox.publish(ChecklistChanged(checklist_id=checklist.pk, occurred_at=now))
    return checklist


def update_checklist(
    *,
    actor: Actor,
    checklist_id: int,
    values: dict[str, Any],
    items: Sequence[ItemValues] | None,
    now: datetime,
    expected_version: int | None = None,
) -> Checklist:
    """`items` replace what was there; None leaves it.

    Raises NotAllowed, NotFound, Stale, Invalid, ChecklistArchived.
    """
    policies.require_can_edit_checklists(actor)
    if items is not None:
        require_sound(items)
    with transaction(), refusing(**_CONSTRAINTS):
        checklist = _locked(checklist_id)
        checklist.require_version(expected_version)
        if checklist.archived_at:
            raise ChecklistArchived
        changed = any(getattr(checklist, name) != value for name, value in values.items())
        for name, value in values.items():
            setattr(checklist, name, value)
        if items is not None:
            changed = write_items(checklist, items) or changed
        if changed:
            checklist.save_next_version()
            outbox.publish(ChecklistChanged(checklist_id=checklist.pk, occurred_at=now))
    return checklist


def archive_checklist(*, actor: Actor, checklist_id: int, archived: bool, now: datetime) -> Checklist:
    """Take a checklist out of use, or bring it back. Checks that were begun go on. Raises NotAllowed, NotFound."""
    policies.require_can_edit_checklists(actor)
    with transaction():
        checklist = _locked(checklist_id)
        if bool(checklist.archived_at) != archived:
            checklist.archived_at = now if archived else None
            checklist.save_next_version()
            outbox.publish(ChecklistChanged(checklist_id=checklist.pk, occurred_at=now))
    return checklist


def _locked(checklist_id: int) -> Checklist:
    checklist = Checklist.objects.select_for_update().filter(pk=checklist_id).first()
    if checklist is None:
        raise NotFound("There is no such checklist")
    return checklist
