"""Routes of one's own calendar feeds, and the secret addresses that calendar programs read."""

import re

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from ninja import Query, Router, Status

from apps.core.errors import NotFound
from apps.core.http import Id, UserRequest, problems
from apps.core.paging import Page, page_of
from apps.scheduling.feeds import selectors, services
from apps.scheduling.feeds.models import FeedKind
from apps.scheduling.feeds.ports import facilities_provider, people_provider
from apps.scheduling.feeds.schemas import FeedFilters, FeedIn, FeedOut, NewFeedOut, feed_out, new_feed_out
from apps.scheduling.feeds.serving import served

router = Router(tags=["schedule"])


@router.get("/", response={200: Page[FeedOut], **problems(422)}, operation_id="list_calendar_feeds")
def list_calendar_feeds(request: UserRequest, filters: Query[FeedFilters]) -> Page[FeedOut]:
    """One's own feeds, the latest first; with `revoked` those that were revoked."""
    rows = selectors.feeds(actor=request.actor, revoked=filters.revoked)
    return page_of(request, rows, filters, feed_out)


@router.post("/", response={201: NewFeedOut, **problems(409, 422)}, operation_id="create_calendar_feed")
def create_calendar_feed(request: UserRequest, body: FeedIn) -> Status[NewFeedOut]:
    """The answer holds the address, this once. An Idempotency-Key is not taken: nothing may keep the answer."""
    made = services.create_feed(
        actor=request.actor,
        kind=FeedKind(body.kind),
        now=timezone.now(),
        **body.model_dump(include={"name", "user", "facility", "saved_filter"}),
    )
    return Status(201, new_feed_out(made))


@router.get("/{feed_id}/", response={200: FeedOut, **problems(404)}, operation_id="read_calendar_feed")
def read_calendar_feed(request: UserRequest, feed_id: Id) -> FeedOut:
    return feed_out(selectors.feed(actor=request.actor, feed_id=feed_id))


@router.post("/{feed_id}/revoke/", response={200: FeedOut, **problems(404)}, operation_id="revoke_calendar_feed")
def revoke_calendar_feed(request: UserRequest, feed_id: Id) -> FeedOut:
    """The address is closed for good."""
    return feed_out(services.revoke_feed(actor=request.actor, feed_id=feed_id, now=timezone.now()))


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar at a secret address, without a session: the address is what gives the right to read it."""
    now = timezone.now()
    try:
        feed = selectors.feed_of_token(token, people=people_provider)
    except NotFound as missing:
        return _kept_nowhere(HttpResponse(f"{missing.detail}.", status=404, content_type="text/plain"))
    found = served(feed, known=_known(request), now=now, facilities=facilities_provider, people=people_provider)
    services.note_read(feed=feed, now=now)
    if found.content is None:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(found.content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response["ETag"] = f'"{found.stamp}"'
    return _kept_nowhere(response)


def _known(request: HttpRequest) -> list[str]:
    """The stamps in `If-None-Match`; a proxy may have made weak ones of them."""
    return re.findall(r'"([0-9a-f]{32})(?:-gzip)?"', request.headers.get("If-None-Match", ""))


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """Programs may keep it and ask whether it is current; caches between must not."""
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
