"""Making, using and revoking API tokens."""

import secrets
import string
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from apps.authentication import policies
from apps.authentication.events import ApiTokenMade
from apps.authentication.tokens.errors import TooManyTokens
from apps.authentication.tokens.models import ApiToken
from apps.authentication.tokens.selectors import hash_of
from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid, NotFound

MOST = 50  # live tokens of one person
LONGEST = timedelta(days=366)
_LETTERS = string.digits + string.ascii_lowercase
_BYTES = 32  # of randomness in a secret
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token and its whole text, which can be told this once."""

    token: ApiToken
    text: str


def create_token(*, actor: Actor, name: str, scopes: Collection[str], expires_at: datetime, now: datetime) -> NewToken:
    """Make a token of the actor's own. Raises Invalid, TooManyTokens."""
    if not now < expires_at <= now + LONGEST:
        raise Invalid.field("expires_at", "must lie ahead, at most one year")
    secret = secrets.token_urlsafe(_BYTES)
    with transaction():
        locks.hold(f"api_tokens:{actor.id}")  # or two at once would both be the last one possible
        if ApiToken.objects.of(actor.id).live(now=now).count() >= MOST:
            raise TooManyTokens
        token = ApiToken.objects.create(
            person_id=actor.id or 0,
            name=name,
            prefix="".join(secrets.choice(_LETTERS) for _ in range(8)),
            secret_hash=hash_of(secret),
            scopes=sorted(set(scopes)),
            created_at=now,
            expires_at=expires_at,
        )
        outbox.publish(ApiTokenMade(person_id=token.person_id, name=name, occurred_at=now))
    return NewToken(token, f"bms_{token.prefix}_{secret}")


def revoke_token(*, actor: Actor, token_id: int, now: datetime) -> ApiToken:
    """Close one of the actor's own tokens for good. Raises NotFound, also for somebody else's."""
    with transaction():
        token = ApiToken.objects.select_for_update().of(actor.id).filter(pk=token_id).first()
        if token is None:
            raise NotFound("There is no such token")
        if token.revoked_at is None:
            token.revoked_at = now
            token.save(update_fields=["revoked_at"])
    return token


def revoke_tokens_of(*, actor: Actor, person_id: int, now: datetime) -> int:
    """Close every token of a person. Returns how many were open. Raises NotAllowed."""
    policies.require_can_manage_sign_in(actor)
    with transaction():
        return ApiToken.objects.of(person_id).live(now=now).update(revoked_at=now)


def note_used(*, token: ApiToken, now: datetime) -> None:
    """Remember that it was used, once a minute at most; of many requests at once one writes."""
    if token.last_used_at is None or now - token.last_used_at >= _NOTED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lte=now - _NOTED_EVERY)
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
