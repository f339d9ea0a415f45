"""The first administrator of a station that starts empty, and anyone after."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from apps.authentication import services
from apps.core.actors import SYSTEM, Role
from apps.core.commands import StationCommand
from apps.core.errors import Refusal


class Command(StationCommand):
    help = "Add a person who can sign in. The password is asked for, or read from the first line of standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="full name; the username if left out")
        parser.add_argument("--email", default="")
        parser.add_argument("--role", choices=[role.value for role in Role], default=Role.ADMINISTRATOR.value)

    def handle(self, *args: Any, **options: Any) -> None:
        password = _ask() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
        try:
            person = services.create_person(
                actor=SYSTEM,
                now=timezone.now(),
                username=options["username"],
                full_name=options["name"] or options["username"],
                email=options["email"],
                role=Role(options["role"]),
                password=password,
            )
        except Refusal as refusal:
            raise CommandError(refusal.detail) from None
        self.stdout.write(f"{person.full_name} can sign in as {person.username} ({person.role})")


def _ask() -> str:
    password = getpass("Password: ")
    if getpass("Once more: ") != password:
        raise CommandError("The two passwords differ")
    return password
