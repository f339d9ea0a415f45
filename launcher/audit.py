"""Whether a known weakness is in what BMS is made of. Run as `python -m launcher.audit`, by `./bms test`.

One question to OSV, the open database of advisories, about everything the lock files name, Python's and npm's alike.
Where it cannot be reached nothing is known, and that is said in one line within seconds; it fails nothing.
"""

import json
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence

from launcher.locked import Package, locked_packages

DATABASE = "https://api.osv.dev/v1/querybatch"
SECONDS = 4.0  # until whoever waits is told that it was not reached, whatever the network does meanwhile
AT_ONCE = 1000  # packages in a question
# Advisories that do not concern BMS, with the reason. Gone from here as soon as the package is.
ACCEPTED: dict[str, str] = {}


class NotReached(Exception):
    """Why nobody answered."""


def advisories(packages: Sequence[Package], *, database: str = DATABASE, seconds: float = SECONDS) -> list[str]:
    """A line for each package with the advisories about it. Raises NotReached."""
    found: list[str] = []
    for start in range(0, len(packages), AT_ONCE):
        asked = packages[start : start + AT_ONCE]
        for package, ids in zip(asked, _ask(asked, database, seconds), strict=True):
            if unsettled := [name for name in ids if name not in ACCEPTED]:
                used = "" if package.is_shipped else ", of tests and builds"
                found.append(f"{package.name} {package.version} ({package.ecosystem}{used}): {', '.join(unsettled)}")
    return found


def _ask(packages: Sequence[Package], database: str, seconds: float) -> list[list[str]]:
    """The advisories by package, in the same order."""
    queries = [
        {"package": {"ecosystem": package.ecosystem, "name": package.name}, "version": package.version}
        for package in packages
    ]
    request = urllib.request.Request(  # noqa: S310 - an address of ours
        database, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    told: list[list[list[str]] | str] = []

    def ask() -> None:
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310 - as above
                results = json.load(answer)["results"]
            told.append([[each["id"] for each in result.get("vulns", [])] for result in results])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            told.append(f"{type(error).__name__}: {error}")

    # in a thread, because looking up a name may take longer than any time-out of the connection
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if not told:
        raise NotReached(f"no answer within {seconds:.0f} seconds")
    if isinstance(told[0], str):
        raise NotReached(told[0])
    if len(told[0]) != len(packages):
        raise NotReached("the answer is about other packages")
    return told[0]


def main() -> int:
    packages = locked_packages()
    try:
        found = advisories(packages)
    except NotReached as why:
        print(f"advisories not reached, so nothing is known about {len(packages)} packages ({why})")
        return 0
    print("\n".join(found) or f"no advisory about any of {len(packages)} packages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
