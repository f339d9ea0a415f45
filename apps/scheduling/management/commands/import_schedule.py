"""`./bms import FILE`: a schedule into the station, with everything that will happen said first."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.management.base import CommandError
from django.utils import timezone

from apps.core.actors import SYSTEM
from apps.core.commands import StationCommand
from apps.core.errors import Refusal
from apps.scheduling.interchange import selectors, services
from apps.scheduling.interchange.formats import Format
from apps.scheduling.interchange.models import ImportRun, Mode, Outcome, RunStatus

_SHOWN = 50  # rows of each kind that are printed; the console shows all of them


class Command(StationCommand):
    help = "Import a schedule: CSV, XLSX, iCalendar, XMLTV or frab schedule JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=[str(name) for name in Format], help="found out if not given")
        parser.add_argument(
            "--time-zone", default=settings.TIME_ZONE, help="IANA zone of times that name none (%(default)s)"
        )
        parser.add_argument("--create-missing", action="store_true", help="create facilities that do not exist")
        parser.add_argument(
            "--mode", choices=[str(mode) for mode in Mode], default=str(Mode.ALL),
            help="all: every row or nothing; good: the rows that can be (%(default)s)",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        run = self._read(options)
        if run.status == RunStatus.FAILED:
            raise CommandError(run.detail)
        self._say_plan(run)
        if options["dry_run"]:
            self.stdout.write("Nothing was changed: this was a dry run.")
        else:
            run = self._apply(run)
        self._say_rows(run)
        if run.missing_facilities and not run.create_missing:
            self.stdout.write(f"Facilities that do not exist here: {', '.join(run.missing_facilities)}")
            self.stdout.write("To create them, add --create-missing.")
        counts = run.counts
        self.stdout.write(
            f"{counts[Outcome.CREATED]} created, {counts[Outcome.CHANGED]} changed, "
            f"{counts[Outcome.UNCHANGED]} unchanged, {counts[Outcome.CONFLICT]} in conflict, {counts[Outcome.BAD]} bad"
        )
        if run.status == RunStatus.REFUSED:
            raise CommandError(run.detail)

    def _read(self, options: dict[str, Any]) -> ImportRun:
        path: Path = options["file"]
        try:
            with path.open("rb") as opened:
                run = services.create_import(
                    actor=SYSTEM,
                    file=File(opened),
                    file_name=path.name,
                    time_zone=options["time_zone"],
                    format=Format(options["format"]) if options["format"] else None,
                    mode=Mode(options["mode"]),
                    create_missing=options["create_missing"],
                    now=timezone.now(),
                    announce=False,
                )
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        services.read_import(run_id=run.pk, now=timezone.now())
        return selectors.run(actor=SYSTEM, run_id=run.pk)

    def _apply(self, run: ImportRun) -> ImportRun:
        services.apply_import(actor=SYSTEM, run_id=run.pk, now=timezone.now(), announce=False)
        services.run_apply(run_id=run.pk, now=timezone.now())
        return selectors.run(actor=SYSTEM, run_id=run.pk)

    def _say_plan(self, run: ImportRun) -> None:
        counts = run.counts
        self.stdout.write(
            f"{run.file_name} ({run.format}; times without a zone are {run.time_zone}): "
            f"{counts[Outcome.CREATED]} to create, "
            f"{counts[Outcome.CHANGED]} to change, {counts[Outcome.UNCHANGED]} as they are, "
            f"{counts[Outcome.CONFLICT]} in conflict, {counts[Outcome.BAD]} bad"
        )

    def _say_rows(self, run: ImportRun) -> None:
        for outcome in (Outcome.BAD, Outcome.CONFLICT):
            rows = selectors.rows(actor=SYSTEM, run_id=run.pk, outcome=outcome)
            for row in rows[:_SHOWN]:
                self.stdout.write(f"  row {row.number}, {row.title or 'no title'}: {row.reason}")
            if run.counts[outcome] > _SHOWN:
                self.stdout.write(f"  and {run.counts[outcome] - _SHOWN} more in conflict or bad, shown in the console")
        for row in selectors.rows(actor=SYSTEM, run_id=run.pk, outcome=None).exclude(note="")[:_SHOWN]:
            self.stdout.write(f"  row {row.number}, {row.title}: {row.note}")
