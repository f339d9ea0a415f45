"""The file of a backup: a plain tar, its last member a manifest with the size and SHA-256 of every other.

Whoever has no BMS at hand can open it with `tar`, and an encrypted one with `age` first. Nothing is
taken out of a file before all of it was read and found to be what the manifest says.
"""

import hashlib
import json
import tarfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any

from apps.core.backups.errors import BackupFailed, Damaged

FORMAT = 2
MANIFEST = "manifest.json"
_CHUNK = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is: when and of what it was made, and what lies in it."""

    made_at: datetime
    database: int  # PostgreSQL's major version
    migrations: list[str]  # app.name of each that had been applied
    files: dict[str, dict[str, Any]] = field(default_factory=dict)  # name -> size in bytes, sha256 in hex
    format: int = FORMAT
    audit_head: str = ""  # of the record's chain, which the database in it must hold; empty before format 2

    def as_json(self) -> bytes:
        return json.dumps(asdict(self) | {"made_at": self.made_at.isoformat()}, indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        """Raises Damaged, and BackupFailed for a format of a later version."""
        try:
            told = json.loads(content)
            if told["format"] > FORMAT:
                raise BackupFailed("The backup was made by a newer version of BMS; restore it with that one")
            return cls(**(told | {"made_at": datetime.fromisoformat(told["made_at"])}))
        except (ValueError, TypeError, KeyError):
            raise Damaged("The backup's manifest cannot be read") from None


class _Counted:
    """A file that is read once; how much that was, and its digest."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._digest.update(piece)
        self.size += len(piece)
        return piece

    @property
    def told(self) -> dict[str, Any]:
        return {"size": self.size, "sha256": self._digest.hexdigest()}


def write(path: Path, members: Iterable[tuple[str, Path]], manifest: Manifest) -> None:
    """Write files under the names they have in the backup. Fills in the manifest's `files`."""
    with tarfile.open(path, "x", format=tarfile.PAX_FORMAT) as tar:
        for name, source in members:
            with source.open("rb") as stream:
                info = tar.gettarinfo(arcname=name, fileobj=stream)
                counted = _Counted(stream)
                tar.addfile(_plain(info), counted)  # it only reads
            manifest.files[name] = counted.told
        content = manifest.as_json()
        info = _plain(tarfile.TarInfo(MANIFEST))
        info.size, info.mtime = len(content), int(manifest.made_at.timestamp())
        tar.addfile(info, BytesIO(content))


def unpack(path: Path, into: Path) -> Manifest:
    """Put the files of a backup into an empty folder, each checked. Raises Damaged, BackupFailed."""
    found: dict[str, dict[str, Any]] = {}
    content = b""
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isreg() and _is_inside(member.name) else None
                if stream is None or member.name in found or content:
                    raise Damaged(f"The backup holds something that does not belong there: {member.name[:80]!r}")
                if member.name == MANIFEST:
                    content = stream.read()
                else:
                    found[member.name] = _extract(stream, into / member.name)
    except (tarfile.TarError, EOFError, OSError, ValueError):
        raise Damaged("The backup is cut short, or is none") from None
    if not content:
        raise Damaged("The backup is cut short: it has no manifest")
    manifest = Manifest.read(content)
    for name in sorted({*found, *manifest.files}):
        if found.get(name) != manifest.files.get(name):
            raise Damaged(f"{name} in the backup is not what was written")
    return manifest


def _extract(stream: IO[bytes], target: Path) -> dict[str, Any]:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    counted = _Counted(stream)
    with target.open("xb") as written:
        while piece := counted.read(_CHUNK):
            written.write(piece)
    return counted.told


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and str(path) == name


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whose files they were says nothing on another machine."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info
