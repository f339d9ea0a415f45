"""One reader of the outbox per process, and the connections it tells."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

import structlog
from django.db import DatabaseError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from apps.core.live import feed
from apps.core.live.channel import CHANNEL
from apps.core.live.feed import Message
from apps.core.watching import alive
from apps.core.watching.alive import Kind

log = structlog.get_logger(__name__)
T = TypeVar("T")

READ_AT_ONCE = 500
KEPT = 2000  # messages a reconnecting console is told from memory, or from the table, before it starts afresh
PENDING = 1000  # messages a slow connection may fall behind before it is cut; it comes back and is told again
POLL_WOKEN = 10.0  # seconds between looks while Valkey wakes us
POLL_ALONE = 2.0  # and while it is away
TOLD_EVERY = 15.0  # seconds between two signs of life
THREADS = 4  # for the database; each look holds a connection only while it lasts


class Listener:
    """One open connection's share: what it has not been sent yet."""

    __slots__ = ("_news", "_pending", "is_closed", "person_id", "since")

    def __init__(self, person_id: int, *, since: int) -> None:
        self.person_id = person_id
        self.since = since  # it is told what comes after this position
        self._pending: deque[Message] = deque()
        self._news = asyncio.Event()
        self.is_closed = False

    def tell(self, message: Message) -> None:
        if len(self._pending) >= PENDING:
            self.close()
        if not self.is_closed:
            self._pending.append(message)
            self._news.set()

    def close(self) -> None:
        self.is_closed = True
        self._pending.clear()
        self._news.set()

    async def take(self, *, within: float) -> bytes:
        """Everything new in one piece; empty when nothing came in time or the listener is closed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):  # `wait_for` would make a task each time
                await self._news.wait()
        wire = b"".join(message.wire for message in self._pending)
        self._pending.clear()
        if not self.is_closed:
            self._news.clear()
        return wire


class Hub:
    """Reads what is new and tells every listener. Comes back by itself when a service was away."""

    def __init__(self, *, redis_url: str) -> None:
        self.position = 0
        self._listeners: defaultdict[int, set[Listener]] = defaultdict(set)  # by person
        self._recent: deque[Message] = deque(maxlen=KEPT)
        self._redis_url = redis_url
        self._wake = asyncio.Event()
        self._is_woken_by_others = False
        self._is_hanging_up = False
        self._is_started = asyncio.Event()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live")
        self._tasks: list[asyncio.Task[None]] = []

    async def in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """Run what talks to the database, off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    def start(self) -> None:
        work = (self._read(), self._listen_for_wake_ups(), self._tell_that_it_lives())
        self._tasks = [asyncio.create_task(each) for each in work]

    async def stop(self) -> None:
        """Close every connection and end the reading."""
        self.hang_up()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def hang_up(self) -> None:
        """Close every connection, and those that come from now on at once: the server is about to stop."""
        self._is_hanging_up = True
        for listener in self._everyone():
            listener.close()

    async def join(self, person_id: int, last_seen: int | None) -> tuple[Listener, list[Message]]:
        """A new listener and what it missed, of what this person is told. Raises DatabaseError."""
        await self._is_started.wait()
        now_at = self.position
        listener = Listener(person_id, since=now_at)
        # from here on nothing is missed: what comes meanwhile waits in the listener
        self._listeners[person_id].add(listener)
        if self._is_hanging_up:
            listener.close()
        try:
            if last_seen is None or last_seen == now_at:
                return listener, []
            if self._recent and self._recent[0].position <= last_seen < now_at:
                recent = [message for message in self._recent if message.position > last_seen]
                return listener, [message for message in recent if message.is_for(person_id)]
            missed = await self.in_thread(lambda: feed.replay(last_seen, up_to=now_at, limit=KEPT, person_id=person_id))
        except BaseException:
            self.leave(listener)
            raise
        if missed is None:
            missed = [feed.message(position=now_at, type="reset", subject="")]
        return listener, missed

    def leave(self, listener: Listener) -> None:
        theirs = self._listeners.get(listener.person_id, set())
        theirs.discard(listener)
        if not theirs:
            self._listeners.pop(listener.person_id, None)

    def _everyone(self) -> Iterable[Listener]:
        return (listener for theirs in self._listeners.values() for listener in theirs)

    def _tell(self, message: Message) -> None:
        """What is for one person wakes that person's connections and no others."""
        told = self._everyone() if message.audience is None else self._listeners.get(message.audience, ())
        for listener in told:
            listener.tell(message)

    async def _tell_that_it_lives(self) -> None:
        while True:
            connections = sum(map(len, self._listeners.values()))
            await self.in_thread(lambda count=connections: alive.tell(Kind.STREAM, connections=count))
            await asyncio.sleep(TOLD_EVERY)

    async def _read(self) -> None:
        while True:
            try:
                if not self._is_started.is_set():
                    self.position = await self.in_thread(feed.last_position)
                    self._is_started.set()
                messages = await self.in_thread(feed.messages_after, self.position, READ_AT_ONCE)
            except DatabaseError as error:
                log.warning("live stream cannot read", error=str(error).strip())
                await asyncio.sleep(1)
                continue
            for message in messages:
                self._recent.append(message)
                self.position = message.position
                self._tell(message)
            if len(messages) < READ_AT_ONCE:
                await self._until_woken()

    async def _until_woken(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), POLL_WOKEN if self._is_woken_by_others else POLL_ALONE)
        self._wake.clear()

    async def _listen_for_wake_ups(self) -> None:
        while True:
            try:
                await self._be_woken()
            except (RedisError, OSError) as error:
                log.warning("live stream is not woken, it looks by itself", error=str(error))
            self._is_woken_by_others = False
            await asyncio.sleep(1)

    async def _be_woken(self) -> None:
        async with (
            Redis.from_url(
                self._redis_url, socket_connect_timeout=2, socket_keepalive=True, health_check_interval=10
            ) as client,
            client.pubsub(ignore_subscribe_messages=True) as pubsub,
        ):
            await pubsub.subscribe(CHANNEL)
            self._is_woken_by_others = True
            self._wake.set()  # what came while we were not listening
            while True:
                if await pubsub.get_message(timeout=5):
                    self._wake.set()
