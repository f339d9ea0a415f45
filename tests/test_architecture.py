"""The direction of imports holds, and each of its contracts bites: a planted violation is seen."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = Path(sys.executable).parent / "lint-imports"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

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


def lint(folder: Path) -> tuple[int, dict[str, str]]:
    """The exit code, and KEPT or BROKEN by the name of the contract."""
    environment = {"PATH": "/usr/bin:/bin", "COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        [LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False, env=environment
    )
    verdicts = {}
    for line in result.stdout.splitlines():
        for contract in CONTRACTS:
            for verdict in ("KEPT", "BROKEN"):
                if line.startswith(f"{contract['name']} {verdict}"):
                    verdicts[contract["name"]] = verdict
    return result.returncode, verdicts


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("apps", "backend", "launcher"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_tree_keeps_to_its_direction(copy):
    assert lint(copy) == (0, {contract["name"]: "KEPT" for contract in CONTRACTS})


@pytest.mark.parametrize(("path", "line", "contract"), VIOLATIONS)
def test_a_planted_violation_is_seen(copy, path, line, contract):
    file = copy / path
    kept = file.read_text()
    try:
        file.write_text(f"{kept}\n{line}\n")
        code, verdicts = lint(copy)
    finally:
        file.write_text(kept)

    assert code == 1
    assert verdicts[contract] == "BROKEN"


def test_every_contract_is_tried():
    assert {contract["name"] for contract in CONTRACTS} == {contract for _, _, contract in VIOLATIONS}
