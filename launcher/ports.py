"""Finding TCP ports that nobody listens on."""

import random
import socket
from collections.abc import Container

# Below the range from which systems take the ports of outgoing connections (32768 up on Linux).
SERVICE_PORTS = range(20_000, 32_000)


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on `host`:`port` now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # lingering closed connections do not count
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def is_answered(port: int, host: str = "127.0.0.1") -> bool:
    """Whether some server accepts connections there."""
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        return False
    return True


def any_free(host: str = "127.0.0.1", taken: Container[int] = ()) -> int:
    """A free port chosen at random, so that two stations seldom want the same one."""
    for port in random.sample(SERVICE_PORTS, 500):
        if port not in taken and is_free(port, host):
            return port
    raise OSError(f"no free port found on {host}")


def next_free(after: int, host: str = "127.0.0.1", taken: Container[int] = ()) -> int:
    """The first free port above `after`, near enough to be remembered, else any."""
    for port in range(after + 1, min(after + 100, 65_536)):
        if port not in taken and is_free(port, host):
            return port
    return any_free(host, taken)
