"""The file of a backup: what comes out is what went in, or nothing does."""

import random
import tarfile
from datetime import UTC, datetime
from io import BytesIO

import pytest

from apps.core.backups import archive, sealing
from apps.core.backups.archive import Manifest
from apps.core.backups.errors import BackupFailed, Damaged

NOW = datetime(2027, 3, 28, 2, 40, tzinfo=UTC)


@pytest.fixture
def backup(tmp_path):
    files = {"settings.json": b"{}", "database.dump": random.Random(1).randbytes(50_000), "uploads/a/bc": b"report"}
    for name, content in files.items():
        path = tmp_path / "made" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    manifest = Manifest(made_at=NOW, database=18, migrations=["core.0001_initial"])
    archive.write(tmp_path / "backup.tar", [(name, tmp_path / "made" / name) for name in files], manifest)
    return tmp_path / "backup.tar"


def empty(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_what_went_in_comes_out(backup, tmp_path):
    into = empty(tmp_path)

    manifest = archive.unpack(backup, into)

    assert (manifest.made_at, manifest.migrations) == (NOW, ["core.0001_initial"])
    assert {path.name for path in into.rglob("*") if path.is_file()} == {"settings.json", "database.dump", "bc"}
    assert (into / "database.dump").read_bytes() == (tmp_path / "made" / "database.dump").read_bytes()


@pytest.mark.parametrize("seed", range(12))
def test_one_changed_byte_anywhere_is_seen(backup, tmp_path, seed):
    content = bytearray(backup.read_bytes())
    with tarfile.open(backup) as tar:
        spans = [(member.offset_data, member.size) for member in tar]
    offset, size = random.Random(seed).choice(spans)
    content[offset + random.Random(seed).randrange(size)] ^= 0x01
    backup.write_bytes(content)

    with pytest.raises(BackupFailed):
        archive.unpack(backup, empty(tmp_path))


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9])
def test_a_file_that_was_cut_short_is_refused(backup, tmp_path, share):
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(Damaged):
        archive.unpack(backup, empty(tmp_path))


@pytest.mark.parametrize("name", ["../outside", "/etc/cron.d/own", "uploads/../../outside", "./settings.json"])
def test_nothing_is_written_outside_of_the_folder(tmp_path, name):
    hostile = tmp_path / "hostile.tar"
    with tarfile.open(hostile, "w") as tar:
        info = tarfile.TarInfo(name)
        info.size = 4
        tar.addfile(info, BytesIO(b"evil"))

    with pytest.raises(Damaged, match="does not belong there"):
        archive.unpack(hostile, empty(tmp_path))
    assert not (tmp_path / "outside").exists()


def test_links_are_refused(tmp_path):
    hostile = tmp_path / "hostile.tar"
    with tarfile.open(hostile, "w") as tar:
        info = tarfile.TarInfo("uploads")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(info)

    with pytest.raises(Damaged, match="does not belong there"):
        archive.unpack(hostile, empty(tmp_path))


def test_a_later_format_says_which_version_reads_it(tmp_path):
    later = tmp_path / "later.tar"
    manifest = Manifest(made_at=NOW, database=18, migrations=[], format=archive.FORMAT + 1)
    archive.write(later, [], manifest)

    with pytest.raises(BackupFailed, match="newer version of BMS"):
        archive.unpack(later, empty(tmp_path))


class TestSealed:
    @pytest.fixture
    def key(self, tmp_path):
        public, private = sealing.new_key()
        (tmp_path / "key").write_text(f"# public key: {public}\n{private}\n")
        return public, tmp_path / "key"

    def test_opened_with_its_key_it_is_the_same(self, backup, tmp_path, key):
        public, private = key
        sealing.seal(backup, tmp_path / "sealed.age", public)

        assert sealing.is_sealed(tmp_path / "sealed.age")
        assert not sealing.is_sealed(backup)
        assert b"settings.json" not in (tmp_path / "sealed.age").read_bytes()
        sealing.unseal(tmp_path / "sealed.age", tmp_path / "opened.tar", private)
        assert (tmp_path / "opened.tar").read_bytes() == backup.read_bytes()

    def test_another_key_is_told_from_damage(self, backup, tmp_path, key):
        sealing.seal(backup, tmp_path / "sealed.age", sealing.new_key()[0])

        with pytest.raises(BackupFailed, match="not the one this backup was closed with"):
            sealing.unseal(tmp_path / "sealed.age", tmp_path / "opened.tar", key[1])

    def test_a_changed_byte_is_seen(self, backup, tmp_path, key):
        sealed = tmp_path / "sealed.age"
        sealing.seal(backup, sealed, key[0])
        content = bytearray(sealed.read_bytes())
        content[-100] ^= 1
        sealed.write_bytes(content)

        with pytest.raises(Damaged):
            sealing.unseal(sealed, tmp_path / "opened.tar", key[1])

    @pytest.mark.parametrize("wrong", ["", "age1short", "AGE-SECRET-KEY-1QQ", "ssh-ed25519 AAAA"])
    def test_what_is_no_public_key_is_refused_before_anything_is_done(self, wrong):
        with pytest.raises(BackupFailed, match="age1 and 58 more characters"):
            sealing.check_recipient(wrong)

    @pytest.mark.parametrize("content", ["", "AGE-SECRET-KEY-1NONSENSE", "hello"])
    def test_a_file_without_a_private_key_is_named(self, backup, tmp_path, key, content):
        sealing.seal(backup, tmp_path / "sealed.age", key[0])
        (tmp_path / "other").write_text(content)

        with pytest.raises(BackupFailed, match="holds no private key"):
            sealing.unseal(tmp_path / "sealed.age", tmp_path / "opened.tar", tmp_path / "other")
