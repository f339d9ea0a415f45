"""The backup of every night, and saying so when there is none."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from apps.core import outbox
from apps.core.backups import keeping
from apps.core.backups.facts import NightlyBackupFailed
from apps.core.backups.services import make_backup
from apps.core.db import transaction
from apps.core.models import OutboxEvent

EVERY = timedelta(hours=26)  # a night, and some time to make it
_TOLD_LATELY = timedelta(hours=12)
_LONGEST = 500  # characters of what went wrong


def make_nightly_backup(*, now: datetime) -> None:
    """Nothing when no folder is set (any more). What goes wrong is told to administrators, and raised."""
    if settings.BACKUP_DIR is None:
        return
    try:
        make_backup(
            folder=settings.BACKUP_DIR,
            now=now,
            recipient=settings.BACKUP_RECIPIENT,
            nightly=True,
            rule=keeping.Rule(settings.BACKUP_DAYS, settings.BACKUP_WEEKS),
        )
    except Exception as error:
        _tell(str(error) or type(error).__name__, now=now)
        raise


def look_for_nightly_backup(*, now: datetime) -> bool:
    """Whether there is one of last night. Tells administrators when not, unless they heard why already."""
    if settings.BACKUP_DIR is None:
        return True
    newest = _newest()
    if newest and now - newest <= EVERY:
        return True
    lately = OutboxEvent.objects.filter(type=NightlyBackupFailed.type, occurred_at__gte=now - _TOLD_LATELY)
    if not lately.exists():
        _tell("It was not made: the worker or the timetable did not run, or its folder is another one now", now=now)
    return False


def _newest() -> datetime | None:
    paths = Path(settings.BACKUP_DIR).glob("*") if settings.BACKUP_DIR else ()
    return max((made for path in paths if (made := keeping.made_at(path))), default=None)


def _tell(why: str, *, now: datetime) -> None:
    newest = _newest()
    last_made = f"{newest:%Y-%m-%d %H:%M} UTC" if newest else ""
    with transaction():
        outbox.publish(NightlyBackupFailed(why=why[:_LONGEST], last_made=last_made, occurred_at=now))
