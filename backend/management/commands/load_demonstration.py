"""Fill an empty station with the demonstration; prints its sign-ins as JSON, the only time they are seen."""

import json
import os
from contextlib import suppress
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from apps.authentication.models import User
from apps.core.commands import StationCommand
from apps.core.db import transaction
from backend.demonstration.loading import load

HAS_PEOPLE = 3  # the exit status by which the launcher knows a station that is in use


class Command(StationCommand):
    help = "Fill an empty station with made-up people, rooms, equipment and programmes."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError(
                "This station has people already; the demonstration is for an empty one.", returncode=HAS_PEOPLE
            )
        with transaction():
            self.stdout.write(json.dumps({"people": load(now=timezone.now())}))
            self.stdout.flush()
            with suppress(OSError):  # a terminal or a pipe cannot, and need not
                os.fsync(self.stdout.fileno())  # told before it holds: a crash in between does not lose the sign-ins
