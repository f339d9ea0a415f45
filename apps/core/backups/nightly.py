"""The backup of every night, and saying so when there is none."""

from datetime import datetime, timedelta

from django.conf import settings

from apps.core import outbox
from apps.core.backups import keeping
from apps.core.backups.errors import BackupFailed
from apps.core.backups.facts import NightlyBackupFailed
from apps.core.backups.places import Place, place_at
from apps.core.backups.services import make_backup
from apps.core.db import transaction
from apps.core.models import OutboxEvent

EVERY = timedelta(hours=26)  # a night, and some time to make it
_TOLD_LATELY = timedelta(hours=12)
_LONGEST = 500  # characters of what went wrong


def make_nightly_backup(*, now: datetime) -> None:
    """Nothing when no place is set (any more). What goes wrong is told to administrators, and raised."""
    if (place := its_place()) is None:
        return
    try:
        make_backup(
            place=place,
            now=now,
            recipient=settings.BACKUP_RECIPIENT,
            nightly=True,
            rule=keeping.Rule(settings.BACKUP_DAYS, settings.BACKUP_WEEKS),
        )
    except Exception as error:
        _tell(str(error) or type(error).__name__, place, now=now)
        raise


def look_for_nightly_backup(*, now: datetime) -> bool:
    """Whether there is one of last night. Tells administrators when not, unless they heard why already."""
    if (place := its_place()) is None:
        return True
    why = "It was not made: the worker or the timetable did not run, or it went to another place than the one set now"
    try:
        newest = max(keeping.dates(place.names()), default=None)
        if newest and now - newest <= EVERY:
            return True
    except BackupFailed as failed:
        why = f"Whether it was made cannot be seen: {failed}"
    lately = OutboxEvent.objects.filter(type=NightlyBackupFailed.type, occurred_at__gte=now - _TOLD_LATELY)
    if not lately.exists():
        _tell(why, place, now=now)
    return False


def its_place() -> Place | None:
    """Where the station keeps its nightly backups, if it makes any."""
    return place_at(settings.BACKUP_DIR) if settings.BACKUP_DIR else None


def _tell(why: str, place: Place, *, now: datetime) -> None:
    newest = max(keeping.dates(place.glance() or ()), default=None)
    last_made = f"{newest:%Y-%m-%d %H:%M} UTC" if newest else ""
    with transaction():
        outbox.publish(NightlyBackupFailed(why=why[:_LONGEST], last_made=last_made, occurred_at=now))
