"""`./bms audit`: seal the record, tell its head, or check all of it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from apps.core.commands import StationCommand
from apps.core.record.sealing import newest_seal, seal_record
from apps.core.record.verifying import in_words, verify_record


class Command(StationCommand):
    help = "Seal the record, tell its head (to be kept outside of the station), or check that nothing was altered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["seal", "head", "verify"], help="`head` seals first")
        parser.add_argument("--head", default="", metavar="HEAD", help="of `verify`: one that was kept outside")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "verify":
            self._verify(options["head"])
            return
        rows = seal_record(now=timezone.now())
        newest = newest_seal()
        if options["what"] == "head":
            self.stdout.write(newest.head if newest else "nothing is sealed yet")
        else:
            self.stdout.write(f"{rows} entries sealed; the head is {newest.head if newest else 'none'}")

    def _verify(self, head: str) -> None:
        verified = verify_record(head=head)
        for finding in verified.found:
            self.stdout.write(finding.words)
        if verified.found:
            raise CommandError("The record is not what was sealed")
        self.stdout.write(in_words(verified))
