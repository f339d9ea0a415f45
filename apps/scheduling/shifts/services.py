"""Writing shift patterns."""

from datetime import datetime
from typing import Any

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid, NotFound
from apps.scheduling import policies
from apps.scheduling.shifts.facts import ShiftChanged
from apps.scheduling.shifts.models import Shift

_CONSTRAINTS = {
    "shift_name_once": Invalid.field("name", "another shift pattern has this name"),
    "shift_has_name": Invalid.field("name", "must not be empty"),
}


def create_shift(*, actor: Actor, values: dict[str, Any], now: datetime) -> Shift:
    """Raises NotAllowed, Invalid."""
    policies.require_can_edit_shifts(actor)
    with transaction(), refusing(**_CONSTRAINTS):
        shift = Shift.objects.create(**values)
        outbox.publish(ShiftChanged(shift_id=shift.pk, occurred_at=now))
    return shift


def update_shift(
    *, actor: Actor, shift_id: int, values: dict[str, Any], now: datetime, expected_version: int | None = None
) -> Shift:
    """Raises NotAllowed, NotFound, Stale, Invalid."""
    policies.require_can_edit_shifts(actor)
    with transaction(), refusing(**_CONSTRAINTS):
        shift = _locked(shift_id)
        shift.require_version(expected_version)
        if all(getattr(shift, name) == value for name, value in values.items()):
            return shift
        for name, value in values.items():
            setattr(shift, name, value)
        shift.save_next_version()
        outbox.publish(ShiftChanged(shift_id=shift.pk, occurred_at=now))
    return shift


def archive_shift(*, actor: Actor, shift_id: int, archived: bool, now: datetime) -> Shift:
    """Take a pattern out of use, or bring it back. Raises NotAllowed, NotFound."""
    policies.require_can_edit_shifts(actor)
    with transaction():
        shift = _locked(shift_id)
        if bool(shift.archived_at) != archived:
            shift.archived_at = now if archived else None
            shift.save_next_version()
            outbox.publish(ShiftChanged(shift_id=shift.pk, occurred_at=now))
    return shift


def _locked(shift_id: int) -> Shift:
    shift = Shift.objects.select_for_update().filter(pk=shift_id).first()
    if shift is None:
        raise NotFound("There is no such shift pattern")
    return shift
