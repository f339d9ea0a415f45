"""What a container runs: secrets from files, waiting with words, one migration at a time, a server that drains."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from structlog.testing import capture_logs

from backend.env import Env, read_env
from backend.roles import Need, main, wait_for
from tests.core.processes import environment, free_port, running, until


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Env]:
    """The settings as a start would read them, with the files of that folder and nothing else in the environment."""
    for name in [name for name in os.environ if name.startswith("BMS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BMS_SECRETS_DIR", str(tmp_path))
    return read_env.__wrapped__  # once per process for everybody else


def test_a_setting_is_read_from_its_file_unless_the_environment_has_it(read, tmp_path, monkeypatch) -> None:
    (tmp_path / "bms_secret_key").write_text("k" * 60 + "\n")
    (tmp_path / "bms_station_name").write_text("From a file")
    monkeypatch.setenv("BMS_STATION_NAME", "From the environment")

    assert (read().secret_key, read().station_name) == ("k" * 60, "From the environment")


def test_a_wrong_secret_stops_the_start_with_its_name_and_not_its_value(read, tmp_path) -> None:
    (tmp_path / "bms_email_url").write_text("very-secret")

    with pytest.raises(SystemExit) as stopped:
        read()

    assert stopped.value.code == "bms: BMS_EMAIL_URL: must look like smtp://user:password@host:587?tls=1"


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        (
            {"dir": "s3://bucket"},
            "BMS_BACKUP_S3_ENDPOINT (or BMS_BACKUP_S3_REGION for Amazon's own) and BMS_BACKUP_S3_KEY",
        ),
        ({"dir": "s3://bucket", "s3_region": "eu-west-1", "s3_key_id": "AKID"}, "BMS_BACKUP_S3_SECRET as well"),
        ({"s3_endpoint": "http://minio:9000", "s3_secret": "very-secret"}, "need BMS_BACKUP_S3_KEY_ID as well"),
        ({"s3_endpoint": "http://key:very-secret@minio"}, "BMS_BACKUP_S3_ENDPOINT: must look like"),
        ({"dir": "s3://key:very-secret@bucket"}, "BMS_BACKUP_DIR: The name of a bucket is"),
        ({"dir": "ftp://bucket"}, "BMS_BACKUP_DIR: Backups are kept in a folder or in s3://bucket/prefix"),
    ],
)
def test_a_place_for_backups_that_is_told_by_half_stops_the_start(read, monkeypatch, told, missing) -> None:
    for name, value in told.items():
        monkeypatch.setenv(f"BMS_BACKUP_{name.upper()}", value)
    with pytest.raises(SystemExit) as stopped:
        read()
    assert missing in str(stopped.value.code)
    assert "very-secret" not in str(stopped.value.code)


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        ({"endpoint": "http://minio:9000/"}, "http://minio:9000"),
        ({"endpoint": "https://s3.example", "path_style": "false"}, "https://nightly.s3.example"),
        ({"region": "eu-west-1"}, "https://nightly.s3.eu-west-1.amazonaws.com"),
        ({"region": "eu-west-1", "path_style": "true"}, "https://s3.eu-west-1.amazonaws.com"),
    ],
)
def test_a_bucket_stands_in_the_path_where_the_store_is_ones_own(read, tmp_path, monkeypatch, told, origin) -> None:
    (tmp_path / "bms_backup_s3_secret").write_text("very-secret\n")
    for name, value in {"key_id": "AKID", **told}.items():
        monkeypatch.setenv(f"BMS_BACKUP_S3_{name.upper()}", value)
    access = read().backup_s3
    assert access.origin("nightly") == origin
    assert (access.secret, "very-secret" in repr(access)) == ("very-secret", False)


def test_a_role_waits_until_what_it_needs_is_there_and_says_why() -> None:
    troubles = iter(["connection refused", "no such host", ""])

    with capture_logs() as said:
        wait_for(Need("PostgreSQL at database:5432", lambda: next(troubles)))

    assert next(troubles, None) is None
    assert [(line["until"], line["because"]) for line in said] == [
        ("PostgreSQL at database:5432", "connection refused")
    ]


@pytest.mark.parametrize("words", [[], ["nonsense"]])
def test_an_unknown_role_is_told_the_known_ones(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)

    assert "there are: web, stream, worker, beat, migrate, manage" in str(stopped.value.code)


@pytest.mark.django_db(transaction=True)
def test_two_migrations_do_not_meet() -> None:
    held = "SELECT pg_advisory_lock(hashtextextended('bms: migrate', 0))"
    words = {name: connection.get_connection_params()[name] for name in ("host", "port", "user", "dbname")}
    password = connection.settings_dict["PASSWORD"]
    said: list[str] = []

    class Screen:
        def write(self, text: str) -> None:
            said.append(text)

    with psycopg.connect(**words, password=password, autocommit=True) as other:
        other.execute(held)  # as a migration that is at work does
        second = threading.Thread(target=lambda: _migrate(Screen()))
        second.start()
        until(lambda: "waiting for it" in "".join(said), what="a word that another is at work")
        assert "No migrations to apply" not in "".join(said)
    second.join(timeout=60)
    assert "No migrations to apply" in "".join(said)


def _migrate(screen: object) -> None:
    try:
        call_command("migrate", interactive=False, stdout=screen)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_to_stop_says_so_and_answers_meanwhile(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "backend.serve", "--drain", "60", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--interface", "wsgi", "--workers", "1", "backend.wsgi:application"]
    health, site = f"http://127.0.0.1:{port}/api/health/", f"http://127.0.0.1:{port}/api/site/"

    with running(command, tmp_path / "web.log", environment()) as server:
        until(lambda: answers(health) == 200, what="the server")
        server.send_signal(signal.SIGTERM)
        until(lambda: answers(health) == 503, what="the word that it stops")
        assert answers(site) == 200
        server.send_signal(signal.SIGTERM)  # told twice it does not wait for the proxy
        assert server.wait(timeout=60) == 0


def answers(address: str) -> int:
    try:
        return httpx.get(address).status_code
    except httpx.HTTPError:
        return 0
