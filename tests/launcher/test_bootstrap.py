"""`bms` itself: when it makes the environment anew, and what it says when it cannot."""

import importlib.machinery
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.launcher.conftest import BMS


@pytest.fixture
def bootstrap(tmp_path: Path) -> ModuleType:
    """`bms` as it is in another checkout, whose packages are few."""
    checkout = tmp_path / "a check out"
    (checkout / "requirements").mkdir(parents=True)
    for group in ("run", "station", "console", "test"):
        (checkout / "requirements" / f"{group}.txt").write_text(f"# {group}\n")
    shutil.copy(BMS, checkout)
    loader = importlib.machinery.SourceFileLoader("bms_of_a_checkout", str(checkout / "bms"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def made(bootstrap: ModuleType) -> ModuleType:
    bootstrap.PYTHON.parent.mkdir(parents=True)
    bootstrap.PYTHON.symlink_to(sys.executable)
    wanted = bootstrap.fingerprint(bootstrap.requirements(bootstrap.STATION))
    bootstrap.STAMP.write_text(
        json.dumps({"place": str(bootstrap.VENV), "groups": bootstrap.STATION, "fingerprint": wanted})
    )
    return bootstrap


def test_an_environment_that_is_whole_is_left_alone(made: ModuleType) -> None:
    assert made.is_current(made.STATION)


def test_the_tests_want_more_packages(made: ModuleType) -> None:
    assert not made.is_current(made.EVERYTHING)


def test_a_changed_list_of_packages_is_noticed(made: ModuleType) -> None:
    (made.ROOT / "requirements" / "run.txt").write_text("another\n")

    assert not made.is_current(made.STATION)


def test_an_unfinished_environment_is_not_taken_for_a_whole_one(made: ModuleType) -> None:
    made.STAMP.unlink()

    assert made.read_stamp() == {}


def test_a_moved_checkout_is_noticed(made: ModuleType) -> None:
    made.VENV = made.VENV.rename(made.ROOT / "elsewhere")
    made.STAMP, made.PYTHON = made.VENV / made.STAMP.name, made.VENV / "bin" / "python"

    assert made.read_stamp() == {}


def test_an_environment_whose_python_is_gone_is_noticed(made: ModuleType) -> None:
    made.PYTHON.unlink()
    made.PYTHON.symlink_to("/nowhere/python3")

    assert made.read_stamp() == {}


def test_a_missing_venv_module_names_the_package(bootstrap: ModuleType, monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    with pytest.raises(SystemExit) as stopped:
        bootstrap.require_venv()

    assert stopped.value.code == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt-get install python3-venv" in said


def test_an_old_python_is_told_in_one_line(bootstrap: ModuleType, monkeypatch, capsys) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (3, 99))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)

    with pytest.raises(SystemExit):
        bootstrap.use_new_python()

    found = ".".join(map(str, sys.version_info[:2]))
    assert capsys.readouterr().err == f"bms: Python 3.99 or later is needed, this is {found}\n"


def test_an_old_python_can_read_it() -> None:
    """The features of the language up to 3.6, so that an older one than we need can say so."""
    import ast

    ast.parse(BMS.read_text(), feature_version=(3, 6))


def test_it_makes_the_environment_once(bootstrap: ModuleType, clean_env) -> None:
    """Really: with uv or through a venv, whatever this machine has; the second time nothing is made."""
    package = bootstrap.ROOT / "launcher"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text("import sys; print(sys.prefix, sys.argv[1:])")
    listed = BMS.parent / "requirements" / "uv.txt"
    shutil.copy(listed, bootstrap.ROOT / "requirements")

    first, second = (
        subprocess.run(
            [sys.executable, str(bootstrap.ROOT / "bms"), "hello"],
            env=clean_env, cwd="/", capture_output=True, text=True, timeout=200, check=False,
        )
        for _ in range(2)
    )  # fmt: skip

    assert first.stdout == second.stdout == f"{bootstrap.VENV} ['hello']\n", first.stderr
    assert "the Python environment is ready" in first.stderr
    assert second.stderr == ""
