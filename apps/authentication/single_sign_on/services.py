"""Whom an identity provider sends: somebody known, somebody new where that is allowed, or nobody."""

import re
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from allauth.socialaccount.models import SocialAccount

from apps.authentication.errors import EmailTaken, LastAdministrator, NotActive, NotKnownHere
from apps.authentication.models import User
from apps.authentication.selectors import people_by_address
from apps.authentication.services import change_person, create_person
from apps.authentication.single_sign_on.config import OpenIdProvider, SamlProvider
from apps.core import locks
from apps.core.actors import SYSTEM, Role
from apps.core.db import transaction

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a provider says of somebody."""

    uid: str  # never given to anybody else
    username: str = ""
    email: str = ""
    email_is_verified: bool = False
    first_name: str = ""
    last_name: str = ""
    groups: list[str] = field(default_factory=list)


def person_for(*, provider: OpenIdProvider | SamlProvider, claims: Claims, now: datetime) -> SocialAccount:
    """The link to the person these claims are about; made at the first sign-in.

    An account here is found by an e-mail address the provider has verified, and by nothing else it says.
    With groups the role follows them, each time. Raises NotKnownHere, NotActive.
    """
    with transaction():
        locks.hold(f"authentication.sso:{provider.id}:{claims.uid}")  # two first sign-ins at once make one person
        role = provider.role_for(claims.groups)
        if role is None:
            raise NotKnownHere(f"{provider.name} has you in no group that may use this station")
        link = SocialAccount.objects.select_related("user").filter(provider=provider.id, uid=claims.uid).first()
        if link is None:
            person = _known(claims) or _new(provider, claims, role, now)
            link = SocialAccount(user=person, provider=provider.id, uid=claims.uid)
        if not link.user.is_active:
            raise NotActive
        link.extra_data = {}  # nothing of what was said is kept
        link.save()
        if provider.groups:
            _give(link.user, role, now)
    return link


def _known(claims: Claims) -> User | None:
    if not claims.email or not claims.email_is_verified:
        return None
    person: User | None = User.objects.filter(email__iexact=claims.email).first()
    return person


def _new(provider: OpenIdProvider | SamlProvider, claims: Claims, role: Role, now: datetime) -> User:
    if not provider.creates_people:
        raise NotKnownHere(f"{provider.name} knows you, but nobody here has your e-mail address; ask an administrator")
    username = claims.username if re.fullmatch(r"[\w.@+-]{1,150}", claims.username) else ""
    if people_by_address(addresses=[username]):
        username = ""  # somebody else's here: a name is made of the person's own
    try:
        return create_person(
            actor=SYSTEM,
            now=now,
            username=username,
            full_name=f"{claims.first_name} {claims.last_name}".strip() or username or claims.email.partition("@")[0],
            email=claims.email,
            role=role,
            invites=False,
        )
    except EmailTaken:
        raise NotKnownHere(
            f"Somebody here has your e-mail address, but {provider.name} does not say that it is yours; "
            "ask an administrator"
        ) from None


def _give(person: User, role: Role, now: datetime) -> None:
    try:
        change_person(actor=SYSTEM, person_id=person.pk, proposals=[{"role": role}], expected_version=None, now=now)
    except LastAdministrator:
        log.warning("groups would leave no administrator; the role stays", person_id=person.pk, role=role)
