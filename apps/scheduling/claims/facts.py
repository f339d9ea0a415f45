"""What happened to claims. `title` is the event's; `maker_id` who is to be told of it, as far as that is known."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class ClaimFact(Fact):
    type: ClassVar[str] = "scheduling.claim_fact"
    subject_kind: ClassVar[str] = "event"
    live: ClassVar[bool] = True

    event_id: int
    title: str
    start: datetime
    time_zone: str
    maker_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class HoldConfirmed(ClaimFact):
    """`waiting` are the held events that were ranked behind it."""

    type: ClassVar[str] = "scheduling.hold_confirmed"

    waiting: list[int]

    @property
    def told(self) -> str:
        return "confirmed"


@dataclass(frozen=True, kw_only=True)
class HoldReleased(ClaimFact):
    """Given up by somebody."""

    type: ClassVar[str] = "scheduling.hold_released"

    @property
    def told(self) -> str:
        return "released"


@dataclass(frozen=True, kw_only=True)
class HoldLapsed(ClaimFact):
    """Given up by the clock: it ran out, or a challenge was not answered."""

    type: ClassVar[str] = "scheduling.hold_lapsed"

    challenged_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(ClaimFact):
    """Placed anew, or kept until another time."""

    type: ClassVar[str] = "scheduling.hold_placed"

    @property
    def told(self) -> str:
        return "held"


@dataclass(frozen=True, kw_only=True)
class HoldPromoted(ClaimFact):
    """It has become the first option everywhere, because another has gone."""

    type: ClassVar[str] = "scheduling.hold_promoted"


@dataclass(frozen=True, kw_only=True)
class HoldChallenged(ClaimFact):
    """Whoever holds it must confirm or release by `answer_by`."""

    type: ClassVar[str] = "scheduling.hold_challenged"

    challenged_by: int
    challenger: str
    answer_by: datetime

    @property
    def told(self) -> str:
        return "challenged"


@dataclass(frozen=True, kw_only=True)
class ChallengeWithdrawn(ClaimFact):
    """Whoever challenged it does not want what it holds any more."""

    type: ClassVar[str] = "scheduling.challenge_withdrawn"
