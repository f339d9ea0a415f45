"""What HTTP takes and gives about calendar feeds."""

from datetime import datetime
from typing import Literal, NotRequired

from django.conf import settings
from typing_extensions import TypedDict

from apps.core.http import In, Line, Ref
from apps.core.paging import PageFilters
from apps.scheduling.feeds.models import Feed
from apps.scheduling.feeds.services import NewFeed

KindName = Literal["person", "facility", "filter"]


class FeedIn(In):
    """`user`, `facility` or `saved_filter`, whichever `kind` names. A person is the caller unless said otherwise."""

    kind: KindName
    name: Line = ""
    user: Ref = None
    facility: Ref = None
    saved_filter: Ref = None


class FeedFilters(PageFilters):
    revoked: bool = False


class FeedOut(TypedDict):
    """`hint` is the end of the secret. `last_read_at` is when a program came for it last, to the hour."""

    id: int
    kind: KindName
    name: str
    user: NotRequired[int]
    facility: NotRequired[int]
    saved_filter: NotRequired[int]
    hint: str
    created_at: datetime
    last_read_at: NotRequired[datetime]
    revoked_at: NotRequired[datetime]


class NewFeedOut(FeedOut):
    """`address` is told this once: the station keeps a hash of it only."""

    address: str


def feed_out(feed: Feed) -> FeedOut:
    out: FeedOut = {
        "id": feed.pk,
        "kind": feed.kind,  # type: ignore[typeddict-item]  # the choices of the column
        "name": feed.name,
        "hint": feed.hint,
        "created_at": feed.created_at,
    }
    if feed.user_id:
        out["user"] = feed.user_id
    if feed.facility_id:
        out["facility"] = feed.facility_id
    if feed.saved_filter_id:
        out["saved_filter"] = feed.saved_filter_id
    if feed.last_read_at:
        out["last_read_at"] = feed.last_read_at
    if feed.revoked_at:
        out["revoked_at"] = feed.revoked_at
    return out


def new_feed_out(made: NewFeed) -> NewFeedOut:
    return {**feed_out(made.feed), "address": f"{settings.PUBLIC_URL}/calendar/{made.token}.ics"}
