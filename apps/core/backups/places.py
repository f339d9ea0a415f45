"""Places where backups are kept: a folder here, and a bucket in `bucket.py`. Whoever makes one knows no difference."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from django.conf import settings

from apps.core.backups.addresses import BucketAddress, is_bucket
from apps.core.backups.errors import BackupFailed, NoPlace


class Place(Protocol):
    """What is asked of a place raises BackupFailed, in words; of a disk also OSError."""

    def names(self) -> list[str]:
        """Everything that lies there, backups or not."""

    def glance(self) -> list[str] | None:
        """The same as somebody saw it last, None when nobody did: cheap, and never waits for another machine."""

    def workshop(self) -> Path:
        """The folder in which a backup for this place is put together: what `put` takes from has to lie on its disk."""

    def put(self, name: str, source: Path) -> None:
        """Keep a finished file: whole under its name, or not at all. The file may be gone afterwards."""

    def fetch(self, name: str, into: Path) -> Path:
        """A file that holds what is kept under the name; made in that folder where there is none on this machine."""

    def remove(self, names: Iterable[str]) -> None:
        """What is not there any more is no failure."""

    def address(self, name: str) -> str:
        """What a person calls it."""


class Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> list[str]:
        return [path.name for path in self._path.iterdir()] if self._path.exists() else []

    def glance(self) -> list[str]:
        return self.names()

    def workshop(self) -> Path:
        self._path.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self._path

    def put(self, name: str, source: Path) -> None:
        source.chmod(0o600)
        _sync(source)
        source.replace(self._path / name)
        _sync(self._path)

    def fetch(self, name: str, into: Path) -> Path:
        path = self._path / name
        if not path.is_file():
            raise BackupFailed(f"{path} is not there")
        return path

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            (self._path / name).unlink(missing_ok=True)

    def address(self, name: str) -> str:
        return str(self._path / name)


def place_at(address: str) -> Place:
    """Raises NoPlace."""
    if not is_bucket(address):
        return Folder(Path(address).expanduser().absolute())
    from apps.core.backups.bucket import Bucket

    bucket = BucketAddress.read(address)
    if settings.BACKUP_S3 is None:
        raise NoPlace("A bucket needs BMS_BACKUP_S3_ENDPOINT, BMS_BACKUP_S3_KEY_ID and BMS_BACKUP_S3_SECRET")
    return Bucket(bucket, settings.BACKUP_S3, workshop=Path(settings.DATA_DIR))


def find(address: str) -> tuple[Place, str]:
    """Place and name of one backup. Raises NoPlace."""
    if is_bucket(address) and not BucketAddress.read(address).prefix:
        raise NoPlace("This names a bucket and no backup in it, as s3://bucket/prefix/name.tar does")
    folder, slash, name = address.rpartition("/")
    return place_at(f"{folder}{slash}" or "."), name


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
