"""Routes of schedule sources."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, PageFilters, page_of, read_page
from apps.scheduling.bulk import DecidedOut, decided_out
from apps.scheduling.sources import deciding, selectors, services
from apps.scheduling.sources.models import Decision, SyncKind
from apps.scheduling.sources.schemas import (
    DecideIn,
    DifferenceFilters,
    DifferenceOut,
    SourceFilters,
    SourceIn,
    SourceOut,
    SourcePatch,
    SyncOut,
    difference_outs,
    source_outs,
    sync_out,
)

sources = Router(tags=["schedule sources"])
differences = Router(tags=["schedule sources"])


@sources.get("/", response={200: Page[SourceOut], **problems(403, 422)}, operation_id="list_schedule_sources")
def list_schedule_sources(request: UserRequest, filters: Query[SourceFilters]) -> Page[SourceOut]:
    """Where schedules are read from, with the last sync of each."""
    return read_page(
        request,
        selectors.sources(actor=request.actor, archived=filters.archived, ordering=filters.ordering),
        lambda rows: source_outs(list(rows)),
        number=filters.page or 1,
        size=filters.page_size or 50,
    )


@sources.post("/", response={201: SourceOut, **problems(403, 422)}, operation_id="create_schedule_source")
def create_schedule_source(request: UserRequest, body: SourceIn) -> Status[SourceOut]:
    """Addresses inside the network of the station are refused, and so are names that lead there when it is read."""
    source = services.create_source(actor=request.actor, values=body.values(), now=timezone.now())
    return Status(201, source_outs([source])[0])


@sources.get("/{source_id}/", response={200: SourceOut, **problems(403, 404)}, operation_id="read_schedule_source")
def read_schedule_source(request: UserRequest, source_id: Id) -> SourceOut:
    return _read(request, source_id)


@sources.patch(
    "/{source_id}/",
    response={200: SourceOut, **problems(403, 404, 412, 422)},
    operation_id="update_schedule_source",
)
def update_schedule_source(request: UserRequest, source_id: Id, body: SourcePatch) -> SourceOut:
    """A new host wants its key entered again."""
    services.update_source(
        actor=request.actor,
        source_id=source_id,
        values=body.values(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return _read(request, source_id)


@sources.post(
    "/{source_id}/archive/", response={200: SourceOut, **problems(403, 404)}, operation_id="archive_schedule_source"
)
def archive_schedule_source(request: UserRequest, source_id: Id) -> SourceOut:
    """It is read no more; its events stay as they are."""
    services.archive_source(actor=request.actor, source_id=source_id, archived=True, now=timezone.now())
    return _read(request, source_id)


@sources.post(
    "/{source_id}/restore/",
    response={200: SourceOut, **problems(403, 404, 422)},
    operation_id="restore_schedule_source",
)
def restore_schedule_source(request: UserRequest, source_id: Id) -> SourceOut:
    services.archive_source(actor=request.actor, source_id=source_id, archived=False, now=timezone.now())
    return _read(request, source_id)


@sources.post("/{source_id}/test/", response={202: SyncOut, **problems(403, 404)}, operation_id="test_schedule_source")
def test_schedule_source(request: UserRequest, source_id: Id) -> Status[SyncOut]:
    """Read it and tell what is there, in the log; nothing is changed."""
    now = timezone.now()
    sync = services.ask_for_sync(actor=request.actor, source_id=source_id, kind=SyncKind.TEST, now=now)
    return Status(202, sync_out(sync))


@sources.post("/{source_id}/sync/", response={202: SyncOut, **problems(403, 404)}, operation_id="sync_schedule_source")
def sync_schedule_source(request: UserRequest, source_id: Id) -> Status[SyncOut]:
    """Read it now. If it is being read already, that sync is answered."""
    now = timezone.now()
    sync = services.ask_for_sync(actor=request.actor, source_id=source_id, kind=SyncKind.ASKED, now=now)
    return Status(202, sync_out(sync))


@sources.get(
    "/{source_id}/syncs/", response={200: Page[SyncOut], **problems(403, 404, 422)}, operation_id="list_source_syncs"
)
def list_source_syncs(request: UserRequest, source_id: Id, filters: Query[PageFilters]) -> Page[SyncOut]:
    """The log, the latest first; of the last 30 days."""
    return page_of(request, selectors.syncs(actor=request.actor, source_id=source_id), filters, sync_out)


@differences.get(
    "/", response={200: Page[DifferenceOut], **problems(403, 404, 422)}, operation_id="list_schedule_differences"
)
def list_schedule_differences(request: UserRequest, filters: Query[DifferenceFilters]) -> Page[DifferenceOut]:
    """Where a source changed what people changed, the oldest first; with `decided` those that are decided."""
    return read_page(
        request,
        selectors.differences(actor=request.actor, source_id=filters.source, decided=filters.decided),
        lambda rows: difference_outs(list(rows)),
        number=filters.page or 1,
        size=filters.page_size or 50,
    )


@differences.post(
    "/decide/", response={200: DecidedOut, **problems(403, 422)}, operation_id="decide_schedule_differences"
)
def decide_schedule_differences(request: UserRequest, body: DecideIn) -> DecidedOut:
    """`ours` keeps the events as they are, `theirs` takes the source's values. What clashes stays undecided."""
    decided = deciding.decide_differences(
        actor=request.actor, ids=body.ids, decision=Decision(body.decision), now=timezone.now()
    )
    return decided_out(decided, selectors.titles_of(decided.refused))


def _read(request: UserRequest, source_id: int) -> SourceOut:
    return source_outs([selectors.source(actor=request.actor, source_id=source_id)])[0]
