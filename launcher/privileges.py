"""PostgreSQL refuses to run as root, and a station may well be started by root, in a container say."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import Refused

NOBODY = 65_534

# Root of this namespace only, seen inside as `nobody`: files keep their owner outside.
NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")

# Where user namespaces are refused (many containers): really `nobody`, who may still pass through
# folders closed to others, for the checkout may lie below /root.
ANOTHER_USER = (
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--pdeathsig=INT",  # changing the user clears what the launcher had set
    "--",
)


@dataclass(frozen=True)
class Disguise:
    """How a program is started so that it does not see itself as root, and who owns its files."""

    prefix: tuple[str, ...] = ()
    owner: int | None = None

    def hand_over(self, folder: Path) -> None:
        """Gives a folder to the owner the program will have, when it has another."""
        if self.owner is None or folder.stat().st_uid == self.owner:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.owner, self.owner, follow_symlinks=False)


def disguise(program: Path, folder: Path) -> Disguise:
    """The first way that can run `program` on `folder`. Raises Refused when root has none."""
    if os.geteuid() != 0:
        return Disguise()
    for prefix, owner in ((NAMESPACE, 0), (ANOTHER_USER, NOBODY)):
        if shutil.which(prefix[0]) is None:
            continue
        check = [*prefix, "sh", "-c", 'test "$(id -u)" -ne 0 && "$1" --version && test -x "$2"', "sh"]
        trial = subprocess.run(
            [*check, str(program), str(folder)], stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        if trial.returncode == 0:
            return Disguise(prefix, owner)
    raise Refused(
        "PostgreSQL does not run as root, and neither unshare nor setpriv (package util-linux) can change that here; "
        "run ./bms as another user or give BMS_DATABASE_URL"
    )
