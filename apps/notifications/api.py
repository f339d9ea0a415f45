"""The module's routes: what concerns a person, in the console and by mail."""

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Query, Router

from apps.core.actors import Actor
from apps.core.http import Id, UserRequest, problems
from apps.core.paging import Page, read_page
from apps.notifications import selectors, services
from apps.notifications.models import Notification
from apps.notifications.ports import people_provider
from apps.notifications.schemas import (
    MarkAllReadIn,
    MarkReadIn,
    NotificationFilters,
    NotificationOut,
    NotificationPatch,
    PreferencesOut,
    PreferencesPatch,
    UnreadOut,
    notification_out,
    preference_out,
)

router = Router(tags=["notifications"])
PAGE_SIZE = 50


@router.get("/notifications/", response={200: Page[NotificationOut], **problems(422)}, summary="What concerns oneself")
def list_notifications(request: UserRequest, filters: Query[NotificationFilters]) -> Page[NotificationOut]:
    """One's own, the newest first. `unread=true` leaves out what was read, `kind` all other kinds."""
    rows = selectors.notifications_of(
        actor=request.actor,
        is_read=filters.is_read if filters.unread is None else not filters.unread,
        kind=filters.kind,
        text=filters.search,
        ordering=filters.ordering,
    )
    return read_page(request, rows, _outs, number=filters.page or 1, size=filters.page_size or PAGE_SIZE)


@router.get("/notifications/unread-count/", response={200: UnreadOut, **problems()}, summary="How many are unread")
def count_unread_notifications(request: UserRequest) -> UnreadOut:
    return _unread(request.actor)


@router.post("/notifications/mark-read/", response={200: UnreadOut, **problems(403, 422)}, summary="Mark some as read")
def mark_notifications_read(request: UserRequest, body: MarkReadIn) -> UnreadOut:
    """Ids that are not one's own are ignored. Answers how many are unread now."""
    services.mark_read(actor=request.actor, ids=body.ids, now=timezone.now())
    return _unread(request.actor)


@router.post(
    "/notifications/mark-all-read/", response={200: UnreadOut, **problems(403, 422)}, summary="Mark all as read"
)
def mark_all_notifications_read(request: UserRequest, body: MarkAllReadIn | None = None) -> UnreadOut:
    """With `up_to`, the id of the newest one that was on screen, what came after it stays unread."""
    services.mark_all_read(actor=request.actor, up_to=body.up_to if body else None, now=timezone.now())
    return _unread(request.actor)


@router.get(
    "/notifications/{notification_id}/", response={200: NotificationOut, **problems(404)}, summary="One of one's own"
)
def read_notification(request: UserRequest, notification_id: Id) -> NotificationOut:
    return _out(selectors.notification(actor=request.actor, notification_id=notification_id))


@router.patch(
    "/notifications/{notification_id}/",
    response={200: NotificationOut, **problems(403, 404, 422)},
    summary="Mark one as read, or as unread again",
)
def update_notification(request: UserRequest, notification_id: Id, body: NotificationPatch) -> NotificationOut:
    row = services.update_notification(
        actor=request.actor, notification_id=notification_id, is_read=body.is_read, now=timezone.now()
    )
    return _out(row)


@router.get(
    "/notification-preferences/", response={200: PreferencesOut, **problems()}, summary="How one is told of what"
)
def read_notification_preferences(request: UserRequest) -> PreferencesOut:
    """Every kind of notification there is, with one's own choice of ways."""
    return _preferences(request.actor)


@router.patch(
    "/notification-preferences/",
    response={200: PreferencesOut, **problems(403, 422)},
    summary="Choose how one is told of what",
)
def update_notification_preferences(request: UserRequest, body: PreferencesPatch) -> PreferencesOut:
    """Kinds that are not named stay as they are, and so does a way that is not named."""
    services.set_preferences(
        actor=request.actor, wishes=[(wish.kind, wish.in_app, wish.mail) for wish in body.preferences]
    )
    return _preferences(request.actor)


def _outs(rows: QuerySet[Notification]) -> list[NotificationOut]:
    found = list(rows)
    doers = people_provider.people(ids={row.actor_id for row in found if row.actor_id})
    return [notification_out(row, doers) for row in found]


def _out(row: Notification) -> NotificationOut:
    return notification_out(row, people_provider.people(ids=[row.actor_id] if row.actor_id else []))


def _unread(actor: Actor) -> UnreadOut:
    return {"unread": selectors.unread_count(actor=actor)}


def _preferences(actor: Actor) -> PreferencesOut:
    return {"preferences": [preference_out(*found) for found in selectors.preferences_of(actor=actor)]}
