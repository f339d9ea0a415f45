"""What is to be told of nightly backups."""

from dataclasses import dataclass
from typing import ClassVar

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class NightlyBackupFailed(Fact):
    """`why` in words; `last_made` says how old the newest one is, "" when there is none."""

    type: ClassVar[str] = "backup.nightly_failed"
    subject_kind: ClassVar[str] = "backup"

    why: str
    last_made: str = ""

    @property
    def subject_id(self) -> int:
        """The night's date, as in 20261123."""
        return int(f"{self.occurred_at:%Y%m%d}")
