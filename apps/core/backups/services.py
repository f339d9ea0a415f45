"""Making a backup of a station that works on, and a station of a backup."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from apps.core import references
from apps.core.backups import archive, keeping, postgres, sealing
from apps.core.backups.archive import Manifest
from apps.core.backups.errors import BackupFailed
from apps.core.backups.places import Place
from apps.core.record.sealing import newest_seal, seal_record
from apps.core.record.verifying import Verified, verify_record

DATABASE, SETTINGS, UPLOADS = "database.dump", "settings.json", "uploads"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    address: str  # of the file, as a person calls it
    size: int  # bytes
    files: int  # uploads in it
    removed: int = 0  # older backups that the rule let go


@dataclass(frozen=True, slots=True)
class Restored:
    manifest: Manifest
    settings: dict[str, str]  # what the station was set to, its secret key among it
    dangling: int  # ids that point nowhere, as they did in the station the backup was made of
    record: Verified  # whether history is what was sealed, up to the head that the backup names


def make_backup(
    *, place: Place, now: datetime, recipient: str = "", nightly: bool = False, rule: keeping.Rule | None = None
) -> Made:
    """Write database, uploads and settings into one file. With a recipient's public key it is encrypted.

    The file appears whole or not at all. With a rule, older nightly backups go once this one is there.
    Raises BackupFailed.
    """
    if recipient:
        sealing.check_recipient(recipient)
    workshop = place.workshop()
    name = keeping.name_of(now, nightly=nightly) + (sealing.SUFFIX if recipient else "")
    if name in place.names():  # a place that cannot be reached is better found before the work than after it
        raise BackupFailed(f"{place.address(name)} is there already")
    with _working_folder(workshop) as work:
        uploads = work / UPLOADS
        _link_uploads(uploads)
        seal_record(now=now)
        newest = newest_seal()
        postgres.dump(work / DATABASE)
        _link_uploads(uploads)  # what came while the database was written; what went meanwhile is there from before
        _write_settings(work / SETTINGS)
        manifest = Manifest(
            made_at=now,
            database=postgres.server_version(),
            migrations=postgres.applied_migrations(),
            audit_head=newest.head if newest else "",
        )
        archive.write(work / "backup.tar", _members(work), manifest)
        if recipient:
            sealing.seal(work / "backup.tar", work / "backup.age", recipient)
        done = work / ("backup.age" if recipient else "backup.tar")
        size = done.stat().st_size
        place.put(name, done)
    gone = keeping.outlived(place.names(), rule, now=now) if rule else []
    if gone:
        _remove(gone, place)
    made = Made(place.address(name), size, len(manifest.files) - 2, removed=len(gone))
    head = manifest.audit_head
    log.info("backup made", file=name, size=made.size, uploads=made.files, removed=made.removed, audit_head=head)
    return made


def restore_backup(*, place: Place, name: str, key_file: Path | None = None) -> Restored:
    """Make an empty station what the backup says. Nothing is touched before all of the backup is found to be right.

    Raises Damaged, BackupFailed.
    """
    if _is_in_use():
        raise BackupFailed("This station is in use: a backup is restored into an empty one")
    data = Path(settings.DATA_DIR)
    with _working_folder(data) as work:
        plain = path = place.fetch(name, work)
        if sealing.is_sealed(path):
            if key_file is None:
                raise BackupFailed("The backup is encrypted; say where its private key lies")
            plain = work / "backup.tar"
            sealing.unseal(path, plain, key_file)
        content = work / "content"
        content.mkdir()
        manifest = archive.unpack(plain, content)
        _check_fits(manifest)
        if (content / UPLOADS).exists():
            shutil.copytree(content / UPLOADS, data / UPLOADS, dirs_exist_ok=True)
        try:
            postgres.replace_with(content / DATABASE)
        finally:
            call_command("migrate", verbosity=0, interactive=False)
        kept = json.loads((content / SETTINGS).read_text())
    dangling = sum(len(found.ids) for found in references.dangling())
    record = verify_record(head=manifest.audit_head)
    log.info(
        "backup restored", made_at=manifest.made_at.isoformat(), dangling=dangling, record_findings=len(record.found)
    )
    return Restored(manifest, kept, dangling, record)


def _remove(names: list[str], place: Place) -> None:
    try:
        place.remove(names)
    except BackupFailed as failed:
        raise BackupFailed(f"The backup was made, but older ones could not be removed: {failed}") from None


def _check_fits(manifest: Manifest) -> None:
    if newer := postgres.unknown_migrations(manifest.migrations):
        raise BackupFailed(
            f"The backup was made by a newer version of BMS, which has {newer[-1]}; restore it with that"
        )
    if manifest.database > (version := postgres.server_version()):
        raise BackupFailed(f"The backup is of PostgreSQL {manifest.database}, and this is PostgreSQL {version}")
    if DATABASE not in manifest.files or SETTINGS not in manifest.files:
        raise BackupFailed("The backup holds no database")


def _is_in_use() -> bool:
    table = get_user_model()._meta.db_table
    return table in connection.introspection.table_names() and get_user_model()._default_manager.exists()


@contextmanager
def _working_folder(beside: Path) -> Iterator[Path]:
    """On the same disk as what it becomes; its owner alone may look, and it never stays."""
    with TemporaryDirectory(dir=beside, prefix=".backup-") as name:
        yield Path(name)


def _link_uploads(target: Path) -> None:
    """Every uploaded file under one more name: what people remove meanwhile stays there."""
    source = Path(settings.DATA_DIR) / UPLOADS
    for folder, _, names in os.walk(source):
        place = target / Path(folder).relative_to(source)
        place.mkdir(parents=True, exist_ok=True)
        for name in names:
            if not (place / name).exists():
                _link(Path(folder) / name, place / name)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        return  # it went between being seen and being linked, and so did the row it was for
    except OSError:  # another disk
        shutil.copyfile(source, target)


def _write_settings(path: Path) -> None:
    kept = {"secret_key": settings.SECRET_KEY, "time_zone": settings.TIME_ZONE, "public_url": settings.PUBLIC_URL}
    path.write_text(json.dumps(kept, indent=1))


def _members(work: Path) -> Iterator[tuple[str, Path]]:
    yield SETTINGS, work / SETTINGS
    yield DATABASE, work / DATABASE
    for path in sorted((work / UPLOADS).rglob("*")):
        if path.is_file():
            yield path.relative_to(work).as_posix(), path
