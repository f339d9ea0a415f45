"""What BMS is made of: the lock files, the list that goes with a release, and what is known against it."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from launcher import audit, cli
from launcher.audit import NotReached, advisories
from launcher.locked import Package, locked_packages
from launcher.sbom import bill_of_materials

DJANGO = Package("PyPI", "django", "5.2.1")
REACT = Package("npm", "react", "19.3.1", is_shipped=False)


@dataclass
class Advisor:
    """A database of advisories that answers what a test sets."""

    address: str = ""
    answer: Any = None  # None: it never answers
    asked: list[Any] = field(default_factory=list)


@pytest.fixture
def advisor() -> Iterator[Advisor]:
    told, over = Advisor(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if told.answer is None:
                over.wait()
                return
            body = json.dumps(told.answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield told
    over.set()
    server.shutdown()
    server.server_close()


def test_an_advisory_is_named_with_its_package(advisor: Advisor) -> None:
    advisor.answer = {"results": [{"vulns": [{"id": "GHSA-1"}, {"id": "PYSEC-2"}]}, {"vulns": [{"id": "GHSA-3"}]}]}

    assert advisories([DJANGO, REACT], database=advisor.address) == [
        "django 5.2.1 (PyPI): GHSA-1, PYSEC-2",
        "react 19.3.1 (npm, of tests and builds): GHSA-3",
    ]
    assert advisor.asked[0]["queries"][0] == {"package": {"ecosystem": "PyPI", "name": "django"}, "version": "5.2.1"}


def test_what_was_accepted_with_a_reason_is_not_told_again(advisor: Advisor, monkeypatch) -> None:
    monkeypatch.setitem(audit.ACCEPTED, "GHSA-1", "The part it is about is not used")
    advisor.answer = {"results": [{"vulns": [{"id": "GHSA-1"}]}]}

    assert advisories([DJANGO], database=advisor.address) == []


@pytest.mark.parametrize("answer", [None, {"results": []}, {"message": "no"}, ["x"], {"results": [{"vulns": [{}]}]}])
def test_a_database_that_does_not_answer_is_not_reached(advisor: Advisor, answer: Any) -> None:
    advisor.answer = answer

    with pytest.raises(NotReached):
        advisories([DJANGO], database=advisor.address, seconds=0.3)


@pytest.mark.parametrize(
    ("database", "code", "line"),
    [
        ("", 0, "advisories not reached, so nothing is known about"),
        ({"results": [{}, {}]}, 0, "no advisory about any of 2 packages"),
        ({"results": [{}, {"vulns": [{"id": "GHSA-3"}]}]}, 1, "react 19.3.1 (npm, of tests and builds): GHSA-3"),
    ],
)
def test_the_check_fails_only_on_an_advisory_and_says_what_it_knows(
    advisor: Advisor, database, code, line, monkeypatch, capsys
) -> None:
    advisor.answer = database
    address = advisor.address if database else "http://127.0.0.1:9/"
    monkeypatch.setattr(audit, "locked_packages", lambda: [DJANGO, REACT])
    monkeypatch.setattr(advisories, "__kwdefaults__", {"database": address, "seconds": 5.0})

    assert audit.main() == code
    [told] = capsys.readouterr().out.splitlines()
    assert told.startswith(line)


def test_the_list_of_a_release_has_every_locked_package_once_and_is_the_same_each_time(capsys) -> None:
    assert cli.main(["sbom"]) == 0
    bill = json.loads(capsys.readouterr().out)

    assert bill == bill_of_materials()
    purls = [each["purl"] for each in bill["components"]]
    assert len(purls) == len(set(purls)) == len(locked_packages())
    shipped = {each["name"] for each in bill["components"] if each["scope"] == "required"}
    assert {"django", "django-ninja", "granian", "react", "@mantine/core"} <= shipped
    assert not {"pytest", "vitest", "oxlint"} & shipped
    assert len(bill["dependencies"][0]["dependsOn"]) == sum(each["scope"] == "required" for each in bill["components"])


@pytest.mark.parametrize(
    ("package", "purl"),
    [
        (Package("npm", "@mantine/core", "9.6.2"), "pkg:npm/%40mantine/core@9.6.2"),
        (Package("PyPI", "Jinja_2.x", "1.0+local"), "pkg:pypi/jinja-2-x@1.0%2Blocal"),
    ],
)
def test_a_package_is_addressed_as_its_ecosystem_does(package: Package, purl: str) -> None:
    assert package.purl == purl
