"""`./bms manage backup_key`: a key for encrypted backups."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from apps.core.backups.sealing import new_key
from apps.core.commands import StationCommand


class Command(StationCommand):
    help = "Make a key for encrypted backups: the private half goes into a file, the public half is printed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a new file for the private half; keep it away from the station")

    def handle(self, *args: Any, **options: Any) -> None:
        public, private = new_key()
        try:
            with os.fdopen(os.open(options["file"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
                stream.write(f"# public key: {public}\n{private}\n")
        except OSError as error:
            raise CommandError(f"{options['file']} could not be written: {error.strerror}") from None
        self.stdout.write(f"BMS_BACKUP_RECIPIENT={public}")
