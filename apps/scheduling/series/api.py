"""Routes of series and of what repeats."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, problems
from apps.core.paging import Page, page_of
from apps.scheduling.series import selectors, services
from apps.scheduling.series.schemas import (
    MadeSeriesOut,
    RecurrenceIn,
    RecurrenceOut,
    SeriesFilters,
    SeriesIn,
    SeriesOut,
    SeriesPlanOut,
    SeriesProblem,
    made_out,
    plan_out,
    recurrence_out,
    series_outs,
)

router = Router(tags=["schedule"])
recurrence = Router(tags=["schedule"])


@recurrence.post("/preview/", response={200: RecurrenceOut, **problems(422)}, operation_id="preview_recurrence")
def preview_recurrence(request: UserRequest, body: RecurrenceIn) -> RecurrenceOut:
    """The first dates of a rule and what it says in words. Nothing is stored."""
    return recurrence_out(body.pattern(), body.limit)


@router.get("/", response={200: Page[SeriesOut], **problems(422)}, operation_id="list_series")
def list_series(request: UserRequest, filters: Query[SeriesFilters]) -> Page[SeriesOut]:
    page = page_of(request, selectors.series_matching(filters.wanted()), filters, lambda row: row)
    return {**page, "results": series_outs(page["results"])}


@router.post(
    "/",
    response={200: SeriesPlanOut, 201: MadeSeriesOut, **problems(403, 422), 409: SeriesProblem},
    operation_id="create_series",
)
def create_series(request: UserRequest, body: SeriesIn) -> Status[SeriesPlanOut] | Status[MadeSeriesOut]:
    """Book every date up to the horizon, or with `preview` say what would come of it."""
    made = services.create_series(
        actor=request.actor,
        values=body.values(),
        on_clash=body.clashing,
        preview=body.preview,
        now=timezone.now(),
    )
    return Status(200, plan_out(made)) if body.preview else Status(201, made_out(made))


@router.get("/{series_id}/", response={200: SeriesOut, **problems(404)}, operation_id="read_series")
def read_series(request: UserRequest, series_id: Id) -> SeriesOut:
    return series_outs([selectors.series_by_id(series_id=series_id)])[0]
