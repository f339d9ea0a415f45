"""Whether `./bms test --containers` can run on this machine."""

import os
import shutil
import sys

from launcher.errors import Refused

FOLDERS = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/lib/podman", "/usr/libexec/podman", "/usr/sbin"))
PROGRAMS = (
    "podman",
    "buildah",
    "runc",
    "debootstrap",
    "netavark",
    "aardvark-dns",
)  # Debian's packages have their names


def check_machine() -> None:
    """Raises Refused with the one sentence that says what is missing."""
    if sys.platform != "linux" or os.geteuid() != 0:
        raise Refused("--containers makes its own images of Debian with debootstrap, for which it needs Linux and root")
    missing = [program for program in PROGRAMS if not shutil.which(program, path=FOLDERS)]
    if missing:
        raise Refused(f"--containers needs {', '.join(missing)}: apt-get install {' '.join(missing)}")
