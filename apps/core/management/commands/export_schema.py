"""`manage.py export_schema [--check]`: the description of the API, as a file for clients and reviewers."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.urls import get_resolver

from apps.core.commands import StationCommand


class Command(StationCommand):
    help = "Write docs/openapi.json, or with --check say whether it is current."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is not current")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        path = settings.OPENAPI_FILE
        current = path.read_text() if path.exists() else ""
        wanted = rendered()
        if check and current != wanted:
            raise CommandError(f"{path.name} is not what the code says; run: ./bms manage export_schema")
        if not check and current != wanted:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted)
            self.stdout.write(f"{path} written")


def rendered() -> str:
    """The same text for the same API, in the order of addresses and names."""
    api = get_resolver().urlconf_module.api  # type: ignore[union-attr]  # the project's, not a list
    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    schema["paths"] = dict(sorted(schema["paths"].items()))
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
