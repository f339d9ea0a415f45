"""Routes of batches."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, problems
from apps.core.paging import Page, PageFilters, page_of
from apps.scheduling import policies
from apps.scheduling.batches import services
from apps.scheduling.batches.schemas import (
    BatchIn,
    BatchOut,
    BatchProblem,
    BatchResultOut,
    RunIn,
    batch_outs,
    result_out,
)

router = Router(tags=["schedule"])


@router.get("/", response={200: Page[BatchOut], **problems(403, 422)}, operation_id="list_batches")
def list_batches(request: UserRequest, filters: Query[PageFilters]) -> Page[BatchOut]:
    """What was done to many events at once, the latest first."""
    policies.require_can_edit_events(request.actor)
    page = page_of(request, services.batches(), filters, lambda row: row)
    return {**page, "results": batch_outs(page["results"])}


@router.post(
    "/",
    response={200: BatchResultOut, 201: BatchResultOut, **problems(403, 404, 422), 409: BatchProblem},
    operation_id="run_batch",
)
def run_batch(request: UserRequest, body: BatchIn) -> Status[BatchResultOut]:
    """Change or make many events at once; with `preview` (200) say what would come of it."""
    ran = services.run_batch(
        actor=request.actor,
        asked=body.asked(),
        on_clash=body.clashing,
        preview=body.preview,
        now=timezone.now(),
    )
    return Status(200 if body.preview else 201, result_out(ran))


@router.get("/{batch_id}/", response={200: BatchOut, **problems(403, 404)}, operation_id="read_batch")
def read_batch(request: UserRequest, batch_id: Id) -> BatchOut:
    policies.require_can_edit_events(request.actor)
    return batch_outs([services.batch_by_id(batch_id=batch_id)])[0]


@router.post(
    "/{batch_id}/undo/",
    response={200: BatchResultOut, **problems(403, 404, 422), 409: BatchProblem},
    operation_id="undo_batch",
)
def undo_batch(request: UserRequest, batch_id: Id, body: RunIn) -> BatchResultOut:
    """Put back what it changed, take off what it made; events that were touched since refuse it, or are skipped."""
    ran = services.undo_batch(
        actor=request.actor,
        batch_id=batch_id,
        on_clash=body.clashing,
        preview=body.preview,
        now=timezone.now(),
    )
    return result_out(ran)
