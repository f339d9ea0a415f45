"""Routes of checklists and of system checks."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, page_of, read_page, sliced
from apps.tickets.checks import editing, selectors, services
from apps.tickets.checks.schemas import (
    CheckDetailOut,
    CheckFilters,
    CheckIn,
    CheckItemOut,
    CheckItemPatch,
    ChecklistFilters,
    ChecklistIn,
    ChecklistOut,
    ChecklistPatch,
    CheckOut,
    DueCheckOut,
    DueFilters,
    ItemsOpenProblem,
    ReopenCheckIn,
    check_detail_out,
    check_item_out,
    check_outs,
    checklist_out,
    due_outs,
)

checklists = Router(tags=["system checks"])
system_checks = Router(tags=["system checks"])


@checklists.get("/", response={200: Page[ChecklistOut], **problems(422)}, operation_id="list_checklists")
def list_checklists(request: UserRequest, filters: Query[ChecklistFilters]) -> Page[ChecklistOut]:
    """The checklists in use; all of them unless a page is asked for. `archived=true` answers the archived ones."""
    rows = selectors.checklists(
        facility_kind=filters.facility_kind,
        search=filters.search,
        archived=filters.archived,
        ordering=filters.ordering,
    )
    return page_of(request, rows, filters, checklist_out, default_size=None)


@checklists.post("/", response={201: ChecklistOut, **problems(403, 422)}, operation_id="create_checklist")
def create_checklist(request: UserRequest, body: ChecklistIn) -> Status[ChecklistOut]:
    """By name alone it begins with the three departments of the standard daily check."""
    row = editing.create_checklist(actor=request.actor, values=body.values(), items=body.items(), now=timezone.now())
    return Status(201, checklist_out(row))


@checklists.get("/{checklist_id}/", response={200: ChecklistOut, **problems(404)}, operation_id="read_checklist")
def read_checklist(request: UserRequest, checklist_id: Id) -> ChecklistOut:
    return checklist_out(selectors.checklist(checklist_id=checklist_id))


@checklists.patch(
    "/{checklist_id}/",
    response={200: ChecklistOut, **problems(403, 404, 409, 412, 422)},
    operation_id="update_checklist",
)
def update_checklist(request: UserRequest, checklist_id: Id, body: ChecklistPatch) -> ChecklistOut:
    """Checks that were begun keep the items they began with."""
    row = editing.update_checklist(
        actor=request.actor,
        checklist_id=checklist_id,
        values=body.values(),
        items=body.items(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return checklist_out(row)


@checklists.post(
    "/{checklist_id}/archive/", response={200: ChecklistOut, **problems(403, 404)}, operation_id="archive_checklist"
)
def archive_checklist(request: UserRequest, checklist_id: Id) -> ChecklistOut:
    row = editing.archive_checklist(actor=request.actor, checklist_id=checklist_id, archived=True, now=timezone.now())
    return checklist_out(row)


@checklists.post(
    "/{checklist_id}/restore/", response={200: ChecklistOut, **problems(403, 404)}, operation_id="restore_checklist"
)
def restore_checklist(request: UserRequest, checklist_id: Id) -> ChecklistOut:
    row = editing.archive_checklist(actor=request.actor, checklist_id=checklist_id, archived=False, now=timezone.now())
    return checklist_out(row)


@system_checks.get("/", response={200: Page[CheckOut], **problems(422)}, operation_id="list_system_checks")
def list_system_checks(request: UserRequest, filters: Query[CheckFilters]) -> Page[CheckOut]:
    """Checks that were begun, the newest day first. What is due on a day: `due/`."""
    return read_page(
        request,
        selectors.runs(filters.wanted()),
        lambda rows: check_outs(list(rows)),
        number=filters.page or 1,
        size=filters.page_size or 50,
    )


@system_checks.post(
    "/", response={200: CheckDetailOut, 201: CheckDetailOut, **problems(422)}, operation_id="start_system_check"
)
def start_system_check(request: UserRequest, body: CheckIn) -> Status[CheckDetailOut]:
    """Begin the check of a facility for today, or take up the one that was begun (200)."""
    run, is_new = services.start_check(
        actor=request.actor, facility_id=body.facility, checklist_id=body.checklist, now=timezone.now()
    )
    return Status(201 if is_new else 200, check_detail_out(run))


@system_checks.get("/due/", response={200: Page[DueCheckOut], **problems(422)}, operation_id="list_due_system_checks")
def list_due_system_checks(request: UserRequest, filters: Query[DueFilters]) -> Page[DueCheckOut]:
    """What is to be checked today, or on `day`, in every facility, begun or not.

    All rows unless a page is asked for.
    """
    rows = selectors.due(now=timezone.now(), day=filters.day, location=filters.location, facility=filters.facility)
    if filters.state:
        rows = [row for row in rows if row.state == filters.state]
    return sliced(
        request,
        len(rows),
        lambda start, stop: due_outs(rows[start:stop]),
        number=filters.page or 1,
        size=filters.page_size or (50 if filters.page else 5000),
    )


@system_checks.get("/{check_id}/", response={200: CheckDetailOut, **problems(404)}, operation_id="read_system_check")
def read_system_check(request: UserRequest, check_id: Id) -> CheckDetailOut:
    return check_detail_out(selectors.run(run_id=check_id))


@system_checks.patch(
    "/{check_id}/items/{item_id}/",
    response={200: CheckItemOut, **problems(404, 409, 412, 422)},
    operation_id="check_item",
)
def check_item(request: UserRequest, check_id: Id, item_id: Id, body: CheckItemPatch) -> CheckItemOut:
    result = services.check_item(
        actor=request.actor,
        run_id=check_id,
        item_id=item_id,
        values=body.changes(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return check_item_out(result)


@system_checks.post(
    "/{check_id}/items/{item_id}/open-incident/",
    response={200: CheckItemOut, 201: CheckItemOut, **problems(403, 404, 409, 422)},
    operation_id="open_incident_of_check_item",
)
def open_incident_of_check_item(request: UserRequest, check_id: Id, item_id: Id) -> Status[CheckItemOut]:
    """Report that an item failed. Asked for again, the same incident is answered (200)."""
    result, is_new = services.open_incident(actor=request.actor, run_id=check_id, item_id=item_id, now=timezone.now())
    return Status(201 if is_new else 200, check_item_out(result))


@system_checks.post(
    "/{check_id}/complete/",
    response={200: CheckDetailOut, **problems(404, 412), 409: ItemsOpenProblem},
    operation_id="complete_system_check",
)
def complete_system_check(request: UserRequest, check_id: Id) -> CheckDetailOut:
    """Refused with `open_items` while something has not been looked at. Completing twice changes nothing."""
    run = services.complete_check(
        actor=request.actor, run_id=check_id, expected_version=expected_version(request), now=timezone.now()
    )
    return check_detail_out(run)


@system_checks.post(
    "/{check_id}/reopen/",
    response={200: CheckDetailOut, **problems(403, 404, 409, 412, 422)},
    operation_id="reopen_system_check",
)
def reopen_system_check(request: UserRequest, check_id: Id, body: ReopenCheckIn) -> CheckDetailOut:
    run = services.reopen_check(
        actor=request.actor,
        run_id=check_id,
        reason=body.reason,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return check_detail_out(run)
