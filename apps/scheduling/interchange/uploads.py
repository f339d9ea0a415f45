"""Uploaded files between the web process, which takes them, and the worker, which reads them.

Both see one folder: `uploads` below the station's data directory.
"""

import os
import shutil
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import TemporaryUploadedFile


def folder() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def path_of(name: str) -> Path:
    return folder() / name


def keep(file: "File[bytes]") -> str:
    """Put the file aside under a name of our own. A large upload is on disk already and is moved, not read."""
    name = uuid4().hex
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if isinstance(file, TemporaryUploadedFile):
        shutil.move(file.temporary_file_path(), path)
    else:
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
    os.chmod(path, 0o600)  # noqa: PTH101 - of a path that is ours alone
    return name


def forget(name: str) -> None:
    if name:
        path_of(name).unlink(missing_ok=True)
