"""Use cases of personal data: everything about a person in one file, and taking a person out of what is held."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import structlog
from django.conf import settings
from django.db import transaction as transactions
from django.db.models import QuerySet
from django.utils import timezone

from apps.authentication.errors import AlreadyAnonymised, CannotAnonymiseOneself, JobIsOpen
from apps.authentication.events import PersonChanged
from apps.authentication.models import PersonalDataJob, User
from apps.authentication.services import locked_person, require_another_administrator
from apps.authentication.switches import EXPORTS_KEPT_DAYS
from apps.core import context, outbox, queue
from apps.core.actors import Actor, Right, Role
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid, NotAllowed, NotFound, Refusal
from apps.core.personal.anonymising import anonymise
from apps.core.personal.exporting import export_person
from apps.core.retention import limit

DEAD_AFTER = timedelta(days=1)  # a job that no worker has finished by then
LATEST = 10
_TASK = "authentication.run_personal_data_job"
_LONGEST = 300

log = structlog.get_logger(__name__)

Kind, State = PersonalDataJob.Kind, PersonalDataJob.State


def ask_for_export(*, actor: Actor, person_id: int, now: datetime) -> PersonalDataJob:
    """For the person, and for administrators. Raises NotFound, NotAllowed, JobIsOpen."""
    with transaction(), refusing(personal_data_job_one_open=JobIsOpen):
        locked_person(person_id)
        _require_may_export(actor, person_id)
        return _ask(Kind.EXPORT, actor=actor, person_id=person_id, now=now)


def ask_to_anonymise(*, actor: Actor, person_id: int, confirm: str, now: datetime) -> PersonalDataJob:
    """It cannot be undone, so the person's name is asked for.

    Raises NotFound, NotAllowed, Invalid, CannotAnonymiseOneself, LastAdministrator, AlreadyAnonymised, JobIsOpen.
    """
    with transaction(), refusing(personal_data_job_one_open=JobIsOpen):
        person = locked_person(person_id)
        _require_may_anonymise(actor, person)
        if " ".join(confirm.split()) != person.full_name:
            raise Invalid.field("confirm", "must be the person's full name")
        return _ask(Kind.ANONYMISE, actor=actor, person_id=person_id, now=now)


def jobs_of(*, actor: Actor, person_id: int) -> list[PersonalDataJob]:
    """The latest, newest first. Raises NotAllowed."""
    _require_may_export(actor, person_id)
    return list(PersonalDataJob.objects.filter(person_id=person_id).order_by("-pk")[:LATEST])


def exported_file(*, actor: Actor, person_id: int, job_id: int) -> Path:
    """Raises NotAllowed, NotFound."""
    _require_may_export(actor, person_id)
    job = PersonalDataJob.objects.filter(pk=job_id, person_id=person_id).exclude(file="").first()
    if job is None or not (path := _folder() / job.file).is_file():
        raise NotFound("There is no such export any more")
    return path


def run_job(*, job_id: int, clock: Callable[[], datetime] = timezone.now) -> None:
    """Safe to run twice: only a job that waits is begun."""
    if not PersonalDataJob.objects.filter(pk=job_id, state=State.WAITING).update(state=State.RUNNING):
        return
    job = PersonalDataJob.objects.get(pk=job_id)
    try:
        with context.acting(actor_id=job.asked_by_id, request_id=f"personal-data-{job_id}"):
            (_export if job.kind == Kind.EXPORT else _anonymise)(job, clock())
    except Exception as error:
        told = error.detail if isinstance(error, Refusal) else "Something went wrong; the log of the worker says what"
        PersonalDataJob.objects.filter(pk=job_id).update(state=State.FAILED, error=told[:_LONGEST], finished_at=clock())
        if not isinstance(error, Refusal):
            raise
    else:
        log.info("personal data", kind=job.kind, person=job.person_id, entries=job.entries)


def old_exports(now: datetime) -> QuerySet[PersonalDataJob]:
    return PersonalDataJob.objects.filter(created_at__lt=limit(EXPORTS_KEPT_DAYS, now)).exclude(file="")


def forget_exports(*, now: datetime) -> int:
    """Remove files of exports that were kept long enough, and give up jobs whose worker died. Returns how many."""
    PersonalDataJob.objects.filter(state__in=[State.WAITING, State.RUNNING], created_at__lt=now - DEAD_AFTER).update(
        state=State.FAILED, error="No worker did it", finished_at=now
    )
    return _forget_files(old_exports(now))


def _ask(kind: str, *, actor: Actor, person_id: int, now: datetime) -> PersonalDataJob:
    job = PersonalDataJob.objects.create(person_id=person_id, kind=kind, asked_by_id=actor.id, created_at=now)
    transactions.on_commit(lambda: queue.send(_TASK, job_id=job.pk), robust=True)
    return job


def _export(job: PersonalDataJob, now: datetime) -> None:
    person = User.objects.get(pk=job.person_id)
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{uuid4().hex}.zip"
    job.entries = export_person(
        path=_folder() / name,
        person_id=person.pk,
        name=person.full_name,
        addresses=[person.username, person.email],
        station=settings.STATION_NAME,
        now=now,
    )
    (_folder() / name).chmod(0o600)
    job.file, job.state, job.finished_at = name, State.DONE, now
    job.save()


def _anonymise(job: PersonalDataJob, now: datetime) -> None:
    with transaction(), refusing(person_anonymised_once=AlreadyAnonymised):
        person = locked_person(job.person_id)
        _require_still_dispensable(person)
        name, addresses = person.full_name, [person.username, person.email]
        person.is_active, person.role, person.flags = False, Role.OPERATOR, []
        person.save_next_version()
        job.entries = anonymise(
            person_id=person.pk,
            name=name,
            addresses=addresses,
            pseudonym=f"Former colleague {person.pk}",
            actor_id=job.asked_by_id,
            reason=f"Person {person.pk} was anonymised",
            now=now,
        )
        _forget_files(PersonalDataJob.objects.filter(person_id=person.pk).exclude(file=""))
        outbox.publish(PersonChanged(person_id=person.pk, fields=["full_name", "is_active"], occurred_at=now))
        job.state, job.finished_at = State.DONE, now
        job.save()


def _require_may_export(actor: Actor, person_id: int) -> None:
    is_own = actor.id == person_id and actor.within is None  # no API token takes away everything about its person
    if not is_own and not actor.may(Right.EXPORT_PERSONAL_DATA):
        raise NotAllowed("The person themself, and administrators, get what is held about a person")


def _require_may_anonymise(actor: Actor, person: User) -> None:
    if not actor.may(Right.ANONYMISE_PEOPLE):
        raise NotAllowed("Administrators anonymise people")
    if actor.id == person.pk:
        raise CannotAnonymiseOneself
    _require_still_dispensable(person)


def _require_still_dispensable(person: User) -> None:
    if PersonalDataJob.objects.filter(person_id=person.pk, kind=Kind.ANONYMISE, state=State.DONE).exists():
        raise AlreadyAnonymised
    if person.is_active and person.role == Role.ADMINISTRATOR:
        require_another_administrator(person)


def _forget_files(jobs: "QuerySet[PersonalDataJob]") -> int:
    names = list(jobs.values_list("file", flat=True))
    jobs.update(file="")
    for name in names:
        (_folder() / name).unlink(missing_ok=True)
    return len(names)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "personal-data"
