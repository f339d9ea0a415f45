"""Stations for the launcher's own tests: a folder each, and the real `./bms` as a program."""

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from launcher.project import ROOT
from launcher.station import Station, read_json

BMS = ROOT / "bms"


@pytest.fixture
def station(tmp_path: Path) -> Station:
    made = Station(tmp_path / "a station", throwaway=True)
    made.prepare()
    return made


class Started:
    """A `./bms` command that runs until it is told to stop."""

    def __init__(self, *words: str | Path, log: Path, env: dict[str, str], cwd: Path | None = None) -> None:
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [str(BMS), *map(str, words)], env=env, cwd=cwd, stdout=output, stderr=subprocess.STDOUT
            )

    @property
    def output(self) -> str:
        return self.log.read_text()

    def wait_for(self, pattern: str, seconds: float = 180) -> str:
        """Waits until the output holds the pattern. Fails with all of it when it ends or takes too long."""
        from launcher.processes import wait_until

        found: re.Match[str] | None = None

        def told() -> bool:
            nonlocal found
            ended = self.process.poll() is not None
            found = re.search(pattern, self.output)
            return found is not None or ended

        wait_until(told, seconds=seconds)
        if found is None:
            pytest.fail(f"{pattern!r} is not in:\n{self.output}")
        return found[0]

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


@pytest.fixture(scope="session")
def clean_env() -> dict[str, str]:
    """The environment of a person who has set nothing for a station."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("BMS_", "LAUNCHER_"))}


@pytest.fixture
def bms(clean_env: dict[str, str]) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Runs `./bms` to its end."""

    def run(*words: str | Path, cwd: Path | None = None, **env: str) -> "subprocess.CompletedProcess[str]":
        command = [str(BMS), *map(str, words)]
        return subprocess.run(
            command, env=clean_env | env, cwd=cwd, capture_output=True, text=True, timeout=300, check=False
        )

    return run


@pytest.fixture
def start(clean_env: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Started]]:
    """Starts `./bms` and leaves it running; whatever still runs at the end is ended."""
    started: list[Started] = []

    def run(*words: str | Path, cwd: Path | None = None, **env: str) -> Started:
        log = tmp_path / f"bms-{len(started)}.log"
        started.append(Started(*words, log=log, env=clean_env | env, cwd=cwd))
        return started[-1]

    yield run
    for command in started:
        if command.process.poll() is None:
            command.stop()


def announcement(folder: Path) -> dict[str, Any]:
    return read_json(folder / "station.json")
