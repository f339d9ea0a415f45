"""What HTTP takes and gives about claims."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from apps.core.http import In, OptionalInstant, Problem, utc
from apps.scheduling.claims.models import Claim
from apps.scheduling.claims.selectors import Rival, Standing
from apps.scheduling.events.models import Event

ClaimName = Literal["Confirmed", "Held", "Released"]


class HoldIn(In):
    """Until when it is held; without an end when absent."""

    hold_until: OptionalInstant = None


class ChallengeIn(In):
    """When those ahead must have answered; the station's time when absent."""

    answer_by: OptionalInstant = None


class ClaimEventOut(TypedDict):
    id: int
    title: str


class ChallengeOut(TypedDict):
    by: ClaimEventOut
    answer_by: datetime


class HoldOut(TypedDict):
    """`rank` 1 is the first option on everything the event wants. `challenge`: it must be answered, or is released."""

    rank: int
    expires_at: NotRequired[datetime]
    challenge: NotRequired[ChallengeOut]


class RivalOut(TypedDict):
    """Another event that wants some of the same."""

    event: ClaimEventOut
    claim: ClaimName
    start_time: datetime
    end_time: datetime
    is_ahead: bool


class ClaimedResourceOut(TypedDict):
    kind: Literal["facility", "equipment"]
    id: int
    name: str
    rivals: list[RivalOut]


class ClaimOut(TypedDict):
    """Where an event stands. `resources` are those that others want as well, each in the order of its claims."""

    claim: ClaimName
    hold: NotRequired[HoldOut]
    resources: list[ClaimedResourceOut]


class AheadOut(TypedDict):
    event: ClaimEventOut
    claim: ClaimName


class ClaimProblem(Problem):
    """409: who comes before, or until when they were asked to answer."""

    ahead: NotRequired[list[AheadOut]]
    answer_by: NotRequired[datetime]


def hold_out(terms: Claim | None, standing: Standing | None) -> HoldOut:
    out: HoldOut = {"rank": standing.rank if standing else 1}
    if terms and terms.expires_at:
        out["expires_at"] = utc(terms.expires_at)
    if terms and terms.challenged_by and terms.answer_by:
        by = terms.challenged_by
        out["challenge"] = {"by": {"id": by.pk, "title": by.title}, "answer_by": utc(terms.answer_by)}
    return out


def claim_out(
    event: Event, *, hold: HoldOut | None, rivals: list[Rival], names: Mapping[tuple[str, int], str]
) -> ClaimOut:
    resources: dict[tuple[str, int], Any] = {}
    for rival in rivals:
        key = (rival.kind, rival.resource_id)
        resource = resources.setdefault(
            key, {"kind": rival.kind, "id": rival.resource_id, "name": names.get(key, ""), "rivals": []}
        )
        resource["rivals"].append(
            {
                "event": {"id": rival.event_id, "title": rival.title},
                "claim": rival.claim,
                "start_time": utc(rival.start),
                "end_time": utc(rival.end),
                "is_ahead": rival.is_ahead,
            }
        )
    out: ClaimOut = {
        "claim": event.claim,  # type: ignore[typeddict-item]  # the choices of the column
        "resources": list(resources.values()),
    }
    if hold is not None:
        out["hold"] = hold
    return out
