"""`./bms status`: every part of a station with version, health and backlog."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from apps.core.commands import StationCommand
from apps.core.watching import parts


class Command(StationCommand):
    help = "Tell how each part of the station does. Ends with 1 when one of them does not work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="as the API answers it")

    def handle(self, *args: Any, **options: Any) -> None:
        status = parts.look(now=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(status, indent=1))
        else:
            self.stdout.write(f"BMS {status['version']}")
            for part in status["parts"]:
                version = f" ({part['version']})" if "version" in part else ""
                self.stdout.write(f"{part['state']:<12} {part['name']:<14} {part['told']}{version}")
        if status["state"] == parts.UNAVAILABLE:
            raise CommandError("A part of the station does not work")
