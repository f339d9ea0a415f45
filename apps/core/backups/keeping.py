"""Names of backups, and which of them are kept: one of each of the last days, and one of each of the last weeks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_NIGHTLY = re.compile(r"bms-(\d{8}T\d{6}Z)-nightly\.tar(\.age)?")


@dataclass(frozen=True, slots=True)
class Rule:
    days: int = 7
    weeks: int = 8


def name_of(made_at: datetime, *, nightly: bool) -> str:
    return f"bms-{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}{'-nightly' if nightly else ''}.tar"


def made_at(name: str) -> datetime | None:
    """When a nightly backup was made (UTC); None for every other file, which no rule touches."""
    found = _NIGHTLY.fullmatch(name)
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if found else None
    except ValueError:  # a name that somebody made up
        return None


def dates(names: Iterable[str]) -> list[datetime]:
    """When the nightly backups among them were made."""
    return [at for name in names if (at := made_at(name))]


def outlived(names: Iterable[str], rule: Rule, *, now: datetime) -> list[str]:
    """The nightly backups that may go. The newest never does, nor one that is newer than now."""
    dated = sorted(((at, name) for name in names if (at := made_at(name))), reverse=True)
    kept, days, weeks = set(dated[:1]), set(), set()
    for at, name in dated:
        age = now - at
        if at.date() not in days and age < timedelta(days=rule.days):
            kept.add((at, name))
        if at.isocalendar()[:2] not in weeks and age < timedelta(weeks=rule.weeks):
            kept.add((at, name))
        days.add(at.date())
        weeks.add(at.isocalendar()[:2])
    return [name for at, name in dated if (at, name) not in kept]
