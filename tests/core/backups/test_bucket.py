"""Backups in a bucket: what the store refuses, what breaks on the way, and what a status says of it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError, call_command

from apps.core.backups import archive, bucket, keeping
from apps.core.backups.errors import BackupFailed
from apps.core.backups.nightly import look_for_nightly_backup, make_nightly_backup
from apps.core.backups.places import find, place_at
from apps.core.outbox.relay import relay
from apps.core.watching import parts
from apps.notifications.models import Notification
from tests.core.backups.conftest import Kept
from tests.core.backups.store import SECRET, Store, access_at, line_to
from tests.core.processes import free_port

NIGHT = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)
MORNING = NIGHT + timedelta(hours=4)
PIECE = 1024 * 1024


@pytest.fixture
def line(in_bucket: Kept, store: Store, settings, monkeypatch: pytest.MonkeyPatch):
    """The way to the store, for files of more than one piece."""
    monkeypatch.setattr(bucket, "PIECE", PIECE)
    with line_to(store) as line:
        settings.BACKUP_S3 = line.access
        yield line


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.tar"
    path.write_bytes(Random(1).randbytes(3 * PIECE + 7))
    return path


def backup_part() -> parts.Part:
    return next(part for part in parts.look(now=MORNING)["parts"] if part["name"] == "backup")


def told() -> list[str]:
    relay(now=MORNING)
    return list(Notification.objects.filter(kind="station.backup_failed").values_list("text", flat=True))


@pytest.mark.django_db
def test_a_backup_is_one_file_in_the_bucket_without_the_key_of_the_store(in_bucket, data_dir, tmp_path, capsys):
    call_command("backup", "--to", in_bucket.address)

    (path,) = in_bucket.folder.iterdir()
    assert f"{in_bucket.address}/{path.name} (" in capsys.readouterr().out
    assert archive.unpack(path, tmp_path / "out").files.keys() == {
        "database.dump",
        "settings.json",
        "uploads/7/rider.pdf",
    }
    assert SECRET not in (tmp_path / "out" / "settings.json").read_text()
    assert [path.name for path in data_dir.iterdir()] == ["uploads"]  # what it was put together in is gone


def test_what_lies_below_another_prefix_is_another_place(in_bucket, large):
    place_at(f"{in_bucket.address}/nested").put("a.tar", large)
    place_at(f"{in_bucket.address}-other").put("b.tar", large)

    assert place_at(in_bucket.address).names() == []
    assert place_at(f"{in_bucket.address}/nested/").names() == ["a.tar"]


@pytest.mark.parametrize("has_sums", [True, False])
def test_a_large_file_goes_up_in_pieces_and_comes_back_the_same(line, in_bucket, large, tmp_path, has_sums):
    if not has_sums:  # a store that calls its files by something else, as with keys of its own

        def other_names(answer: bytes) -> bytes:
            return re.sub(rb"(<ETag>[^<]{0,6}?)[0-9a-f]{32}", rb"\g<1>" + b"0" * 32, answer)

        line.on_the_way_back = other_names
    content = large.read_bytes()
    place = place_at(in_bucket.address)

    place.put("large.tar", large)

    assert place.names() == ["large.tar"]
    assert (in_bucket.folder / "large.tar").read_bytes() == content
    assert place.fetch("large.tar", tmp_path / "data").read_bytes() == content


@pytest.mark.parametrize("damage", [lambda content: content[:-1], lambda content: b"?" + content[1:]])
def test_a_store_that_keeps_something_else_is_found_out(line, in_bucket, large, damage):
    kept = in_bucket.folder / "large.tar"

    def spoil(answer: bytes) -> bytes:
        if kept.exists():
            kept.write_bytes(damage(kept.read_bytes()))
        return answer

    line.on_the_way_back = spoil
    with pytest.raises(BackupFailed, match=r"did not keep large\.tar as it was sent"):
        place_at(in_bucket.address).put("large.tar", large)
    assert not kept.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "address", "said"),
    [
        ({"secret": "another"}, "", "BMS_BACKUP_S3_SECRET is not the secret of the key"),
        ({"key_id": "NOBODY"}, "", "it does not know the key of BMS_BACKUP_S3_KEY_ID"),
        ({}, "s3://nobodys/prefix", "there is no bucket nobodys"),
        ({"endpoint": "http://127.0.0.1:1"}, "", "127.0.0.1:1: the store cannot be reached"),
    ],
)
def test_what_the_store_refuses_is_said_in_a_sentence(in_bucket, data_dir, store, settings, change, address, said):
    settings.BACKUP_S3 = replace(store.access, **change)
    address = address or in_bucket.address
    for words in (("backup", "--to", address), ("restore", f"{address}/bms-20261123T024000Z.tar")):
        with pytest.raises(CommandError, match=said) as refused:
            call_command(*words)
        assert "\n" not in str(refused.value)
        assert SECRET not in str(refused.value)
    assert [path.name for path in data_dir.iterdir()] == ["uploads"]


@pytest.mark.django_db
def test_one_that_is_not_there_is_not_restored(in_bucket):
    with pytest.raises(CommandError, match="it is not there"):
        call_command("restore", f"{in_bucket.address}/bms-20261123T024000Z.tar")


@pytest.mark.django_db
def test_an_upload_that_breaks_off_is_told_and_leaves_what_was_there(
    line, in_bucket, store, settings, data_dir, administrator
):
    settings.BACKUP_DIR = in_bucket.address
    (data_dir / "uploads" / "film.mov").write_bytes(Random(2).randbytes(4 * PIECE))
    in_bucket.folder.mkdir(parents=True)
    older = [keeping.name_of(NIGHT - timedelta(days=days), nightly=True) for days in (1, 400)]
    for name in older:
        (in_bucket.folder / name).touch()
    place_at(in_bucket.address).names()  # as in the morning before
    line.after = 2 * PIECE

    with pytest.raises(BackupFailed):
        make_nightly_backup(now=NIGHT)

    settings.BACKUP_S3 = store.access
    assert sorted(place_at(in_bucket.address).names()) == sorted(older)
    (text,) = told()
    assert "the connection broke off. The newest is of 2026-11-22 02:40 UTC." in text
    assert SECRET not in text
    assert list(data_dir.glob(".backup-*")) == []


@pytest.mark.django_db
def test_a_store_that_is_away_in_the_morning_is_told_and_a_status_does_not_wait_for_it(
    in_bucket, settings, administrator
):
    settings.BACKUP_DIR = in_bucket.address
    assert backup_part()["told"].startswith("Nobody has looked into the bucket yet")
    make_nightly_backup(now=NIGHT)
    assert look_for_nightly_backup(now=MORNING)

    settings.BACKUP_S3 = access_at(free_port())
    assert (backup_part()["state"], backup_part()["told"]) == ("ok", "1 kept, the newest 4 hours old")
    assert not look_for_nightly_backup(now=MORNING)
    (text,) = told()
    assert text.startswith("Whether it was made cannot be seen: 127.0.0.1:")
    assert text.endswith("The newest is of 2026-11-23 02:40 UTC.")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("s3://", "names none"),
        ("s3:///prefix", "names none"),
        ("s3://b", "3 to 63"),
        ("s3://key:secret@station", "3 to 63"),
        ("s3://station/../other", r"no \.\."),
        ("s3://station/a//b", "no empty parts"),
        ("s3://station/a?b", "no special characters"),
        ("s3:station", "no other kind"),
        ("ftp://station/backups", "no other kind"),
        ("file:///backups", "no other kind"),
    ],
)
def test_an_address_that_names_no_place_is_refused_in_a_sentence(address, said):
    for words in (("backup", "--to", address), ("restore", f"{address}/bms.tar")):
        with pytest.raises(CommandError, match=said) as refused:
            call_command(*words)
        assert "secret" not in str(refused.value)


def test_a_bucket_alone_is_no_backup(in_bucket):
    for address in ("s3://station", "s3://station/"):
        with pytest.raises(BackupFailed, match="no backup in it"):
            find(address)


def test_without_its_key_no_bucket_is_opened(settings):
    settings.BACKUP_S3 = None
    with pytest.raises(CommandError, match="needs BMS_BACKUP_S3_ENDPOINT"):
        call_command("backup", "--to", "s3://station/nightly")
