"""Names of backups, and which of them are kept: one of each of the last days, and one of each of the last weeks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

_NIGHTLY = re.compile(r"bms-(\d{8}T\d{6}Z)-nightly\.tar(\.age)?")


@dataclass(frozen=True, slots=True)
class Rule:
    days: int = 7
    weeks: int = 8


def name_of(made_at: datetime, *, nightly: bool) -> str:
    return f"bms-{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}{'-nightly' if nightly else ''}.tar"


def made_at(path: Path) -> datetime | None:
    """When a nightly backup was made (UTC); None for every other file, which no rule touches."""
    found = _NIGHTLY.fullmatch(path.name)
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if found else None
    except ValueError:  # a name that somebody made up
        return None


def outlived(paths: Iterable[Path], rule: Rule, *, now: datetime) -> list[Path]:
    """The nightly backups that may go. The newest never does, nor one that is newer than now."""
    dated = sorted(((at, path) for path in paths if (at := made_at(path))), reverse=True)
    kept, days, weeks = set(dated[:1]), set(), set()
    for at, path in dated:
        age = now - at
        if at.date() not in days and age < timedelta(days=rule.days):
            kept.add((at, path))
        if at.isocalendar()[:2] not in weeks and age < timedelta(weeks=rule.weeks):
            kept.add((at, path))
        days.add(at.date())
        weeks.add(at.isocalendar()[:2])
    return [path for at, path in dated if (at, path) not in kept]
