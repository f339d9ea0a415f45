"""Backups of the real database by the commands people type, and what a restore refuses before it touches anything.

What asks for `kept` runs twice: with a folder and with a bucket.
"""

import stat
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.authentication.models import User
from apps.core.backups import archive, keeping, sealing
from apps.core.backups.archive import Manifest
from apps.core.backups.errors import BackupFailed
from apps.core.backups.places import place_at
from apps.core.backups.services import make_backup
from tests.authentication.factories import UserFactory

NIGHT = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)


def run(*words: object) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_backup_is_one_file_that_only_its_owner_reads(tmp_path, data_dir):
    said = run("backup", "--to", tmp_path / "kept")
    (path,) = (tmp_path / "kept").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "not encrypted" in said
    manifest = archive.unpack(path, tmp_path / "out")
    assert sorted(manifest.files) == ["database.dump", "settings.json", "uploads/7/rider.pdf"]
    assert "scheduling.0001_tables" in manifest.migrations


@pytest.mark.django_db
def test_an_encrypted_one_opens_with_its_key_alone(kept, tmp_path, key):
    public, private = key
    run("backup", "--to", kept.address, "--for", public)
    (path,) = kept.folder.iterdir()
    assert path.name.endswith(".tar.age")
    assert b"secret_key" not in path.read_bytes()
    sealing.unseal(path, tmp_path / "plain.tar", private)
    assert archive.unpack(tmp_path / "plain.tar", tmp_path / "out").files

    other = tmp_path / "other.key"
    other.write_text(sealing.new_key()[1])
    with pytest.raises(BackupFailed, match="not the one"):
        sealing.unseal(path, tmp_path / "again.tar", other)


@pytest.mark.django_db
def test_nights_go_by_the_rule_and_leave_everything_else(kept):
    kept.folder.mkdir(parents=True)
    for night in range(1, 30):
        (kept.folder / keeping.name_of(NIGHT - timedelta(days=night), nightly=True)).touch()
    (kept.folder / "letter.txt").touch()
    place = place_at(kept.address)
    made = make_backup(place=place, now=NIGHT, nightly=True, rule=keeping.Rule(days=3, weeks=2))
    # Tonight, a Monday, and two nights before it; and of the last fourteen days the Sundays, the newest of their weeks.
    assert {path.name for path in kept.folder.iterdir()} == {
        "letter.txt",
        made.address.rpartition("/")[2],
        keeping.name_of(NIGHT - timedelta(days=1), nightly=True),
        keeping.name_of(NIGHT - timedelta(days=2), nightly=True),
        keeping.name_of(NIGHT - timedelta(days=8), nightly=True),
    }
    assert set(place.glance()) == {path.name for path in kept.folder.iterdir()}
    with pytest.raises(BackupFailed, match="there already"):
        make_backup(place=place, now=NIGHT, nightly=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"migrations": ["scheduling.0001_tables", "scheduling.9999_later"]}, "which has scheduling.9999_later"),
        ({"migrations": ["scheduling.0002_imports"]}, "holds no database"),  # replaced, so not unknown
        ({"database": 99}, "PostgreSQL 99"),
        ({}, "holds no database"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_touched(kept, tmp_path, given, said):
    kept.folder.mkdir(parents=True)
    path, nothing = kept.folder / "given.tar", tmp_path / "note.txt"
    nothing.touch()
    archive.write(
        path, [("note.txt", nothing)], Manifest(**({"made_at": NIGHT, "database": 14, "migrations": []} | given))
    )
    with pytest.raises(CommandError, match=said):
        run("restore", f"{kept.address}/given.tar")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        assert cursor.fetchone()[0] > 50


@pytest.mark.django_db
def test_a_station_with_people_in_it_is_never_overwritten(tmp_path):
    run("backup", "--to", tmp_path / "kept")
    (path,) = (tmp_path / "kept").iterdir()
    UserFactory()
    with pytest.raises(CommandError, match="in use"):
        run("restore", path)
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_sealed_one_without_its_key_and_one_cut_short_are_refused(kept, key):
    public, private = key
    run("backup", "--to", kept.address, "--for", public)
    (path,) = kept.folder.iterdir()
    address = f"{kept.address}/{path.name}"
    with pytest.raises(CommandError, match="encrypted"):
        run("restore", address)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(CommandError, match="cut short"):
        run("restore", address, "--key", private)


@pytest.mark.django_db
def test_a_key_that_is_none_and_a_folder_that_is_a_file_say_so(tmp_path):
    with pytest.raises(CommandError, match="must be a public one"):
        run("backup", "--to", tmp_path, "--for", "age1nonsense")
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="could not be written"):
        run("backup", "--to", tmp_path / "file")
    assert list(tmp_path.glob(".backup-*")) == []
