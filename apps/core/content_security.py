"""What a browser may run, load and send for an answer of the station, by the kind of the answer.

No page of ours runs or styles anything but files of ours and what carries the nonce of that one answer. A client of the
house, served in place of the console, was not built for that and may style itself.
"""

import re
from collections.abc import Callable
from secrets import token_urlsafe
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from apps.core.middleware import is_api

HEADER = "Content-Security-Policy"
GUIDE = "/api/docs/"
PERMISSIONS = ", ".join(f"{what}=()" for what in ("camera", "geolocation", "microphone", "payment", "usb"))
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'{stream}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_CLIENT = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "connect-src 'self'{stream}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def content_security(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a policy for every answer whose view has not given it one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if HEADER not in response:
            is_page = not is_api(request) or request.path == GUIDE
            response[HEADER] = policy_of_page(request) if is_page else _NOTHING
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return middleware


def nonce_of(request: HttpRequest) -> str:
    """The nonce of this one answer: a page that asks for it may style itself by elements that carry it."""
    nonce: str = getattr(request, "csp_nonce", "") or token_urlsafe(16)
    request.csp_nonce = nonce  # type: ignore[attr-defined]  # made by whoever asks first
    return nonce


def policy_of_page(request: HttpRequest) -> str:
    nonce = getattr(request, "csp_nonce", "")
    return _PAGE.format(nonce=f" 'nonce-{nonce}'" if nonce else "", stream=_and(stream_address(request)))


def policy_of_client(request: HttpRequest) -> str:
    """For the build of a client of the house: inline styles and `data:` images are what such clients have."""
    return _CLIENT.format(stream=_and(stream_address(request)))


def stream_address(request: HttpRequest) -> str:
    """Scheme, host and port of the live stream as this caller reaches it; empty when it is the station's own."""
    if not settings.STREAM_PORT:
        return ""
    host = re.sub(r":[0-9]+$", "", request.META.get("HTTP_HOST", ""))
    if not re.fullmatch(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]", host):
        host = str(urlsplit(settings.PUBLIC_URL).hostname)
    return f"{request.scheme}://{host}:{settings.STREAM_PORT}"


def _and(address: str) -> str:
    return f" {address}" if address else ""
