"""Reactions to what the library did with somebody's second factors, in the transaction it did it in."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from apps.authentication.access.services import limit_session
from apps.authentication.models import User
from apps.authentication.second_factor.services import note_changed

_WORDS = {
    Authenticator.Type.TOTP: "an authenticator app",
    Authenticator.Type.WEBAUTHN: "a passkey or security key",
    Authenticator.Type.RECOVERY_CODES: "new recovery codes",
}


@receiver(authenticator_added)
@receiver(authenticator_reset)
def added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    deed = "were made" if authenticator.type == Authenticator.Type.RECOVERY_CODES else "was added"
    _changed(request, user, authenticator, deed)


@receiver(authenticator_removed)
def removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:  # they go with the last factor
        _changed(request, user, authenticator, "was removed")


def _changed(request: HttpRequest, user: User, authenticator: Authenticator, deed: str) -> None:
    what = f"{_WORDS[Authenticator.Type(authenticator.type)]} {deed}"
    person = note_changed(person_id=user.pk, what=what, now=timezone.now())
    limit_session(request, person)
