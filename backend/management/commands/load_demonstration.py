"""Fill an empty station with the demonstration; prints its sign-ins as JSON, the only time they are seen."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.authentication.models import User
from backend.demonstration.loading import load


class Command(BaseCommand):
    help = "Fill an empty station with made-up people, rooms, equipment and programmes."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("This station has people already; the demonstration is for an empty one.")
        self.stdout.write(json.dumps({"people": load(now=timezone.now())}))
