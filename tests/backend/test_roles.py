"""What a container runs: secrets from files, waiting with words, one migration at a time, a server that drains."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from structlog.testing import capture_logs

from backend.roles import Need, wait_for
from tests.core.processes import ROOT, environment, free_port, running, until


def read_env_with(folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BMS_")}
    words = "from backend.env import read_env; env = read_env(); print(env.secret_key, env.station_name)"
    return subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, env={**kept, "BMS_SECRETS_DIR": str(folder), **env},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_setting_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "bms_secret_key").write_text("k" * 60 + "\n")
    (tmp_path / "bms_station_name").write_text("From a file")

    told = read_env_with(tmp_path, BMS_ENVIRONMENT="production", BMS_STATION_NAME="From the environment")

    assert told.stdout.split(maxsplit=1) == ["k" * 60, "From the environment\n"], told.stderr


def test_a_wrong_secret_stops_the_start_with_its_name_and_not_its_value(tmp_path: Path) -> None:
    (tmp_path / "bms_email_url").write_text("very-secret")

    told = read_env_with(tmp_path)

    assert told.returncode == 1
    assert told.stderr == "bms: BMS_EMAIL_URL: must look like smtp://user:password@host:587?tls=1\n"


def test_a_role_waits_until_what_it_needs_is_there_and_says_why() -> None:
    troubles = iter(["connection refused", "no such host", ""])

    with capture_logs() as said:
        wait_for(Need("PostgreSQL at database:5432", lambda: next(troubles)))

    assert next(troubles, None) is None
    assert [(line["until"], line["because"]) for line in said] == [
        ("PostgreSQL at database:5432", "connection refused")
    ]


@pytest.mark.parametrize("role", ["", "nonsense"])
def test_an_unknown_role_is_told_the_known_ones(role: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "backend.roles", *filter(None, [role])], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert told.returncode == 1
    assert f"there is no role {role!r}; there are: web, stream, worker, beat, migrate, manage" in told.stderr


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
