"""Routes of links between tickets."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Done, Id, UserRequest, problems
from apps.core.paging import Page, read_page
from apps.tickets.links import selectors, services
from apps.tickets.links.models import Relation
from apps.tickets.links.schemas import LinkFilters, LinkIn, LinkOut, link_outs

router = Router(tags=["tickets"])


@router.get("/", response={200: Page[LinkOut], **problems(404, 422)}, summary="What a ticket has to do with others")
def list_links(request: UserRequest, filters: Query[LinkFilters]) -> Page[LinkOut]:
    """Of the ticket `kind` and `ticket` name, as they read from there."""
    kind, ticket_id = filters.of()
    return read_page(
        request,
        selectors.links_of(actor=request.actor, kind=kind, ticket_id=ticket_id),
        lambda rows: link_outs(list(rows), seen_from=ticket_id),
        number=filters.page or 1,
        size=filters.page_size or 50,
    )


@router.post("/", response={201: LinkOut, **problems(403, 404, 409, 422)}, summary="Link two tickets")
def create_link(request: UserRequest, body: LinkIn) -> Status[LinkOut]:
    link = services.link_tickets(
        actor=request.actor,
        source=body.source.ticket(),
        target=body.target.ticket(),
        relation=Relation(body.relation),
        now=timezone.now(),
    )
    return Status(201, link_outs([link], seen_from=body.source.id)[0])


@router.delete("/{link_id}/", response={200: Done, **problems(403, 404)}, summary="Take a link away")
def delete_link(request: UserRequest, link_id: Id) -> Done:
    services.unlink(actor=request.actor, link_id=link_id, now=timezone.now())
    return {"detail": "The link was removed"}
