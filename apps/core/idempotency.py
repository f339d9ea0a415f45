"""POST once: a repeated request with the same Idempotency-Key gets the first one's answer.

The key is written in the transaction of the work itself. A second request with the same key waits
on the unique index until the first has committed, then reads its answer. A refused or failed
request leaves no key, so it may be tried again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from apps.core.errors import Conflict, Invalid
from apps.core.http import refused
from apps.core.models import IdempotentAnswer

KEPT_FOR = timedelta(hours=24)
NEVER_KEPT = (
    "/api/auth/",  # a refusal has effects of its own: a failed sign-in is counted, which a rollback would undo
    "/api/calendar-feeds/",  # the answer tells a secret that is kept nowhere else
)


class KeyUsedOtherwise(Conflict):
    code, title = "idempotency_key_reused", "This Idempotency-Key was used for another request"


def idempotent_posts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, after sign-in: applies to signed-in POSTs of the API that carry a key."""

    def middleware(request: HttpRequest) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "").strip()
        if not key or request.method != "POST" or not request.path.startswith("/api/"):
            return get_response(request)
        if request.path.startswith(NEVER_KEPT):
            return get_response(request)
        actor = getattr(request, "actor", None)
        if actor is None:
            return get_response(request)
        if len(key) > 255 or not key.isprintable():
            return refused(Invalid.field("Idempotency-Key", "must be at most 255 printable characters"))
        return _once(request, actor_id=actor.id, key=key, get_response=get_response)

    return middleware


def _once(
    request: HttpRequest, *, actor_id: int, key: str, get_response: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        kept = IdempotentAnswer(actor_id=actor_id, key=key, fingerprint=fingerprint)
        IdempotentAnswer.objects.bulk_create([kept], ignore_conflicts=True)  # waits for a twin to commit
        kept = IdempotentAnswer.objects.get(actor_id=actor_id, key=key)
        if kept.fingerprint != fingerprint:
            return refused(KeyUsedOtherwise())
        if kept.status:
            return _replay(kept)
        response = get_response(request)
        if response.status_code >= 300 or response.streaming:
            transaction.set_rollback(True)
            return response
        kept.status, kept.body = response.status_code, response.content
        kept.etag = response.headers.get("ETag", "")
        kept.save(update_fields=["status", "body", "etag"])
        return response


def _fingerprint(request: HttpRequest) -> str:
    digest = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    # the boundary differs between repetitions, so the parsed parts are what is compared
    for name in sorted(request.POST):
        digest.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest.update(repr((name, file.name)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def _replay(kept: IdempotentAnswer) -> HttpResponse:
    response = HttpResponse(bytes(kept.body), status=kept.status, content_type="application/json")
    response["Idempotency-Replayed"] = "true"
    if kept.etag:
        response["ETag"] = kept.etag
    return response


def forget_expired(*, now: datetime) -> int:
    """Delete keys older than a day. Returns how many."""
    return IdempotentAnswer.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]
