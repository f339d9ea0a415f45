"""Starting programs so that none outlives the launcher, and ending them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from launcher.errors import Refused, Stopped
from launcher.progress import last_lines

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Interruption:
    """Counts the requests to stop. The first ends things in order, the second in a hurry."""

    def __init__(self) -> None:
        self.count = 0

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asks to outlive the terminal
            signal.signal(signal.SIGHUP, self._note)

    def _note(self, number: int, frame: object) -> None:
        self.count += 1

    def check(self) -> None:
        """Raises Stopped once someone asked to stop."""
        if self.count:
            raise Stopped


interruption = Interruption()


def die_with_parent(number: int) -> Callable[[], None] | None:
    """What a child runs before its program, so that the kernel signals it when the launcher dies.

    Linux ties this to the thread that started the child: long-lived children are started by the main thread.
    """
    if _libc is None:
        return None
    parent = os.getpid()
    libc = _libc

    def ask_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return ask_kernel


def spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: Path,
    output: IO[bytes] | int | None,
    errors: IO[bytes] | None = None,
    death_signal: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C in the terminal reaches the launcher alone."""
    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors or (None if output is None else subprocess.STDOUT),
        start_new_session=True,
        preexec_fn=die_with_parent(death_signal),  # noqa: PLW1509 - the callable only makes one system call
    )


def signal_group(pid: int, number: int) -> None:
    """Signals a child and everything it started in its group; gone ones are fine."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def wait_until(condition: Callable[[], bool], *, seconds: float, every: float = 0.05) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


def run_logged(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path, log: Path, failure: str) -> None:
    """Runs a program to its end with its output in `log`. Raises Refused with its last lines, or Stopped."""
    with log.open("ab") as output:
        child = spawn(command, env=env, cwd=cwd, output=output, death_signal=signal.SIGKILL)
        finish(child)
    if child.returncode:
        raise Refused(failure, tail=last_lines(log))


def finish(child: subprocess.Popen[bytes]) -> int:
    """Waits for a child, ending it with everything it started when someone asks to stop."""
    while True:
        try:
            return child.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            if not interruption.count:
                continue
            signal_group(child.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=2)
            signal_group(child.pid, signal.SIGKILL)
            child.wait()
            raise Stopped from None


@dataclass(frozen=True)
class Seen:
    """A running process as the system shows it."""

    pid: int
    parent: int
    session: int
    command: str


def running() -> list[Seen]:
    """Every process that can be seen, by `ps`, which Linux and macOS both have; by /proc where it is there."""
    if Path("/proc/self/stat").exists():
        return list(filter(None, map(_from_proc, Path("/proc").iterdir())))
    listing = subprocess.run(["ps", "-axo", "pid=,ppid=,sess=,command="], capture_output=True, text=True, check=False)
    rows = (line.split(None, 3) for line in listing.stdout.splitlines())
    return [Seen(int(row[0]), int(row[1]), int(row[2]), row[3]) for row in rows if len(row) == 4 and row[2].isdigit()]


def _from_proc(folder: Path) -> Seen | None:
    if not folder.name.isdigit():
        return None
    try:
        # The second field is the program's name in brackets and may hold spaces.
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        if fields[0] == "Z":
            return None
        command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except (OSError, IndexError):
        return None
    return Seen(int(folder.name), int(fields[1]), int(fields[3]), command)


def family(pid: int) -> list[int]:
    """A process and everything it started, also what went to a session of its own, as PostgreSQL's processes do."""
    found, seen = [pid], running()
    for parent in found:  # which grows meanwhile
        found += [each.pid for each in seen if each.parent == parent]
    return found


def memory_of(pid: int) -> float:
    """Of a process and what it started, each page shared by several counted in parts; 0 when none runs. MiB."""
    return sum(map(_share, family(pid))) / 1024


def _share(pid: int) -> int:
    """Kilobytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended, or this is no Linux
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def seconds_of(pid: int) -> float:
    """Processor time of a process and what it started; 0 where that cannot be seen."""
    return sum(map(_worked, family(pid)))


def _worked(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")  # user and system, of its own and of ended children


def is_running(pid: int) -> Seen | None:
    return next((process for process in running() if process.pid == pid), None)
