"""The folder of one station: what lies where, its secrets, and who runs it.

secrets.json    made at random on the first start; mode 600, like the whole folder is 700
ports.json      the ports its own PostgreSQL and Valkey keep
people.json     sign-ins of the demonstration station
station.json    address, process and sign-ins; there only while the station is up and ready
lock            held by the launcher that runs the station
logs/ run/ postgres/ valkey/ ...
"""

import fcntl
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from launcher import ports
from launcher.errors import Refused

KEPT_LOGS = 3


def write_private(path: Path, content: object) -> None:
    """Writes JSON that only its owner can read, whole or not at all, also across a power cut."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mkstemp makes mode 600
    with os.fdopen(handle, "w") as stream:
        json.dump(content, stream, indent=2)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    Path(name).replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """The file's object, or an empty one when it is missing or torn."""
    try:
        content = json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return content if isinstance(content, dict) else {}


@dataclass(frozen=True)
class Secrets:
    secret_key: str
    postgres_password: str
    valkey_password: str


@dataclass(frozen=True)
class Station:
    """One station's folder. `throwaway` ones give up durability for speed: tests."""

    folder: Path
    throwaway: bool = False

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def run(self) -> Path:
        return self.folder / "run"

    @property
    def announcement(self) -> Path:
        return self.folder / "station.json"

    @property
    def people(self) -> Path:
        return self.folder / "people.json"

    @property
    def processes(self) -> Path:
        return self.run / "processes.json"

    def prepare(self) -> None:
        """Makes the folders. Raises Refused when they cannot be used."""
        try:
            for folder in (self.folder, self.logs, self.run):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
        except OSError as error:  # chmod also refuses to those who do not own it
            raise Refused(f"{self.folder} cannot be used ({error.strerror}); choose another with --data DIR") from error

    @cached_property
    def secrets(self) -> Secrets:
        path = self.folder / "secrets.json"
        kept = read_json(path)
        if not kept:
            if (self.folder / "postgres").exists():
                raise Refused(f"{path} is missing: without it the database in {self.folder} cannot be opened")
            kept = {name: secrets.token_urlsafe(48) for name in Secrets.__dataclass_fields__}
            write_private(path, kept)
        return Secrets(**kept)

    def port(self, service: str) -> int:
        """The port this station's own service keeps; another when someone took it meanwhile."""
        path = self.folder / "ports.json"
        kept = read_json(path)
        if not ports.is_free(kept.get(service, 0)) or service not in kept:
            kept[service] = ports.any_free(taken=kept.values())
            write_private(path, kept)
        return int(kept[service])

    def log(self, name: str, *, fresh: bool = True) -> Path:
        """A program's log. A fresh one leaves those of the last few starts beside it."""
        path = self.logs / f"{name}.log"
        for number in range(KEPT_LOGS if fresh else 0, 0, -1):
            older = path if number == 1 else path.with_name(f"{name}.log.{number - 1}")
            if older.exists():
                older.replace(path.with_name(f"{name}.log.{number}"))
        path.touch(mode=0o600)
        return path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Makes this launcher the only one that runs the station. Raises Refused when another does."""
        descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refused(self.told_running(os.pread(descriptor, 32, 0).decode())) from None
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
            yield
        finally:
            os.close(descriptor)

    def told_running(self, pid: str) -> str:
        url = read_json(self.announcement).get("url")
        where = f"at {url}" if url else "and is still starting"
        return f"this station is already running {where} (process {pid or 'unknown'}, folder {self.folder})"

    @property
    def is_held(self) -> bool:
        """Whether some launcher runs the station now."""
        try:
            descriptor = os.open(self.folder / "lock", os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False
