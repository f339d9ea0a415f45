"""Reads of second factors.

Which kinds a person has stands on their row as well, for the directory and the record. Whether one is asked for is
never decided by that: the library writes its row first and tells afterwards.
"""

from allauth.mfa.models import Authenticator

from apps.authentication.models import User
from apps.authentication.second_factor.switches import REQUIRED_OF
from apps.core.rights import Role
from apps.core.switches import value_of

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes stand in for one of these


def kinds_of(person_id: int) -> list[str]:
    """What the person can prove themself with, one entry a device."""
    rows = Authenticator.objects.filter(user_id=person_id, type__in=FACTORS).order_by("type", "pk")
    return [str(kind) for kind in rows.values_list("type", flat=True)]


def has_one(person: User) -> bool:
    """Whether signing in asks for one."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=FACTORS).exists())


def is_required_of(person: User) -> bool:
    """Whether the station asks everybody of this role for one. One query."""
    return value_of(REQUIRED_OF[Role(person.role)])


def recovery_codes_left(person_id: int) -> int:
    codes = Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else 0
