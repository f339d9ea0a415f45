"""Setting up schedule sources, and asking for them to be read."""

from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import structlog
from django.conf import settings
from django.db import connection
from typing_extensions import TypedDict

from apps.core import outbox, queue, secrets
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid, NotFound
from apps.core.outgoing import NotFetched, check_address
from apps.scheduling.sources import policies
from apps.scheduling.sources.facts import SourceChanged
from apps.scheduling.sources.models import KEY_PURPOSE, LONGEST, OPEN, SHORTEST, Source, Sync, SyncKind

log = structlog.get_logger(__name__)

RUN = "scheduling.imports.sync_source"  # the task's name: beside the imports, in the queue for long work
_CONSTRAINTS = {
    "source_name_once": Invalid.field("name", "another source has this name"),
    "source_has_name": Invalid.field("name", "must not be empty"),
    "source_interval_possible": Invalid.field("interval_minutes", f"must lie between {SHORTEST} and {LONGEST} minutes"),
}
# What decides which answer comes: after a change of these nothing is known of the last one.
_ASKS = frozenset({"address", "key", "key_header", "time_zone", "create_missing"})


class SourceValues(TypedDict, total=False):
    name: str
    address: str
    key: str
    key_header: str
    interval_minutes: int
    time_zone: str
    create_missing: bool
    is_active: bool


def create_source(*, actor: Actor, values: SourceValues, now: datetime) -> Source:
    """Raises NotAllowed, Invalid."""
    policies.require_can_set_up(actor)
    with transaction(), refusing(**_CONSTRAINTS):
        source = Source(created_by_id=actor.id, time_zone=settings.TIME_ZONE)
        _assign(source, values, now)
        source.save()
        outbox.publish(SourceChanged(schedule_source_id=source.pk, occurred_at=now))
    log.info("schedule source made", source=source.pk, actor_id=actor.id)
    return source


def update_source(
    *, actor: Actor, source_id: int, values: SourceValues, now: datetime, expected_version: int | None = None
) -> Source:
    """Raises NotAllowed, NotFound, Stale, Invalid."""
    policies.require_can_set_up(actor)
    with transaction(), refusing(**_CONSTRAINTS):
        source = _locked(source_id)
        source.require_version(expected_version)
        if _assign(source, values, now):
            source.save_next_version()
            outbox.publish(SourceChanged(schedule_source_id=source.pk, occurred_at=now))
    return source


def archive_source(*, actor: Actor, source_id: int, archived: bool, now: datetime) -> Source:
    """Stop reading a source, or go on. Its events stay as they are. Raises NotAllowed, NotFound, Invalid."""
    policies.require_can_set_up(actor)
    with transaction(), refusing(**_CONSTRAINTS):
        source = _locked(source_id)
        if bool(source.archived_at) != archived:
            source.archived_at = now if archived else None
            source.next_sync_at = now if source.is_active and not archived else None
            source.save_next_version()
            outbox.publish(SourceChanged(schedule_source_id=source.pk, occurred_at=now))
    return source


def ask_for_sync(*, actor: Actor, source_id: int, kind: SyncKind, now: datetime) -> Sync:
    """Have a source read by the worker now; if it is being read already, that reading is answered.

    A test tells what is there and changes nothing. Raises NotAllowed, NotFound.
    """
    (policies.require_can_set_up if kind == SyncKind.TEST else policies.require_can_sync)(actor)
    with transaction():
        source = _locked(source_id)
        if source.archived_at:
            raise NotFound("This schedule source is archived")
        running = source.syncs.filter(status__in=OPEN).first()
        return running or queue_sync(source, kind=kind, now=now, asked_by=actor.id)


def queue_sync(source: Source, *, kind: SyncKind, now: datetime, asked_by: int | None = None) -> Sync:
    """The caller has locked the source and seen that it is not being read."""
    sync = Sync.objects.create(source=source, kind=kind, asked_by_id=asked_by, created_at=now)
    outbox.publish(SourceChanged(schedule_source_id=source.pk, occurred_at=now))
    connection.on_commit(lambda: queue.send(RUN, sync_id=sync.pk), robust=True)
    return sync


def _locked(source_id: int) -> Source:
    source = Source.objects.select_for_update().filter(pk=source_id).first()
    if source is None:
        raise NotFound("There is no such schedule source")
    return source


def _assign(source: Source, values: SourceValues, now: datetime) -> bool:
    """Write what differs; whether anything did. Raises Invalid."""
    changed, address_before = set(), source.address
    for name, value in values.items():
        if name == "key":
            if _assign_key(source, str(value)):
                changed.add(name)
        elif getattr(source, name) != value:
            setattr(source, name, value)
            changed.add(name)
    try:
        check_address(source.address)
    except NotFetched as refused:
        raise Invalid.field("address", str(refused)) from None
    if source.time_zone not in available_timezones():
        raise Invalid.field("time_zone", "must be a name of the IANA time zone database, such as Europe/Dublin")
    moved = _origin(source.address) != _origin(address_before)
    if moved and "key" not in values and source.key:
        # or the key of one place could be sent to another by whoever only knows the address
        raise Invalid.field("key", "must be entered again when the address changes, or cleared")
    if changed & _ASKS:
        source.etag = source.last_modified = source.digest = ""
    if changed & (_ASKS | {"is_active", "interval_minutes"}):
        source.failures = 0
        source.next_sync_at = now if source.is_active and source.archived_at is None else None
    return bool(changed)


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc


def _assign_key(source: Source, key: str) -> bool:
    if not key:
        was, source.key = source.key, ""
        return bool(was)
    try:
        same = bool(source.key) and secrets.opened(source.key, purpose=KEY_PURPOSE) == key
    except secrets.Unreadable:
        same = False
    if not same:
        source.key = secrets.sealed(key, purpose=KEY_PURPOSE)
    return not same


def secret_headers(source: Source) -> dict[str, str]:
    """How the source is told its key. Raises Unreadable when the station's secret key has changed."""
    if not source.key:
        return {}
    key = secrets.opened(source.key, purpose=KEY_PURPOSE)
    return {source.key_header: key} if source.key_header else {"Authorization": f"Bearer {key}"}
