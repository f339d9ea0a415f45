"""Handing letters to the mail server: claimed one by one, tried again while it is away, given up after two days.

Each delivery is claimed in a transaction of its own, sent outside of any, and then marked as sent. A
server that is away, busy or broken leaves it waiting. What remains is the moment between the server's
"taken" and our commit: a worker killed right then cannot know, and the delivery is sent once more when
its claim has run out. So a letter goes out at least once; the second copy has the same Message-ID, by
which mail servers and programs tell that it is the same letter. The other choice, at most once, would
lose it without a trace.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import structlog
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from apps.core import locks
from apps.core.db import transaction
from apps.notifications.mail.rendering import message_of
from apps.notifications.models import Delivery
from apps.notifications.ports import People, people_provider

log = structlog.get_logger(__name__)

CLAIMED_FOR = timedelta(minutes=5)  # a server may take 10 s for each of a handful of answers
ASKED_AGAIN = timedelta(seconds=10)  # a server that cannot be reached
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=30)  # a letter that was put off; doubles
GIVEN_UP_AFTER = timedelta(days=2)
_PERMANENT = 500  # SMTP replies from here on mean: do not try again (RFC 5321, 4.2.1)


def send_due(*, clock: Callable[[], datetime], people: People = people_provider) -> int:
    """Send everything that is due, if nobody else is at it. Returns how many letters the server took.

    One sender at a time is enough for a mail server, and a server that hangs holds up one worker
    and not all of them.
    """
    sent = 0
    with locks.alone("notifications.mail") as is_alone:
        if not is_alone:
            return 0
        server = get_connection()
        try:
            while delivery := _claim(now=clock()):
                if not _send(delivery, server, clock, people):
                    break  # the server is away: the others would only wait in vain one after the other
                sent += delivery.state == Delivery.State.SENT
        finally:
            _hang_up(server)
    return sent


def _claim(*, now: datetime) -> Delivery | None:
    """The next that is due, marked as being sent; also one whose worker has been silent for too long."""
    waiting = [Delivery.State.PENDING, Delivery.State.SENDING]
    with transaction():
        delivery = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("letter")
            .filter(state__in=waiting, due_at__lte=now)
            .order_by("due_at", "pk")
            .first()
        )
        if delivery is not None:
            delivery.state, delivery.due_at = Delivery.State.SENDING, now + CLAIMED_FOR
            delivery.attempts += 1
            delivery.save(update_fields=["state", "due_at", "attempts"])
    return delivery


def _send(delivery: Delivery, server: BaseEmailBackend, clock: Callable[[], datetime], people: People) -> bool:
    """Returns False when the server cannot be reached."""
    sender_id = delivery.letter.sender_id
    known = people.people(ids={delivery.person_id} | ({sender_id} if sender_id else set()))
    person = known.get(delivery.person_id)
    if person is None or not person.is_active or not person.email:
        _give_up(delivery, "the person is no longer here, or has no address")
        return True
    message = message_of(delivery, person, known.get(sender_id or 0))
    try:
        server.open()
    except OSError as error:
        _put_off(delivery, ASKED_AGAIN, error, clock())
        return False
    try:
        server.send_messages([message])
    except OSError as error:  # what smtplib's errors are
        _hang_up(server)
        if _is_permanent(error):
            _give_up(delivery, str(error))
        else:
            pause = min(FIRST_PAUSE * 2 ** min(delivery.attempts - 1, 10), LONGEST_PAUSE)
            _put_off(delivery, pause, error, clock())
    else:
        delivery.state, delivery.sent_at, delivery.last_error = Delivery.State.SENT, clock(), ""
        delivery.save(update_fields=["state", "sent_at", "last_error"])
    return True


def _is_permanent(error: OSError) -> bool:
    """Whether the server knows no such mailbox or will not have this letter. Refusing us as a sender is a
    fault of the station's own settings, which somebody will put right."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _ in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= _PERMANENT


def _put_off(delivery: Delivery, pause: timedelta, error: OSError, now: datetime) -> None:
    if now - delivery.letter.created_at > GIVEN_UP_AFTER:
        _give_up(delivery, str(error))
        return
    log.warning("mail is put off", delivery=delivery.pk, attempts=delivery.attempts, error=str(error))
    delivery.state, delivery.due_at, delivery.last_error = Delivery.State.PENDING, now + pause, str(error)[:2000]
    # a worker that was too slow and lost its claim must not take the letter from who has it now
    Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).exclude(state=Delivery.State.SENT).update(
        state=delivery.state, due_at=delivery.due_at, last_error=delivery.last_error
    )


def _give_up(delivery: Delivery, why: str) -> None:
    log.error("mail is given up", delivery=delivery.pk, attempts=delivery.attempts, error=why)
    delivery.state, delivery.last_error = Delivery.State.FAILED, why[:2000]
    delivery.save(update_fields=["state", "last_error"])


def _hang_up(server: BaseEmailBackend) -> None:
    with suppress(OSError):
        server.close()
