"""HTTP for hundreds of callers at once, from one thread: connections that stay open, and nothing more."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from launcher.station import read_json


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        """Fails when the answer is not JSON, as every client of the API would."""
        assert self.headers.get("content-type", "").startswith("application/json"), (self.status, self.content[:300])
        return json.loads(self.content)


@dataclass
class Caller:
    """One person's connection. Opened anew when the server has closed it."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        return await self.send("GET", path)

    async def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        return await self.send("POST", path, body, **headers)

    async def patch(self, path: str, body: Any = None, **headers: str) -> Answer:
        return await self.send("PATCH", path, body, **headers)

    async def send(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        reader, writer = await self._connected()
        try:
            writer.write(self._request(method, path, body, headers))
            answer = await _read(reader)
        except (ConnectionError, asyncio.IncompleteReadError):
            await self.close()
            raise
        if answer.headers.get("connection") == "close":
            await self.close()
        return answer

    async def open(self) -> None:
        await self._connected()

    async def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    def twin(self) -> "Caller":
        """Another connection of the same person."""
        return Caller(self.host, self.port, dict(self.cookies), self.token)

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None or self._streams[0].at_eof():
            self._streams = await asyncio.open_connection(self.host, self.port)
        return self._streams

    def _request(self, method: str, path: str, body: Any, headers: dict[str, str]) -> bytes:
        content = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", "Content-Type: application/json"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method != "GET":
            lines += [f"X-CSRFToken: {self.token}", f"Content-Length: {len(content)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = [line.partition(":") for line in head[1:] if line]
    headers: dict[str, str] = {}
    for name, _, value in pairs:
        key = name.lower()
        headers[key] = f"{headers[key]}\n{value.strip()}" if key in headers else value.strip()
    length = headers.get("content-length")
    content = await _chunks(reader) if length is None else await reader.readexactly(int(length))
    return Answer(int(head[0].split()[1]), headers, content)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)


async def signed_in(announcement: Any, role: str) -> Caller:
    """A caller of that role, by the sign-ins the running station tells."""
    person = read_json(announcement)["people"][role]
    return await signed_in_as(announcement, person["username"], person["password"])


async def signed_in_as(announcement: Any, username: str, password: str) -> Caller:
    """A caller whose password the test knows."""
    address = urlsplit(read_json(announcement)["url"])
    caller = Caller(str(address.hostname), int(address.port or 80))
    token = await caller.get("/api/csrf/")
    caller.token = token.json["csrfToken"]
    _keep(caller, token)
    answer = await caller.post("/api/auth/login/", {"username": username, "password": password})
    assert answer.status == 200, answer.content
    _keep(caller, answer)
    return caller


def _keep(caller: Caller, answer: Answer) -> None:
    for cookie in filter(None, answer.headers.get("set-cookie", "").split("\n")):
        name, _, value = cookie.partition(";")[0].partition("=")
        caller.cookies[name] = value
