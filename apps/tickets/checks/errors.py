"""What checklists and system checks may be refused for."""

from collections.abc import Sequence
from typing import TypedDict

from apps.core.errors import Conflict

NAMED = 5  # open items that the sentence of a refusal names


class OpenItem(TypedDict):
    id: int
    department: str
    name: str


class CheckCompleted(Conflict):
    code, title = "check_completed", "This check is completed; it must be reopened before anything changes"


class CheckNotCompleted(Conflict):
    code, title = "check_not_completed", "This check is not completed"


class ChecklistArchived(Conflict):
    code, title = "archived", "This checklist is archived; restore it first"


class ItemNotFailed(Conflict):
    code, title = "item_not_failed", "Incidents are opened for items that failed"


class ItemsOpen(Conflict):
    code, title = "items_open", "Some items are still open"

    @classmethod
    def of(cls, items: Sequence[OpenItem]) -> "ItemsOpen":
        names = ", ".join(f"{item['department']} {item['name']}" for item in items[:NAMED])
        more = f" and {len(items) - NAMED} more" if len(items) > NAMED else ""
        verb = "item is" if len(items) == 1 else "items are"
        return cls(f"{len(items)} {verb} still open: {names}{more}", open_items=list(items))
