"""One station for all tests of this folder, started as anybody would start it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from launcher import ports
from launcher.processes import running
from launcher.project import ROOT
from launcher.station import Station, read_json

STARTS_WITHIN = 300.0  # seconds; the console may have to be built
PATIENCE = 90.0  # seconds for what must come to be, on a busy machine


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """These tests speak to a station of their own, over HTTP and SQL; no test database is made for them."""


@dataclass
class RunningStation:
    """A station that is up in processes of its own."""

    station: Station
    launcher: "subprocess.Popen[bytes]"

    @property
    def announcement(self) -> Path:
        return self.station.announcement

    def sql(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        url = read_json(self.station.run / "environment.json")["BMS_DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(query, parameters)  # type: ignore[arg-type]  # written in the tests
            return cursor.fetchall() if cursor.description else []

    def manage(self, *words: str, typed: str = "") -> None:
        """One of Django's commands, on this station's database."""
        env = {**os.environ, **read_json(self.station.run / "environment.json")}
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, input=typed, text=True, check=True)

    def process(self, name: str) -> int:
        return int(read_json(self.station.processes)[name])

    def processes(self, name: str) -> list[int]:
        """The process the launcher started under this name, and what it started."""
        return [seen.pid for seen in running() if seen.session == self.process(name)]

    def hold_launcher(self) -> None:
        """From now on nothing that dies is started again, as if the launcher were slow."""
        self.launcher.send_signal(signal.SIGSTOP)

    def release_launcher(self) -> None:
        self.launcher.send_signal(signal.SIGCONT)


@pytest.fixture(scope="session")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStation]:
    folder = tmp_path_factory.mktemp("station")
    env = {name: value for name, value in os.environ.items() if not name.startswith("BMS_")}
    command = [sys.executable, "-m", "tests.station.up", "up", "--data", str(folder), "--port", str(ports.any_free())]
    log = folder / "up.log"
    with log.open("wb") as output:
        launcher = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT)
    running_station = RunningStation(Station(folder), launcher)
    try:
        until(
            lambda: running_station.announcement.exists() or launcher.poll() is not None,
            what="the station",
            within=STARTS_WITHIN,
        )
        assert launcher.poll() is None, log.read_text()
        yield running_station
    finally:
        launcher.send_signal(signal.SIGCONT)
        launcher.terminate()
        launcher.wait(timeout=60)


def until(condition: Callable[[], object], *, what: str, within: float = PATIENCE) -> None:
    """Wait for something that must come to be; how long it takes is not asserted."""
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, f"{what} did not come to be"
        time.sleep(0.05)


class Slots:
    """Hours far ahead that no other test and no demonstration uses."""

    def __init__(self) -> None:
        self._next = datetime(2031, 1, 6, 12, tzinfo=UTC)

    def take(self) -> tuple[datetime, datetime]:
        """Four hours, with enough around them for any facility's buffers."""
        start = self._next
        self._next += timedelta(hours=12)
        return start, start + timedelta(hours=4)


@pytest.fixture(scope="session")
def slots() -> Slots:
    return Slots()
