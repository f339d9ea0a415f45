"""How many requests one person, or one address that nobody has signed in from, may send in what time.

A bucket of tokens each: a burst goes through at once, what goes on faster than the bucket fills is told to wait. The
buckets are kept in Valkey, so that every process counts together, and those of a request are asked in one round trip.
While Valkey is away nobody is refused.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from math import ceil

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from apps.core.errors import Refusal
from apps.core.http import refused
from apps.core.middleware import client_network

log = structlog.get_logger(__name__)

BURST = 20_000  # milliseconds' worth of requests that a bucket holds: a third of a minute's
ANSWERS_WITHIN = 0.5  # seconds that a request waits for Valkey
LEFT_ALONE = 5.0  # seconds without asking a Valkey that did not answer
_PREFIX = "bms:rates:"

# Generic cell rate algorithm: a bucket is the instant at which it will be full again. Nothing is taken from any unless
# all of them have enough. Answers how many milliseconds to wait, 0 when the request may go on.
_TAKE = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local full, wait = {}, 0
for i, key in ipairs(KEYS) do
  full[i] = math.max(tonumber(redis.call('GET', key) or '0'), now) + tonumber(ARGV[i + 1])
  wait = math.max(wait, full[i] - now - tonumber(ARGV[1]))
end
if wait > 0 then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.3f', full[i]), 'PX', math.ceil(full[i] - now))
end
return 0
"""


class RateLimited(Refusal):
    status, code, title = 429, "rate_limited", "Too many requests in a short time"

    @classmethod
    def wait(cls, seconds: int) -> "RateLimited":
        return cls(
            f"{cls.title}; try again in {seconds} {'second' if seconds == 1 else 'seconds'}", retry_after=seconds
        )


class _Costs:
    """The tokens of a costly operation, found by one pattern a method."""

    def __init__(self, tokens: Mapping[str, int]) -> None:
        self._tokens: dict[str, list[int]] = {}
        patterns: dict[str, list[str]] = {}
        for operation, cost in tokens.items():
            method, _, path = operation.partition(" ")
            patterns.setdefault(method, []).append(f"({re.sub(r'{[a-z_]+}', '[^/]+', path)})")
            self._tokens.setdefault(method, []).append(cost)
        self._patterns = {method: re.compile("|".join(each)) for method, each in patterns.items()}

    def of(self, request: HttpRequest) -> int:
        """0 for what is not costly. To search is, wherever it is done."""
        method = request.method or ""
        pattern = self._patterns.get(method)
        if pattern and (match := pattern.fullmatch(request.path)):
            return self._tokens[method][(match.lastindex or 1) - 1]
        return 1 if method == "GET" and re.search(r"(^|&)search=[^&]", request.META.get("QUERY_STRING", "")) else 0


def rate_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, after sign-in. Without `settings.RATES` it is not there."""
    if not settings.RATES:
        return get_response
    wanted, counted = _Wanted(), _Counted()

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.RATE_NEVER):
            return get_response(request)
        wait = counted.take(dict(wanted.of(request)))
        return refused(RateLimited.wait(ceil(wait / 1000))) if wait else get_response(request)

    return middleware


class _Wanted:
    """The buckets that a request takes from, by name: how many milliseconds each takes to fill in again."""

    def __init__(self) -> None:
        self._costs = _Costs(settings.RATE_TOKENS)

    def of(self, request: HttpRequest) -> Iterator[tuple[str, float]]:
        actor = getattr(request, "actor", None)
        tokens = self._costs.of(request)
        if actor is None:
            whose = client_network(request)
            yield f"address:{whose}", self._cost("address")
            whose += f":{sha256(request.path.encode()).hexdigest()[:16]}"  # many calendars are read from one office
        elif not tokens and f"{request.method} {request.path}" in settings.RATE_FIRST_CALLS:
            # full even when everything else is used up: a page that cannot ask who is there takes them for signed out
            yield f"first:{actor.id}", self._cost("person")
            return
        else:
            whose = str(actor.id)
            yield f"person:{whose}", self._cost("person")
        if tokens:
            yield f"costly:{whose}", self._cost("costly", tokens)

    @staticmethod
    def _cost(kind: str, tokens: int = 1) -> float:
        return float(min(tokens * 60_000 / settings.RATES[kind], BURST))


class _Counted:
    """The buckets of all processes, in Valkey."""

    def __init__(self) -> None:
        self._client = Redis.from_url(
            settings.REDIS_URL,
            socket_connect_timeout=ANSWERS_WITHIN,
            socket_timeout=ANSWERS_WITHIN,
            retry=Retry(NoBackoff(), 1),
        )
        self._take = self._client.register_script(_TAKE)
        self._away_until = 0.0

    def take(self, costs: Mapping[str, float]) -> int:
        """How many milliseconds to wait; 0 when all had enough, and when nobody can tell."""
        if time.monotonic() < self._away_until:
            return 0
        try:
            return int(self._take(keys=[_PREFIX + name for name in costs], args=[BURST, *costs.values()]))
        except (RedisError, OSError) as error:
            self._away_until = time.monotonic() + LEFT_ALONE
            log.warning("requests are not limited: Valkey does not answer", error=str(error))
            return 0
