"""Errors that nobody foresaw, told to Sentry or what speaks like it; else nothing of it is even loaded.

Where BMS sees an error it says so here; no part of Django, Celery or the driver is wrapped. What is told is the kind
of error, its place in the code, and the request's id, by which the station's own log has the rest.
"""

from threading import Lock
from typing import Any

from django.conf import settings

from apps.core import context
from apps.core.version import VERSION

_lock = Lock()
_is_set_up = False


def report(error: BaseException) -> None:
    """Sent in the background; a server that is away costs nothing."""
    if not settings.SENTRY_DSN:
        return
    import sentry_sdk

    _set_up()
    here = context.current()
    with sentry_sdk.new_scope() as scope:
        scope.set_tag("request_id", here.request_id)
        scope.set_tag("place", here.place())
        scope.capture_exception(error)


def _set_up() -> None:
    global _is_set_up  # noqa: PLW0603 - once in a process
    import sentry_sdk

    with _lock:
        if _is_set_up:
            return
        sentry_sdk.init(
            settings.SENTRY_DSN,
            release=VERSION,
            environment=str(settings.ENVIRONMENT),
            default_integrations=False,  # they would add log lines, arguments, packages and requests
            auto_enabling_integrations=False,
            include_local_variables=False,
            max_breadcrumbs=0,
            before_send=_without_words,  # type: ignore[arg-type]  # its own names for these types are private
        )
        _is_set_up = True


def _without_words(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """What an error says may quote what somebody typed: its kind and place stay."""
    for raised in event.get("exception", {}).get("values", []):
        raised["value"] = ""
    for kept in ("request", "user", "breadcrumbs", "extra"):
        event.pop(kept, None)
    return event
