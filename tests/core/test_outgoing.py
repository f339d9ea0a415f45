"""Where requests may go, and where they may not, by whatever way an address leads there."""

import io
import socket
import threading
import time
from ipaddress import ip_address

import pytest

from apps.core import outgoing
from apps.core.outgoing import InsideAddress, Limits, NotFetched, check_address, fetch, is_outside
from tests.scheduling.sources.conftest import publisher  # noqa: F401 - a fixture

LIMITS = Limits(size=100_000, seconds=5)
INSIDE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "2001:0:1::1", "2001:db8::1", "100::1",
    "fec0::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_inside_addresses_are_inside(address):
    assert not is_outside(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(InsideAddress):
        check_address(f"http://{host}/x")


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450::1"])
def test_public_addresses_are_outside(address):
    assert is_outside(ip_address(address))


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1", "0177.0.0.1"])
def test_other_spellings_of_this_machine_are_refused_when_they_are_looked_up(host):
    with pytest.raises(NotFetched):
        ask(f"http://{host}:9/")


@pytest.mark.parametrize(
    "address",
    ["", "x", "ftp://example.org", "file:///etc/passwd", "http://", "http:///x", "https://a:b@example.org",
     "https://exa mple.org", "https://example.org:99999", "https://example.org\r\nX: 1", "http://a\\@127.0.0.1/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address):
    with pytest.raises(NotFetched):
        check_address(address)


def ask(address, *, limits=LIMITS, headers=None, secret=None):
    into = io.BytesIO()
    fetched = fetch(address, into, limits=limits, headers=headers or {}, secret=secret or {})
    return fetched, into.getvalue()


def resolving(monkeypatch, names):
    """A name server of the test's own: each look-up of a name takes its next answer."""
    real = socket.getaddrinfo
    asked = []

    def look_up(host, port, *rest, **more):
        if host not in names:
            return real(host, port, *rest, **more)
        asked.append(host)
        return [place for address in names[host].pop(0) for place in real(address, port, *rest, **more)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_with_one_address_inside_is_refused(monkeypatch):
    resolving(monkeypatch, {"mixed.example": [["93.184.216.34", "10.0.0.5"]]})
    with pytest.raises(InsideAddress):
        ask("http://mixed.example/")


def test_a_name_is_looked_up_once_and_the_address_that_was_checked_is_asked(monkeypatch, publisher, settings):  # noqa: F811
    settings.OUTGOING_LOOPBACK = True
    publisher.content = b"hello"
    asked = resolving(monkeypatch, {"rebind.example": [["127.0.0.1"], ["10.0.0.5"]]})
    fetched, content = ask(f"http://rebind.example:{publisher.port}/a?b=c")
    assert (fetched.status, content, asked) == (200, b"hello", ["rebind.example"])
    assert (publisher.asked[0]["host"], publisher.asked[0]["path"]) == (f"rebind.example:{publisher.port}", "/a?b=c")


def test_without_the_switch_of_the_tests_this_machine_is_not_asked(publisher):  # noqa: F811
    with pytest.raises(InsideAddress):
        ask(publisher.address)
    assert not publisher.asked


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "http://[fd00::1]/"])
def test_redirects_do_not_lead_inside(publisher, settings, target):  # noqa: F811
    settings.OUTGOING_LOOPBACK = True
    publisher.status, publisher.headers = 302, {"Location": target}
    with pytest.raises(InsideAddress):
        ask(publisher.address)


def test_redirects_do_not_take_the_key_to_another_host(monkeypatch, publisher, settings):  # noqa: F811
    settings.OUTGOING_LOOPBACK = True
    resolving(monkeypatch, {"other.example": [["127.0.0.1"]]})

    def answer(request):
        first = request.path == "/schedule"
        request.send_response(302 if first else 200)
        if first:
            request.send_header("Location", f"http://other.example:{publisher.port}/there")
        request.send_header("Content-Length", "0")
        request.end_headers()

    publisher.answer = answer
    ask(publisher.address, headers={"Accept": "x"}, secret={"X-Key": "s3cret"})
    assert [request.get("x-key") for request in publisher.asked] == ["s3cret", None]
    assert [request.get("accept") for request in publisher.asked] == ["x", "x"]


def test_a_redirect_on_the_same_host_takes_the_key_along(publisher, settings):  # noqa: F811
    settings.OUTGOING_LOOPBACK = True

    def answer(request):
        first = request.path == "/schedule"
        request.send_response(301 if first else 200)
        if first:
            request.send_header("Location", "/there")
        request.send_header("Content-Length", "0")
        request.end_headers()

    publisher.answer = answer
    fetched, _ = ask(publisher.address, secret={"X-Key": "s3cret"})
    assert [request.get("x-key") for request in publisher.asked] == ["s3cret", "s3cret"]
    assert fetched.address.endswith("/there")


def test_an_answer_without_end_is_cut_at_its_size(publisher, settings):  # noqa: F811
    settings.OUTGOING_LOOPBACK = True
    publisher.content = bytes(200_000)
    with pytest.raises(NotFetched, match="larger than"):
        ask(publisher.address)


@pytest.mark.parametrize("part", ["head", "body"])
def test_who_drips_byte_by_byte_is_cut_off_when_the_time_is_over(publisher, settings, part):  # noqa: F811
    settings.OUTGOING_LOOPBACK = True
    over = threading.Event()

    def answer(request):
        if part == "body":
            request.send_response(200)
            request.end_headers()
        else:
            request.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not over.is_set():
            try:
                request.wfile.write(b"X")
                request.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    publisher.answer = answer
    try:
        with pytest.raises(NotFetched, match=r"took too long|broke off"):
            ask(publisher.address, limits=Limits(size=100_000, seconds=0.5))
    finally:
        over.set()


def test_an_answer_that_breaks_off_is_no_answer(publisher, settings):  # noqa: F811
    settings.OUTGOING_LOOPBACK = True

    def answer(request):
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"half")

    publisher.answer = answer
    with pytest.raises(NotFetched, match="broke off"):
        ask(publisher.address)


def test_a_certificate_that_nobody_vouches_for_is_refused_in_words(publisher, settings):  # noqa: F811
    settings.OUTGOING_LOOPBACK = True
    with pytest.raises(NotFetched):  # plain HTTP where TLS is asked for
        ask(publisher.address.replace("http:", "https:"))


def test_the_switch_of_the_tests_is_refused_elsewhere():
    from pydantic import ValidationError

    from backend.env import Env

    with pytest.raises(ValidationError, match="BMS_OUTGOING_LOOPBACK"):
        Env(environment="development", outgoing_loopback=True)
    assert Env(environment="test", outgoing_loopback=True).outgoing_loopback
    assert outgoing.REDIRECTS == 3
