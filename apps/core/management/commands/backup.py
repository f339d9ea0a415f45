"""`./bms backup`: everything a station holds in one file, while people go on working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from apps.core.backups.errors import BackupFailed
from apps.core.backups.places import place_at
from apps.core.backups.services import make_backup
from apps.core.commands import StationCommand


class Command(StationCommand):
    help = "Write the database, uploaded files and settings into one file. The station may be up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to",
            metavar="PLACE",
            help="folder or s3://bucket/prefix (default: BMS_BACKUP_DIR, else the station's)",
        )
        parser.add_argument("--for", dest="recipient", default="", metavar="KEY", help="encrypt it for an age1... key")

    def handle(self, *args: Any, **options: Any) -> None:
        address = options["to"] or settings.BACKUP_DIR or str(Path(settings.DATA_DIR) / "backups")
        recipient = options["recipient"] or settings.BACKUP_RECIPIENT
        try:
            made = make_backup(place=place_at(address), now=timezone.now(), recipient=recipient)
        except BackupFailed as failed:
            raise CommandError(str(failed)) from None
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error.strerror or error}") from None
        self.stdout.write(f"{made.address} ({made.size / 1_000_000:.1f} MB, {made.files} uploaded files)")
        if not recipient:
            self.stdout.write("It is not encrypted and holds the station's secret key: keep it where only you can read")
