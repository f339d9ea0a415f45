"""One way to open a transaction and to turn named constraints into refusals."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import psycopg_pool
from django.db import IntegrityError, InterfaceError, OperationalError
from django.db.transaction import Atomic, atomic
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from apps.core.errors import Refusal

# What "a service of the station is not reachable" looks like from Python.
UNREACHABLE = (
    OperationalError,
    InterfaceError,
    psycopg.OperationalError,
    psycopg_pool.PoolTimeout,
    RedisConnectionError,
    RedisTimeoutError,
)


def transaction() -> Atomic:
    """The one transaction of a public service. Nests as a savepoint inside an idempotent POST."""
    return atomic()


@contextmanager
def refusing(**refusals: type[Refusal] | Refusal) -> Iterator[None]:
    """Raise the refusal named after a violated constraint; other database errors pass through."""
    try:
        yield
    except IntegrityError as error:
        refusal = refusals.get(constraint_of(error) or "")
        if refusal is None:
            raise
        raise refusal from error


def constraint_of(error: IntegrityError) -> str | None:
    """The name of the constraint that PostgreSQL says was violated."""
    cause = error.__cause__
    return cause.diag.constraint_name if isinstance(cause, psycopg.Error) else None
