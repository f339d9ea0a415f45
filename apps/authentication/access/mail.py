"""The letters that lead to a password. Sent by the worker, never from a request."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from apps.authentication.access import passwords
from apps.authentication.models import User

log = structlog.get_logger(__name__)

_SUBJECTS = {
    "invitation": "You are invited to {station}",
    "password_reset": "Choose a new password for {station}",
    "password_changed": "Your password for {station} has been changed",
    "sign_in_changed": "How you sign in to {station} has been changed",
}


def send_invitation(*, person_id: int) -> bool:
    """Send the link with which an invited person chooses a first password. Returns whether it was sent.

    Raises OSError (which smtplib's errors are) while the mail server is away.
    """
    person = User.objects.active().filter(pk=person_id).first()
    return _send("invitation", person)


def send_password_reset(*, email: str) -> bool:
    """Send a link to the active person with this address, if there is one. Raises as `send_invitation`."""
    person = User.objects.active().filter(email__iexact=email).first()
    return _send("password_reset", person)


def send_password_changed(*, person_id: int) -> bool:
    """Tell somebody that their password was changed: if it was not them, they should know at once."""
    person = User.objects.active().filter(pk=person_id).first()
    return _send("password_changed", person, link=f"{settings.PUBLIC_URL}/console/forgot-password")


def send_sign_in_changed(*, person_id: int, what: str) -> bool:
    """Tell somebody what became of their second factor or their API tokens, for the same reason."""
    person = User.objects.active().filter(pk=person_id).first()
    return _send("sign_in_changed", person, link=f"{settings.PUBLIC_URL}/console/account", what=what)


def _send(letter: str, person: User | None, *, link: str = "", what: str = "") -> bool:
    if person is None or not person.email:
        return False
    words = {
        "name": person.full_name,
        "username": person.username,
        "station": settings.STATION_NAME,
        "what": what,
        "link": link or passwords.link_for(person),
        "days": timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days,
    }
    message = EmailMultiAlternatives(
        subject=_SUBJECTS[letter].format(station=" ".join(settings.STATION_NAME.split())),
        body=render_to_string(f"authentication/mail/{letter}.txt", words),
        to=[person.email],
    )
    message.attach_alternative(render_to_string(f"authentication/mail/{letter}.html", words), "text/html")
    try:
        message.send()
    except SMTPRecipientsRefused as error:  # the server knows no such mailbox: trying again will not help
        log.warning("letter refused", letter=letter, person_id=person.pk, error=str(error))
        return False
    return True
