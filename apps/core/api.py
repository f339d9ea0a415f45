"""Routes of the shared kernel: health, site, settings, audit, dead letters."""

from datetime import datetime, timedelta
from typing import Annotated, Any, NotRequired

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field
from typing_extensions import TypedDict

from apps.core import draining, retention
from apps.core import health as healths
from apps.core.activity import Happening, recent_activity
from apps.core.audit.selectors import AuditEntry, history_of, history_of_all
from apps.core.content_security import stream_address
from apps.core.errors import NotAllowed
from apps.core.health import Health
from apps.core.http import BIGINT, Filters, Id, Instant, UserRequest, problems, utc
from apps.core.models import OutboxEvent
from apps.core.outbox import upkeep
from apps.core.paging import Page, PageFilters, page_of, sliced
from apps.core.record.api import router as record_router
from apps.core.rights import Right
from apps.core.switches.api import router as settings_router
from apps.core.switches.registry import Switch
from apps.core.watching.parts import Status as StationStatus
from apps.core.watching.parts import look

LATELY = timedelta(days=7)

router = Router(tags=["station"])
router.add_router("/settings", settings_router)
router.add_router("/record", record_router)


class Site(TypedDict):
    name: str
    time_zone: str
    stream_url: str
    environment: str


class HappeningOut(TypedDict):
    """`told` is what the actor did to `title`; of `count` alike in a row, `title` names the last."""

    occurred_at: datetime
    actor: NotRequired[str]
    told: str
    subject: str  # such as event:12
    title: str
    count: int


class ActivityOut(TypedDict):
    results: list[HappeningOut]


class KeptOut(TypedDict):
    key: str  # of the setting
    label: str
    kept: float  # 0 is for ever
    unit: str  # days or years
    outlived: int
    help: NotRequired[str]


class RetentionOut(TypedDict):
    kinds: list[KeptOut]


class DeadLetter(TypedDict):
    id: int
    type: str
    subject: str
    occurred_at: datetime
    attempts: int
    error: str


class AuditFilters(Filters):
    subject: Annotated[str, Field(pattern=r"^[a-z_]{1,40}:[0-9]{1,18}$", description="Such as `event:12`.")] | None = (
        None
    )
    kind: Annotated[str, Field(max_length=40, description="Without a subject: of one kind alone, such as `event`.")] = (
        ""
    )
    person: Annotated[int, Field(ge=1, le=BIGINT, description="Without a subject: done by this person.")] | None = None
    since: Annotated[Instant, Field(description="Without a subject; seven days before `until` when absent.")] | None = (
        None
    )
    until: Annotated[Instant, Field(description="Without a subject; now when absent.")] | None = None
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=200)] = 50


@router.get("/health/", auth=None, response={200: Health, 503: Health}, summary="Whether the server answers")
def health(request: HttpRequest) -> Status[Health]:
    """503 from the moment it was told to stop: requests are still answered, but a proxy sends them elsewhere."""
    return Status(503, {"status": "stopping"}) if draining.has_begun() else Status(200, {"status": "ok"})


@router.get("/health/ready/", auth=None, response={200: Health, 503: Health}, summary="Whether every part works")
def health_ready(request: HttpRequest) -> Status[Health]:
    found = healths.readiness()
    return Status(200 if found["status"] == "ok" else 503, found)


@router.get("/status/", response={200: StationStatus, **problems(403)}, summary="How each part of the station does")
def read_status(request: UserRequest) -> StationStatus:
    """Cheap enough to be asked every few seconds. The state of the whole is that of its worst part."""
    if not request.actor.may(Right.READ_STATUS):
        raise NotAllowed("Administrators look after the station")
    return look(now=timezone.now())


@router.get("/site/", auth=None, response={200: Site}, summary="The station's name, zone and live stream")
def read_site(request: HttpRequest) -> Site:
    return {
        "name": settings.STATION_NAME,
        "time_zone": settings.TIME_ZONE,
        "stream_url": f"{stream_address(request)}/api/stream/",
        "environment": settings.ENVIRONMENT,
    }


@router.get("/audit/", response={200: Page[AuditEntry], **problems(403, 422)}, summary="Who changed what")
def list_audit(request: UserRequest, filters: Query[AuditFilters]) -> Any:
    """Newest first, each change with its fields before and after: of one subject, or of all within a period."""
    if filters.subject:
        history = history_of(actor=request.actor, subject=filters.subject)
    else:
        until = filters.until or timezone.now()
        history = history_of_all(
            actor=request.actor,
            since=filters.since or until - LATELY,
            until=until,
            kind=filters.kind,
            person_id=filters.person,
        )
    return sliced(request, history.count(), history.entries, number=filters.page, size=filters.page_size)


@router.get("/retention/", response={200: RetentionOut, **problems(403)}, operation_id="read_retention")
def read_retention(request: UserRequest) -> RetentionOut:
    """How long each kind of thing is kept, and how much of it would go if the night began now. Nothing is removed."""
    kinds = retention.outlived(actor=request.actor, now=timezone.now())
    return {"kinds": [_kept_out(switch, value, count) for switch, value, count in kinds]}


def _kept_out(switch: Switch[float], value: float, count: int) -> KeptOut:
    out: KeptOut = {"key": switch.key, "label": switch.label, "kept": value, "unit": switch.unit, "outlived": count}
    if switch.help:
        out["help"] = switch.help
    return out


@router.get("/activity/", response={200: ActivityOut, **problems()}, operation_id="read_activity")
def read_activity(request: UserRequest) -> ActivityOut:
    """What happened lately to what everybody may read, newest first."""
    return {"results": [_happening_out(happening) for happening in recent_activity()]}


def _happening_out(happening: Happening) -> HappeningOut:
    out: HappeningOut = {
        "occurred_at": utc(happening.occurred_at),
        "told": happening.told,
        "subject": f"{happening.kind}:{happening.subject_id}",
        "title": happening.title,
        "count": happening.count,
    }
    if happening.actor:
        out["actor"] = happening.actor
    return out


def _require_dead_letters(request: UserRequest) -> None:
    if not request.actor.may(Right.RETRY_DEAD_LETTERS):
        raise NotAllowed("Administrators look after dead letters")


@router.get(
    "/outbox/dead-letters/", response={200: Page[DeadLetter], **problems(403)}, summary="Facts that were given up"
)
def list_dead_letters(request: UserRequest, filters: Query[PageFilters]) -> Any:
    _require_dead_letters(request)
    letters = OutboxEvent.objects.filter(state=OutboxEvent.State.DEAD).order_by("-position")
    return page_of(request, letters, filters, _dead_letter)


@router.post(
    "/outbox/dead-letters/{dead_letter_id}/retry/",
    response={200: DeadLetter, **problems(403, 404)},
    summary="Send a fact round again",
)
def retry_dead_letter(request: UserRequest, dead_letter_id: Id) -> DeadLetter:
    _require_dead_letters(request)
    return _dead_letter(upkeep.retry_dead_letter(dead_letter_id=dead_letter_id))


def _dead_letter(event: OutboxEvent) -> DeadLetter:
    return {
        "id": event.pk,
        "type": event.type,
        "subject": event.subject,
        "occurred_at": event.occurred_at,
        "attempts": event.attempts,
        "error": event.last_error,
    }
