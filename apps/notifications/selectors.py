"""Reads of notifications: everyone's own, and nobody else's."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from apps.core import notices
from apps.core.actors import Actor
from apps.core.errors import NotFound
from apps.core.notices import NoticeKind
from apps.core.paging import ordered
from apps.notifications.models import Notification, NotificationQuerySet, Preference

_ORDERINGS = {"id": "pk", "created_at": "created_at", "kind": "kind", "title": "title"}


@dataclass(frozen=True, slots=True)
class Channels:
    """By which ways a person is told of a kind."""

    in_app: bool
    by_mail: bool


def notifications_of(
    *, actor: Actor, is_read: bool | None = None, kind: str = "", text: str = "", ordering: str = ""
) -> NotificationQuerySet:
    """The actor's own, the newest first unless asked otherwise."""
    rows = Notification.objects.of(actor)
    if is_read is not None:
        rows = rows.filter(read_at__isnull=not is_read)
    if kind:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(text__icontains=text))  # one person's: a few hundred
    found: NotificationQuerySet = ordered(rows, ordering, _ORDERINGS, default=("-pk",))  # type: ignore[assignment]
    return found


def notification(*, actor: Actor, notification_id: int) -> Notification:
    """One of the actor's own; whether there is such a one of somebody else's is not told. Raises NotFound."""
    found = Notification.objects.of(actor).filter(pk=notification_id).first()
    if found is None:
        raise NotFound("There is no such notification")
    return found


def unread_count(*, actor: Actor) -> int:
    return Notification.objects.of(actor).unread().count()


def channels_of(*, people: Collection[int], kinds: Collection[NoticeKind]) -> dict[tuple[int, str], Channels]:
    """By which ways each of these people wants to be told of each kind. One query."""
    keys = {kind.key for kind in kinds}
    chosen = {
        (row.person_id, row.kind): Channels(row.in_app, row.by_mail)
        for row in Preference.objects.filter(person_id__in=people, kind__in=keys)
    }
    return {
        (person, kind.key): chosen.get((person, kind.key)) or Channels(in_app=True, by_mail=kind.by_mail)
        for person in people
        for kind in kinds
    }


def preferences_of(*, actor: Actor) -> list[tuple[NoticeKind, Channels]]:
    """Every kind there is, in the order of the settings page, with what the actor wants of it."""
    kinds = notices.kinds()
    channels = channels_of(people=[actor.id or 0], kinds=kinds)
    return [(kind, channels[actor.id or 0, kind.key]) for kind in kinds]
