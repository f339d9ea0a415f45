"""Routes of templates. A template is put on the schedule as a batch."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Done, Id, UserRequest, expected_version, problems
from apps.core.paging import Page, PageFilters, page_of
from apps.scheduling import policies
from apps.scheduling.templates import selectors, services
from apps.scheduling.templates.schemas import TemplateIn, TemplateOut, TemplatePatch, template_outs

router = Router(tags=["schedule"])


@router.get("/", response={200: Page[TemplateOut], **problems(403, 422)}, operation_id="list_schedule_templates")
def list_schedule_templates(request: UserRequest, filters: Query[PageFilters]) -> Page[TemplateOut]:
    policies.require_can_edit_events(request.actor)
    page = page_of(request, selectors.templates(), filters, lambda row: row)
    return {**page, "results": template_outs(page["results"])}


@router.post("/", response={201: TemplateOut, **problems(403, 422)}, operation_id="create_schedule_template")
def create_schedule_template(request: UserRequest, body: TemplateIn) -> Status[TemplateOut]:
    """Made by hand, or with `from` of a day or week of the schedule."""
    row = services.create_template(
        actor=request.actor, values=body.values(), original=body.original(), now=timezone.now()
    )
    return Status(201, template_outs([row])[0])


@router.get(
    "/{schedule_template_id}/",
    response={200: TemplateOut, **problems(403, 404)},
    operation_id="read_schedule_template",
)
def read_schedule_template(request: UserRequest, schedule_template_id: Id) -> TemplateOut:
    policies.require_can_edit_events(request.actor)
    return template_outs([selectors.template_by_id(template_id=schedule_template_id)])[0]


@router.patch(
    "/{schedule_template_id}/",
    response={200: TemplateOut, **problems(403, 404, 412, 422)},
    operation_id="update_schedule_template",
)
def update_schedule_template(request: UserRequest, schedule_template_id: Id, body: TemplatePatch) -> TemplateOut:
    row = services.update_template(
        actor=request.actor,
        template_id=schedule_template_id,
        values=body.values(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return template_outs([row])[0]


@router.delete(
    "/{schedule_template_id}/",
    response={200: Done, **problems(403, 404, 412)},
    operation_id="delete_schedule_template",
)
def delete_schedule_template(request: UserRequest, schedule_template_id: Id) -> Done:
    """What was made of it stays on the schedule."""
    services.delete_template(
        actor=request.actor,
        template_id=schedule_template_id,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return {"detail": "The template was deleted"}
