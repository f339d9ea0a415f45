"""What the lock files name: every package that BMS is made of or checked with."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from launcher.project import ROOT

PYTHON_LOCKS = "requirements"  # its *.txt; run.txt is what a running station needs
NPM_LOCKS = ("frontend/package-lock.json", "launcher/chromium/package-lock.json")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Package:
    ecosystem: str  # as the databases of advisories call it: PyPI, npm
    name: str
    version: str
    hashes: tuple[tuple[str, str], ...] = ()  # algorithm, hexadecimal digest; a Python package has one for each file
    license: str = ""
    is_shipped: bool = True  # part of a running station, not only of its tests and tools

    @property
    def purl(self) -> str:
        """Its address as a package URL."""
        name = self.name.replace("@", "%40") if self.ecosystem == "npm" else re.sub(r"[-_.]+", "-", self.name).lower()
        return f"pkg:{self.ecosystem.lower()}/{name}@{self.version.replace('+', '%2B')}"


def locked_packages(root: Path = ROOT) -> list[Package]:
    """Each package in each version once, shipped where any lock file ships it, in the order of their addresses."""
    found: dict[str, Package] = {}
    for package in (*_python(root), *_npm(root)):
        known = found.get(package.purl)
        if known is None or (package.is_shipped and not known.is_shipped):
            found[package.purl] = package
    return [found[purl] for purl in sorted(found)]


def _python(root: Path) -> Iterator[Package]:
    for path in sorted((root / PYTHON_LOCKS).glob("*.txt")):
        pinned = re.split(r"\n(?=[A-Za-z0-9])", path.read_text())
        for text in pinned:
            if match := _PINNED.match(text):
                hashes = tuple(("SHA-256", digest) for digest in _HASH.findall(text))
                yield Package("PyPI", match[1], match[2], hashes, is_shipped=path.name == "run.txt")


def _npm(root: Path) -> Iterator[Package]:
    for lock in NPM_LOCKS:
        for place, package in json.loads((root / lock).read_text())["packages"].items():
            name = place.rpartition("node_modules/")[2]
            if name and not package.get("link"):
                algorithm, _, digest = package["integrity"].partition("-")
                yield Package(
                    "npm",
                    package.get("name", name),
                    package["version"],
                    ((algorithm.upper().replace("SHA", "SHA-"), b64decode(digest).hex()),),
                    package.get("license", ""),
                    is_shipped=lock == NPM_LOCKS[0] and not package.get("dev", False),
                )
