"""Reads of API tokens: one's own, and the one a request carries."""

import re
from datetime import datetime
from hashlib import sha256
from secrets import compare_digest

from django.db.models import QuerySet

from apps.authentication.tokens.errors import TokenNotValid
from apps.authentication.tokens.models import ApiToken
from apps.core.actors import Actor

_FORM = re.compile(r"bms_(?P<prefix>[0-9a-z]{8})_(?P<secret>[A-Za-z0-9_-]{43})")


def hash_of(secret: str) -> str:
    """Without salt or stretching: the secret is random and long, so there is nothing to guess."""
    return sha256(secret.encode()).hexdigest()


def tokens_of(*, actor: Actor, ended: bool, now: datetime) -> QuerySet[ApiToken]:
    """The actor's own, the latest first: those that open something, or those that do no more."""
    own = ApiToken.objects.of(actor.id)
    rows = own.exclude(pk__in=own.live(now=now).values("pk")) if ended else own.live(now=now)
    return rows.order_by("-created_at", "-pk")


def token_of(text: str, *, now: datetime) -> ApiToken:
    """The token of a request, with its person. One query. Raises TokenNotValid, always with the same words."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise TokenNotValid
    token = ApiToken.objects.live(now=now).select_related("person").filter(prefix=match["prefix"]).first()
    right = compare_digest(token.secret_hash if token else "", hash_of(match["secret"]))
    if token is None or not right or not token.person.is_active:
        raise TokenNotValid
    return token
