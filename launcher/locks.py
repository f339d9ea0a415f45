"""Checks that the lock files name no host and no folder of the machine they were made on.

Everyone installs from the registry that their own machine is set up for. Run as `python -m launcher.locks`; with
`--strip` it takes out of npm's lock files what npm writes there and nobody needs: addresses that ask for money, and
those in words about packages that are given up.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from launcher.locked import NPM_LOCKS, PYTHON_LOCKS
from launcher.project import ROOT

FOREIGN = re.compile(r"://|--(extra-)?index-url|--find-links|(^|\s)-i\s|(^|[\s=])(/|~)[\w.]")
NOT_NEEDED = {"funding", "deprecated"}


def complaints(root: Path = ROOT) -> Iterator[str]:
    """One line for each place that names a host or a folder."""
    for path in sorted((root / PYTHON_LOCKS).glob("*.txt")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if FOREIGN.search(line):
                yield f"{path.relative_to(root)}:{number}: {line.strip()}"
    for lock in NPM_LOCKS:
        path = root / lock
        packages = json.loads(path.read_text()).get("packages", {}) if path.exists() else {}
        for name, package in packages.items():
            if addresses := [text for text in _texts(package) if "://" in text]:
                yield f"{lock}: {name}: {addresses[0]}"
            elif name.rpartition("node_modules/")[2] and "integrity" not in package and not package.get("link"):
                yield f"{lock}: {name}: has no integrity hash"


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for item in node.values() if isinstance(node, dict) else node:
            yield from _texts(item)


def strip(root: Path = ROOT) -> None:
    """Leave out of npm's lock files what only names addresses; they install the same."""
    for lock in NPM_LOCKS:
        content = json.loads((root / lock).read_text())
        for package in content["packages"].values():
            for member in NOT_NEEDED & package.keys():
                del package[member]
        (root / lock).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    if "--strip" in sys.argv[1:]:
        strip()
    found = list(complaints())
    print("\n".join(found) or "the lock files name no host")
    sys.exit(1 if found else 0)
