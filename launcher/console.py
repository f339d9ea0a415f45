"""Builds the console that people work in, when its sources changed."""

import hashlib
from pathlib import Path

from launcher.node import find_node
from launcher.processes import run_logged
from launcher.progress import step
from launcher.project import CACHE, FRONTEND
from launcher.station import read_json, write_private

BUILT = FRONTEND / "dist" / "index.html"
INSTALLED = FRONTEND / "node_modules"
NOT_SOURCES = {"node_modules", "dist", "coverage"}
STAMP = CACHE / "console.json"


def _fingerprint(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(FRONTEND)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def packages_fingerprint() -> str:
    return _fingerprint([FRONTEND / "package.json", FRONTEND / "package-lock.json"])


def sources_fingerprint() -> str:
    files = []
    for entry in FRONTEND.iterdir():
        if entry.name in NOT_SOURCES or entry.name.endswith(".tsbuildinfo"):
            continue
        files += [path for path in entry.rglob("*") if path.is_file()] if entry.is_dir() else [entry]
    return _fingerprint(files)


def has_console() -> bool:
    return (FRONTEND / "package.json").exists()


def is_installed() -> bool:
    return INSTALLED.is_dir() and read_json(STAMP).get("packages") == packages_fingerprint()


def is_built() -> bool:
    return BUILT.exists() and read_json(STAMP).get("sources") == sources_fingerprint()


def is_current() -> bool:
    """Whether nothing is to be built."""
    return not has_console() or is_built()


def install_packages(log: Path) -> None:
    """Installs exactly what package-lock.json names, when that changed."""
    if is_installed():
        return
    wanted = packages_fingerprint()
    _remember(packages="")  # a half-made folder is made anew next time
    node = find_node()
    command = node.npm_command("ci", "--no-audit", "--no-fund", "--ignore-scripts")
    with step("fetching the console's packages", "console's packages fetched"):
        run_logged(command, env=node.env, cwd=FRONTEND, log=log, failure=f"npm failed; see {log}")
    _remember(packages=wanted)


def build_console(log: Path, *, again: bool = False) -> None:
    """Builds frontend/dist when its sources are not those it was built from."""
    if not has_console() or (is_current() and not again):
        return
    install_packages(log)
    wanted = sources_fingerprint()
    _remember(sources="")
    node = find_node()
    command: list[str | Path] = [node.program, INSTALLED / "vite" / "bin" / "vite.js", "build"]
    with step("building the console", "console built"):
        run_logged(command, env=node.env, cwd=FRONTEND, log=log, failure=f"the console does not build; see {log}")
    _remember(sources=wanted)


def _remember(**changed: str) -> None:
    CACHE.mkdir(exist_ok=True)
    write_private(STAMP, read_json(STAMP) | changed)
