"""`manage.py check_references`: ids kept across modules that point nowhere."""

from typing import Any

from django.core.management.base import CommandError

from apps.core import references
from apps.core.commands import StationCommand


class Command(StationCommand):
    help = "List ids that modules keep of each other's rows and that point nowhere; fails when there are any."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for dangling in references.dangling():
            found += len(dangling.ids)
            shown = ", ".join(str(key) for key in dangling.ids[: references.SHOWN])
            more = " ..." if len(dangling.ids) > references.SHOWN else ""
            self.stdout.write(f"{dangling.reference} -> {dangling.reference.to}: {len(dangling.ids)} ({shown}{more})")
        if found:
            raise CommandError(f"{found} ids point nowhere")
        self.stdout.write(f"{len(references.declared())} columns checked: every id points to something")
