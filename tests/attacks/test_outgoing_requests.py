"""Addresses that somebody has set up so that the station asks its own network.

The network of these tests is made up: names resolve as a test says, public addresses lead to a server of the test, and
a connection to any other address fails the test.
"""

import io
import socket
from collections.abc import Callable
from typing import Any

import pytest

from apps.core.outgoing import InsideAddress, Limits, NotFetched, fetch
from apps.scheduling.sources.models import Source
from tests.scheduling.sources.conftest import Publisher, work

PUBLIC = "93.184.216.34"
INSIDE = [
    "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "169.254.169.254", "0.0.0.0", "[::]", "10.0.0.1",
    "192.168.1.1", "172.16.0.1", "[fd00:ec2::254]", "[fe80::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "100.64.0.1",
    "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "localhost", "localhost.", "①②⑦.⓪.⓪.①", "127。0。0。1",
]  # fmt: skip


@pytest.fixture
def network(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """`network(name=[first answer, second answer])`; gives what is resolved, in turn."""
    look_up, connect = socket.getaddrinfo, socket.create_connection
    names: dict[str, list[str]] = {}
    resolved: list[str] = []

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host in names:
            resolved.append(host)
            return look_up(names[host].pop(0), port, *rest, **more)
        return look_up(host, port, *rest, **more)

    def reach(address: tuple[str, int], *rest: Any, **more: Any) -> socket.socket:
        assert address[0] == PUBLIC, f"{address[0]} was asked"
        return connect(("127.0.0.1", publisher.port), *rest, **more)

    def made_up(**answers: list[str]) -> list[str]:
        names.update({name.replace("_", "."): given for name, given in answers.items()})
        return resolved

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", reach)
    return made_up


def ask(address: str) -> bytes:
    into = io.BytesIO()
    fetch(address, into, limits=Limits(size=10_000, seconds=5), headers={}, secret={})
    return into.getvalue()


def leading_to(target: str, *, content: bytes = b"") -> Callable[[Any], None]:
    """The first request is sent on to another address, the next is answered."""

    def answer(request: Any) -> None:
        is_first = request.path == "/first"
        request.send_response(307 if is_first else 200)
        if is_first:
            request.send_header("Location", target)
        request.send_header("Content-Length", str(len(content) if not is_first else 0))
        request.end_headers()
        if not is_first:
            request.wfile.write(content)

    return answer


@pytest.mark.parametrize("host", INSIDE)
def test_no_spelling_of_an_inside_address_is_asked(network: Any, host: str) -> None:
    network()
    with pytest.raises(NotFetched):
        ask(f"http://{host}/")


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", INSIDE)
def test_no_redirect_leads_inside(network: Any, publisher: Publisher, host: str, scheme: str) -> None:
    network(public_example=[PUBLIC])
    publisher.answer = leading_to(f"{scheme}://{host}/secret")
    with pytest.raises(NotFetched):
        ask("http://public.example/first")
    assert len(publisher.asked) == 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://x/", "ftp://x/", "//127.0.0.1/", "http:127.0.0.1/"])
def test_nor_elsewhere_by_another_way_of_speaking(network: Any, publisher: Publisher, target: str) -> None:
    network(public_example=[PUBLIC, PUBLIC])
    publisher.answer = leading_to(target, content=b"of the public host")
    try:
        assert ask("http://public.example/first") == b"of the public host"  # a path of the same host, however odd
    except NotFetched:
        assert len(publisher.asked) == 1


def test_a_name_that_resolves_inside_at_the_second_look_is_asked_where_it_was_at_the_first(
    network: Any,
    publisher: Publisher,
) -> None:
    resolved = network(rebind_example=[PUBLIC, "127.0.0.1"])
    publisher.content = b"hello"
    assert ask("http://rebind.example/") == b"hello"
    assert resolved == ["rebind.example"]


@pytest.mark.parametrize("inside", ["127.0.0.1", "::1", "169.254.169.254", "0.0.0.0"])
def test_a_name_that_changes_between_a_request_and_its_redirect_is_looked_at_again(
    network: Any,
    publisher: Publisher,
    inside: str,
) -> None:
    network(rebind_example=[PUBLIC, inside])
    publisher.answer = leading_to("http://rebind.example/secret")
    with pytest.raises(InsideAddress):
        ask("http://rebind.example/first")
    assert len(publisher.asked) == 1


def test_what_is_reached_is_told_the_name_that_was_asked_for(network: Any, publisher: Publisher) -> None:
    network(public_example=[PUBLIC])
    ask("http://public.example:8080/x")
    assert publisher.asked[0]["host"] == "public.example:8080"


@pytest.mark.django_db
@pytest.mark.parametrize("address", [f"http://{host}/x" for host in INSIDE])
def test_a_schedule_source_inside_is_refused_or_reads_nothing(
    network: Any, administrator: Any, settings: Any, tmp_path: Any, address: str
) -> None:
    settings.DATA_DIR = tmp_path
    network()
    made = administrator.post("/api/schedule-sources/", {"name": "x", "address": address, "time_zone": "UTC"})
    if made.status_code == 422:
        assert not Source.objects.exists()
        return
    administrator.post(f"/api/schedule-sources/{made.json()['id']}/test/")
    work()
    [line] = administrator.get(f"/api/schedule-sources/{made.json()['id']}/syncs/").json()["results"]
    assert line["status"] == "failed"
