"""Imports, step by step: take the file, read and plan it in the worker, apply it in the worker.

Reading and applying are one transaction each, with the run's row locked. A worker that is killed leaves everything as
it was before the step, and the sweep has the step done again; nothing is ever half imported.
"""

from collections import Counter
from datetime import datetime, timedelta

import structlog
from django.core.cache import cache
from django.core.files import File
from django.db import IntegrityError, connection
from django.db.models import Q

from apps.core import context, locks, outbox, queue, sweeping
from apps.core.actors import SYSTEM, Actor
from apps.core.db import UNREACHABLE, constraint_of, transaction
from apps.core.errors import Invalid
from apps.facilities.public import FacilityKind
from apps.scheduling import policies
from apps.scheduling.claims.placing import settle
from apps.scheduling.events.writing import changing_places
from apps.scheduling.interchange import applying, selectors, uploads
from apps.scheduling.interchange.errors import FileRefused, NotReadyToApply
from apps.scheduling.interchange.facts import ScheduleImported
from apps.scheduling.interchange.formats import HEAD, Format, UnreadableFile, detect
from apps.scheduling.interchange.formats.wall_time import zone_named
from apps.scheduling.interchange.merging import Merging, TheFileDecides
from apps.scheduling.interchange.models import ImportRun, Mode, Outcome, RunStatus
from apps.scheduling.interchange.outcomes import (
    MOST_NEW_FACILITIES,
    SHARE_OF_READING,
    of_good_series,
    plans_of,
    record,
    work_out,
)
from apps.scheduling.interchange.resolving import (
    NamedFacilities,
    NamedPeople,
    directory_of,
    facilities_provider,
    facilities_to_create,
    people_provider,
)
from apps.scheduling.interchange.staging import stage

log = structlog.get_logger(__name__)

STALE_AFTER = timedelta(minutes=1)  # a step that has not begun by then is announced to the worker again
_WORK = {RunStatus.READING, RunStatus.APPLYING}
_THE_FILE = TheFileDecides()


class _NothingApplied(Exception):
    """Rolls back an import of all or nothing."""


def create_import(
    *,
    actor: Actor,
    file: "File[bytes]",
    file_name: str,
    time_zone: str,
    now: datetime,
    format: Format | None = None,  # noqa: A002 - the field's word
    mode: Mode = Mode.ALL,
    create_missing: bool = False,
    announce: bool = True,
) -> ImportRun:
    """Take a file for a dry run in the worker, or without `announce` by whoever calls `read_import` then.

    Args:
        time_zone: IANA zone of wall times that name none.
        format: what the file is; found out by its beginning if not given.
    Raises NotAllowed, Invalid, FileRefused.
    """
    policies.require_can_import(actor, create_missing=create_missing)
    zone = zone_named(time_zone)
    if zone is None:
        raise Invalid.field("time_zone", "must be a name of the IANA time zone database, such as Europe/Dublin")
    try:
        found = detect(file_name, file.read(HEAD))
    except UnreadableFile as unreadable:
        raise FileRefused(f"file: {unreadable.detail}", errors={"file": [unreadable.detail]}) from None
    file.seek(0)
    upload = uploads.keep(file)
    with transaction():
        run = ImportRun.objects.create(
            file_name=file_name[-255:],
            upload=upload,
            format=format or found,
            time_zone=zone.key,
            mode=mode,
            create_missing=create_missing,
            created_by_id=actor.id,
            request_id=context.current().request_id,
        )
        if announce:
            _announce(run)
    log.info("import taken", run=run.pk, format=run.format, actor_id=actor.id, at=now.isoformat())
    return run


def apply_import(
    *,
    actor: Actor,
    run_id: int,
    now: datetime,
    mode: Mode | None = None,
    create_missing: bool | None = None,
    announce: bool = True,
) -> ImportRun:
    """Have a planned import applied by the worker, or without `announce` by whoever calls `run_apply` then.

    What is not said here is as it was said for the dry run. Raises NotAllowed, NotFound, NotReadyToApply.
    """
    with transaction():
        seen = selectors.run(actor=actor, run_id=run_id)
        create_missing = seen.create_missing if create_missing is None else create_missing
        policies.require_can_import(actor, create_missing=create_missing)
        # skipped rather than waited for: whoever has it locked is reading or applying it
        run = ImportRun.objects.select_for_update(skip_locked=True).filter(pk=run_id).first()
        if seen.source_id:
            raise NotReadyToApply("This was read from a schedule source, which is synced and not applied by hand")
        if run is None or run.status not in (RunStatus.PLANNED, RunStatus.REFUSED):
            raise NotReadyToApply(_why_not(run or seen))
        run.status, run.mode, run.create_missing = RunStatus.APPLYING, mode or run.mode, create_missing
        run.detail = ""
        run.finished_at = None
        run.save()
        if announce:
            _announce(run)
    log.info("import to be applied", run=run.pk, mode=run.mode, actor_id=actor.id, at=now.isoformat())
    return run


def _why_not(run: ImportRun) -> str:
    return {
        RunStatus.APPLIED: "This import has been applied already; import the file again to apply it again",
        RunStatus.APPLYING: "This import is being applied at the moment",
        RunStatus.FAILED: "The file of this import could not be read, so there is nothing to apply",
    }.get(RunStatus(run.status), "The dry run of this import is not done yet")


def read_import(
    *,
    run_id: int,
    now: datetime,
    facilities: NamedFacilities = facilities_provider,
    people: NamedPeople = people_provider,
    merging: Merging = _THE_FILE,
) -> None:
    """The dry run: stage the file and plan it. Does nothing if it is done, or being done by another worker."""
    ImportRun.objects.filter(pk=run_id, status=RunStatus.QUEUED).update(status=RunStatus.READING)
    with transaction():
        run = _claimed(run_id, RunStatus.READING)
        if run is None:
            return
        tell = _Progress(run)
        with context.acting(actor_id=run.created_by_id, request_id=run.request_id):
            try:
                with transaction(), uploads.path_of(run.upload).open("rb") as file:
                    size = uploads.path_of(run.upload).stat().st_size or 1
                    stage(run, file, tell=lambda position: tell(SHARE_OF_READING * position / size))
                    work_out(run, tell=tell, facilities=facilities, people=people, merging=merging, now=now)
                run.status = RunStatus.PLANNED
            except UnreadableFile as unreadable:
                run.status, run.detail, run.finished_at = RunStatus.FAILED, unreadable.detail, now
            except FileNotFoundError:
                run.status, run.finished_at = RunStatus.FAILED, now
                run.detail = "The uploaded file is not there any more; send it again."
        upload, run.upload = run.upload, ""
        run.save()
    uploads.forget(upload)


def run_apply(
    *,
    run_id: int,
    now: datetime,
    facilities: NamedFacilities = facilities_provider,
    people: NamedPeople = people_provider,
    merging: Merging = _THE_FILE,
) -> None:
    """Apply what `apply_import` asked for. Does nothing if it is done, or being done by another worker."""
    with transaction():
        run = _claimed(run_id, RunStatus.APPLYING)
        if run is None:
            return
        with context.acting(actor_id=run.created_by_id, request_id=run.request_id):
            try:
                with transaction():
                    _apply(run, now=now, facilities=facilities, people=people, merging=merging)
                run.status = RunStatus.APPLIED
            except _NothingApplied as nothing:
                # What was rolled back includes what each row came to: work that out again, without writing.
                work_out(run, tell=_Progress(run), facilities=facilities, people=people, merging=merging, now=now)
                run.status, run.detail = RunStatus.REFUSED, str(nothing)
            run.finished_at = now
            run.save()


def resume_imports(*, now: datetime) -> int:
    """Announce steps that the worker has not done: the queue was away, or a worker died. Returns how many."""
    waiting = ImportRun.objects.filter(
        status__in=[RunStatus.QUEUED, *_WORK], updated_at__lt=now - STALE_AFTER, source_id=None
    ).order_by("updated_at")
    for run in waiting[:100]:
        _send(run)
    return len(waiting)


def sweep_files(*, now: datetime) -> int:
    """Remove uploads that no import waits to read. Returns how many."""
    waiting = ImportRun.objects.exclude(upload="")
    return sweeping.sweep(
        uploads.folder(),
        "*",
        wanted=lambda names: waiting.filter(upload__in=names).values_list("upload", flat=True),
        now=now,
    )


def _claimed(run_id: int, status: RunStatus) -> ImportRun | None:
    """The run, if it is there to be worked on and nobody else is at it."""
    return ImportRun.objects.select_for_update(skip_locked=True).filter(pk=run_id, status=status).first()


def _announce(run: ImportRun) -> None:
    connection.on_commit(lambda: _send(run))


def _send(run: ImportRun) -> None:
    step = "apply" if run.status == RunStatus.APPLYING else "read"
    queue.send(f"scheduling.imports.{step}", run_id=run.pk)


class _Progress:
    """How far a step is, told outside its transaction. Not being able to tell is no reason to stop."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._rows = 0

    def __call__(self, share: float) -> None:
        try:
            cache.set(selectors.progress_key(self._run.pk), round(min(share, 0.99), 3), timeout=3600)
        except UNREACHABLE:
            log.warning("progress of the import not told", run=self._run.pk)


def _apply(
    run: ImportRun, *, now: datetime, facilities: NamedFacilities, people: NamedPeople, merging: Merging
) -> None:
    tell = _Progress(run)
    locks.hold("scheduling.imports.apply")  # one at a time: two would lock the same events in their own orders
    if run.create_missing:
        _create_missing(run, now=now, facilities=facilities)
    work_out(
        run,
        tell=lambda share: tell(share / 2),
        facilities=facilities,
        people=people,
        merging=merging,
        now=now,
        lock=True,
    )
    if run.mode == Mode.ALL and (run.counts[Outcome.BAD] or run.counts[Outcome.CONFLICT]):
        raise _NothingApplied(_refusal(run))
    directory = directory_of(run, create_missing=False, facilities=facilities)
    rows = run.rows.readable().filter(Q(outcome__in=[Outcome.CREATED, Outcome.CHANGED]) | of_good_series(run))
    total, done = rows.count() or 1, 0
    duties: Counter[int] = Counter()
    try:
        with changing_places():
            for plans in plans_of(run, rows, directory, people=people, merging=merging, now=now):
                applying.write([plan for plan in plans if not plan.row.part], now=now)
                applying.write_series(plans, now=now)
                duties.update(applying.whose_duties(plans, now=now))
                record(plans)
                done += len(plans)
                tell(0.5 + done / total / 2)
        settle(None, (), now=now)  # options may have become the first
    except IntegrityError as error:
        if constraint_of(error) != "booking_no_overlap":
            raise
        raise _NothingApplied("The schedule changed while it was imported; apply it again.") from error
    merging.applied(run)
    if duties:
        outbox.publish(ScheduleImported(import_run_id=run.pk, duties=dict(duties), occurred_at=now))


def _refusal(run: ImportRun) -> str:
    bad, clashing = run.counts[Outcome.BAD], run.counts[Outcome.CONFLICT]
    return f"Nothing was imported: {bad:,} bad, {clashing:,} in conflict, and all rows or none were asked for."


def _create_missing(run: ImportRun, *, now: datetime, facilities: NamedFacilities) -> None:
    missing = directory_of(run, create_missing=False, facilities=facilities).missing
    if len(missing) > MOST_NEW_FACILITIES:
        raise _NothingApplied(
            f"Nothing was imported: {len(missing):,} facilities would be created, at most {MOST_NEW_FACILITIES} "
            "are possible. Is the right column named Facility?"
        )
    kind = FacilityKind.STAGE if run.format == Format.FRAB else FacilityKind.OTHER
    for (location, zone), names in facilities_to_create(run, missing).items():
        # Whoever asked for it was allowed to when they asked: see `require_can_import`.
        facilities.create_missing(actor=SYSTEM, names=names, time_zone=zone, now=now, location_name=location, kind=kind)
