"""Checks that the lock files name no registry and no folder of the machine they were made on.

Everyone installs from the registry that their own machine is set up for. Run as `python -m launcher.locks`.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from launcher.project import FRONTEND, ROOT

FOREIGN = re.compile(r"://|--(extra-)?index-url|--find-links|(^|\s)-i\s|(^|[\s=])(/|~)[\w.]")


def complaints(root: Path = ROOT) -> Iterator[str]:
    """One line for each place that names a host or a folder."""
    for path in sorted((root / "requirements").glob("*.txt")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if FOREIGN.search(line):
                yield f"{path.relative_to(root)}:{number}: {line.strip()}"
    for path in (root / FRONTEND.name / "package-lock.json", root / "launcher" / "chromium" / "package-lock.json"):
        packages = json.loads(path.read_text()).get("packages", {}) if path.exists() else {}
        for name, package in packages.items():
            if "://" in package.get("resolved", ""):
                yield f"{path.relative_to(root)}: {name}: {package['resolved']}"
            elif name.rpartition("node_modules/")[2] and "integrity" not in package and not package.get("link"):
                yield f"{path.relative_to(root)}: {name}: has no integrity hash"


if __name__ == "__main__":
    found = list(complaints())
    print("\n".join(found) or "the lock files name no host")
    sys.exit(1 if found else 0)
