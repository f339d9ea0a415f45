"""The steps of an import in the background; each is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from apps.scheduling.interchange import services


@shared_task(name="scheduling.imports.read")
def read_import(*, run_id: int) -> None:
    services.read_import(run_id=run_id, now=timezone.now())


@shared_task(name="scheduling.imports.apply")
def apply_import(*, run_id: int) -> None:
    services.run_apply(run_id=run_id, now=timezone.now())


@shared_task(name="scheduling.imports.resume")
def resume_imports() -> None:
    services.resume_imports(now=timezone.now())


@shared_task(name="scheduling.imports.sweep_files")
def sweep_uploads() -> None:
    services.sweep_files(now=timezone.now())
