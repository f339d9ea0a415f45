"""`GET /api/stream/`: server-sent events to signed-in people. Pure ASGI: a connection costs a few kilobytes.

Not routed through Django, whose request and middleware would live as long as the connection.
"""

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

import structlog
from django.db import DatabaseError, connection
from django.http import parse_cookie

from apps.core.actors import Actor
from apps.core.errors import MethodNotAllowed, NotAllowed, NotFound, NotSignedIn, Refusal, TooMany, Unavailable
from apps.core.http import encode
from apps.core.live.hub import Hub
from apps.core.watching import troubles

log = structlog.get_logger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PATH = "/api/stream/"
HEARTBEAT = 15.0  # seconds; keeps proxies from closing an idle connection
CHECKED_EVERY = 30.0  # seconds between looks whether the session still stands
SENT_WITHIN = 20.0  # seconds a connection may take to accept what it is sent
RECONNECT_AFTER = 2000  # milliseconds, told to the browser
PER_PERSON = 50  # open streams: many tabs, not a flood


class ActorOfSession(Protocol):
    """Who a session belongs to; None when it is nobody's any more."""

    def __call__(self, *, key: str) -> Actor | None: ...


class Caller(NamedTuple):
    """Who opened a connection, by which session, and what was sent along."""

    person_id: int
    key: str
    headers: dict[str, str]

    @property
    def last_seen(self) -> int | None:
        seen = self.headers.get("last-event-id", "")
        return int(seen) if seen.isdecimal() and len(seen) < 19 else None


class LiveStream:
    """The ASGI application."""

    def __init__(self, *, actor_of_session: ActorOfSession, cookie: str, redis_url: str) -> None:
        self._actor_of_session = actor_of_session
        self._cookie = cookie
        self._redis_url = redis_url
        self._hub: Hub | None = None
        self._open: Counter[int] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
            try:
                await self._answer(scope, headers, receive, send)
            except Refusal as refusal:
                await _refuse(send, refusal, _cross_origin(headers))
            except DatabaseError:
                await _refuse(send, Unavailable(), _cross_origin(headers))
            except Exception as error:
                troubles.report(error)
                raise

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._hub = Hub(redis_url=self._redis_url)
                self._hub.start()
                _before_the_server_stops(self._hub.hang_up)
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                if self._hub:
                    await self._hub.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, scope: Scope, headers: dict[str, str], receive: Receive, send: Send) -> None:
        if scope["path"] != PATH:
            raise NotFound("There is no such address in the live stream")
        if scope["method"] != "GET":
            raise MethodNotAllowed
        hub = self._hub
        if hub is None:
            raise Unavailable
        if "origin" in headers and not _cross_origin(headers):
            raise NotAllowed("The live stream is for pages of the station itself")
        key = parse_cookie(headers.get("cookie", "")).get(self._cookie, "")
        actor = await hub.in_thread(self._actor, key) if key.isalnum() else None
        if actor is None or actor.id is None:
            raise NotSignedIn
        if self._open[actor.id] >= PER_PERSON:
            raise TooMany("Too many live streams are open")
        self._open[actor.id] += 1
        try:
            await self._tell(hub, Caller(actor.id, key, headers), receive, send)
        finally:
            self._open[actor.id] -= 1
            if not self._open[actor.id]:
                del self._open[actor.id]

    async def _tell(self, hub: Hub, caller: Caller, receive: Receive, send: Send) -> None:
        listener, missed = await hub.join(caller.person_id, caller.last_seen)
        gone = asyncio.create_task(_until_gone(receive))
        gone.add_done_callback(lambda _: listener.close())
        try:
            await send(
                {"type": "http.response.start", "status": 200, "headers": _headers(_cross_origin(caller.headers))}
            )
            # An id without data is remembered by browsers: a cut before the first event misses nothing. It comes
            # after what was missed, so that a cut in the middle of that loses nothing either.
            first = b"".join(message.wire for message in missed)
            await _send(send, b"retry: %d\n\n" % RECONNECT_AFTER + first + b"id: %d\n\n" % listener.since)
            check_at = _next_check()
            while True:
                wire = await listener.take(within=HEARTBEAT)
                if listener.is_closed:
                    break
                # a heartbeat tells where the stream stands: a person who was told little is replayed little
                await _send(send, wire or b"id: %d\n\n" % hub.position)
                if time.monotonic() >= check_at:
                    check_at = _next_check()
                    if not await self._still_stands(hub, caller.key):
                        break
            with suppress(Exception):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            log.info("slow live stream cut")
        finally:
            hub.leave(listener)
            gone.cancel()

    def _actor(self, key: str) -> Actor | None:
        """Called in a thread; gives its database connection back."""
        try:
            return self._actor_of_session(key=key)
        finally:
            connection.close()

    async def _still_stands(self, hub: Hub, key: str) -> bool:
        try:
            return await hub.in_thread(self._actor, key) is not None
        except DatabaseError:
            return True  # asked again soon; a database that is away signs nobody out


def _before_the_server_stops(work: Callable[[], None]) -> None:
    """Do something as soon as the server is asked to stop, before it waits for open connections to end.

    The lifespan's own shutdown comes only after that wait, which open streams would make last for ever.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        # granian has put its handler here; asyncio has no public way to add a second one
        server: asyncio.Handle | None = getattr(loop, "_signal_handlers", {}).get(number)
        if server is not None:
            loop.add_signal_handler(number, _both, work, server)


def _both(work: Callable[[], None], server: asyncio.Handle) -> None:
    work()
    server._run()


def _next_check() -> float:
    # spread, so that a thousand streams opened at once do not all look at once
    return time.monotonic() + CHECKED_EVERY * random.uniform(0.7, 1.0)  # noqa: S311 - no secret


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, body: bytes) -> None:
    """Raises TimeoutError when the connection does not take it."""
    async with asyncio.timeout(SENT_WITHIN):  # `wait_for` would make a task each time
        await send({"type": "http.response.body", "body": body, "more_body": True})


def _cross_origin(headers: dict[str, str]) -> str:
    """The page's origin when it is the station's own: the same host, on whatever port.

    Cookies do not know ports either, so a page on another port of this host has the session anyway.
    """
    origin = headers.get("origin", "")
    try:
        is_own = urlsplit(origin).hostname == urlsplit(f"//{headers.get('host', '')}").hostname
    except ValueError:
        return ""
    return origin if is_own and origin.isascii() and origin.isprintable() else ""


def _headers(origin: str, content_type: str = "text/event-stream; charset=utf-8") -> list[tuple[bytes, bytes]]:
    headers = [
        (b"content-type", content_type.encode()),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),  # or nginx would keep events back
        (b"x-content-type-options", b"nosniff"),
        (b"vary", b"Origin"),
    ]
    if origin:
        headers.append((b"access-control-allow-origin", origin.encode()))
        headers.append((b"access-control-allow-credentials", b"true"))
    return headers


async def _refuse(send: Send, refusal: Refusal, origin: str) -> None:
    headers = _headers(origin, "application/json")
    if isinstance(refusal, MethodNotAllowed):
        headers.append((b"allow", b"GET"))
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": encode(refusal.body())})
