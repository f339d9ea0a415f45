"""One way to open a transaction, to turn named constraints into refusals, and to read very many rows."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
import psycopg_pool
from django.core.exceptions import EmptyResultSet
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.transaction import Atomic, atomic
from psycopg.types.datetime import TimestamptzLoader
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


ModelT = TypeVar("ModelT", bound=Model)


def read(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What a statement by hand gives, for reads of thousands of rows.

    Instants come from the driver's C code, in UTC. Django's own reader of them is Python and took half of the time
    of a wide list.
    """
    with connection.cursor() as cursor:
        cursor.cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def read_values(rows: QuerySet[Any, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The tuples of a `values_list` of plain columns, read likewise. Converters of fields are not run."""
    try:
        return read(*rows.query.sql_with_params())
    except EmptyResultSet:
        return []


def read_instances(rows: QuerySet[ModelT], *, along: str = "") -> list[ModelT]:
    """The same, as instances of the model, to be read and not saved, with one related row each if it is named.

    The columns are put in place as they come: `Model.__init__` does that one by one, for four times as long, and
    tells listeners for whom nothing happens here.
    """
    own = _columns(rows.model)
    if not along:
        return [_instance(rows.model, own, values) for values in read_values(rows.values_list(*own))]
    related: type[Model] = rows.model._meta.get_field(along).related_model  # type: ignore[assignment]
    others = _columns(related)
    found = []
    for values in read_values(rows.values_list(*own, *(f"{along}__{name}" for name in others))):
        instance = _instance(rows.model, own, values[: len(own)])
        theirs = values[len(own) :]
        instance._state.fields_cache[along] = _instance(related, others, theirs) if any(theirs) else None
        found.append(instance)
    return found


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _instance(model: type[ModelT], names: list[str], values: tuple[Any, ...]) -> ModelT:
    instance = model.__new__(model)
    instance._state = ModelState()
    instance._state.adding, instance._state.db = False, connection.alias
    instance.__dict__.update(zip(names, values, strict=True))
    return instance
