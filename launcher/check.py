"""`./bms test`: every check, all of them even when one fails, and a plain sum at the end."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from launcher import ports
from launcher.browser import find_browser
from launcher.containers import check_machine
from launcher.errors import Refused
from launcher.node import find_node
from launcher.processes import finish, interruption, signal_group, spawn
from launcher.progress import COLOURS, last_lines, say
from launcher.project import CACHE, PYTHON, ROOT
from launcher.services import start_services
from launcher.station import Station
from launcher.steps import Lane, Need, Step, all_steps, containers_step, folder_of, log_of, marked_files
from launcher.supervisor import Supervisor

SHOWN_LINES = 80
NAMED_TESTS = 20
STATION_WITHIN = 300.0  # seconds until the browser tests' station answers


@dataclass(frozen=True)
class Outcome:
    step: Step
    passed: bool
    seconds: float
    told: str = ""
    failures: Sequence[str] = ()  # tests, each with its reason


@dataclass
class Run:
    """One run of the chosen steps."""

    steps: Sequence[Step]
    pytest_words: Sequence[str]
    scratch: Path
    stack: ExitStack
    outcomes: list[Outcome] = field(default_factory=list)
    _given: dict[Need, dict[str, str]] = field(default_factory=dict)

    def lane(self, lane: Lane) -> None:
        for step in self.steps:
            if step.lane is lane:
                self._take(step)

    def _take(self, step: Step) -> None:
        say(f"{step.name}: {step.title} ...")
        began = time.monotonic()
        try:
            code = self._execute(step)
            told = last_lines(log_of(step), SHOWN_LINES) if code and not step.is_shown else ""
            if step.tells and not code:
                told = last_lines(log_of(step), 1)
            if code == 5 and step.is_pytest:
                told = "no test ran"
        except Refused as refusal:
            code, told = 1, f"{refusal.tail}\n{refusal}".strip()
        seconds = time.monotonic() - began
        outcome = Outcome(step, code == 0, seconds, told, failed_tests(log_of(step)) if code and step.is_pytest else ())
        self.outcomes.append(outcome)
        for line in outcome.told.splitlines():
            print(f"    {line}")
        say(f"{step.name}: {'passed' if outcome.passed else 'FAILED'} ({seconds:.1f} s)")
        sys.stderr.flush()

    def _execute(self, step: Step) -> int:
        interruption.check()
        env = self._environment(step.need)
        if step.is_pytest:
            env["PYTHONUNBUFFERED"] = "1"
            env["PYTHONHASHSEED"] = "0"  # its workers must name the tests alike, also those named after sets
        if step.lane is Lane.CONSOLE and not step.is_pytest:
            env = find_node().env | {"LAUNCHER_BEGAN": os.environ["LAUNCHER_BEGAN"]}
        words = _words_for(step, self.pytest_words)
        with log_of(step).open("wb") as log:
            output = subprocess.PIPE if step.is_shown else log
            command: list[str | Path] = [*step.command(), *words]
            child = spawn(command, env=env, cwd=folder_of(step), output=output)
            if child.stdout is not None:
                reader = threading.Thread(target=_copy, args=(child.stdout, log))
                reader.start()
                code = finish(child)
                reader.join()
                return code
            return finish(child)

    def _environment(self, need: Need) -> dict[str, str]:
        """The person's environment without what is meant for a station, and with what the step needs."""
        if need not in self._given:
            self._given[need] = {
                Need.NOTHING: dict,
                Need.SERVICES: self._start_services,
                Need.STATION: self._start_station,
            }[need]()
        return without_station(os.environ) | self._given[need]

    def _start_services(self) -> dict[str, str]:
        station = Station(self.scratch / "services", throwaway=True)
        station.prepare()
        supervisor = Supervisor(station)
        self.stack.callback(supervisor.stop)
        addresses = start_services(station, supervisor, named={})
        say("a PostgreSQL and a Valkey of the tests' own are ready")
        return {**addresses, "BMS_ENVIRONMENT": "test", "BMS_DATA_DIR": str(station.folder / "application")}

    def _start_station(self) -> dict[str, str]:
        """A station of its own, as anybody would start it, with the demonstration in it."""
        browser = find_browser()
        folder, port = self.scratch / "station", str(ports.any_free())
        command: list[str | Path] = [PYTHON, "-m", "launcher", "up", "--data", folder, "--port", port]
        log = CACHE / "check" / "up.log"
        # An existing client's page is served beside the console, and this machine counts as its TLS proxy.
        house = {"BMS_CLIENT_DIR": str(ROOT / "tests" / "contract" / "client"), "BMS_TRUSTED_PROXIES": "127.0.0.1"}
        with log.open("wb") as output:
            child = spawn(command, env=without_station(os.environ) | house, cwd=ROOT, output=output)
        self.stack.callback(_end, child)
        announcement = folder / "station.json"
        deadline = time.monotonic() + STATION_WITHIN
        while not announcement.exists():
            interruption.check()
            if child.poll() is not None or time.monotonic() > deadline:
                raise Refused("the station for the browser tests does not start", tail=last_lines(log, SHOWN_LINES))
            time.sleep(0.1)
        say("a station of the tests' own is up")
        # E2E_STATION: station.json of a running station, whose address and sign-ins the tests use.
        return {"E2E_STATION": str(announcement), "PLAYWRIGHT_NODEJS_PATH": browser.env["PLAYWRIGHT_NODEJS_PATH"]}


def failed_tests(log: Path) -> list[str]:
    """What pytest names at the end of its log: a run may be read where only its last lines are kept."""
    lines = COLOURS.sub("", log.read_text(errors="replace")).splitlines() if log.exists() else []
    named = [line[:300] for line in lines if line.startswith(("FAILED tests", "ERROR tests"))]
    return [*named[:NAMED_TESTS], *([f"and {len(named) - NAMED_TESTS} more"] if len(named) > NAMED_TESTS else [])]


def _words_for(step: Step, told: Sequence[str]) -> list[str | Path]:
    """What the person said after `--`, and the files of the step unless they named some."""
    if not step.is_pytest:
        return []
    names_files = any(Path(ROOT / word.partition("::")[0]).exists() for word in told if not word.startswith("-"))
    return [*told, *([] if names_files or not step.marker else marked_files(step.marker))]


def without_station(env: Mapping[str, str]) -> dict[str, str]:
    """Tests must not depend on, and never touch, what the person has set for their own station."""
    return {name: value for name, value in env.items() if not name.startswith("BMS_")}


def _copy(output: IO[bytes], log: IO[bytes]) -> None:
    for line in output:
        log.write(line)
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            signal_group(child.pid, 9)
            child.wait()


def choose(names: Sequence[str], *, only_pytest: bool) -> list[Step]:
    """The steps of those names, `console` standing for all that begin so; all without a name."""
    steps = all_steps()
    for name in names:
        if not any(_is_meant(step, name) for step in steps):
            raise Refused(f"there is no step {name!r}; there are: {', '.join(step.name for step in steps)}")
    if names:
        return [step for step in steps if any(_is_meant(step, name) for name in names)]
    return [step for step in steps if step.name == "unit"] if only_pytest else steps


def _is_meant(step: Step, name: str) -> bool:
    return step.name == name or step.name.startswith(f"{name}-")


def check(names: Sequence[str], pytest_words: Sequence[str]) -> int:
    """Runs the steps. Returns 0 only when at least one ran and all passed."""
    return _run(choose(names, only_pytest=bool(pytest_words)), pytest_words)


def check_containers(pytest_words: Sequence[str]) -> int:
    """The image and the compose file, really. Raises Refused where that cannot be."""
    check_machine()
    return _run([containers_step()], pytest_words)


def _run(steps: Sequence[Step], pytest_words: Sequence[str]) -> int:
    log_folder = CACHE / "check"
    shutil.rmtree(log_folder, ignore_errors=True)
    log_folder.mkdir(parents=True)
    with _scratch() as scratch, ExitStack() as stack:
        run = Run(steps, pytest_words, scratch, stack)
        _run_lanes(run)
    return conclude(run.outcomes)


def _run_lanes(run: Run) -> None:
    """The console's steps run beside Python's, in a thread of their own."""
    failure: list[BaseException] = []

    def console_lane() -> None:
        try:
            run.lane(Lane.CONSOLE)
        except BaseException as error:  # noqa: BLE001 - handed to the main thread
            failure.append(error)

    beside = threading.Thread(target=console_lane)
    beside.start()
    try:
        run.lane(Lane.PYTHON)
    finally:
        beside.join()
    if failure:
        raise failure[0]


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bms-test-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def conclude(outcomes: Sequence[Outcome]) -> int:
    """Prints what came out, last a line that any program can read."""
    failed = [outcome for outcome in outcomes if not outcome.passed]
    sys.stderr.flush()
    print()
    for outcome in outcomes:
        verdict = "passed" if outcome.passed else "FAILED"
        print(f"  {verdict}  {outcome.step.name:<17} {outcome.seconds:6.1f} s  {outcome.step.title}")
    if failed:
        print()
        for outcome in failed:
            for line in outcome.failures:
                print(f"  {outcome.step.name}: {line}")
        print(f"\n  again: ./bms test {' '.join(outcome.step.name for outcome in failed)}")
    print(f"\n{len(outcomes) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed or not outcomes else 0
