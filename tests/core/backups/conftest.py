"""The places that backups are kept in: a folder, and a bucket of a store that runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from apps.core.backups import bucket, sealing
from tests.core.backups.store import BUCKET, Store, s3_store


@dataclass(frozen=True)
class Kept:
    """Where backups go, and the folder in which they are then found."""

    address: str
    folder: Path


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    (settings.DATA_DIR / "uploads" / "7").mkdir(parents=True)
    (settings.DATA_DIR / "uploads" / "7" / "rider.pdf").write_bytes(b"%PDF-1.7")
    return settings.DATA_DIR


@pytest.fixture
def key(tmp_path: Path) -> tuple[str, Path]:
    public, private = sealing.new_key()
    path = tmp_path / "private.key"
    path.write_text(private)
    return public, path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with s3_store(tmp_path_factory.mktemp("store")) as store:
        yield store


@pytest.fixture
def in_bucket(store: Store, settings, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """A prefix of its own for each test."""
    settings.BACKUP_S3 = store.access
    monkeypatch.setattr(bucket, "TRIES", 1)
    prefix = f"of/{uuid4().hex}"
    return Kept(f"s3://{BUCKET}/{prefix}", store.folder / BUCKET / prefix)


@pytest.fixture(params=["folder", "bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    if request.param == "bucket":
        return request.getfixturevalue("in_bucket")
    return Kept(str(tmp_path / "kept"), tmp_path / "kept")
