"""Reading a source, in the worker: fetched first, outside of any transaction; then imported like a file.

One reading of a source at a time, whoever asks: an advisory lock that a worker which dies gives back at once.
"""

from datetime import datetime, timedelta
from hashlib import file_digest
from uuid import uuid4

import structlog
from django.db.models import QuerySet
from django.utils import timezone

from apps.core import context, locks, outbox, queue, secrets
from apps.core.db import transaction
from apps.core.outgoing import Fetched, Limits, NotFetched, fetch
from apps.core.retention import delete_in_pieces, limit
from apps.scheduling.interchange import services as interchange
from apps.scheduling.interchange import uploads
from apps.scheduling.interchange.formats import HEAD, BadRow, Format, UnreadableFile, detect, read
from apps.scheduling.interchange.models import ImportRun, Mode, Outcome, RunStatus
from apps.scheduling.interchange.switches import LOG_KEPT_DAYS
from apps.scheduling.sources.facts import SourceSynced
from apps.scheduling.sources.merging import SourceMerging
from apps.scheduling.sources.models import OPEN, Source, Sync, SyncKind, SyncStatus
from apps.scheduling.sources.services import RUN, queue_sync, secret_headers

log = structlog.get_logger(__name__)

LIMITS = Limits(size=20_000_000, seconds=60)
STALE_AFTER = timedelta(minutes=1)  # a reading that has not begun by then is announced to the worker again
_DUE_AT_ONCE = 50
_LONGEST_PAUSE = timedelta(days=1)
_KINDS = {Format.CSV: "CSV", Format.XLSX: "Excel", Format.ICALENDAR: "iCalendar", Format.XMLTV: "XMLTV",
          Format.FRAB: "frab"}  # fmt: skip


def sync_due(*, now: datetime) -> int:
    """Have every source read whose time has come, and those whose reading got lost. Returns how many."""
    _give_up_interrupted(now)
    due = Source.objects.live().filter(is_active=True, next_sync_at__lte=now).order_by("next_sync_at")
    keys = list(due.values_list("pk", flat=True)[:_DUE_AT_ONCE])
    for key in keys:
        with transaction():
            source = Source.objects.select_for_update(skip_locked=True).filter(pk=key, next_sync_at__lte=now).first()
            if source is None:
                continue
            source.next_sync_at = now + source.interval
            source.save(update_fields=["next_sync_at"])
            if not source.syncs.filter(status__in=OPEN).exists():
                queue_sync(source, kind=SyncKind.SCHEDULED, now=now)
    for sync in Sync.objects.filter(status=SyncStatus.QUEUED, created_at__lt=now - STALE_AFTER)[:_DUE_AT_ONCE]:
        queue.send(RUN, sync_id=sync.pk)
    return len(keys)


def old_syncs(now: datetime) -> QuerySet[Sync]:
    return Sync.objects.filter(created_at__lt=limit(LOG_KEPT_DAYS, now)).exclude(status__in=OPEN)


def forget_old(*, now: datetime) -> int:
    """Drop what nobody looks up any more: old lines of the log and the rows behind them. Returns how many lines."""
    delete_in_pieces(ImportRun.objects.filter(source_id__isnull=False, created_at__lt=limit(LOG_KEPT_DAYS, now)))
    return delete_in_pieces(old_syncs(now))


def run_sync(*, sync_id: int, now: datetime) -> None:
    """Read a source. Does nothing if that is done, or being done by another worker."""
    sync = Sync.objects.select_related("source").filter(pk=sync_id, status=SyncStatus.QUEUED).first()
    if sync is None:
        return
    source = sync.source
    with locks.alone(_lock(source.pk)) as is_alone:
        if not is_alone or not Sync.objects.filter(pk=sync_id, status=SyncStatus.QUEUED).update(
            status=SyncStatus.RUNNING, started_at=now
        ):
            return
        sync.status, sync.started_at = SyncStatus.RUNNING, now
        upload = uuid4().hex
        try:
            with context.acting(actor_id=None, request_id=f"sync-{sync.pk}"):
                _read(source, sync, upload, now)
        except (NotFetched, UnreadableFile) as error:
            sync.status, sync.detail = SyncStatus.FAILED, str(error).rstrip(".")
        except secrets.Unreadable:
            sync.status = SyncStatus.FAILED
            sync.detail = "The key cannot be read any more, because the station's own key has changed: enter it again"
        except Exception:
            log.exception("sync failed", source=source.pk, sync=sync.pk)
            sync.status, sync.detail = SyncStatus.FAILED, "Something went wrong in the station; it has been recorded"
        finally:
            uploads.forget(upload)
        _finish(source, sync, timezone.now())


def _lock(source_id: int) -> str:
    return f"schedule_source:{source_id}"


def _give_up_interrupted(now: datetime) -> None:
    """Readings whose worker has died: nobody holds their lock any more."""
    for sync in Sync.objects.select_related("source").filter(status=SyncStatus.RUNNING)[:_DUE_AT_ONCE]:
        with locks.alone(_lock(sync.source_id)) as is_alone:
            if is_alone and Sync.objects.filter(pk=sync.pk, status=SyncStatus.RUNNING).exists():
                sync.status, sync.detail = SyncStatus.FAILED, "The reading was interrupted"
                _finish(sync.source, sync, now)


def _read(source: Source, sync: Sync, upload: str, now: datetime) -> None:
    path = uploads.path_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    is_test = sync.kind == SyncKind.TEST
    headers = {"User-Agent": "BMS schedule source", "Accept": "text/calendar, text/csv, application/json, */*;q=0.5"}
    if source.digest and not is_test:
        headers |= {"If-None-Match": source.etag} if source.etag else {}
        headers |= {"If-Modified-Since": source.last_modified} if source.last_modified else {}
    with path.open("wb") as file:
        fetched = fetch(source.address, file, limits=LIMITS, headers=headers, secret=secret_headers(source))
    sync.size = fetched.size
    if fetched.status == 304:
        sync.status = SyncStatus.UNCHANGED
        return
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
        file.seek(0)
        found = detect(fetched.address.partition("?")[0], file.read(HEAD))
        if is_test:
            file.seek(0)
            _count(sync, found, [*read(found, file, source.time_zone)])
            return
    if digest == source.digest:
        sync.status = SyncStatus.UNCHANGED
        return
    _import(source, sync, upload, found, now)
    if sync.status == SyncStatus.DONE:
        left_over = sync.counts[Outcome.CONFLICT] or sync.counts[Outcome.BAD]
        _remember(source, fetched, "" if left_over else digest)


def _count(sync: Sync, found: Format, rows: list[object]) -> None:
    bad = [row for row in rows if isinstance(row, BadRow)]
    sync.status = SyncStatus.DONE
    sync.counts = {"readable": len(rows) - len(bad), "bad": len(bad)}
    sync.detail = f"{_KINDS[found]} with {len(rows):,} {'event' if len(rows) == 1 else 'events'}"
    if bad:
        sync.detail += f", {len(bad):,} of them cannot be read: {bad[0].reason.rstrip('.')}"


def _import(source: Source, sync: Sync, upload: str, found: Format, now: datetime) -> None:
    run = ImportRun.objects.create(
        file_name=source.name,
        upload=upload,
        format=found,
        time_zone=source.time_zone,
        mode=Mode.GOOD,
        create_missing=source.create_missing,
        source_id=source.pk,
        request_id=context.current().request_id,
    )
    sync.run = run
    merging = SourceMerging(source, now=now)
    interchange.read_import(run_id=run.pk, now=now, merging=merging)
    if ImportRun.objects.filter(pk=run.pk, status=RunStatus.PLANNED).update(status=RunStatus.APPLYING):
        interchange.run_apply(run_id=run.pk, now=now, merging=merging)
    run.refresh_from_db()
    sync.counts, sync.detail = run.counts, run.detail.rstrip(".")
    if run.status != RunStatus.APPLIED:
        sync.status = SyncStatus.FAILED
        return
    sync.status, sync.differences = SyncStatus.DONE, merging.found
    run.rows.filter(outcome=Outcome.UNCHANGED).delete()  # thousands every few minutes, and nothing to see in them


def _remember(source: Source, fetched: Fetched, digest: str) -> None:
    """Unless its settings were changed meanwhile: then nothing is known of the new ones."""
    Source.objects.filter(pk=source.pk, version=source.version).update(
        digest=digest, etag=fetched.etag[:255], last_modified=fetched.last_modified[:255]
    )


def _finish(source: Source, sync: Sync, now: datetime) -> None:
    """Write the line of the log, and when the source is read next: later and later while it fails."""
    is_test, failed = sync.kind == SyncKind.TEST, sync.status == SyncStatus.FAILED
    with transaction():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        sync.finished_at = now
        sync.save()
        if not is_test:
            locked.failures = locked.failures + 1 if failed else 0
            if locked.is_active and locked.archived_at is None:
                pause = locked.interval * (2 ** min(locked.failures - 1, 8) if locked.failures > 1 else 1)
                locked.next_sync_at = now + max(locked.interval, min(pause, _LONGEST_PAUSE))
            locked.save(update_fields=["failures", "next_sync_at"])
        outbox.publish(
            SourceSynced(
                schedule_source_id=source.pk,
                name=locked.name,
                differences=sync.differences,
                failures=locked.failures if failed and not is_test else 0,
                detail=sync.detail if failed else "",
                occurred_at=now,
            )
        )
