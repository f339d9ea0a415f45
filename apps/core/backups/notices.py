"""Who is told when a night goes by without a backup."""

from collections.abc import Iterable

from apps.core.backups.facts import NightlyBackupFailed
from apps.core.notices import Notice, concerns, kind, people_who_may
from apps.core.rights import Right

FAILED = kind("station.backup_failed", "A nightly backup fails or was not made", group="The station")


@concerns(NightlyBackupFailed)
def nightly_backup_failed(fact: NightlyBackupFailed) -> Iterable[Notice]:
    newest = f"The newest is of {fact.last_made}" if fact.last_made else "None from before is known of"
    yield Notice(
        kind=FAILED,
        people=people_who_may(Right.READ_STATUS),
        title="There is no backup of last night",
        text=f"{fact.why.rstrip('.')}. {newest}.",
        path="/admin/health",
    )
