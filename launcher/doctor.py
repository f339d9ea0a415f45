"""`./bms doctor`: what is here, what is missing, and what to do about it."""

import os
import platform
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from launcher import console, environment, ports, postgres, valkey
from launcher.browser import find_browser
from launcher.errors import Refused
from launcher.node import find_node
from launcher.privileges import disguise
from launcher.project import PYTHON, ROOT
from launcher.station import Station, read_json

ENOUGH_DISK = 2_000  # MB: environment, console, database and logs of a small station
HIDDEN = ("KEY", "PASSWORD", "TOKEN", "SECRET")


class Verdict(StrEnum):
    GOOD = "ok"
    NOTE = "note"  # `up` works all the same
    BAD = "BAD"  # `up` cannot work


@dataclass(frozen=True)
class Finding:
    subject: str
    verdict: Verdict
    told: str


Check = Callable[[Station], Iterator[Finding]]


def examine(station: Station) -> int:
    """Prints every finding. Returns 1 when `up` could not work."""
    bad = 0
    for check in CHECKS:
        for finding in _carefully(check, station):
            bad += finding.verdict is Verdict.BAD
            print(f"{finding.verdict:<5} {finding.subject:<14} {finding.told}", flush=True)
    print()
    print(f"{bad} to be mended before `./bms up` can work" if bad else "`./bms up` can work here")
    return 1 if bad else 0


def _carefully(check: Check, station: Station) -> Iterator[Finding]:
    try:
        yield from check(station)
    except Refused as refusal:
        yield Finding(check.__name__.strip("_").replace("_", " "), Verdict.BAD, str(refusal))


def _system(_: Station) -> Iterator[Finding]:
    user = "root" if os.geteuid() == 0 else f"user {os.geteuid()}"
    yield Finding("system", Verdict.GOOD, f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {user}")
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", Verdict.GOOD, f"{version} in {PYTHON}")
    uv = shutil.which("uv") or next(map(str, (ROOT / ".cache").glob("uv-*/bin/uv")), None)
    yield Finding("uv", Verdict.GOOD, uv or "none; ./bms fetches it, or uses pip, when packages change")


def _postgresql(station: Station) -> Iterator[Finding]:
    if os.environ.get("BMS_DATABASE_URL"):
        postgres.check_url(os.environ["BMS_DATABASE_URL"], seconds=0)
        yield Finding("postgresql", Verdict.GOOD, "the server that BMS_DATABASE_URL names")
        return
    found = list(postgres.find_binaries())
    if not found:
        told = "none runs here; install one (package postgresql) or give BMS_DATABASE_URL"
        yield Finding("postgresql", Verdict.BAD, told)
        return
    others = "".join(f"; also {other.version} from {other.source}" for other in found[1:])
    yield Finding("postgresql", Verdict.GOOD, f"{found[0].version} from {found[0].source}{others}")
    folder = station.folder if station.folder.is_dir() else station.folder.parent
    way = disguise(found[0].folder, folder if folder.is_dir() else ROOT)
    if way.prefix:
        yield Finding("root", Verdict.GOOD, f"PostgreSQL does not run as root; it is started through {way.prefix[0]}")


def _valkey(_: Station) -> Iterator[Finding]:
    if os.environ.get("BMS_REDIS_URL"):
        valkey.check_url(os.environ["BMS_REDIS_URL"])
        yield Finding("valkey", Verdict.GOOD, "the server that BMS_REDIS_URL names")
        return
    server = valkey.find_server()
    if server is None:
        yield Finding("valkey", Verdict.BAD, "none runs here; install one (valkey-server) or give BMS_REDIS_URL")
        return
    yield Finding("valkey", Verdict.GOOD, f"from {server.source}")


def _console(_: Station) -> Iterator[Finding]:
    if console.is_current():
        yield Finding("console", Verdict.GOOD, "built from the sources that are here")
    else:
        yield Finding("console", Verdict.NOTE, "not built from the sources that are here; `./bms up` builds it")
    node = find_node()
    version = subprocess.run([str(node.program), "--version"], capture_output=True, text=True, check=False)
    if version.returncode:
        verdict = Verdict.GOOD if console.is_current() else Verdict.BAD
        told = (version.stderr.strip().splitlines() or ["it does not start"])[-1]
        yield Finding("node", verdict, f"from {node.source} does not run: {told}")
    else:
        yield Finding("node", Verdict.GOOD, f"{version.stdout.strip()} from {node.source}")


def _browser(_: Station) -> Iterator[Finding]:
    try:
        yield Finding("browser", Verdict.GOOD, f"for tests: {find_browser(fetch=False).executable}")
    except Refused as refusal:
        yield Finding("browser", Verdict.NOTE, str(refusal))


def _disk(station: Station) -> Iterator[Finding]:
    for subject, folder in (("disk", ROOT), ("station disk", station.folder)):
        there = next(path for path in (folder, *folder.parents) if path.exists())
        free = shutil.disk_usage(there).free // 1_000_000
        verdict = Verdict.GOOD if free > ENOUGH_DISK else Verdict.NOTE
        yield Finding(subject, verdict, f"{free:,} MB free below {there}")
        if not os.access(there, os.W_OK):
            yield Finding(subject, Verdict.BAD, f"{there} cannot be written by this user; use --data DIR")
        if there == ROOT and station.folder.is_relative_to(ROOT):
            return


def _environment_values(_: Station) -> Iterator[Finding]:
    environment.check_environment()
    named = sorted(name for name in os.environ if name.startswith("BMS_"))
    for name in named:
        yield Finding("environment", Verdict.GOOD, f"{name}={_shown(name, os.environ[name])}")
    if not named:
        yield Finding("environment", Verdict.GOOD, "no BMS_ variable is set: everything as for development")


def _shown(name: str, value: str) -> str:
    """The value without what is secret in it."""
    if any(word in name for word in HIDDEN):
        return "(set)"
    parts = urlsplit(value)
    return value.replace(f":{parts.password}@", ":...@") if "://" in value and parts.password else value


def _station(station: Station) -> Iterator[Finding]:
    if station.is_held:
        told = read_json(station.announcement)
        where = f"running at {told['url']} (process {told['pid']})" if told else "starting, or used by a command"
        yield Finding("station", Verdict.GOOD, f"{station.folder} is {where}")
        return
    made = (station.folder / "secrets.json").exists()
    yield Finding("station", Verdict.GOOD, f"{station.folder} {'is not running' if made else 'will be made'}")
    if not ports.is_free(8000):
        yield Finding("port", Verdict.NOTE, "8000 is taken; `./bms up` chooses another, or give --port")


def _loopback(_: Station) -> Iterator[Finding]:
    try:
        socket.create_server(("127.0.0.1", 0)).close()
    except OSError as error:
        yield Finding("network", Verdict.BAD, f"nothing can listen on 127.0.0.1: {error.strerror}")


CHECKS: tuple[Check, ...] = (
    _system,
    _environment_values,
    _postgresql,
    _valkey,
    _console,
    _browser,
    _disk,
    _loopback,
    _station,
)
