"""Step `migrations` of `./bms test`."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from apps.core.commands import StationCommand
from backend.upgrades import examine


class Command(StationCommand):
    help = "Check that models have their migrations, and that a station can be upgraded by them while people work."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("makemigrations", check=True, dry_run=True)
        found = list(examine())
        for finding in found:
            self.stdout.write(f"{finding.migration}: {finding.rule}: {finding.told}")
        if found:
            raise CommandError("An upgrade would be felt; docs/upgrade.md says how each is done in steps")
        self.stdout.write("Every migration can be applied while the version before works")
