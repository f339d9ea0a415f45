"""The direction of imports holds, and each of its contracts bites: a planted violation is seen."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = Path(sys.executable).parent / "lint-imports"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
NAMES = [contract["name"] for contract in CONTRACTS]

# Where a line is planted, the line, and the contract it breaks.
VIOLATIONS = [
    ("apps/core/locks.py", "import apps.authentication.public", "modules point downwards"),
    ("apps/authentication/selectors.py", "import apps.facilities.public", "modules point downwards"),
    ("apps/facilities/services.py", "import apps.scheduling.models", "modules point downwards"),
    ("apps/scheduling/policies.py", "import backend.wiring", "modules point downwards"),
    (
        "apps/facilities/models.py",
        "import apps.facilities.services",
        "inside a module adapters stand on services, services on models",
    ),
    (
        "apps/scheduling/events/services.py",
        "import apps.scheduling.events.api",
        "inside a module adapters stand on services, services on models",
    ),
    ("apps/facilities/services.py", "import apps.authentication.models", "authentication is entered through public"),
    ("apps/scheduling/ports.py", "import apps.facilities.selectors", "facilities is entered through public"),
    ("apps/core/search.py", "import apps.scheduling.models", "scheduling is entered through public"),
    ("apps/scheduling/policies.py", "import apps.tickets.api", "modules point downwards"),
    ("apps/tickets/apps.py", "import apps.notifications.api", "modules point downwards"),
    ("apps/core/locks.py", "import apps.tickets.api", "tickets is entered through public"),
    ("apps/core/locks.py", "import apps.notifications.api", "notifications is entered through public"),
    (
        "launcher/processes.py",
        "import backend.env",
        "the launcher runs before the application's packages are there",
    ),
    ("launcher/ports.py", "import django", "the launcher runs before the application's packages are there"),
    ("apps/core/db.py", "import launcher.ports", "the application does not know its launcher"),
    ("apps/facilities/policies.py", "import ninja", "the network is for adapters"),
]


def lint(folder: Path) -> tuple[int, str]:
    """The exit code and the report."""
    environment = {"PATH": "/usr/bin:/bin", "COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        [LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False, env=environment
    )
    return result.returncode, result.stdout


def verdicts(report: str) -> dict[str, str]:
    """KEPT or BROKEN by the name of the contract."""
    found = re.findall(rf"^({'|'.join(re.escape(name) for name in NAMES)}) (KEPT|BROKEN)", report, re.MULTILINE)
    return dict(found)


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("apps", "backend", "launcher"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def findings(copy) -> dict[str, str]:
    """What is said of each contract when every violation is planted at once; a lint takes seconds."""
    kept = {path: (copy / path).read_text() for path, _, _ in VIOLATIONS}
    for path, line, _ in VIOLATIONS:
        with (copy / path).open("a") as file:
            file.write(f"\n{line}\n")
    try:
        code, report = lint(copy)
    finally:
        for path, text in kept.items():
            (copy / path).write_text(text)
    assert code == 1
    parts = re.split(rf"^({'|'.join(re.escape(name) for name in NAMES)})\n-+$", report, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_tree_keeps_to_its_direction(copy):
    code, report = lint(copy)

    assert (code, verdicts(report)) == (0, dict.fromkeys(NAMES, "KEPT"))


@pytest.mark.parametrize(("path", "line", "contract"), VIOLATIONS)
def test_a_planted_violation_is_seen(findings, path, line, contract):
    importer = path.removesuffix(".py").replace("/", ".")
    planted = rf"{re.escape(importer)}\b.* -> {re.escape(line.removeprefix('import '))}\b"

    assert re.search(planted, findings[contract]), findings[contract]


def test_every_contract_is_tried():
    assert set(NAMES) == {contract for _, _, contract in VIOLATIONS}
