"""Routes of shift patterns."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, page_of
from apps.scheduling.shifts import selectors, services
from apps.scheduling.shifts.schemas import ShiftFilters, ShiftIn, ShiftOut, ShiftPatch, shift_out

router = Router(tags=["schedule"])


@router.get("/", response={200: Page[ShiftOut], **problems(422)}, operation_id="list_shifts")
def list_shifts(request: UserRequest, filters: Query[ShiftFilters]) -> Page[ShiftOut]:
    """The shift patterns; all of them unless a page is asked for."""
    rows = selectors.shifts(
        name=filters.name, search=filters.search, archived=filters.archived, ordering=filters.ordering
    )
    return page_of(request, rows, filters, shift_out, default_size=None)


@router.post("/", response={201: ShiftOut, **problems(403, 422)}, operation_id="create_shift")
def create_shift(request: UserRequest, body: ShiftIn) -> Status[ShiftOut]:
    shift = services.create_shift(actor=request.actor, values=body.changes(), now=timezone.now())
    return Status(201, shift_out(shift))


@router.get("/{shift_id}/", response={200: ShiftOut, **problems(404)}, operation_id="read_shift")
def read_shift(request: UserRequest, shift_id: Id) -> ShiftOut:
    return shift_out(selectors.shift(shift_id=shift_id))


@router.patch("/{shift_id}/", response={200: ShiftOut, **problems(403, 404, 412, 422)}, operation_id="update_shift")
def update_shift(request: UserRequest, shift_id: Id, body: ShiftPatch) -> ShiftOut:
    shift = services.update_shift(
        actor=request.actor,
        shift_id=shift_id,
        values=body.changes(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return shift_out(shift)


@router.post("/{shift_id}/archive/", response={200: ShiftOut, **problems(403, 404)}, operation_id="archive_shift")
def archive_shift(request: UserRequest, shift_id: Id) -> ShiftOut:
    return shift_out(services.archive_shift(actor=request.actor, shift_id=shift_id, archived=True, now=timezone.now()))


@router.post("/{shift_id}/restore/", response={200: ShiftOut, **problems(403, 404)}, operation_id="restore_shift")
def restore_shift(request: UserRequest, shift_id: Id) -> ShiftOut:
    return shift_out(services.archive_shift(actor=request.actor, shift_id=shift_id, archived=False, now=timezone.now()))
