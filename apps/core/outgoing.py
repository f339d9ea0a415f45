"""Reading addresses that people have typed, without letting them reach into the network the station stands in.

Every address that a name resolves to must lie outside, and the connection is made to the very address that was looked
at: a name that resolves otherwise a moment later (DNS rebinding) changes nothing. Redirects are followed by hand, each
under the same rules. Nothing here is remembered from one request to the next, cookies and proxies included.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import IO
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

CONNECT_WITHIN = 10.0  # seconds
SILENT_FOR = 30.0  # seconds
REDIRECTS = 3
_CHUNK = 64 * 1024  # bytes
_MOVED = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
# Global unicast, less what leads to other networks by a detour (6to4, Teredo) or is for documents.
_OUTSIDE_6 = ip_network("2000::/3")
_DETOURS_6 = [ip_network(part) for part in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
_DETOURS_4 = [ip_network(part) for part in ("192.88.99.0/24", "192.0.0.0/24", "100.64.0.0/10", "198.18.0.0/15")]


class NotFetched(Exception):
    """Why nothing came, in one sentence that a person who set the address up can act upon."""


class InsideAddress(NotFetched):
    """The address lies within the station's own network, or nowhere that a request may go."""


@dataclass(frozen=True, slots=True)
class Limits:
    size: int  # bytes of the answer
    seconds: float  # from the first look-up to the last byte


@dataclass(frozen=True, slots=True)
class Fetched:
    status: int  # 200, or 304 when nothing has changed
    address: str  # where it was found in the end
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    size: int = 0


@dataclass
class _Deadline:
    """When the request must be over. Whoever drips bytes one by one is cut off all the same."""

    seconds: float
    began: float = field(default_factory=time.monotonic)
    passed: bool = False

    @property
    def left(self) -> float:
        return max(0.0, self.seconds - (time.monotonic() - self.began))

    @contextmanager
    def cutting(self, wires: list[socket.socket]) -> Iterator[None]:
        """Cut the last of these when the time is over, whatever somebody else is waiting for on it."""

        def cut() -> None:
            self.passed = True
            with suppress(OSError):  # it is closed already
                wires[-1].shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.left, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def check_address(address: str) -> SplitResult:
    """The parts of an address that may be asked at all. Raises NotFetched; resolves nothing."""
    if any(character.isspace() or not character.isprintable() for character in address) or "\\" in address:
        raise NotFetched("The address has characters that no address has")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotFetched("The address cannot be read") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise NotFetched("The address must begin with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("The address must not hold a user name or a password")
    if port == 0:
        raise NotFetched("The address names no port that can be reached")
    try:
        inside = not is_outside(ip_address(parts.hostname))
    except ValueError:
        return parts  # a name, which is looked up when it is asked
    if inside:
        raise InsideAddress(_INSIDE.format(host=parts.hostname))
    return parts


def fetch(
    address: str, into: IO[bytes], *, limits: Limits, headers: Mapping[str, str], secret: Mapping[str, str]
) -> Fetched:
    """Read what stands at an address into a file.

    Args:
        headers: sent with every request.
        secret: headers for the address itself, dropped as soon as a redirect leads to another host or port.
    Raises NotFetched, InsideAddress.
    """
    deadline = _Deadline(limits.seconds)
    parts = check_address(address)
    origin = _origin(parts)
    for _ in range(REDIRECTS + 1):
        parts = check_address(address)
        sent = {**headers, **(secret if _origin(parts) == origin else {})}
        with _asked(parts, sent, deadline) as answer:
            if answer.status in _MOVED and (target := answer.getheader("Location")):
                moved = urljoin(address, target)
                if parts.scheme == "https" and urlsplit(moved).scheme != "https":
                    raise NotFetched("The address leads on to one that is not encrypted")
                address = moved
                continue
            return _read(answer, address, into, limits, deadline)
    raise NotFetched(f"The address leads on to others more than {REDIRECTS} times")


def is_outside(address: IPv4Address | IPv6Address) -> bool:
    """Whether a request may go there: a public address, of one machine, that is what it looks like."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_outside(address.ipv4_mapped)
        if address.is_loopback and settings.OUTGOING_LOOPBACK:
            return True
        return address in _OUTSIDE_6 and address.is_global and not any(address in part for part in _DETOURS_6)
    if address.is_loopback and settings.OUTGOING_LOOPBACK:
        return True
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in part for part in _DETOURS_4)
    )


_INSIDE = "{host} lies inside the network of the station, or nowhere that can be asked"


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]


def _addresses(host: str, port: int) -> list[str]:
    """Every address of the host, all of them outside. Raises NotFetched, InsideAddress."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotFetched(f"There is no host called {host}") from None
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
    for address in addresses:
        # a scope (fe80::1%eth0) is of this machine's own network, whatever stands before it
        if "%" in address or not is_outside(ip_address(address)):
            raise InsideAddress(_INSIDE.format(host=host))
    return addresses


def _connected(host: str, port: int, deadline: _Deadline) -> socket.socket:
    for address in _addresses(host, port):
        if not deadline.left:
            break
        try:
            return socket.create_connection((address, port), timeout=min(CONNECT_WITHIN, deadline.left))
        except OSError:
            continue  # the next one may answer
    raise NotFetched(f"{host} does not answer")


@contextmanager
def _asked(parts: SplitResult, headers: Mapping[str, str], deadline: _Deadline) -> Iterator[http.client.HTTPResponse]:
    """The answer of one request, headers read. Whatever goes wrong meanwhile is told as NotFetched."""
    scheme, host, port = _origin(parts)
    wires = [_connected(host, port, deadline)]
    connection = http.client.HTTPConnection(host, port, timeout=CONNECT_WITHIN)
    try:
        with deadline.cutting(wires):
            wires[0].settimeout(SILENT_FOR)
            if scheme == "https":
                secure = ssl.create_default_context().wrap_socket(
                    wires[0], server_hostname=host, do_handshake_on_connect=False
                )
                wires.append(secure)
                secure.do_handshake()
            connection.sock = wires[-1]
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            name = f"[{host}]" if ":" in host else host
            shown = name if port == _PORTS[scheme] else f"{name}:{port}"
            connection.request("GET", path, headers={"Host": shown, "Accept-Encoding": "identity", **headers})
            yield connection.getresponse()
    except ssl.SSLCertVerificationError as error:
        raise NotFetched(f"The certificate of {host} is not valid: {error.verify_message}") from None
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        if deadline.passed or isinstance(error, TimeoutError):
            raise NotFetched(f"{host} took too long to answer") from None
        raise NotFetched(f"{host} gave no answer that can be read") from None
    finally:
        connection.close()
        wires[-1].close()


def _read(
    answer: http.client.HTTPResponse, address: str, into: IO[bytes], limits: Limits, deadline: _Deadline
) -> Fetched:
    if answer.status == 304:
        return Fetched(status=304, address=address)
    if answer.status in (401, 403):
        raise NotFetched(f"The source refuses the key, or wants one (status {answer.status})")
    if answer.status != 200:
        raise NotFetched(f"The source answers with status {answer.status}")
    if (answer.getheader("Content-Encoding") or "identity").strip().lower() not in {"", "identity"}:
        raise NotFetched("The source answers compressed, although it was asked not to")
    size = 0
    while chunk := answer.read(_CHUNK):
        size += len(chunk)
        if size > limits.size:
            raise NotFetched(f"The answer is larger than {limits.size // 1_000_000} MB")
        into.write(chunk)
    if deadline.passed or (answer.length or 0) > 0:
        raise NotFetched("The answer broke off before its end")
    return Fetched(
        status=200,
        address=address,
        content_type=answer.getheader("Content-Type") or "",
        etag=answer.getheader("ETag") or "",
        last_modified=answer.getheader("Last-Modified") or "",
        size=size,
    )
