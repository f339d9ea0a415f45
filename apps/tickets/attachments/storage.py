"""Where attached files lie: below the station's data directory, under names that say nothing."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files import File


@dataclass(frozen=True, slots=True)
class Kept:
    stored: str
    size: int
    sha256: str


def folder() -> Path:
    return Path(settings.DATA_DIR) / "uploads" / "attachments"


def path_of(stored: str) -> Path:
    return folder() / stored[:2] / stored


@contextmanager
def keeping(file: "File[bytes]") -> Iterator[Kept]:
    """Write the file while what it is for is written; it is gone again when that fails."""
    stored = uuid4().hex
    path = path_of(stored)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    try:
        file.seek(0)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            for piece in file.chunks():
                target.write(piece)
                digest.update(piece)
                size += len(piece)
            target.flush()
            os.fsync(target.fileno())
        yield Kept(stored, size, digest.hexdigest())
    except BaseException:
        forget(stored)
        raise


def forget(stored: str) -> None:
    path_of(stored).unlink(missing_ok=True)
