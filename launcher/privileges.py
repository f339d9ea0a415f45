"""PostgreSQL refuses to run as root, and a station may well be started by root, in a container say."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import Refused
from launcher.project import ROOT

NOBODY = 65_534
# Where a copy of the server is put that every user can reach, for checkouts below /root say.
REACHABLE = Path("/var/tmp")  # noqa: S108 - only root writes into the folder made there

# Root of this namespace only, seen inside as `nobody`: files keep their owner outside.
NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")


def another_user(number: int, group: int) -> tuple[str, ...]:
    """Where user namespaces are refused (many containers): really someone else, who may pass closed folders."""
    return (
        *("setpriv", f"--reuid={number}", f"--regid={group}", "--clear-groups"),
        *("--inh-caps=+dac_override", "--ambient-caps=+dac_override"),
        *("--pdeathsig=INT", "--"),  # changing the user clears what the launcher had set
    )


@dataclass(frozen=True)
class Disguise:
    """How a server is started so that it does not see itself as root, and who owns its files."""

    programs: Path
    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    def hand_over(self, path: Path) -> None:
        """Gives a file or folder to the owner the server will have, when it has another."""
        if self.owner is None or path.stat().st_uid == self.owner[0]:
            return
        for part in (path, *path.rglob("*")):
            os.chown(part, *self.owner, follow_symlinks=False)


def disguise(programs: Path, folder: Path) -> Disguise:
    """The first way that can run the server of `programs` on `folder`. Raises Refused when root has none."""
    if os.geteuid() != 0:
        return Disguise(programs)
    for way in _ways(programs):
        if shutil.which(way.prefix[0]) and _works(way, folder):
            return way
    raise Refused(
        "PostgreSQL does not run as root, and neither unshare nor setpriv (package util-linux) can change that here; "
        "run ./bms as another user or give BMS_DATABASE_URL"
    )


def _ways(programs: Path) -> Iterator[Disguise]:
    yield Disguise(programs, NAMESPACE, (0, 0))
    checkout = ROOT.stat()
    if checkout.st_uid != 0:  # whose folders may be closed to all others
        owner = (checkout.st_uid, checkout.st_gid)
        yield Disguise(programs, another_user(*owner), owner)
    nobody = (NOBODY, NOBODY)
    yield Disguise(programs, another_user(*nobody), nobody)
    if programs.is_relative_to(ROOT):
        yield Disguise(_reachable_copy(programs), another_user(*nobody), nobody)


def _works(way: Disguise, folder: Path) -> bool:
    """Whether the programs find each other that way, do not see themselves as root, and reach the folder."""
    script = 'cd "$2" && exec "$1/initdb" -D "$2/trial" --show'  # it only prints
    trial = subprocess.run(
        [*way.prefix, "sh", "-c", script, "sh", str(way.programs), str(folder)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return trial.returncode == 0


def _reachable_copy(programs: Path) -> Path:
    """A copy of the packaged server, with the libraries beside it, in a folder of root's that all can read."""
    package = programs.parent.parent
    changed = (programs / "postgres").stat().st_mtime_ns
    home = REACHABLE / f"bms-{package.name}-{changed:x}"
    copied = home / package.name / programs.relative_to(package)
    if home.exists() and home.stat().st_uid == 0:
        return copied
    made = home.with_name(f"{home.name}.{os.getpid()}")
    libraries = package.with_name(f"{package.name}.libs")
    for source in (package, libraries) if libraries.exists() else (package,):
        shutil.copytree(source, made / source.name)
    made.chmod(0o755)
    made.rename(home)
    return copied
