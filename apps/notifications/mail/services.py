"""Putting letters on their way. Sending them is the worker's: see `sending`."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction as django_transaction

from apps.core import locks, queue
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid, TooMany
from apps.core.switches import value_of
from apps.notifications import policies
from apps.notifications.mail.rendering import sanitised, text_of
from apps.notifications.models import Delivery, Letter
from apps.notifications.ports import People, people_provider
from apps.notifications.switches import LETTERS_PER_HOUR

MAX_RECIPIENTS = 50
_HOUR = timedelta(hours=1)


def post(letters: Collection[tuple[Letter, Collection[int]]], *, now: datetime) -> None:
    """Put letters on their way to people, in the caller's transaction; the worker is woken when it commits."""
    wanted = [(letter, people) for letter, people in letters if people]
    if not wanted:
        return
    Letter.objects.bulk_create([letter for letter, _ in wanted])
    Delivery.objects.bulk_create(
        Delivery(letter=letter, person_id=person, due_at=now) for letter, people in wanted for person in sorted(people)
    )
    django_transaction.on_commit(_wake_sender, robust=True)


def _wake_sender() -> None:
    queue.send("notifications.send_mail")  # a queue that is away costs seconds only: the sweep comes by


def write_to_people(
    *,
    actor: Actor,
    to: Collection[str],
    subject: str,
    message: str,
    html: str,
    now: datetime,
    people: People = people_provider,
) -> int:
    """Send what somebody wrote to people of the station. Returns to how many.

    Only addresses of active people are written to, so that nobody can use the station to send mail
    to strangers. Raises NotAllowed, Invalid, TooMany.
    """
    policies.require_can_send_mail(actor)
    html = sanitised(html)
    message = message or text_of(html)
    if not message:
        raise Invalid.field("message", "must not be empty")
    found = people.active_people_by_email(addresses=to)
    strangers = sorted({address.strip() for address in to if address.strip().lower() not in found})
    if strangers:
        one = len(strangers) == 1
        raise Invalid(
            f"to: {', '.join(strangers)} {'is not the address' if one else 'are not addresses'} of anybody active here",
            errors={"to": [f"{address} is not the address of anybody active here" for address in strangers]},
        )
    recipients = {person.id for person in found.values()}
    with transaction():
        locks.hold(f"notifications.mail_of:{actor.id}")  # letters sent at the same moment are counted one by one
        _require_within_limit(actor, len(recipients), now)
        letter = Letter(subject=subject, text=message, html=html, sender_id=actor.id, created_at=now)
        post([(letter, recipients)], now=now)
    return len(recipients)


def _require_within_limit(actor: Actor, more: int, now: datetime) -> None:
    """Counted in the table: a cache that is emptied forgets nothing."""
    sent = Delivery.objects.filter(letter__sender_id=actor.id, letter__created_at__gt=now - _HOUR)
    limit = int(value_of(LETTERS_PER_HOUR))
    if sent.count() + more <= limit:
        return
    oldest = sent.order_by("letter__created_at").values_list("letter__created_at", flat=True).first()
    wait = oldest + _HOUR - now if oldest else _HOUR
    raise TooMany(
        f"You may send {limit} e-mails in an hour; try again later", retry_after=max(1, int(wait.total_seconds()) + 1)
    )
