"""A night without a backup is told to those who look after the station."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.core.backups import keeping
from apps.core.backups.errors import BackupFailed
from apps.core.backups.nightly import look_for_nightly_backup, make_nightly_backup
from apps.core.outbox.relay import relay
from apps.notifications.models import Notification
from tests.authentication.factories import UserFactory

NIGHT = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)
MORNING = NIGHT + timedelta(hours=4)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    (tmp_path / "kept").mkdir()
    settings.BACKUP_DIR = str(tmp_path / "kept")
    return tmp_path / "kept"


def told() -> list[tuple[int, str]]:
    relay(now=MORNING)
    return list(Notification.objects.filter(kind="station.backup_failed").values_list("person_id", "text"))


def test_a_backup_that_fails_is_told_with_its_reason_once(folder, settings, administrator, manager):
    settings.BACKUP_RECIPIENT = "age1nonsense"
    (folder / keeping.name_of(NIGHT - timedelta(days=2), nightly=True)).touch()

    with pytest.raises(BackupFailed):
        make_nightly_backup(now=NIGHT)
    assert not look_for_nightly_backup(now=MORNING)

    ((person, text),) = told()
    assert person == administrator.user.pk
    assert "must be a public one" in text
    assert text.endswith("The newest is of 2026-11-21 02:40 UTC.")


def test_one_that_was_not_made_is_told_too(folder, administrator):
    assert not look_for_nightly_backup(now=MORNING)
    ((_, text),) = told()
    assert text.startswith("It was not made")
    assert text.endswith("None from before is known of.")


def test_nobody_is_told_when_it_is_there_or_none_is_wanted(folder, settings, administrator):
    UserFactory()
    make_nightly_backup(now=NIGHT)
    assert look_for_nightly_backup(now=MORNING)
    settings.BACKUP_DIR = ""
    assert look_for_nightly_backup(now=MORNING + timedelta(days=9))
    make_nightly_backup(now=MORNING)
    assert told() == []
