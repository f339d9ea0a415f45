"""How any row of this module is locked, edited, archived and restored, inside its service's transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from apps.core.errors import Invalid, NotFound
from apps.facilities.errors import Archived, StillInUse
from apps.facilities.models import Archivable

RowT = TypeVar("RowT", bound=Archivable)
NAMED_IN_REFUSAL = 20  # rows that a refusal lists; it counts the rest


def locked(model: type[RowT], pk: int, *, expected_version: int | None) -> RowT:
    """The row, locked until the transaction ends. Raises NotFound, Stale."""
    row = model._default_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotFound(f"There is no such {model._meta.verbose_name}")
    row.require_version(expected_version)
    return row


def usable(model: type[RowT], pk: int | None, *, field: str, instead_of: int | None = None) -> RowT | None:
    """The row a field is to point at, locked against being archived meanwhile; None clears the field.

    Pointing at what it pointed at before is always allowed. Raises Invalid naming the field.
    """
    if pk is None:
        return None
    row = model._default_manager.select_for_update(no_key=True).filter(pk=pk).first()
    if row is None:
        raise Invalid.field(field, f"there is no such {model._meta.verbose_name}")
    if row.is_archived and pk != instead_of:
        raise Invalid.field(field, f"{row} is archived")
    return row


def require_live(model: type[RowT], pk: int | None) -> None:
    """What a restored row points at is not archived, and will not be meanwhile. Raises Archived."""
    if pk is None:
        return
    row = model._default_manager.select_for_update(no_key=True).get(pk=pk)
    if row.is_archived:
        raise Archived(f"Its {model._meta.verbose_name}, {row}, is archived; restore that first")


def edit(row: Archivable, changes: Mapping[str, Any]) -> bool:
    """Save the next version, if that differs from this one. Returns whether it did. Raises Archived."""
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return False
    if row.is_archived:
        raise Archived
    for name, value in changed.items():
        setattr(row, name, value)
    row.save_next_version()
    return True


def archive(row: Archivable, *, now: datetime) -> bool:
    """Returns False when it is archived already."""
    if row.is_archived:
        return False
    row.archived_at = now
    row.save_next_version()
    return True


def restore(row: Archivable) -> bool:
    """Returns False when it is not archived."""
    if not row.is_archived:
        return False
    row.archived_at = None
    row.save_next_version()
    return True


def refuse_in_use(users: QuerySet[Any], kind: str) -> None:
    """Raises StillInUse with the first rows that still need what is to be archived."""
    listed: list[Model] = list(users.order_by("name", "pk")[: NAMED_IN_REFUSAL + 1])
    if listed:
        count = len(listed) if len(listed) <= NAMED_IN_REFUSAL else users.count()
        raise StillInUse.by(kind, count, [{"id": row.pk, "name": str(row)} for row in listed[:NAMED_IN_REFUSAL]])
