"""What `./bms test` checks, cheapest first."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from launcher import console
from launcher.node import find_node
from launcher.project import BIN, CACHE, FRONTEND, MANAGE, PYTHON, ROOT

DOCKER = ROOT / "docker"
COMPOSE = DOCKER / "compose.yaml"
Command = Sequence[str | Path]


class Lane(Enum):
    """Steps of one lane run one after the other, the lanes beside each other: tests wait more than they work."""

    PYTHON = "python"
    CONSOLE = "console"  # what a browser shows


class Need(Enum):
    NOTHING = "nothing"
    SERVICES = "services"  # a throwaway PostgreSQL and Valkey
    STATION = "station"  # a station that is up, and a browser


@dataclass(frozen=True)
class Step:
    name: str
    title: str
    command: Callable[[], Command]
    lane: Lane = Lane.PYTHON
    need: Need = Need.NOTHING
    is_pytest: bool = False  # it takes what stands after `--`
    marker: str = ""  # only files with tests of this marker are read: reading all of them takes a while
    tells: bool = False  # its last line is worth reading also when it passes

    @property
    def is_shown(self) -> bool:
        """Its output is shown as it comes: only one lane's can be, or nobody could read it."""
        return self.is_pytest and self.lane is Lane.PYTHON


def shell_scripts() -> list[Path]:
    return [path for path in (ROOT / ".ci" / "run", *sorted(ROOT.glob("docker/**/*.sh"))) if path.exists()]


def dockerfiles() -> list[Path]:
    found = {*DOCKER.glob("**/*Dockerfile*"), *ROOT.glob("tests/containers/**/*Dockerfile*")}
    return sorted(path for path in found if path.is_file() and not path.name.endswith(".dockerignore"))


def marked_files(marker: str) -> list[Path]:
    """The files of tests that have a marker."""
    return sorted(path for path in (ROOT / "tests").rglob("test_*.py") if f"pytest.mark.{marker}" in path.read_text())


def _python(name: str, title: str, *command: str | Path, need: Need = Need.NOTHING) -> Step:
    return Step(name, title, lambda: command, need=need)


def _npm(name: str, title: str, script: str) -> Step:
    return Step(name, title, lambda: find_node().npm_command("run", "--silent", script), Lane.CONSOLE)


def _pytest(name: str, title: str, lane: Lane, need: Need, *words: str, marker: str = "") -> Step:
    chosen = ["-m", marker] if marker else []
    return Step(
        name, title, lambda: [PYTHON, "-m", "pytest", *chosen, *words], lane, need, is_pytest=True, marker=marker
    )


def all_steps() -> list[Step]:
    steps = [
        _python("format", "Python is formatted", BIN / "ruff", "format", "--check", "--quiet", ".", "bms"),
        _python("lint", "ruff finds nothing", BIN / "ruff", "check", ".", "bms"),
        _python("locks", "lock files name no host", PYTHON, "-m", "launcher.locks"),
        Step("audit", "no package has a known weakness", lambda: [PYTHON, "-m", "launcher.audit"], tells=True),
    ]
    if shell_scripts():
        steps.append(_python("shell", "shellcheck finds nothing", BIN / "shellcheck", *shell_scripts()))
    if dockerfiles():
        steps.append(_python("docker", "hadolint finds nothing", BIN / "hadolint", *dockerfiles()))
        words = ("check", "--config", DOCKER / ".compose-lint.yml", "--strict-config", "--fail-on", "low")
        steps.append(_python("compose", "compose-lint finds nothing", BIN / "compose-lint", *words, COMPOSE))
    steps += [
        _python("imports", "imports keep to their direction", BIN / "lint-imports"),
        _python("types", "mypy finds nothing", BIN / "mypy"),
        _python("migrations", "models have their migrations, which nobody would feel",
                *(PYTHON, MANAGE, "check_migrations"), need=Need.SERVICES),
        _python("schema", "docs/openapi.json is what the code says",
                *(PYTHON, MANAGE, "export_schema", "--check"), need=Need.SERVICES),
        _pytest("unit", "modules and API", Lane.PYTHON, Need.SERVICES,
                *("-m", "not e2e and not station and not containers", "-n", workers(), "--dist", "worksteal")),
    ]  # fmt: skip
    if console.has_console():
        steps += [
            Step("console-packages", "console's packages install", _console("packages"), Lane.CONSOLE),
            _npm("console-schema", "console's API types are current", "schema:check"),
            _npm("console-lint", "oxlint and TypeScript find nothing", "lint"),
            _npm("console-format", "console is formatted", "format:check"),
            _npm("console-unit", "console's own tests", "test"),
            Step("console-build", "console builds", _console("--rebuild"), Lane.CONSOLE),
        ]
    return [
        *steps,
        # They wait more than they work: one core has the running station, the others what starts servers of its own.
        _pytest("station", "starting, stopping, recovering", Lane.PYTHON, Need.SERVICES,
                *("-n", workers(), "--dist", "loadfile", "--durations", "10"), marker="station"),
        _pytest("browser", "a station in a real browser", Lane.CONSOLE, Need.STATION, marker="e2e"),
    ]  # fmt: skip


def containers_step() -> Step:
    """Not one of all: it takes minutes, and a machine that may run containers."""
    title = "the whole compose file, upgraded and restored"
    return _pytest("--containers", title, Lane.PYTHON, Need.NOTHING, "-x", "-n", "0", marker="containers")


def _console(word: str) -> Callable[[], Command]:
    words = ["console", *(["--only-packages"] if word == "packages" else [word])]
    return lambda: [PYTHON, "-m", "launcher", *words]


def workers() -> str:
    return str(max(2, min(os.cpu_count() or 2, 8)))


def folder_of(step: Step) -> Path:
    is_npm = step.lane is Lane.CONSOLE and step.name not in {"console-packages", "console-build", "browser"}
    return FRONTEND if is_npm else ROOT


def log_of(step: Step) -> Path:
    return CACHE / "check" / f"{step.name.strip('-')}.log"
