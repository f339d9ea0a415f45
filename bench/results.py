"""RESULTS.md: every benchmark replaces its own marked section and leaves the others' alone."""

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from launcher.project import ROOT

RESULTS = ROOT / "bench" / "RESULTS.md"
HEAD = "# Results\n\nWritten by the benchmarks of this folder; see [README.md](README.md) for how to repeat them.\n"


def write_section(name: str, title: str, text: str) -> None:
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    section = f"{begin}\n## {title}\n\n{text.strip()}\n{end}"
    whole = RESULTS.read_text() if RESULTS.exists() else HEAD
    if begin in whole:
        whole = re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: section, whole, flags=re.DOTALL)
    else:
        whole = f"{whole.rstrip()}\n\n{section}\n"
    RESULTS.write_text(whole)


def machine() -> str:
    """One paragraph: what it ran on, when, and which code."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {_memory():.0f} GiB; {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {_versions()}; {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, "
        f"commit {_commit()}, load {os.getloadavg()[0]:.1f} at the end."
    )


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.processor()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _versions() -> str:
    from importlib.metadata import version

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0]
        cursor.execute("SHOW fsync")
        fsync = cursor.fetchone()[0]
    parts = [f"PostgreSQL {postgres} (fsync {fsync})"]
    parts += [f"{name} {version(name)}" for name in ("django", "granian", "psycopg", "orjson")]
    return ", ".join(parts)


def _commit() -> str:
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "unknown"
