"""Routes of timelines, one below each kind of ticket."""

from ninja import Query, Router

from apps.core.http import Id, UserRequest, problems
from apps.core.paging import Page, read_page
from apps.tickets.activity import selectors
from apps.tickets.activity.schemas import TimelineEntryOut, TimelineFilters, entry_outs
from apps.tickets.register.models import Kind

incidents = Router(tags=["tickets"])
service = Router(tags=["tickets"])
changes = Router(tags=["tickets"])

_ANSWERS = {200: Page[TimelineEntryOut], **problems(404, 422)}
_SUMMARY = "What happened to it, the oldest first"


@incidents.get("/{incident_id}/timeline/", response=_ANSWERS, summary=_SUMMARY)
def read_incident_timeline(
    request: UserRequest, incident_id: Id, filters: Query[TimelineFilters]
) -> Page[TimelineEntryOut]:
    return _timeline(request, Kind.INCIDENT, incident_id, filters)


@service.get("/{service_ticket_id}/timeline/", response=_ANSWERS, summary=_SUMMARY)
def read_service_ticket_timeline(
    request: UserRequest, service_ticket_id: Id, filters: Query[TimelineFilters]
) -> Page[TimelineEntryOut]:
    return _timeline(request, Kind.SERVICE, service_ticket_id, filters)


@changes.get("/{change_request_id}/timeline/", response=_ANSWERS, summary=_SUMMARY)
def read_change_request_timeline(
    request: UserRequest, change_request_id: Id, filters: Query[TimelineFilters]
) -> Page[TimelineEntryOut]:
    return _timeline(request, Kind.CHANGE, change_request_id, filters)


def _timeline(request: UserRequest, kind: Kind, ticket_id: int, filters: TimelineFilters) -> Page[TimelineEntryOut]:
    actor = request.actor
    return read_page(
        request,
        selectors.timeline(actor=actor, kind=kind, ticket_id=ticket_id, ordering=filters.ordering),
        lambda rows: entry_outs(list(rows), actor=actor),
        number=filters.page or 1,
        size=filters.page_size or 200,
    )
