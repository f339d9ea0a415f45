"""Routes of series and of what repeats."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, page_of
from apps.scheduling.series import changing, selectors, services
from apps.scheduling.series.schemas import (
    EndingSeries,
    MadeSeriesOut,
    RecurrenceIn,
    RecurrenceOut,
    SeriesFilters,
    SeriesIn,
    SeriesOut,
    SeriesPatch,
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


@router.patch(
    "/{series_id}/",
    response={200: MadeSeriesOut | SeriesPlanOut, **problems(403, 404, 412, 422), 409: SeriesProblem},
    operation_id="update_series",
)
def update_series(request: UserRequest, series_id: Id, body: SeriesPatch) -> MadeSeriesOut | SeriesPlanOut:
    """Change the dates that have not begun, or those from one on. Answers the series that has them then.

    Times are told of the first date of the series: how far they lie from what they were, the dates move.
    """
    made = changing.update_series(
        actor=request.actor,
        series_id=series_id,
        values=body.values(),
        scope=changing.Scope(body.scope),
        start=body.start,
        on_clash=body.clashing,
        drop_edits=body.drop_edits,
        preview=body.preview,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return plan_out(made) if body.preview else made_out(made)


@router.delete(
    "/{series_id}/",
    response={200: SeriesPlanOut, **problems(403, 404, 412, 422), 409: SeriesProblem},
    operation_id="end_series",
)
def end_series(request: UserRequest, series_id: Id, ending: Query[EndingSeries]) -> SeriesPlanOut:
    """Take the dates that have not begun off the schedule, or those from one on; the others stay in the record."""
    made = changing.end_series(
        actor=request.actor,
        series_id=series_id,
        scope=changing.Scope(ending.scope),
        start=ending.start,
        drop_edits=ending.drop_edits,
        preview=ending.preview,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return plan_out(made)
