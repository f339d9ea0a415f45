"""Routes of the record: how far it is sealed, and checks of it."""

from datetime import datetime
from typing import Literal, NotRequired

from django.utils import timezone
from ninja import Router, Status
from typing_extensions import TypedDict

from apps.core.audit.registry import names_of
from apps.core.http import UserRequest, problems, utc
from apps.core.record import checks, sealing, verifying
from apps.core.record.models import RecordCheck, Seal, SealKind

router = Router(tags=["station"])
REWRITINGS = 20


class RecordFindingOut(TypedDict):
    what: str  # altered, missing, inserted, seal, head, form
    words: str
    table: NotRequired[str]
    id: NotRequired[int]
    seal: NotRequired[int]


class RecordCheckOut(TypedDict):
    id: int
    state: Literal["waiting", "running", "done"]
    asked_by: NotRequired[str]
    created_at: datetime
    finished_at: NotRequired[datetime]
    seals: int
    seals_done: int
    entries: int
    found: list[RecordFindingOut]


class RecordRewritingOut(TypedDict):
    """Something that was taken out of sealed history, as the chain tells it."""

    seal: int
    kind: str
    at: datetime
    actor: NotRequired[str]
    reason: str


class RecordOut(TypedDict):
    """`head` is what to keep outside of the station; `sealed_until`, before which nothing can change unnoticed."""

    seals: int
    head: NotRequired[str]
    sealed_until: NotRequired[datetime]
    since: NotRequired[datetime]
    waiting: int
    check: NotRequired[RecordCheckOut]
    rewritten: list[RecordRewritingOut]


@router.get("/", response={200: RecordOut, **problems(403)}, operation_id="read_record")
def read_record(request: UserRequest) -> RecordOut:
    """How far the record is sealed, what was taken out of it, and what the last check found."""
    checks.require_may_read(request.actor)
    newest, first = sealing.newest_seal(), Seal.objects.filter(number=1).first()
    waiting, oldest = verifying.unsealed()
    rewritten = list(Seal.objects.exclude(kind=SealKind.SEALED).order_by("-number")[:REWRITINGS])
    check = checks.latest_check()
    actors = {seal.actor_id for seal in rewritten if seal.actor_id}
    names = names_of(actors | ({check.asked_by_id} if check and check.asked_by_id else set()))
    out: RecordOut = {
        "seals": newest.number if newest else 0,
        "waiting": waiting,
        "rewritten": [_rewriting_out(seal, names.get(seal.actor_id or 0, "")) for seal in rewritten],
    }
    if newest and first:
        out["head"] = newest.head
        out["sealed_until"] = utc(min(oldest, timezone.now()) if oldest else timezone.now())
        out["since"] = utc(first.made_at)
    if check:
        out["check"] = _check_out(check, names.get(check.asked_by_id or 0, ""))
    return out


@router.post("/checks/", response={201: RecordCheckOut, **problems(403, 409)}, operation_id="check_record")
def check_record(request: UserRequest) -> Status[RecordCheckOut]:
    """Have every seal and every row checked by a worker; `GET /api/record/` tells how far it is."""
    check = checks.ask_for_check(actor=request.actor, now=timezone.now())
    return Status(201, _check_out(check, request.actor.name))


def _check_out(check: RecordCheck, asked_by: str) -> RecordCheckOut:
    out: RecordCheckOut = {
        "id": check.pk,
        "state": RecordCheck.State(check.state).value,  # type: ignore[typeddict-item]  # one of the three
        "created_at": utc(check.created_at),
        "seals": check.seals,
        "seals_done": check.seals_done,
        "entries": check.rows,
        "found": [_finding_out(finding) for finding in check.found],
    }
    if asked_by:
        out["asked_by"] = asked_by
    if check.finished_at:
        out["finished_at"] = utc(check.finished_at)
    return out


def _finding_out(finding: dict[str, object]) -> RecordFindingOut:
    return {name: value for name, value in finding.items() if value not in (None, "")}  # type: ignore[return-value]  # as it was written


def _rewriting_out(seal: Seal, actor: str) -> RecordRewritingOut:
    out: RecordRewritingOut = {"seal": seal.number, "kind": seal.kind, "at": utc(seal.made_at), "reason": seal.reason}
    if actor:
        out["actor"] = actor
    return out
