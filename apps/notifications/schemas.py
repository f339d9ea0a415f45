"""What HTTP takes and gives of notifications."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from apps.authentication.public import PersonRef
from apps.core.http import BIGINT, In
from apps.core.notices import NoticeKind
from apps.core.paging import PageFilters
from apps.notifications.models import Notification
from apps.notifications.selectors import Channels

_AT_ONCE = 1000


class NotificationFilters(PageFilters):
    kind: Annotated[str, Field(max_length=100)] = ""
    is_read: bool | None = None
    unread: bool | None = None  # the same, the other way round


class MarkReadIn(In):
    ids: Annotated[list[Annotated[int, Field(ge=1, le=BIGINT)]], Field(max_length=_AT_ONCE)]


class MarkAllReadIn(In):
    up_to: Annotated[int, Field(ge=1, le=BIGINT)] | None = None  # the newest one the person has seen


class NotificationPatch(In):
    is_read: bool | None = None


class PreferenceIn(In):
    kind: Annotated[str, Field(max_length=100)]
    in_app: bool | None = None
    mail: bool | None = None


class PreferencesPatch(In):
    preferences: Annotated[list[PreferenceIn], Field(max_length=_AT_ONCE)]


class DoerOut(TypedDict):
    id: int
    name: str


class NotificationOut(TypedDict):
    id: int
    kind: str
    title: str
    is_read: bool
    created_at: datetime
    text: NotRequired[str]
    path: NotRequired[str]
    actor: NotRequired[DoerOut]
    read_at: NotRequired[datetime]


class UnreadOut(TypedDict):
    unread: int


class PreferenceOut(TypedDict):
    kind: str
    label: str
    group: str
    in_app: bool
    mail: bool


class PreferencesOut(TypedDict):
    preferences: list[PreferenceOut]


def notification_out(row: Notification, doers: Mapping[int, PersonRef]) -> NotificationOut:
    out: NotificationOut = {
        "id": row.pk,
        "kind": row.kind,
        "title": row.title,
        "is_read": row.read_at is not None,
        "created_at": row.created_at,
    }
    if row.text:
        out["text"] = row.text
    if row.path:
        out["path"] = row.path
    if doer := doers.get(row.actor_id or 0):
        out["actor"] = {"id": doer.id, "name": doer.name}
    if row.read_at:
        out["read_at"] = row.read_at
    return out


def preference_out(kind: NoticeKind, channels: Channels) -> PreferenceOut:
    return {
        "kind": kind.key,
        "label": kind.label,
        "group": kind.group,
        "in_app": channels.in_app,
        "mail": channels.by_mail,
    }
