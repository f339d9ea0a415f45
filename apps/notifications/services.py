"""Writing notifications: told by the relay, read by the people they concern."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from apps.authentication.public import PersonRef
from apps.core import context, notices, outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid
from apps.core.notices import Notice
from apps.notifications import selectors
from apps.notifications.facts import NotificationsChanged
from apps.notifications.mail import services as mail
from apps.notifications.models import Letter, Notification, NotificationQuerySet, Preference
from apps.notifications.ports import People, people_provider
from apps.notifications.selectors import Channels

_TITLE = 255


def deliver(notices_made: Collection[Notice], *, now: datetime, people: People = people_provider) -> None:
    """Tell everyone a notice concerns, by the ways they chose; whoever did it is not told, nor who left.

    Called in the relay's transaction, which also marks the fact as handled: what is written here is
    there exactly when the fact counts as told, so nothing is lost when a worker dies, and nothing is
    doubled when the fact comes round again.
    """
    actor_id = context.current().actor_id
    known = people.people(ids={person for notice in notices_made for person in notice.people} - {actor_id})
    active = {person for person, ref in known.items() if ref.is_active}
    if not active:
        return
    channels = selectors.channels_of(people=active, kinds={notice.kind for notice in notices_made})
    with transaction():
        rows = [
            Notification(
                person_id=person,
                kind=notice.kind.key,
                title=_one_line(notice.title),
                text=notice.text,
                path=notice.path,
                actor_id=actor_id,
                created_at=now,
            )
            for notice in notices_made
            for person in sorted(active.intersection(notice.people))
            if channels[person, notice.kind.key].in_app
        ]
        Notification.objects.bulk_create(rows)
        mail.post([_letter_of(notice, known, active, channels, now) for notice in notices_made], now=now)
        _tell_consoles(sorted({row.person_id for row in rows}), now)


def _letter_of(
    notice: Notice,
    known: Mapping[int, PersonRef],
    active: Collection[int],
    channels: Mapping[tuple[int, str], Channels],
    now: datetime,
) -> tuple[Letter, list[int]]:
    """The notice as a letter, and who of the people it concerns has an address and wants it by mail."""
    people = [
        person
        for person in active
        if person in notice.people and known[person].email and channels[person, notice.kind.key].by_mail
    ]
    letter = Letter(subject=_one_line(notice.title), text=notice.text, path=notice.path, created_at=now)
    return letter, people


def mark_read(*, actor: Actor, ids: Collection[int], now: datetime) -> int:
    """Mark some of the actor's own as read; ids that are not theirs count as read. Returns how many were not."""
    return _mark_read(actor, Notification.objects.of(actor).unread().filter(pk__among=ids), now)


def mark_all_read(*, actor: Actor, up_to: int | None, now: datetime) -> int:
    """Mark the actor's own as read, up to the newest they have seen: what comes meanwhile stays unread."""
    rows = Notification.objects.of(actor).unread()
    return _mark_read(actor, rows if up_to is None else rows.filter(pk__lte=up_to), now)


def _mark_read(actor: Actor, rows: NotificationQuerySet, now: datetime) -> int:
    with transaction():
        marked = rows.update(read_at=now)
        if marked:
            _tell_consoles([actor.id or 0], now)
    return marked


def update_notification(*, actor: Actor, notification_id: int, is_read: bool | None, now: datetime) -> Notification:
    """Mark one of the actor's own as read or as unread again. Raises NotFound."""
    with transaction():
        row = selectors.notification(actor=actor, notification_id=notification_id)
        if is_read is not None and is_read != (row.read_at is not None):
            row.read_at = now if is_read else None
            row.save(update_fields=["read_at"])
            _tell_consoles([row.person_id], now)
    return row


def set_preferences(*, actor: Actor, wishes: Iterable[tuple[str, bool | None, bool | None]]) -> None:
    """Choose for some kinds how to be told, in the console and by mail; None leaves it. Raises Invalid."""
    kinds = {kind.key: kind for kind in notices.kinds()}
    wanted = list(wishes)
    unknown = sorted({key for key, _, _ in wanted} - set(kinds))
    if unknown:
        raise Invalid.field("preferences", f"there is no kind of notification called {unknown[0]}")
    person_id = actor.id or 0
    with transaction():
        now_chosen = selectors.channels_of(people=[person_id], kinds=[kinds[key] for key, _, _ in wanted])
        chosen: dict[str, Channels] = {}
        for key, in_app, by_mail in wanted:
            before = chosen.get(key) or now_chosen[person_id, key]
            chosen[key] = Channels(
                before.in_app if in_app is None else in_app, before.by_mail if by_mail is None else by_mail
            )
        Preference.objects.bulk_create(
            [
                Preference(person_id=person_id, kind=key, in_app=channels.in_app, by_mail=channels.by_mail)
                for key, channels in sorted(chosen.items())
            ],
            update_conflicts=True,
            unique_fields=["person_id", "kind"],
            update_fields=["in_app", "by_mail"],
        )


def _tell_consoles(people: Collection[int], now: datetime) -> None:
    outbox.publish(*(NotificationsChanged(person_id=person, occurred_at=now) for person in people))


def _one_line(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"
