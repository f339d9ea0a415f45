"""Routes of time keeping."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Done, Id, UserRequest, expected_version, problems, utc
from apps.core.paging import Page, read_page
from apps.scheduling.bulk import DecidedOut
from apps.scheduling.timekeeping import deciding, selectors, services
from apps.scheduling.timekeeping.schemas import (
    AdjustmentIn,
    ApprovalIn,
    BulkApprovalIn,
    BulkRejectionIn,
    ClockInIn,
    ClockOutIn,
    CurrentOut,
    EntryProblem,
    RejectionIn,
    TimeEntryFilters,
    TimeEntryIn,
    TimeEntryOut,
    TimeEntryPatch,
    decided_entries_out,
    time_entry_out,
    time_entry_outs,
)
from apps.scheduling.timekeeping.summary import summary
from apps.scheduling.timekeeping.summary_schemas import SummaryFilters, SummaryOut, summary_out

router = Router(tags=["time keeping"])
WIDE_PAGE = 1000  # rows for a client that reads page 1 only: a person's entries of years


@router.get("/", response={200: Page[TimeEntryOut], **problems(422)}, operation_id="list_time_entries")
def list_time_entries(request: UserRequest, filters: Query[TimeEntryFilters]) -> Page[TimeEntryOut]:
    """One's own time; everybody's for managers. `user` narrows, it never widens."""
    return read_page(
        request,
        selectors.entries(actor=request.actor, wanted=filters.wanted()),
        lambda rows: time_entry_outs(list(rows), actor=request.actor),
        number=filters.page or 1,
        size=filters.page_size or (50 if filters.page else WIDE_PAGE),
    )


@router.post(
    "/", response={201: TimeEntryOut, **problems(403, 422), 409: EntryProblem}, operation_id="create_time_entry"
)
def create_time_entry(request: UserRequest, body: TimeEntryIn) -> Status[TimeEntryOut]:
    """Enter time. Without `clock_out` the person is clocked in."""
    edit = services.create_entry(actor=request.actor, user_id=body.user, values=body.values(), now=timezone.now())
    return Status(201, time_entry_out(edit.entry, actor=request.actor, remarks=edit.remarks))


@router.get("/current/", response={200: CurrentOut, **problems()}, operation_id="read_current_time_entry")
def read_current_time_entry(request: UserRequest) -> CurrentOut:
    """What the caller is clocked in on, if anything."""
    entry = selectors.running_entry(user_id=request.actor.id)
    out: CurrentOut = {"now": utc(timezone.now())}
    if entry is not None:
        out["entry"] = time_entry_out(entry, actor=request.actor)
    return out


@router.get("/summary/", response={200: SummaryOut, **problems(403, 422)}, operation_id="read_time_summary")
def read_time_summary(request: UserRequest, filters: Query[SummaryFilters]) -> SummaryOut:
    """Hours per day, week and month; of the caller in this month unless asked otherwise."""
    today = timezone.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    start = filters.start or (filters.end or today).replace(day=1)
    end = filters.end or (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    found = summary(actor=request.actor, user_id=filters.user or request.actor.id or 0, start=start, end=end)
    return summary_out(found)


@router.post("/clock-in/", response={201: TimeEntryOut, **problems(422), 409: EntryProblem}, operation_id="clock_in")
def clock_in(request: UserRequest, body: ClockInIn | None = None) -> Status[TimeEntryOut]:
    """Begin to work, now."""
    edit = services.clock_in(actor=request.actor, values=(body or ClockInIn()).values(), now=timezone.now())
    return Status(201, time_entry_out(edit.entry, actor=request.actor))


@router.post("/clock-out/", response={200: TimeEntryOut, **problems(422), 409: EntryProblem}, operation_id="clock_out")
def clock_out(request: UserRequest, body: ClockOutIn | None = None) -> TimeEntryOut:
    """End the running entry, now, and the break that lasts."""
    edit = services.clock_out(actor=request.actor, values=(body or ClockOutIn()).values(), now=timezone.now())
    return time_entry_out(edit.entry, actor=request.actor)


@router.post("/start-break/", response={200: TimeEntryOut, **problems(409)}, operation_id="start_break")
def start_break(request: UserRequest) -> TimeEntryOut:
    edit = services.start_break(actor=request.actor, now=timezone.now())
    return time_entry_out(edit.entry, actor=request.actor)


@router.post("/end-break/", response={200: TimeEntryOut, **problems(409)}, operation_id="end_break")
def end_break(request: UserRequest) -> TimeEntryOut:
    edit = services.end_break(actor=request.actor, now=timezone.now())
    return time_entry_out(edit.entry, actor=request.actor)


@router.post("/bulk-approve/", response={200: DecidedOut, **problems(403, 422)}, operation_id="approve_time_entries")
def approve_time_entries(request: UserRequest, body: BulkApprovalIn) -> DecidedOut:
    """Approve many. A row that cannot be is named in the answer and does not keep the others."""
    decided = deciding.approve_entries(actor=request.actor, ids=body.ids, note=body.note, now=timezone.now())
    return decided_entries_out(decided)


@router.post("/bulk-reject/", response={200: DecidedOut, **problems(403, 422)}, operation_id="reject_time_entries")
def reject_time_entries(request: UserRequest, body: BulkRejectionIn) -> DecidedOut:
    """Reject many for one reason. A row that cannot be is named in the answer."""
    decided = deciding.reject_entries(actor=request.actor, ids=body.ids, reason=body.reason, now=timezone.now())
    return decided_entries_out(decided)


@router.get("/{time_entry_id}/", response={200: TimeEntryOut, **problems(403, 404)}, operation_id="read_time_entry")
def read_time_entry(request: UserRequest, time_entry_id: Id) -> TimeEntryOut:
    return time_entry_out(selectors.entry(actor=request.actor, entry_id=time_entry_id), actor=request.actor)


@router.patch(
    "/{time_entry_id}/",
    response={200: TimeEntryOut, **problems(403, 404, 412, 422), 409: EntryProblem},
    operation_id="update_time_entry",
)
def update_time_entry(request: UserRequest, time_entry_id: Id, body: TimeEntryPatch) -> TimeEntryOut:
    """Change one's own entry until it is approved; a manager's `status` approves or rejects somebody's."""
    edit = deciding.patch_entry(
        actor=request.actor,
        entry_id=time_entry_id,
        values=body.values(),
        status=body.status,
        note=body.note,
        user_id=body.user,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return time_entry_out(edit.entry, actor=request.actor, remarks=edit.remarks)


@router.delete(
    "/{time_entry_id}/", response={200: Done, **problems(403, 404, 409, 412)}, operation_id="archive_time_entry"
)
def archive_time_entry(request: UserRequest, time_entry_id: Id) -> Done:
    """Take back one's own entry until it is approved; it stays in the record."""
    services.archive_entry(
        actor=request.actor, entry_id=time_entry_id, expected_version=expected_version(request), now=timezone.now()
    )
    return {"detail": "The time entry was taken back"}


@router.post(
    "/{time_entry_id}/approve/",
    response={200: TimeEntryOut, **problems(403, 404, 412, 422), 409: EntryProblem},
    operation_id="approve_time_entry",
)
def approve_time_entry(request: UserRequest, time_entry_id: Id, body: ApprovalIn | None = None) -> TimeEntryOut:
    """Approve somebody's entry; of a long day with a note that says why."""
    entry = deciding.approve_entry(
        actor=request.actor,
        entry_id=time_entry_id,
        note=(body or ApprovalIn()).note,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return time_entry_out(entry, actor=request.actor)


@router.post(
    "/{time_entry_id}/reject/",
    response={200: TimeEntryOut, **problems(403, 404, 409, 412, 422)},
    operation_id="reject_time_entry",
)
def reject_time_entry(request: UserRequest, time_entry_id: Id, body: RejectionIn) -> TimeEntryOut:
    """Send somebody's entry back with a reason; they may change it or take it back."""
    entry = deciding.reject_entry(
        actor=request.actor,
        entry_id=time_entry_id,
        reason=body.reason,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return time_entry_out(entry, actor=request.actor)


@router.post(
    "/{time_entry_id}/adjust/",
    response={200: TimeEntryOut, **problems(403, 404, 412, 422), 409: EntryProblem},
    operation_id="adjust_time_entry",
)
def adjust_time_entry(request: UserRequest, time_entry_id: Id, body: AdjustmentIn) -> TimeEntryOut:
    """Change an approved entry, with a reason; what it was before is kept for good."""
    edit = deciding.adjust_entry(
        actor=request.actor,
        entry_id=time_entry_id,
        values=body.values(),
        reason=body.reason,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return time_entry_out(edit.entry, actor=request.actor, remarks=edit.remarks)
