"""What is to be told of the record."""

from dataclasses import dataclass
from typing import ClassVar

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class RecordFoundAltered(Fact):
    """A check found that something is not as it was sealed. `first` is the first finding, in words."""

    type: ClassVar[str] = "record.found_altered"
    subject_kind: ClassVar[str] = "record_check"

    record_check_id: int
    first: str
    count: int
