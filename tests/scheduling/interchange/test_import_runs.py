"""The life of an import: who may, what is refused, what survives a killed worker."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from apps.core.actors import SYSTEM, Flag, Role
from apps.core.retention import forget_outlived
from apps.scheduling.interchange import selectors, services
from apps.scheduling.models import Booking, Event, ImportRow, ImportRun
from tests.authentication.factories import UserFactory
from tests.core.processes import environment
from tests.scheduling.factories import FacilityFactory
from tests.scheduling.interchange.conftest import URL
from tests.scheduling.interchange.files import csv_of, event_row, frab_event, frab_of

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("values", "status", "status_with_creating"),
    [
        ({"role": Role.ADMINISTRATOR}, 202, 202),
        ({"role": Role.MANAGER}, 202, 202),
        ({"role": Role.SCHEDULER}, 202, 202),
        ({"role": Role.ENGINEER}, 403, 403),
        ({"role": Role.OPERATOR}, 403, 403),
        ({"role": Role.OPERATOR, "flags": [Flag.SCHEDULING.value]}, 202, 403),
    ],
)
def test_schedulers_import_and_who_edits_facilities_creates_them(sign_in, send, values, status, status_with_creating):
    client = sign_in(**values)

    assert send(client, csv_of(event_row())).status_code == status
    assert send(client, csv_of(event_row()), create_missing=True).status_code == status_with_creating
    assert client.get(URL).status_code == (200 if status == 202 else 403)


def test_imports_of_others_are_closed_to_those_who_do_not_schedule(scheduler, operator, dry_run):
    run = dry_run(scheduler, csv_of(event_row()))

    answers = [
        operator.get(f"{URL}{run['id']}/"),
        operator.get(f"{URL}{run['id']}/rows/"),
        operator.post(f"{URL}{run['id']}/apply/", {"mode": "good"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


@pytest.mark.parametrize(
    ("content", "fields", "detail"),
    [
        (b"", {}, "file: The file is empty."),
        (b"%PDF-1.7", {}, "file: The file is a PDF."),
        (
            b"x",
            {"time_zone": "Mars"},
            "time_zone: must be a name of the IANA time zone database, such as Europe/Dublin",
        ),
        (b"x", {"mode": "most"}, "mode: Input should be 'all' or 'good'"),
        (b"x", {"format": "docx"}, "format: Input should be 'csv', 'xlsx', 'ics', 'xmltv' or 'frab'"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_once(scheduler, send, content, fields, detail):
    answer = send(scheduler, content, **fields)

    assert (answer.status_code, answer.json()["detail"]) == (422, detail)
    assert not ImportRun.objects.exists()


def test_a_file_is_wanted(scheduler):
    answer = scheduler.post(URL, {"mode": "all"})

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["file"])


def test_a_file_that_turns_out_unreadable_fails_with_a_sentence_and_without_rows(scheduler, dry_run, data_dir):
    content = csv_of(*(event_row(id=str(n)) for n in range(1200))) + b'\r\n"' + b"x\n" * 60_000

    run = dry_run(scheduler, content)

    assert (run["status"], run["detail"]) == ("failed", "The quotation mark opened on line 1,202 is not closed.")
    assert "finished_at" in run
    assert not ImportRow.objects.exists()
    assert not list((data_dir / "uploads").iterdir())
    answer = scheduler.post(f"{URL}{run['id']}/apply/", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "import_not_ready")


def test_an_import_is_applied_once(scheduler, send, dry_run, apply):
    waiting = send(scheduler, csv_of(event_row())).json()
    run = dry_run(scheduler, csv_of(event_row()))
    apply(scheduler, run)

    early = scheduler.post(f"{URL}{waiting['id']}/apply/", {})
    again = scheduler.post(f"{URL}{run['id']}/apply/", {})
    services.run_apply(run_id=run["id"], now=timezone.now())  # the task delivered a second time

    assert (waiting["status"], waiting["progress"]) == ("queued", 0.0)
    assert (early.status_code, early.json()["detail"]) == (409, "The dry run of this import is not done yet")
    assert (again.status_code, again.json()["code"]) == (409, "import_not_ready")
    assert Event.objects.count() == 1


def test_without_saying_it_again_an_import_is_applied_as_it_was_planned(administrator, sign_in, send, dry_run):
    run = dry_run(administrator, csv_of(event_row(facility="New")), create_missing=True, mode="good")
    flagged = sign_in(flags=[Flag.SCHEDULING.value])

    refused = flagged.post(f"{URL}{run['id']}/apply/", {})
    taken = administrator.generic("POST", f"{URL}{run['id']}/apply/", b"", content_type="application/json")

    assert refused.status_code == 403  # it would create a facility
    assert (taken.status_code, taken.json()["options"]["mode"]) == (202, "good")
    assert taken.json()["options"]["create_missing"] is True


def test_the_upload_is_moved_aside_and_gone_when_it_has_been_read(scheduler, send, data_dir):
    content = csv_of(*(event_row(id=str(n), description="x" * 2000) for n in range(600)))

    answer = send(scheduler, content)

    (kept,) = (data_dir / "uploads").iterdir()
    assert kept.read_bytes() == content
    assert kept.stat().st_mode & 0o777 == 0o600
    services.read_import(run_id=answer.json()["id"], now=timezone.now())
    assert not kept.exists()


def test_uploads_left_by_a_crash_are_swept_and_what_waits_is_kept(scheduler, send, data_dir):
    send(scheduler, csv_of(event_row()))
    (waiting,) = (data_dir / "uploads").iterdir()
    orphan, attached = data_dir / "uploads" / ("0" * 32), data_dir / "uploads" / "attachments" / "00" / ("1" * 32)
    attached.parent.mkdir(parents=True)
    for path in (waiting, orphan, attached):
        path.touch()
        os.utime(path, (0, 0))

    assert services.sweep_files(now=timezone.now()) == 1

    assert waiting.exists()
    assert attached.exists()
    assert not orphan.exists()


def test_an_upload_that_was_lost_says_so(scheduler, send, data_dir):
    run = send(scheduler, csv_of(event_row())).json()
    for upload in (data_dir / "uploads").iterdir():
        upload.unlink()

    services.read_import(run_id=run["id"], now=timezone.now())

    run = scheduler.get(f"{URL}{run['id']}/").json()
    assert (run["status"], run["detail"]) == ("failed", "The uploaded file is not there any more; send it again.")


def test_who_applied_an_import_stands_in_the_history_of_its_events(scheduler, manager, dry_run, apply):
    apply(scheduler, dry_run(scheduler, csv_of(event_row())))

    trail = manager.get("/api/audit/", {"subject": f"event:{Event.objects.get().pk}"}).json()

    assert {entry["actor"]["id"] for entry in trail["results"]} == {scheduler.user.pk}


def test_steps_that_nobody_did_are_announced_again_and_old_rows_forgotten(scheduler, send, dry_run):
    old = dry_run(scheduler, csv_of(event_row()))
    ImportRun.objects.filter(pk=old["id"]).update(created_at=timezone.now() - timedelta(days=91))
    send(scheduler, csv_of(event_row()))
    later = timezone.now() + timedelta(minutes=2)

    assert services.resume_imports(now=timezone.now()) == 0
    assert services.resume_imports(now=later) == 1
    assert ImportRow.objects.exists()
    forget_outlived(now=later)
    assert not ImportRow.objects.exists()
    assert ImportRun.objects.count() == 2


def test_lists_take_the_same_queries_whatever_their_length(scheduler, dry_run, django_assert_num_queries):
    run = dry_run(scheduler, csv_of(*(event_row(id=str(n)) for n in range(30))))

    scheduler.get(URL)  # the first one of a session notes the time it was seen
    with django_assert_num_queries(4):  # session, person, count, page
        scheduler.get(URL)
    with django_assert_num_queries(5):  # and the run
        assert len(scheduler.get(f"{URL}{run['id']}/rows/").json()["results"]) == 30


def test_planning_takes_queries_per_batch_and_not_per_row(scheduler, send, django_assert_max_num_queries):
    for n in range(3):
        UserFactory(username=f"p{n}")
    FacilityFactory(name="Studio 1")
    days = [f"2027-05-{day:02}" for day in range(1, 29)]
    content = csv_of(
        *(event_row(id=day, start_date=day, facility="Studio 1", people="p0;p1;p2", description="x") for day in days)
    )
    run = send(scheduler, content).json()

    with django_assert_max_num_queries(40):
        services.read_import(run_id=run["id"], now=timezone.now())

    assert scheduler.get(f"{URL}{run['id']}/").json()["counts"]["created"] == len(days)


# --- the command ----------------------------------------------------------------------------------


def run_command(path: Path, *arguments: str) -> list[str]:
    out = StringIO()
    call_command("import_schedule", str(path), *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def conference(tmp_path: Path) -> Path:
    path = tmp_path / "schedule.json"
    path.write_bytes(frab_of({"Curie": [frab_event()], "Meitner": [frab_event(guid="2", title="Also opening")]}))
    return path


def test_the_command_imports_and_ends_with_a_plain_line(db, conference):
    first, again = (run_command(conference, "--create-missing") for _ in range(2))

    assert first[-1] == "2 created, 0 changed, 0 unchanged, 0 in conflict, 0 bad"
    assert again[-1] == "0 created, 0 changed, 2 unchanged, 0 in conflict, 0 bad"
    assert Booking.objects.count() == 2


def test_the_command_says_what_is_missing_and_fails(db, conference, capsys):
    with pytest.raises(CommandError, match="Nothing was imported: 2 bad"):
        call_command("import_schedule", str(conference))

    said = capsys.readouterr().out.splitlines()
    assert '  row 1, Opening: Facility "Curie" does not exist here.' in said
    assert "Facilities that do not exist here: Curie, Meitner" in said
    assert said[-1] == "0 created, 0 changed, 0 unchanged, 0 in conflict, 2 bad"


def test_a_dry_run_of_the_command_changes_nothing(db, conference):
    said = run_command(conference, "--create-missing", "--dry-run", "--time-zone", "Europe/Dublin")

    assert said[0].endswith(": 2 to create, 0 to change, 0 as they are, 0 in conflict, 0 bad")
    assert said[-1] == "2 created, 0 changed, 0 unchanged, 0 in conflict, 0 bad"
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("content", "arguments", "detail"),
    [
        (None, [], "No such file or directory"),
        (b"%PDF", [], "file: The file is a PDF."),
        (b"just words", [], "no row with the names of the columns"),
        (b"x", ["--time-zone", "Mars"], "time_zone: must be a name of the IANA time zone database"),
    ],
)
def test_the_command_refuses_in_a_sentence(db, tmp_path, content, arguments, detail):
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=detail):
        run_command(path, *arguments)


# --- a killed worker ------------------------------------------------------------------------------

WORKER = """
import django
django.setup()
from django.utils import timezone
from apps.scheduling.interchange import services
services.{step}(run_id={run_id}, now=timezone.now())
"""


def start_worker(step: str, run_id: int, data_dir: Path) -> "subprocess.Popen[bytes]":
    code = WORKER.format(step=step, run_id=run_id)
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(BMS_DATA_DIR=str(data_dir), DJANGO_SETTINGS_MODULE="backend.settings"),
    )


def kill_when(run_id: int, share: float, worker: "subprocess.Popen[bytes]") -> None:
    key = selectors.progress_key(run_id)
    while float(cache.get(key, 0.0)) < share:
        assert worker.poll() is None, "the worker was done before it could be killed"
        time.sleep(0.005)
    worker.send_signal(signal.SIGKILL)
    worker.wait()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_step_is_done_again(send, sign_in, data_dir):
    scheduler = sign_in(role=Role.SCHEDULER)
    FacilityFactory(name="Studio 1")
    content = csv_of(*(event_row(id=str(n), title=f"Event {n}") for n in range(2000)))
    run_id: Any = send(scheduler, content).json()["id"]
    cache.delete(selectors.progress_key(run_id))

    kill_when(run_id, 0.3, start_worker("read_import", run_id, data_dir))

    assert ImportRun.objects.get().status == "reading"
    assert not ImportRow.objects.exists()
    services.read_import(run_id=run_id, now=timezone.now())
    assert ImportRun.objects.get().counts["created"] == 2000

    services.apply_import(actor=SYSTEM, run_id=run_id, now=timezone.now())
    cache.delete(selectors.progress_key(run_id))
    kill_when(run_id, 0.6, start_worker("run_apply", run_id, data_dir))

    assert ImportRun.objects.get().status == "applying"
    assert not Event.objects.exists()
    assert services.resume_imports(now=timezone.now() + timedelta(minutes=2)) == 1
    services.run_apply(run_id=run_id, now=timezone.now())
    assert ImportRun.objects.get().status == "applied"
    assert Event.objects.count() == 2000


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_make_each_event_once(send, sign_in):
    scheduler = sign_in(role=Role.SCHEDULER)
    FacilityFactory(name="Studio 1")
    days = [f"2027-05-{day:02}" for day in range(1, 29)]
    content = csv_of(*(event_row(start_date=day, facility="Studio 1") for day in days))
    ids = [send(scheduler, content).json()["id"] for _ in range(2)]
    for run_id in ids:
        services.read_import(run_id=run_id, now=timezone.now())
        services.apply_import(actor=SYSTEM, run_id=run_id, now=timezone.now())

    def work(run_id: int) -> None:
        try:
            services.run_apply(run_id=run_id, now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as workers:
        list(workers.map(work, ids))

    outcomes = [ImportRun.objects.get(pk=run_id) for run_id in ids]
    assert [run.status for run in outcomes] == ["applied", "applied"]
    assert sorted((run.counts["created"], run.counts["unchanged"]) for run in outcomes) == [(0, 28), (28, 0)]
    assert Event.objects.count() == Booking.objects.count() == 28
