"""What happened to somebody's notifications, for that person's open consoles."""

from dataclasses import dataclass
from typing import ClassVar

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class NotificationsChanged(Fact):
    """There are new ones, or some were read in another window. Told to the person's own consoles alone."""

    type: ClassVar[str] = "notifications.changed"
    subject_kind: ClassVar[str] = "notifications"
    live: ClassVar[bool] = True

    person_id: int

    @property
    def subject_id(self) -> int:
        return self.person_id

    @property
    def audience(self) -> int | None:
        return self.person_id
