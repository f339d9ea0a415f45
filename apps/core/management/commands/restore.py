"""`./bms restore`: an empty station becomes what a backup says."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from apps.core.backups.errors import BackupFailed
from apps.core.backups.places import find
from apps.core.backups.services import restore_backup
from apps.core.commands import StationCommand
from apps.core.record.verifying import in_words


class Command(StationCommand):
    help = "Make an empty station what a backup says. Refuses a damaged backup, a newer one, and a station in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", help="what `backup` wrote: a file, or s3://bucket/prefix/name")
        parser.add_argument("--key", type=Path, metavar="FILE", help="the private key of an encrypted backup")
        parser.add_argument("--settings-to", type=Path, metavar="FILE", help="write the station's settings there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            place, name = find(options["backup"])
            restored = restore_backup(place=place, name=name, key_file=options["key"])
        except BackupFailed as failed:
            raise CommandError(str(failed)) from None
        except OSError as error:
            raise CommandError(f"The backup could not be restored: {error.strerror or error}") from None
        if options["settings_to"]:
            _write_private(options["settings_to"], restored.settings)
        elif restored.settings["secret_key"] != settings.SECRET_KEY:
            self.stdout.write("Set BMS_SECRET_KEY to the backup's (settings.json in it): keys of sources need it")
        self.stdout.write(f"The station is as it was at {restored.manifest.made_at:%Y-%m-%d %H:%M:%S %Z}")
        if restored.dangling:
            self.stdout.write(f"{restored.dangling} ids point nowhere; `manage check_references` lists them")
        for finding in restored.record.found:
            self.stdout.write(f"The record is not what was sealed: {finding.words}")
        if restored.record.is_unaltered:
            self.stdout.write(f"The record: {in_words(restored.record)}")


def _write_private(path: Path, content: dict[str, str]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        json.dump(content, stream)
