"""Routes of imports and exports."""

from typing import Any, Literal

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from apps.core.http import Id, UserRequest, problems
from apps.core.paging import Page, PageFilters, page_of
from apps.scheduling.interchange import selectors, services
from apps.scheduling.interchange.formats import Format
from apps.scheduling.interchange.models import Mode
from apps.scheduling.interchange.schemas import (
    ApplyIn,
    ExportFilters,
    ImportForm,
    ImportRowOut,
    ImportRunOut,
    RowFilters,
    import_row_out,
    import_run_out,
)

imports = Router(tags=["imports"])
exports = Router(tags=["schedule"])

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}


def _files(*formats: str) -> dict[str, Any]:
    """An answer of 200 that is a file, for the schema."""
    content = {_TYPES[name].partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for name in formats}
    return {"responses": {200: {"description": "The file", "content": content}}}


@imports.get("/", response={200: Page[ImportRunOut], **problems(403, 404, 422)}, operation_id="list_imports")
def list_imports(request: UserRequest, filters: Query[PageFilters]) -> Page[ImportRunOut]:
    """Everybody's imports, the latest first."""
    return page_of(request, selectors.runs(actor=request.actor), filters, import_run_out)


@imports.post("/", response={202: ImportRunOut, **problems(403, 413, 422)}, operation_id="create_import")
def create_import(request: UserRequest, file: File[UploadedFile], form: Form[ImportForm]) -> Status[ImportRunOut]:
    """Send a file for a dry run: nothing is changed before it is applied."""
    run = services.create_import(
        actor=request.actor,
        file=file,
        file_name=file.name or "",
        time_zone=form.time_zone or settings.TIME_ZONE,
        format=Format(form.format) if form.format else None,
        mode=Mode(form.mode),
        create_missing=form.create_missing,
        now=timezone.now(),
    )
    return Status(202, import_run_out(run))


@imports.get(
    "/templates/{file_format}/",
    response=problems(404, 422),
    openapi_extra=_files("csv", "xlsx"),
    operation_id="download_import_template",
)
def download_template(request: UserRequest, file_format: Literal["csv", "xlsx"]) -> HttpResponse:
    """An empty schedule with examples; the workbook offers the names of this station."""
    from apps.scheduling.interchange import downloads  # its libraries are slow to import, and seldom needed

    answer = HttpResponse(downloads.template(file_format), content_type=_TYPES[file_format])
    answer["Content-Disposition"] = f'attachment; filename="schedule-template.{file_format}"'
    return answer


@imports.get("/{run_id}/", response={200: ImportRunOut, **problems(403, 404)}, operation_id="read_import")
def read_import(request: UserRequest, run_id: Id) -> ImportRunOut:
    return import_run_out(selectors.run(actor=request.actor, run_id=run_id))


@imports.get(
    "/{run_id}/rows/", response={200: Page[ImportRowOut], **problems(403, 404, 422)}, operation_id="list_import_rows"
)
def list_rows(request: UserRequest, run_id: Id, filters: Query[RowFilters]) -> Page[ImportRowOut]:
    """What each row of the file came to, or would come to, in the order of the file."""
    rows = selectors.rows(actor=request.actor, run_id=run_id, outcome=filters.outcome)
    return page_of(request, rows, filters, import_row_out)


@imports.post(
    "/{run_id}/apply/", response={202: ImportRunOut, **problems(403, 404, 409, 422)}, operation_id="apply_import"
)
def apply_import(request: UserRequest, run_id: Id, body: ApplyIn | None = None) -> Status[ImportRunOut]:
    """Apply a dry run: everything or nothing, or the rows that can be."""
    asked = body or ApplyIn()
    run = services.apply_import(
        actor=request.actor,
        run_id=run_id,
        mode=Mode(asked.mode) if asked.mode else None,
        create_missing=asked.create_missing,
        now=timezone.now(),
    )
    return Status(202, import_run_out(run))


@exports.get(
    "/export/", response=problems(422), openapi_extra=_files("csv", "xlsx", "ics"), operation_id="export_events"
)
def export_events(request: UserRequest, filters: Query[ExportFilters]) -> FileResponse:
    """The schedule as a file, with the filters of the list."""
    from apps.scheduling.interchange import downloads  # as above

    file = downloads.schedule_file(wanted=filters.wanted(), file_format=filters.format)
    today = timezone.localdate().isoformat()
    return FileResponse(
        file, as_attachment=True, filename=f"schedule-{today}.{filters.format}", content_type=_TYPES[filters.format]
    )
