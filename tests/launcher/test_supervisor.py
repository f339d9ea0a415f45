"""Programs are kept running, told apart from those that cannot start, and ended with all they started."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.errors import Refused, Stopped
from launcher.processes import Interruption, is_running, wait_until
from launcher.station import Station
from launcher.supervisor import Program, Supervisor, end_leftovers

FAMILY = "import subprocess, sys; p = subprocess.Popen(['sleep', '600']); print(p.pid, flush=True); p.wait()"

TELL = """
import signal, sys, time

def end(*_):
    with open({file!r}, "a") as told:
        told.write("{name} ")
    sys.exit()

signal.signal(signal.SIGTERM, end)
print("ready", flush=True)
time.sleep(600)
"""
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def interruption(monkeypatch) -> Interruption:
    fresh = Interruption()
    for module in ("launcher.processes", "launcher.supervisor"):
        monkeypatch.setattr(f"{module}.interruption", fresh)
    return fresh


@pytest.fixture
def supervisor(station: Station, interruption: Interruption) -> Iterator[Supervisor]:
    made = Supervisor(station)
    yield made
    made.stop()


def program(name: str, code: str, tmp_path: Path, **options: object) -> Program:
    return Program(name, [sys.executable, "-c", code], dict(os.environ), tmp_path, **options)  # type: ignore[arg-type]


def grandchild(log: Path) -> int:
    assert wait_until(lambda: bool(log.read_text()), seconds=20)
    return int(log.read_text().split()[0])


def test_a_program_that_dies_is_started_again_and_that_is_said(supervisor, tmp_path, capsys) -> None:
    supervisor.is_ready = True
    supervisor.start(program("web", "import time; time.sleep(600)", tmp_path))
    first = supervisor.children[0].process.pid
    os.kill(first, signal.SIGKILL)

    supervisor.wait_for(lambda: supervisor.children[0].process.pid != first, what="web", seconds=20)

    assert supervisor.children[0].is_running
    assert "web was ended by SIGKILL; starting it again in 0.5 s" in capsys.readouterr().err


def test_one_that_cannot_start_ends_the_start_with_its_last_words(supervisor, tmp_path) -> None:
    supervisor.start(program("web", "print('no such module'); raise SystemExit(3)", tmp_path))

    with pytest.raises(Refused, match="web does not start: it ended with status 3") as refusal:
        supervisor.wait_for(lambda: False, what="web", seconds=30)

    assert refusal.value.tail.splitlines()[-1] == "no such module"


def test_stopping_ends_what_the_programs_started(supervisor, tmp_path) -> None:
    supervisor.start(program("web", FAMILY, tmp_path))
    pid = grandchild(supervisor.children[0].log)

    supervisor.stop()

    assert wait_until(lambda: is_running(pid) is None, seconds=5)


def test_the_last_stage_is_ended_before_the_first_is_asked(supervisor, tmp_path) -> None:
    told = tmp_path / "told"
    for stage, name in enumerate(("database", "worker", "web")):
        supervisor.start(program(name, TELL.format(file=str(told), name=name), tmp_path, stage=stage))
    assert wait_until(lambda: all(child.log.read_text() for child in supervisor.children), seconds=20)

    supervisor.stop()

    assert told.read_text().split() == ["web", "worker", "database"]


def test_a_request_to_stop_ends_waiting_and_a_second_one_hurries(supervisor, interruption, tmp_path) -> None:
    supervisor.start(program("web", DEAF, tmp_path, patience=600.0))
    assert wait_until(lambda: bool(supervisor.children[0].log.read_text()), seconds=20)
    process = supervisor.children[0].process
    signal.signal(signal.SIGALRM, lambda *_: interruption._note(0, None))
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    interruption._note(0, None)

    with pytest.raises(Stopped):
        supervisor.tend()
    supervisor.stop()

    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent died")
def test_programs_end_when_the_launcher_is_killed(tmp_path) -> None:
    launcher = (
        "import os, sys, time; from pathlib import Path; from launcher.processes import spawn\n"
        "child = spawn(['sleep', '600'], env=os.environ, cwd=Path('/'), output=None)\n"
        "print(child.pid, flush=True); time.sleep(600)"
    )
    process = subprocess.Popen([sys.executable, "-c", launcher], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    assert is_running(pid)

    process.kill()
    process.wait()

    assert wait_until(lambda: is_running(pid) is None, seconds=5)


def test_what_a_killed_launcher_left_behind_is_ended(supervisor, station, tmp_path) -> None:
    supervisor.start(program("web", f"# backend\n{FAMILY}", tmp_path))
    child = supervisor.children[0].process
    grandchild(supervisor.children[0].log)

    end_leftovers(Station(station.folder))

    assert child.wait(timeout=20) != 0
