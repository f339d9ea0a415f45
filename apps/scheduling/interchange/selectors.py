"""Reads of imports."""

from django.core.cache import cache
from django.db.models import QuerySet

from apps.core.actors import Actor
from apps.core.db import UNREACHABLE
from apps.core.paging import get_or_not_found
from apps.scheduling import policies
from apps.scheduling.interchange.models import ImportRow, ImportRun, RunStatus


def runs(*, actor: Actor) -> QuerySet[ImportRun]:
    """Everybody's imports, the latest first, without what schedule sources brought. Raises NotAllowed."""
    return _all(actor).filter(source_id=None)


def _all(actor: Actor) -> QuerySet[ImportRun]:
    policies.require_can_import(actor)
    return ImportRun.objects.order_by("-created_at", "-pk")


def run(*, actor: Actor, run_id: int) -> ImportRun:
    """Raises NotAllowed, NotFound."""
    found: ImportRun = get_or_not_found(_all(actor), pk=run_id)
    return found


def rows(*, actor: Actor, run_id: int, outcome: str | None) -> QuerySet[ImportRow]:
    """The rows of an import in the order of the file. Raises NotAllowed, NotFound."""
    found = run(actor=actor, run_id=run_id).rows.in_order()
    return found.filter(outcome=outcome) if outcome else found


def progress_key(run_id: int) -> str:
    return f"scheduling.import:{run_id}"


def progress(run: ImportRun) -> float:
    """From 0 to 1, of the step that is being done or was done last."""
    if run.status == RunStatus.QUEUED:
        return 0.0
    if run.status not in (RunStatus.READING, RunStatus.APPLYING):
        return 1.0
    try:
        return float(cache.get(progress_key(run.pk), 0.0))
    except UNREACHABLE:
        return 0.0
