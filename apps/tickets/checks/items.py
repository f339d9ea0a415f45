"""The items of a checklist as they are written: given whole, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.core.errors import Invalid
from apps.tickets.checks.models import Checklist, ChecklistItem

MOST = 300  # items of one checklist; nobody looks at more in one go


@dataclass(frozen=True, slots=True)
class ItemValues:
    department: str
    name: str
    hint: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.department.casefold(), self.name.casefold()


def require_sound(items: Sequence[ItemValues]) -> None:
    """Raises Invalid."""
    if not items:
        raise Invalid.field("departments", "must hold at least one item")
    if len(items) > MOST:
        raise Invalid.field("departments", f"must hold at most {MOST} items")
    seen = set()
    for item in items:
        if item.key in seen:
            raise Invalid.field("departments", f"{item.department} has {item.name} twice")
        seen.add(item.key)


def write_items(checklist: Checklist, items: Sequence[ItemValues]) -> bool:
    """Make these the items of a checklist that the caller has locked. Returns whether anything differs.

    Items that stay keep their row, so the history says what was added, dropped and moved.
    """
    kept = {ItemValues(row.department, row.name).key: row for row in checklist.items.all()}
    added, altered = [], []
    for position, item in enumerate(items, 1):
        row = kept.pop(item.key, None)
        if row is None:
            added.append(
                ChecklistItem(
                    checklist=checklist, position=position, department=item.department, name=item.name, hint=item.hint
                )
            )
        elif (row.position, row.department, row.name, row.hint) != (position, item.department, item.name, item.hint):
            row.position, row.department, row.name, row.hint = position, item.department, item.name, item.hint
            altered.append(row)
    if kept:
        ChecklistItem.objects.filter(pk__in=[row.pk for row in kept.values()]).delete()
    ChecklistItem.objects.bulk_update(altered, ["position", "department", "name", "hint"])
    ChecklistItem.objects.bulk_create(added)
    return bool(added or altered or kept)
