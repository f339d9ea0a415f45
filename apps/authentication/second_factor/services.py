"""What becomes of second factors. The library keeps them; here is what the station makes of their changes."""

from datetime import datetime

from allauth.mfa.models import Authenticator

from apps.authentication import policies
from apps.authentication.events import PersonChanged, SecondFactorChanged
from apps.authentication.models import Session, User
from apps.authentication.second_factor.selectors import kinds_of
from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import NotFound


def note_changed(*, person_id: int, what: str, now: datetime) -> User:
    """Put on the person's row which factors they have, for the record, and have them told what happened.

    Args:
        what: the letter's words, such as "a passkey was added".
    """
    with transaction():
        person: User = User.objects.select_for_update().get(pk=person_id)
        kinds = kinds_of(person_id)
        if kinds != person.second_factors:
            person.second_factors = kinds
            person.save_next_version()
            outbox.publish(PersonChanged(person_id=person_id, fields=["second_factors"], occurred_at=now))
        outbox.publish(SecondFactorChanged(person_id=person_id, what=what, occurred_at=now))
    return person


def reset_second_factor(*, actor: Actor, person_id: int, now: datetime) -> User:
    """Take away every factor of somebody who has lost theirs, and end their sessions. Raises NotFound, NotAllowed."""
    policies.require_can_manage_sign_in(actor)
    with transaction():
        if not User.objects.select_for_update().filter(pk=person_id).exists():
            raise NotFound("There is no such person")
        Authenticator.objects.filter(user_id=person_id).delete()
        Session.objects.of(person_id).delete()
        return note_changed(person_id=person_id, what="your second factor was taken away by an administrator", now=now)
