"""Routes of time off."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, read_page
from apps.core.rights import Right
from apps.scheduling.bulk import DecidedOut
from apps.scheduling.leave import models, selectors, services
from apps.scheduling.leave.schemas import (
    BulkIn,
    BulkRejectionIn,
    CalendarFilters,
    CalendarOut,
    DaysOffFilters,
    RejectionIn,
    TimeOffFilters,
    TimeOffIn,
    TimeOffOut,
    TimeOffPatch,
    TimeOffProblem,
    YearOffOut,
    decided_requests_out,
    time_off_out,
    time_off_outs,
    year_off_out,
)

router = Router(tags=["time off"])
WIDE_PAGE = 1000  # rows for a client that reads page 1 only


@router.get("/", response={200: Page[TimeOffOut], **problems(422)}, operation_id="list_time_off_requests")
def list_time_off_requests(request: UserRequest, filters: Query[TimeOffFilters]) -> Page[TimeOffOut]:
    """One's own; everybody's for managers; for schedulers everybody's dates. `user` narrows, it never widens."""
    return read_page(
        request,
        selectors.requests(actor=request.actor, wanted=filters.wanted()),
        lambda rows: time_off_outs(list(rows), actor=request.actor),
        number=filters.page or 1,
        size=filters.page_size or (50 if filters.page else WIDE_PAGE),
    )


@router.post(
    "/", response={201: TimeOffOut, **problems(403, 422), 409: TimeOffProblem}, operation_id="create_time_off_request"
)
def create_time_off_request(request: UserRequest, body: TimeOffIn) -> Status[TimeOffOut]:
    row = services.request_time_off(actor=request.actor, user_id=body.user, values=body.values(), now=timezone.now())
    return Status(201, time_off_out(row, actor=request.actor))


@router.get("/calendar/", response={200: CalendarOut, **problems(422)}, operation_id="read_time_off_calendar")
def read_time_off_calendar(request: UserRequest, filters: Query[CalendarFilters]) -> CalendarOut:
    """Who is away, or asks to be, from `start` to `end`, both included."""
    rows = selectors.calendar(actor=request.actor, start=filters.start, end=filters.end)
    return {"results": time_off_outs(rows, actor=request.actor)}


@router.get("/summary/", response={200: YearOffOut, **problems(403, 422)}, operation_id="read_time_off_summary")
def read_time_off_summary(request: UserRequest, filters: Query[DaysOffFilters]) -> YearOffOut:
    """Days taken, planned and asked for in a year; of the caller in this one unless asked otherwise."""
    today = timezone.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    user_id, year = filters.user or request.actor.id or 0, filters.year or today.year
    return year_off_out(user_id, year, selectors.days_off(actor=request.actor, user_id=user_id, year=year, today=today))


@router.post(
    "/bulk-approve/", response={200: DecidedOut, **problems(403, 422)}, operation_id="approve_time_off_requests"
)
def approve_time_off_requests(request: UserRequest, body: BulkIn) -> DecidedOut:
    """Approve many. A row that cannot be is named in the answer and does not keep the others."""
    return decided_requests_out(services.approve_requests(actor=request.actor, ids=body.ids, now=timezone.now()))


@router.post("/bulk-reject/", response={200: DecidedOut, **problems(403, 422)}, operation_id="reject_time_off_requests")
def reject_time_off_requests(request: UserRequest, body: BulkRejectionIn) -> DecidedOut:
    """Reject many for one reason. A row that cannot be is named in the answer."""
    return decided_requests_out(
        services.reject_requests(actor=request.actor, ids=body.ids, reason=body.reason, now=timezone.now())
    )


@router.get(
    "/{time_off_request_id}/", response={200: TimeOffOut, **problems(403, 404)}, operation_id="read_time_off_request"
)
def read_time_off_request(request: UserRequest, time_off_request_id: Id) -> TimeOffOut:
    """One request; for who approves with the bookings it would fall on."""
    row = selectors.request(actor=request.actor, request_id=time_off_request_id)
    is_shown = request.actor.may(Right.APPROVE_LEAVE) and row.status == models.Status.PENDING
    return time_off_out(row, actor=request.actor, conflicts=services.bookings_in(row) if is_shown else ())


@router.patch(
    "/{time_off_request_id}/",
    response={200: TimeOffOut, **problems(403, 404, 412, 422), 409: TimeOffProblem},
    operation_id="update_time_off_request",
)
def update_time_off_request(request: UserRequest, time_off_request_id: Id, body: TimeOffPatch) -> TimeOffOut:
    """Change one's own request until it is approved; a manager's `status` approves or rejects somebody's."""
    found = services.patch_request(
        actor=request.actor,
        request_id=time_off_request_id,
        values=body.values(),
        status=body.status,
        note=body.rejection_reason,
        user_id=body.user,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return time_off_out(found.request, actor=request.actor, conflicts=found.conflicts)


@router.post(
    "/{time_off_request_id}/approve/",
    response={200: TimeOffOut, **problems(403, 404, 412), 409: TimeOffProblem},
    operation_id="approve_time_off_request",
)
def approve_time_off_request(request: UserRequest, time_off_request_id: Id) -> TimeOffOut:
    """Approve somebody's request. `conflicts` are bookings of the person that it falls on."""
    found = services.approve_request(
        actor=request.actor,
        request_id=time_off_request_id,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return time_off_out(found.request, actor=request.actor, conflicts=found.conflicts)


@router.post(
    "/{time_off_request_id}/reject/",
    response={200: TimeOffOut, **problems(403, 404, 409, 412, 422)},
    operation_id="reject_time_off_request",
)
def reject_time_off_request(request: UserRequest, time_off_request_id: Id, body: RejectionIn) -> TimeOffOut:
    """Reject somebody's request with a reason; an approved one too, until the leave begins."""
    row = services.reject_request(
        actor=request.actor,
        request_id=time_off_request_id,
        reason=body.reason,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return time_off_out(row, actor=request.actor)


@router.post(
    "/{time_off_request_id}/withdraw/",
    response={200: TimeOffOut, **problems(403, 404, 409, 412)},
    operation_id="withdraw_time_off_request",
)
def withdraw_time_off_request(request: UserRequest, time_off_request_id: Id) -> TimeOffOut:
    """Take back one's own request; an approved one until the leave begins."""
    row = services.withdraw_request(
        actor=request.actor,
        request_id=time_off_request_id,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return time_off_out(row, actor=request.actor)
