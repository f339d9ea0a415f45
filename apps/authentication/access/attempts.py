"""How often anyone may try.

A name is locked for one address only, so nobody can lock another person out by knowing their name.
A name that fails at many addresses is slowed at all of them but those its person has signed in from before.
An address that fails under many names is slowed as a whole. One clumsy person cannot do that to an
office: after `AXES_FAILURE_LIMIT` failures the name is locked there, and failures under a locked
name are not counted, so it takes more than a dozen names.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any

import structlog
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from redis.exceptions import RedisError

from apps.core.errors import TooMany
from apps.core.http import refused
from apps.core.middleware import client_network, is_api

log = structlog.get_logger(__name__)

WINDOW = 15 * 60  # seconds
FAILED_SIGN_INS_OF_ADDRESS = 100
FAILED_SIGN_INS_OF_NAME = 50  # at addresses its person has never signed in from
KNOWN_FOR = 90 * 24 * 3600  # seconds that an address counts as one of the person's
RESETS_OF_ADDRESS = 20
RESETS_OF_EMAIL = 3
WRONG_CURRENT_PASSWORDS = 8
network_of = client_network  # whom a failure counts against


def require_fewer(kind: str, whose: str, *, than: int, now: datetime) -> None:
    """Raises TooMany when so many were counted in this window. A cache that is away locks nobody out."""
    try:
        counted = cache.get(_key(kind, whose, now), 0)
    except RedisError as error:
        log.warning("attempts are not counted", error=str(error))
        return
    if counted >= than:
        raise TooMany(retry_after=WINDOW - int(now.timestamp()) % WINDOW)


def count(kind: str, whose: str, *, now: datetime) -> int:
    """One more. Returns how many there are in this window now."""
    key = _key(kind, whose, now)
    try:
        cache.add(key, 0, timeout=2 * WINDOW)  # outlives its window, so that `incr` finds it
        return cache.incr(key)
    except ValueError:  # emptied in between: the count begins anew
        return 1
    except RedisError as error:
        log.warning("attempts are not counted", error=str(error))
        return 0


def remember(name: str, network: str) -> None:
    """Somebody has signed in there: who guesses at that name elsewhere does not keep them out."""
    try:
        cache.set(_known(name, network), 1, timeout=KNOWN_FOR)
    except RedisError as error:
        log.warning("address not remembered", error=str(error))


def is_known(name: str, network: str) -> bool:
    try:
        return bool(cache.get(_known(name, network)))
    except RedisError:
        return True  # nothing is counted either


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The answer while a name is locked for an address. A page has said so already, in its own form."""
    if original_response is not None and not is_api(request):
        return original_response
    cool_off = get_cool_off(request)
    last = AccessAttempt.objects.filter(
        username=(credentials or {}).get("username"), ip_address=network_of(request)
    ).order_by("-attempt_time")[:1]
    left = max((row.attempt_time + cool_off - timezone.now() for row in last), default=cool_off)
    return refused(TooMany(retry_after=max(1, int(left.total_seconds()) + 1)))


def forget(*, username: str, address: str) -> None:
    """Somebody has proved who they are: their name is open again for their address."""
    AxesProxyHandler.reset_attempts(username=username, ip_address=address)


def _key(kind: str, whose: str, now: datetime) -> str:
    return f"attempts:{kind}:{sha256(whose.encode()).hexdigest()[:32]}:{int(now.timestamp()) // WINDOW}"


def _known(name: str, network: str) -> str:
    return f"attempts:known:{sha256(f'{name} {network}'.encode()).hexdigest()[:32]}"
