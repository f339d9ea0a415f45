"""Everything about a person in one file; and a person taken out of what is held, history included."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone

from apps.authentication.models import EmergencyContact, PersonalDataJob, Session, User
from apps.authentication.tasks import run_personal_data_job
from apps.core import context
from apps.core.actors import Role
from apps.core.models import IdempotentAnswer, OutboxEvent
from apps.core.personal.declaring import declared
from apps.core.record.models import Seal, SealKind
from apps.core.record.sealing import seal_record
from apps.core.record.verifying import verify_record
from apps.core.references import declared as declared_references
from apps.core.tasks import forget_outlived
from apps.notifications.models import Delivery, Letter, Notification
from apps.scheduling.feeds.models import Feed
from apps.scheduling.leave.models import TimeOffRequest
from apps.scheduling.timekeeping.models import TimeAdjustment, TimeEntry
from tests.authentication.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SECRETS = ("Aoife", "Murtagh", "aoife", "+353 86 1", "Tadhg", "slipped disc", "dentist", "203.0.113.9")


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def person() -> User:
    """Somebody of whom every module holds something."""
    found = UserFactory(
        username="aoife", email="aoife@example.org", first_name="Aoife", last_name="Murtagh", department="Video"
    )
    found.phone, found.position = "+353 86 1", "Vision mixer"
    with context.acting(actor_id=found.pk, request_id="by-them"):
        found.save_next_version()
    EmergencyContact.objects.create(user=found, name="Tadhg", relationship="Brother of Aoife", phone="112")
    Session.objects.create(
        session_key="k" * 32, user_id=found.pk, ip_address="203.0.113.9", expire_date=NOW + timedelta(days=1)
    )
    AccessAttempt.objects.create(username="aoife", ip_address="203.0.113.9", failures_since_start=1)
    leave = TimeOffRequest.objects.create(
        user_id=found.pk, request_type="sick", kind="sick", reason="slipped disc", time_zone="UTC",
        start_date=NOW.date(), end_date=NOW.date(), start_at=NOW, end_at=NOW + timedelta(days=1),
    )  # fmt: skip
    leave.decision_note = "dentist again"
    leave.save()
    entry = TimeEntry.objects.create(
        user_id=found.pk, date=NOW.date(), clock_in_at=NOW - timedelta(hours=8), clock_out_at=NOW, time_zone="UTC",
        worked_seconds=28_800, notes="dentist at noon",
    )  # fmt: skip
    TimeAdjustment.objects.create(entry=entry, reason="was at the dentist", before={}, after={}, adjusted_at=NOW)
    Feed.objects.create(
        person_id=found.pk, kind="person", user_id=found.pk, name="Aoife", token_hash="0" * 64, created_at=NOW
    )
    other = UserFactory()
    for told, actor in ((found.pk, None), (other.pk, found.pk)):
        Notification.objects.create(
            person_id=told, actor_id=actor, kind="k", title="Aoife Murtagh asks for leave", created_at=NOW
        )
    letter = Letter.objects.create(subject="Aoife Murtagh is ill", created_at=NOW)
    Delivery.objects.create(letter=letter, person_id=found.pk, due_at=NOW)
    IdempotentAnswer.objects.create(actor_id=found.pk, key="1", fingerprint="0", body=b"aoife")
    OutboxEvent.objects.create(
        type="x", subject="y:1", payload={"email": "aoife@example.org"}, actor_id=found.pk, state="DONE",
        occurred_at=NOW, done_at=NOW, position=1,
    )  # fmt: skip
    OutboxEvent.objects.create(type="x", subject="y:2", payload={}, state="DONE", occurred_at=NOW, position=2)
    return found


def anonymise(client, person, confirm="Aoife Murtagh"):
    asked = client.post(f"/api/profiles/{person.pk}/anonymise/", {"confirm": confirm})
    if asked.status_code == 201:
        run_personal_data_job(job_id=asked.json()["id"])
    return asked


def everything_held() -> str:
    """Every row of every table as text."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            told += [f"{table}: {row}" for (row,) in cursor.fetchall()]
    return "\n".join(told)


def test_after_anonymising_nothing_that_says_who_it_was_is_left_anywhere(administrator, person, data_dir):
    assert all(secret in everything_held() for secret in SECRETS)
    seal_record(now=timezone.now())

    assert anonymise(administrator, person).status_code == 201

    job = PersonalDataJob.objects.get(kind="anonymise")
    assert (job.state, job.error) == ("done", "")
    left = [line for line in everything_held().splitlines() if any(secret in line for secret in SECRETS)]
    assert left == []


def test_what_the_record_needs_stays_under_a_pseudonym(administrator, person):
    anonymise(administrator, person)

    told = administrator.get(f"/api/profiles/{person.pk}/").json()
    assert told["full_name"] == f"Former colleague {person.pk}"
    assert (told["status"], told["department"]) == ("Inactive", "Video")
    entry, leave = TimeEntry.objects.get(), TimeOffRequest.objects.get()
    assert (entry.user_id, entry.worked_seconds, entry.notes) == (person.pk, 28_800, "")
    assert (leave.user_id, leave.request_type, leave.reason) == (person.pk, "other", "")
    (kept,) = Notification.objects.filter(actor_id=person.pk)
    assert kept.title == f"Former colleague {person.pk} asks for leave"
    by_them = administrator.get(f"/api/audit/?subject=person:{person.pk}").json()["results"]
    names = {entry["actor"]["name"] for entry in by_them if entry.get("actor", {}).get("id") == person.pk}
    assert names == {f"Former colleague {person.pk}"}


def test_the_chain_stays_right_and_says_what_was_taken_out(administrator, person):
    seal_record(now=timezone.now())
    head = Seal.objects.latest("number").head

    anonymise(administrator, person)

    redacted = Seal.objects.latest("number")
    assert (redacted.kind, redacted.actor_id) == (SealKind.REDACTED, administrator.user.pk)
    assert redacted.reason == f"Person {person.pk} was anonymised"
    replaced = [found.replaces for found in redacted.ranges.select_related("replaces")]
    assert replaced
    assert all(bytes(old.salt) == bytes(old.leaves) == b"" for old in replaced), "nothing to guess the old words by"
    seal_record(now=timezone.now())
    assert verify_record(head=head).found == []
    (listed,) = administrator.get("/api/record/").json()["rewritten"]
    assert (listed["kind"], listed["actor"]) == ("redacted", administrator.user.full_name)


def test_history_that_was_altered_is_not_sealed_anew(administrator, person):
    seal_record(now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE authentication_userevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE authentication_userevent SET phone = 'x' WHERE pgh_obj_id = %s", [person.pk])
        cursor.execute("ALTER TABLE authentication_userevent ENABLE TRIGGER USER")

    anonymise(administrator, person)

    job = PersonalDataJob.objects.get()
    assert (job.state, "altered here outside of BMS" in job.error) == ("failed", True)
    person.refresh_from_db()
    assert (person.full_name, person.is_active) == ("Aoife Murtagh", True)


def test_it_is_refused_for_oneself_without_the_name_twice_and_for_the_last_administrator(
    administrator, manager, person
):
    assert anonymise(manager, person).json()["code"] == "not_allowed"
    assert anonymise(administrator, administrator.user).json()["code"] == "cannot_anonymise_oneself"
    assert [*anonymise(administrator, person, confirm="Aoife").json()["errors"]] == ["confirm"]
    assert anonymise(administrator, person).status_code == 201
    assert anonymise(administrator, person, confirm=f"Former colleague {person.pk}").json()["code"] == (
        "already_anonymised"
    )
    assert PersonalDataJob.objects.count() == 1


def test_of_two_administrators_the_one_who_is_left_meanwhile_is_not_taken_out(administrator, sign_in):
    other = UserFactory(role=Role.ADMINISTRATOR)
    asked = administrator.post(f"/api/profiles/{other.pk}/anonymise/", {"confirm": other.full_name}).json()
    User.objects.filter(pk=administrator.user.pk).update(is_active=False)

    run_personal_data_job(job_id=asked["id"])

    job = PersonalDataJob.objects.get()
    assert (job.state, job.error) == ("failed", "The station would be left without an active administrator")


def test_an_export_holds_what_every_module_knows_and_no_secrets(administrator, sign_in, person):
    own = sign_in(person)
    asked = own.post(f"/api/profiles/{person.pk}/export/")
    assert (asked.status_code, asked.json()["state"]) == (201, "waiting")
    assert own.post(f"/api/profiles/{person.pk}/export/").json()["code"] == "personal_data_job_is_open"
    run_personal_data_job(job_id=asked.json()["id"])

    (job,) = administrator.get(f"/api/profiles/{person.pk}/personal-data/").json()["jobs"]
    assert (job["state"], job["has_file"]) == ("done", True)
    answer = own.get(f"/api/profiles/{person.pk}/personal-data/{job['id']}/file/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}

    held = {name.removesuffix(".json"): json.loads(text) for name, text in files.items() if name.endswith(".json")}
    assert held["authentication_user"][0]["email"] == "aoife@example.org"
    assert held["authentication_emergency_contact"][0]["name"] == "Tadhg"
    assert held["scheduling_time_entry"][0]["notes"] == "dentist at noon"
    assert held["scheduling_time_adjustment"][0]["reason"] == "was at the dentist"
    assert held["changes_about"]
    assert {"at", "action", "subject"} == held["changes_made"][0].keys()
    assert sum(map(len, held.values())) == job["entries"]
    assert "Aoife Murtagh" in files["README.txt"]
    told = "".join(files.values())
    for secret in (person.password, "k" * 32, "0" * 64):
        assert secret not in told


def test_nobody_else_gets_an_export_and_it_is_forgotten_after_a_week(administrator, manager, operator, person):
    job = administrator.post(f"/api/profiles/{person.pk}/export/").json()
    run_personal_data_job(job_id=job["id"])
    address = f"/api/profiles/{person.pk}/personal-data/{job['id']}/file/"
    for client in (manager, operator):
        assert client.get(address).status_code == 403
        assert client.post(f"/api/profiles/{person.pk}/export/").status_code == 403
        assert client.get(f"/api/profiles/{person.pk}/personal-data/").status_code == 403
    assert administrator.get(f"/api/profiles/{operator.user.pk}/personal-data/{job['id']}/file/").status_code == 404
    assert administrator.get(address).status_code == 200

    PersonalDataJob.objects.update(created_at=NOW - timedelta(days=7, minutes=1))
    forget_outlived()
    assert administrator.get(address).status_code == 404


def test_every_column_that_holds_text_or_a_person_is_declared():
    """With what becomes of it: a new column, or table, must be named where its module answers for personal data."""
    held = {each.model: each for each in declared()}
    people = {(reference.model, reference.column) for reference in declared_references() if reference.to == "person"}
    undeclared = []
    for model in apps.get_models():
        label, columns = model._meta.label, {field.attname: field for field in model._meta.concrete_fields}
        if "pgh_id" in columns or label.startswith(("auth.", "contenttypes.")) or not model._meta.managed:
            continue
        found = held.get(label)
        if found and found.goes:
            continue
        named = {*found.keep, *found.blank, *found.renamed} if found else set()
        assert named <= columns.keys(), f"{label} has no {named - columns.keys()}"
        undeclared += [
            f"{label}.{name}"
            for name, field in columns.items()
            if name not in named and (_is_text(field) or (label, name) in people or _is_person(field))
        ]
    assert undeclared == []


def _is_text(field: models.Field) -> bool:
    of_text = models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField
    return isinstance(field, (*of_text, ArrayField)) and not field.choices and not field.generated


def _is_person(field: models.Field) -> bool:
    return field.is_relation and field.related_model is User
