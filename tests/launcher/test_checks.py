"""`./bms test`: never green without a test, plain at the end; and the checks that are the launcher's own."""

import json
import re
import shutil
from pathlib import Path

import pytest

from launcher import check, console, locks, steps
from launcher.check import Outcome
from launcher.errors import Refused
from launcher.project import ROOT
from launcher.steps import all_steps


def outcome(*, passed: bool) -> Outcome:
    return Outcome(all_steps()[0], passed=passed, seconds=1.0)


@pytest.mark.parametrize(
    ("outcomes", "code", "line"),
    [
        ([outcome(passed=True)] * 3, 0, "3 passed, 0 failed"),
        ([outcome(passed=True), outcome(passed=False)], 1, "1 passed, 1 failed"),
        ([], 1, "0 passed, 0 failed"),
    ],
)
def test_the_last_line_is_plain(outcomes, code, line, capsys) -> None:
    assert check.conclude(outcomes) == code
    assert capsys.readouterr().out.splitlines()[-1] == line


def test_tests_that_failed_are_named_at_the_end(tmp_path, capsys) -> None:
    log = tmp_path / "unit.log"
    log.write_text(
        "FAILED is a word of an answer\n"
        "FAILED tests/core/test_a.py::test_one[x] - AssertionError: no\n"
        "\x1b[31mERROR tests/core/test_b.py\x1b[0m\n" + "FAILED tests/core/test_c.py::test_many\n" * 20
    )
    failed = Outcome(all_steps()[0], passed=False, seconds=1.0, failures=check.failed_tests(log))

    assert check.conclude([failed]) == 1
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "format: FAILED tests/core/test_a.py::test_one[x] - AssertionError: no" in lines
    assert "format: ERROR tests/core/test_b.py" in lines
    assert "format: and 2 more" in lines
    assert check.failed_tests(tmp_path / "none.log") == []


def test_an_unknown_step_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match="there is no step 'nonsense'; there are: format, lint"):
        check.choose(["nonsense"], only_pytest=False)


def test_a_name_stands_for_all_that_begin_so() -> None:
    chosen = {step.name for step in check.choose(["console"], only_pytest=False)}

    assert {"console-lint", "console-build"} <= chosen
    assert all(name.startswith("console-") for name in chosen)


def test_words_for_pytest_alone_mean_the_unit_tests() -> None:
    assert [step.name for step in check.choose([], only_pytest=True)] == ["unit"]


def test_a_step_of_marked_tests_reads_only_their_files_unless_some_are_named() -> None:
    [step] = [step for step in all_steps() if step.marker == "station"]
    files = steps.marked_files("station")

    assert ROOT / "tests/station/test_chaos.py" in files
    assert ROOT / "tests/core/test_outbox.py" not in files
    assert check._words_for(step, ["-x"]) == ["-x", *files]
    assert check._words_for(step, ["tests/station/test_chaos.py::test_x"]) == ["tests/station/test_chaos.py::test_x"]


@pytest.mark.parametrize(
    ("user", "found", "told"),
    [
        (1000, "/usr/bin/podman", r"^--containers makes its own images .* needs Linux and root$"),
        (0, None, r"^--containers needs podman, buildah, .*: apt-get install podman buildah .*$"),
    ],
)
def test_containers_are_refused_in_one_sentence_where_they_cannot_run(user, found, told, monkeypatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.setattr(shutil, "which", lambda *_, **__: found)

    with pytest.raises(Refused, match=told):
        check.check_containers([])


def test_step_names_differ() -> None:
    names = [step.name for step in all_steps()]

    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z-]+", name) for name in names)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The lock files of this project, to be spoiled."""
    for folder, pattern in (("requirements", "*.txt"), ("frontend", "package-lock.json"), ("launcher/chromium", "*")):
        (tmp_path / folder).mkdir(parents=True)
        for path in (ROOT / folder).glob(pattern):
            shutil.copy(path, tmp_path / folder)
    return tmp_path


def test_our_lock_files_name_no_host(tree: Path) -> None:
    assert list(locks.complaints(tree)) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example.org/simple",
        "#    uv pip compile --extra-index-url=x requirements/run.in",
        "thing @ https://example.org/thing.whl",
        "#    uv pip compile /home/someone/run.in",
    ],
)
def test_a_host_or_a_folder_in_the_packages_is_found(tree: Path, line: str) -> None:
    path = tree / "requirements" / "run.txt"
    path.write_text(f"{line}\n")

    assert list(locks.complaints(tree)) == [f"requirements/run.txt:1: {line}"]


def test_an_address_in_the_console_s_packages_is_found(tree: Path) -> None:
    path = tree / "frontend" / "package-lock.json"
    lock = json.loads(path.read_text())
    lock["packages"]["node_modules/react"]["resolved"] = "https://packages.example.org/react.tgz"
    path.write_text(json.dumps(lock))

    assert list(locks.complaints(tree)) == [
        "frontend/package-lock.json: node_modules/react: https://packages.example.org/react.tgz"
    ]


def test_what_names_addresses_in_the_console_s_packages_is_found_and_stripped(tree: Path) -> None:
    path = tree / "frontend" / "package-lock.json"
    lock = json.loads(path.read_text())
    lock["packages"]["node_modules/react"]["funding"] = [{"url": "https://money.example.org"}]
    path.write_text(json.dumps(lock))

    assert list(locks.complaints(tree)) == ["frontend/package-lock.json: node_modules/react: https://money.example.org"]
    locks.strip(tree)
    assert path.read_text() == (ROOT / "frontend" / "package-lock.json").read_text()


def test_the_console_is_built_again_when_a_source_changed(tmp_path: Path, monkeypatch) -> None:
    source = tmp_path / "src" / "main.ts"
    source.parent.mkdir()
    source.write_text("1")
    (tmp_path / "dist").mkdir()
    monkeypatch.setattr(console, "FRONTEND", tmp_path)
    before = console.sources_fingerprint()

    (tmp_path / "dist" / "index.html").touch()
    assert console.sources_fingerprint() == before

    source.write_text("2")
    assert console.sources_fingerprint() != before
