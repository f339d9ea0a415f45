"""Keeps a station's processes running, and ends them in order."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from launcher.errors import Refused
from launcher.processes import interruption, running, signal_group, spawn
from launcher.progress import last_lines, say
from launcher.station import Station, read_json, write_private

FIRST_PAUSE = 0.5  # seconds before a process that died is started again; doubles each time
LONGEST_PAUSE = 30.0
STEADY = 60.0  # seconds after which a process counts as healthy again
GIVE_UP_AFTER = 3  # deaths in a row while the station is still starting
HURRY = 0.5  # seconds left to a process once someone asked twice


@dataclass(frozen=True)
class Program:
    """What should run as long as the station does."""

    name: str
    command: Sequence[str | Path]
    env: Mapping[str, str]
    cwd: Path
    stop_signal: int = signal.SIGTERM
    death_signal: int = signal.SIGTERM  # what it gets when the launcher is killed
    stage: int = 0  # the highest stage is stopped first, one stage's processes together
    patience: float = 5.0  # seconds to end by itself


@dataclass
class Child:
    """A program that was started, perhaps more than once."""

    program: Program
    log: Path
    process: subprocess.Popen[bytes]
    started_at: float
    deaths: int = 0
    restart_at: float | None = None

    @property
    def name(self) -> str:
        return self.program.name

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None


def _launch(program: Program, log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return spawn(
            program.command, env=program.env, cwd=program.cwd, output=output, death_signal=program.death_signal
        )


@dataclass
class Supervisor:
    """Starts programs in the order given, restarts those that die, stops them stage by stage."""

    station: Station
    children: list[Child] = field(default_factory=list)
    fresh_logs: bool = True
    is_ready: bool = False  # until then a process that keeps dying ends the start

    def start(self, program: Program) -> None:
        log = self.station.log(program.name, fresh=self.fresh_logs)
        self.children.append(Child(program, log, _launch(program, log), time.monotonic()))
        self._note()

    def _restart(self, child: Child) -> None:
        child.process = _launch(child.program, child.log)
        child.started_at = time.monotonic()
        child.restart_at = None
        self._note()

    def _note(self) -> None:
        alive = {child.name: child.process.pid for child in self.children if child.is_running}
        write_private(self.station.processes, alive)

    def tend(self) -> None:
        """Restarts what died, after a pause that grows. Raises Refused while starting, Stopped when asked to."""
        interruption.check()
        now = time.monotonic()
        for child in self.children:
            if child.is_running:
                continue
            if child.restart_at is None:
                self._bury(child, now)
            elif now >= child.restart_at:
                self._restart(child)

    def _bury(self, child: Child, now: float) -> None:
        signal_group(child.process.pid, signal.SIGKILL)  # what it started must not hold its port
        child.deaths = 1 if now - child.started_at > STEADY else child.deaths + 1
        code = child.process.returncode
        how = f"ended with status {code}" if code >= 0 else f"was ended by {signal.Signals(-code).name}"
        if not self.is_ready and child.deaths >= GIVE_UP_AFTER:
            raise Refused(f"{child.name} does not start: it {how}; see {child.log}", tail=last_lines(child.log))
        pause = min(FIRST_PAUSE * 2 ** (child.deaths - 1), LONGEST_PAUSE)
        child.restart_at = now + pause
        say(f"{child.name} {how}; starting it again in {pause:g} s (log: {child.log})")

    def wait_for(self, condition: Callable[[], bool], *, what: str, seconds: float, log: Path | None = None) -> None:
        """Tends the children until the condition comes true. Raises Refused when it does not in time."""
        deadline = time.monotonic() + seconds
        while not condition():
            self.tend()
            if time.monotonic() > deadline:
                raise Refused(
                    f"{what} is not ready after {seconds:g} s; logs are in {self.station.logs}",
                    tail=last_lines(log) if log else "",
                )
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends everything stage by stage, each process with what it started. A second request hurries."""
        for stage in sorted({child.program.stage for child in self.children}, reverse=True):
            _end([child for child in self.children if child.program.stage == stage])
        self.station.processes.unlink(missing_ok=True)
        self.children.clear()


def _end(children: Sequence[Child]) -> None:
    asked = interruption.count
    for child in children:
        if child.is_running:
            child.process.send_signal(child.program.stop_signal)
    deadline = time.monotonic() + max(child.program.patience for child in children)
    while any(child.is_running for child in children) and time.monotonic() < deadline:
        if interruption.count > asked:
            asked = interruption.count
            deadline = min(deadline, time.monotonic() + HURRY)
        time.sleep(0.02)
    for child in children:
        signal_group(child.process.pid, signal.SIGKILL)
        child.process.wait()


def end_leftovers(station: Station) -> None:
    """Ends what a launcher that was killed may have left: everything in its children's sessions."""
    sessions = {pid for name, pid in read_json(station.processes).items() if name not in {"postgres", "valkey"}}
    for number, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 2.0)):
        left = _of_this_project(sessions)
        if not left:
            break
        say(f"ending {len(left)} processes that the last start left behind")
        for pid in left:
            signal_group(pid, number)
        deadline = time.monotonic() + patience
        while _of_this_project(sessions) and time.monotonic() < deadline:
            time.sleep(0.05)
    station.processes.unlink(missing_ok=True)


def _of_this_project(sessions: set[int]) -> list[int]:
    """Processes of those sessions that look like ours: after a power cut the numbers mean others."""
    return [
        process.pid
        for process in running()
        if process.session in sessions and any(word in process.command for word in ("backend", "manage.py"))
    ]
