"""What happens to every request before and after the API: proxies, context, CSRF, JSON answers."""

import re
import time
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any
from uuid import uuid4

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from apps.core import context
from apps.core.errors import (
    Failed,
    Invalid,
    MethodNotAllowed,
    NotFound,
    NotReadable,
    NotSignedIn,
    Refusal,
    TooLarge,
    Unavailable,
)
from apps.core.http import refused, route_of
from apps.core.watching import metrics, tracing

log = structlog.get_logger("bms.request")

GetResponse = Callable[[HttpRequest], HttpResponse]
_FORWARDED = (
    "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_TRACEPARENT",
)  # fmt: skip
_WATCHED = ("/api/health/", "/metrics")
_BY_STATUS: dict[int, type[Refusal]] = {
    400: NotReadable, 404: NotFound, 405: MethodNotAllowed, 413: TooLarge, 503: Unavailable,
}  # fmt: skip


def trusted_proxies(get_response: GetResponse) -> GetResponse:
    """Believe `X-Forwarded-*` from the configured proxies only; from anyone else they are removed."""
    trusted = [ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES]

    def middleware(request: HttpRequest) -> HttpResponse:
        sender = _address(request.META.get("REMOTE_ADDR", ""))
        if sender is not None and _is_one_of(sender, trusted):
            caller = sender
            # from the nearest hop outwards: the first address that is not a proxy of ours is the caller's
            for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
                address = _address(hop.strip())
                if address is None:
                    break
                caller = address
                if not _is_one_of(address, trusted):
                    break
            request.META["REMOTE_ADDR"] = str(caller)
        else:
            for header in _FORWARDED:
                request.META.pop(header, None)
        return get_response(request)

    return middleware


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_one_of(address: IPv4Address | IPv6Address, networks: list[IPv4Network | IPv6Network]) -> bool:
    return any(address in network for network in networks)


def client_address(request: HttpRequest) -> str:
    """The caller's address, after `trusted_proxies` has put it right. Always one that can be stored."""
    return str(_address(str(request.META.get("REMOTE_ADDR", ""))) or "0.0.0.0")  # noqa: S104 - nothing listens


def client_network(request: HttpRequest) -> str:
    """The caller's address; of IPv6 the /64 network, which is what one subscriber has."""
    address = client_address(request)
    if isinstance(ip_address(address), IPv6Address):
        return str(ip_network(f"{address}/64", strict=False).network_address)
    return address


def request_context(get_response: GetResponse) -> GetResponse:
    """Give the request an id, carry it everywhere, answer it back, and log one line a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request_id = context.checked_id(request.headers.get("X-Request-ID", "")) or uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]  # see UserRequest
        for name in [name for name, value in request.COOKIES.items() if not value.isprintable()]:
            del request.COOKIES[name]  # not one of ours: a NUL in it, say, could not even be looked up
        started = time.perf_counter()
        with (
            context.acting(actor_id=None, request_id=request_id, place=lambda: f"route={route_of(request)}"),
            tracing.request(request.method or "", follows=request.headers.get("traceparent", "")) as span,
        ):
            response = get_response(request)
            if span is not None:
                span.update_name(f"{request.method} {route_of(request)}")
                span.set_attributes(
                    {
                        "http.request.method": request.method or "",
                        "http.route": route_of(request),
                        "http.response.status_code": response.status_code,
                        "bms.request_id": request_id,
                    }
                )
        response["X-Request-ID"] = request_id
        if is_api(request) and not request.path.startswith("/api/health/"):
            seconds = time.perf_counter() - started
            code = getattr(response, "refusal_code", "")
            metrics.note(request, status=response.status_code, seconds=seconds, code=code)
            actor = getattr(request, "actor", None)
            log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
                request_id=request_id,
                actor_id=actor.id if actor else None,
            )
        return response

    return middleware


def api_answers(get_response: GetResponse) -> GetResponse:
    """Below /api/ every answer is JSON and none is stored, whichever layer made it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return get_response(request)
        response = refused(TooLarge()) if _is_too_large(request) else get_response(request)
        response["Cache-Control"] = "no-store"
        is_json = response.headers.get("Content-Type", "").startswith("application/json")
        if response.status_code >= 400 and not is_json:
            response = _as_json(response)
        if not response.streaming:  # else the server would send it in chunks
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return middleware


def known_hosts(get_response: GetResponse) -> GetResponse:
    """The station answers to its own names alone, where `BMS_ALLOWED_HOSTS` tells them; to who watches it, to any."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(_WATCHED):
            try:
                request.get_host()
            except DisallowedHost:
                return refused(NotReadable("The station does not go by this name"))
        return get_response(request)

    return middleware


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or request.path == "/api"


def _is_too_large(request: HttpRequest) -> bool:
    """Told by the declared length, before a byte of the body is read; the server reads no more than that."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return False
    if not _is_form(request):
        return length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return length > settings.UPLOAD_MOST_BYTES.get(request.path, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _is_form(request: HttpRequest) -> bool:
    """With files in it, that is."""
    return request.content_type == "multipart/form-data"


def _as_json(response: HttpResponse) -> HttpResponse:
    kind = _BY_STATUS.get(response.status_code, Failed if response.status_code >= 500 else Invalid)
    answer = refused(kind())
    answer.status_code = response.status_code
    answer["Cache-Control"] = "no-store"
    if "Allow" in response:
        answer["Allow"] = response["Allow"]
    return answer


class ApiCsrf(CsrfViewMiddleware):
    """Every unsafe request is checked, sign-in included; no view can exempt itself.

    Two kinds of requests are not. One that a valid API token opens: its cookies count for nothing, and no page of
    another site can add that header. And the answers of SAML providers, which browsers post from another site:
    they are signed, and belong to a sign-in this station has begun.
    """

    def process_view(  # type: ignore[override]  # our failure view answers JSON
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponse | None:
        if hasattr(request, "token") or re.fullmatch(settings.SIGNED_POSTS, request.path):
            return None
        if is_api(request) and _is_form(request) and getattr(request, "actor", None) is None:
            return refused(NotSignedIn())  # the token is looked for in the form: nobody's files are read for that
        return super().process_view(request, _never_exempt, callback_args, callback_kwargs)


def _never_exempt(request: HttpRequest) -> HttpResponse:
    """Stands in for the view, which the API framework marks as exempt. Looked at, never called."""
    raise NotImplementedError
