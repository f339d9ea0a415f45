"""What happens to every request before and after the API: proxies, context, CSRF, JSON answers."""

import re
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from apps.core import context
from apps.core.errors import Failed, Invalid, MethodNotAllowed, NotFound, Refusal, TooLarge, Unavailable
from apps.core.http import refused

log = structlog.get_logger("bms.request")

GetResponse = Callable[[HttpRequest], HttpResponse]
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
_BY_STATUS: dict[int, type[Refusal]] = {
    400: Invalid, 404: NotFound, 405: MethodNotAllowed, 413: TooLarge, 503: Unavailable,
}  # fmt: skip
CONTENT_SECURITY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "connect-src 'self'{stream}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def trusted_proxies(get_response: GetResponse) -> GetResponse:
    """Believe `X-Forwarded-*` from the configured proxies only; from anyone else they are removed."""
    trusted = frozenset(settings.TRUSTED_PROXIES)

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.META.get("REMOTE_ADDR") in trusted:
            forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            # the last address that is not a proxy of ours is the caller's
            caller = next((part.strip() for part in reversed(forwarded) if part.strip() not in trusted), "")
            if caller:
                request.META["REMOTE_ADDR"] = caller
        else:
            for header in _FORWARDED:
                request.META.pop(header, None)
        return get_response(request)

    return middleware


def client_address(request: HttpRequest) -> str:
    """The caller's address, after `trusted_proxies` has put it right."""
    return str(request.META.get("REMOTE_ADDR") or "0.0.0.0")  # noqa: S104 - a placeholder, nothing listens


def request_context(get_response: GetResponse) -> GetResponse:
    """Give the request an id, carry it everywhere, answer it back, and log one line a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if re.fullmatch(r"[A-Za-z0-9._-]{8,64}", given) else uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]  # see UserRequest
        started = time.perf_counter()
        with context.acting(actor_id=None, request_id=request_id):
            response = get_response(request)
        response["X-Request-ID"] = request_id
        if request.path.startswith("/api/") and request.path != "/api/health/":
            actor = getattr(request, "actor", None)
            log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000, 1),
                request_id=request_id,
                actor_id=actor.id if actor else None,
            )
        return response

    return middleware


def api_answers(get_response: GetResponse) -> GetResponse:
    """Below /api/ every answer is JSON and none is stored, whichever layer made it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/api/"):
            return response
        response["Cache-Control"] = "no-store"
        is_json = response.headers.get("Content-Type", "").startswith("application/json")
        if response.status_code >= 400 and not is_json:
            refusal = _BY_STATUS.get(response.status_code, Failed if response.status_code >= 500 else Invalid)()
            answer = refused(refusal)
            answer.status_code = response.status_code
            answer["Cache-Control"] = "no-store"
            if "Allow" in response:
                answer["Allow"] = response["Allow"]
            return answer
        return response

    return middleware


def content_security(get_response: GetResponse) -> GetResponse:
    """A policy that lets the console and an existing client's build run, and nothing else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Content-Security-Policy" not in response:
            stream = ""
            if settings.STREAM_PORT:
                host = request.get_host().rsplit(":", 1)[0]
                stream = f" {request.scheme}://{host}:{settings.STREAM_PORT}"
            response["Content-Security-Policy"] = CONTENT_SECURITY.format(stream=stream)
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response

    return middleware


class ApiCsrf(CsrfViewMiddleware):
    """Every unsafe request is checked, sign-in included; no view can exempt itself."""

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponse | None:
        return super().process_view(request, _never_exempt, callback_args, callback_kwargs)


def _never_exempt() -> None:
    """Stands in for the view, which the API framework marks as exempt."""
