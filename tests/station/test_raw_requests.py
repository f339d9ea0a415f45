"""What no well-behaved client sends, to the server itself: it is refused, and the next in line is answered."""

import socket
from urllib.parse import urlsplit

import pytest

from launcher.station import read_json
from tests.station.conftest import PATIENCE, RunningStation

pytestmark = pytest.mark.station
GET = "GET /api/health/ HTTP/1.1\r\nHost: {host}\r\n"
POST = "POST /api/auth/logout/ HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
RAW = {
    "a head of 100 KB": (GET + "X-Long: " + "x" * 100_000 + "\r\n\r\n", {431, 400}),
    "a thousand headers": (GET + "".join(f"X-{number}: 1\r\n" for number in range(1000)) + "\r\n", {431, 400}),
    "an address of 100 KB": ("GET /" + "x" * 100_000 + " HTTP/1.1\r\nHost: {host}\r\n\r\n", {414, 431, 400}),
    "two lengths": (POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}", {400}),
    "a length that is none": (POST + "Content-Length: -1\r\n\r\n", {400}),
    "a length and pieces": (POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400, 403}),
    "pieces of an unknown kind": (POST + "Transfer-Encoding: xchunked\r\n\r\n{{}}", {400, 501}),
    "a header with a line end": (GET + "X-A: b\rSet-Cookie: c=d\r\n\r\n", {400}),
    "a NUL in a header": (GET + "X-A: b\x00c\r\n\r\n", {400}),
    "no host": ("GET /api/csrf/ HTTP/1.1\r\n\r\n", {400}),
    "another protocol": ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", {400, 0}),
}


@pytest.mark.parametrize("what", RAW)
def test_the_server_refuses_it_and_goes_on(station: RunningStation, what: str) -> None:
    parts = urlsplit(read_json(station.announcement)["url"])
    request, statuses = RAW[what]

    assert status_of(parts.hostname, parts.port, request.format(host=parts.netloc)) in statuses
    assert status_of(parts.hostname, parts.port, GET.format(host=parts.netloc) + "Connection: close\r\n\r\n") == 200


def status_of(host: str | None, port: int | None, request: str) -> int:
    """0: the server hangs up without a word."""
    with socket.create_connection((host or "", port or 0), timeout=PATIENCE) as wire:
        try:
            wire.sendall(request.encode("latin-1"))
            line = wire.makefile("rb").readline()
        except ConnectionError:
            return 0
    return int(line.split()[1]) if line else 0
