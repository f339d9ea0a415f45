"""A client as light as Python allows, for many of them share the machine with what they measure."""

import http.client
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass
class Client:
    """One keep-alive connection with its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def request(self, method: str, path: str, body: Any = None) -> tuple[int, bytes, float]:
        """Status, body, and seconds from sending to having read it all."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method != "GET":
            headers |= {"Content-Type": "application/json", "X-CSRFToken": self.token}
        content = None if body is None else orjson.dumps(body)
        began = time.perf_counter()
        self._connection.request(method, path, body=content, headers=headers)
        response = self._connection.getresponse()
        answer = response.read()
        seconds = time.perf_counter() - began
        for header in response.msg.get_all("Set-Cookie", ()):
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, answer, seconds

    def get(self, path: str) -> tuple[bytes, float]:
        try:
            status, body, seconds = self.request("GET", path)
        except http.client.RemoteDisconnected:  # the server hangs up on those who were silent for half a minute
            status, body, seconds = self.request("GET", path)
        if status != 200:
            raise RuntimeError(f"GET {path} answered {status}: {body[:300]!r}")
        return body, seconds

    def sign_in(self, username: str, password: str) -> None:
        self.token = orjson.loads(self.get("/api/csrf/")[0])["csrfToken"]
        status, body, _ = self.request("POST", "/api/auth/login/", {"username": username, "password": password})
        if status != 200:
            raise RuntimeError(f"cannot sign in: {status} {body[:300]!r}")

    def twin(self, port: int | None = None) -> "Client":
        """Another connection of the same person."""
        return Client(port or self.port, dict(self.cookies), self.token)


def percentile(seconds: Sequence[float], share: int) -> float:
    """In milliseconds."""
    return statistics.quantiles(seconds, n=100, method="inclusive")[share - 1] * 1000
