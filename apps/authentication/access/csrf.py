"""One CSRF secret per browser, for as long as its tabs are open.

Clients fetch one token and keep it, so the secret survives sign-in and sign-out. A browser's very
first calls arrive together and without a cookie: each would mint a secret of its own, the cookie
that arrives last would win, and the token of the others would be refused. They share one instead.
"""

from hashlib import sha256

import structlog
from django.core.cache import cache
from django.http import HttpRequest
from django.middleware.csrf import get_token
from redis.exceptions import RedisError

from apps.core.middleware import client_address

log = structlog.get_logger(__name__)

FIRST_CALLS_LAST = 2  # seconds


def token_for(request: HttpRequest) -> str:
    """A token for this browser, whose cookie goes out with the answer."""
    is_first_call = "CSRF_COOKIE" not in request.META
    token = get_token(request)
    if is_first_call:
        token = _shared_by_first_calls(request) or token
    return token


def keep_secret(request: HttpRequest, secret: str | None) -> None:
    """Put back the secret that signing in has replaced."""
    if secret is not None:
        request.META["CSRF_COOKIE"] = secret


def _shared_by_first_calls(request: HttpRequest) -> str | None:
    """The token for the secret that another first call of this browser has just been given, if any.

    Two people behind one address, with the same browser, who open the station within the same two
    seconds share a secret. That opens nothing: a forged request would also need their session
    cookie, which is not sent across sites, and an Origin of ours.
    """
    headers = (client_address(request), *(request.headers.get(name, "") for name in ("User-Agent", "Accept-Language")))
    key = f"csrf-first:{sha256(repr(headers).encode()).hexdigest()}"
    try:
        if cache.add(key, request.META["CSRF_COOKIE"], timeout=FIRST_CALLS_LAST):
            return None
        secret = cache.get(key)
    except RedisError as error:
        log.warning("first calls do not share a CSRF secret", error=str(error))
        return None
    if secret is None:
        return None
    request.META["CSRF_COOKIE"] = secret
    return get_token(request)
