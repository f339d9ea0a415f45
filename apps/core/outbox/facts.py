"""Facts in the past tense, and the registry of who reacts to them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

_TYPES: dict[str, type["Fact"]] = {}
_HANDLERS: dict[str, dict[str, Callable[[Any], None]]] = defaultdict(dict)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened. Subclasses are frozen dataclasses of ids, instants and plain values.

    `type` is the stable name on the wire, `subject_kind` and the property `subject_id` say what the
    order is kept for, `live` whether open consoles are told, the property `audience` whose, the property
    `told` what somebody did, for the station's activity.
    """

    type: ClassVar[str]
    subject_kind: ClassVar[str]
    live: ClassVar[bool] = False

    occurred_at: datetime

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.type in _TYPES:
            raise TypeError(f"two facts are called {cls.type}")
        _TYPES[cls.type] = cls

    @property
    def subject_id(self) -> int:
        return int(getattr(self, f"{self.subject_kind}_id"))

    @property
    def audience(self) -> int | None:
        """The one person whose consoles are told; None is everyone."""
        return None

    @property
    def told(self) -> str:
        """What somebody did, in the past tense and in front of the subject's name; "" is not worth a line."""
        return ""

    @property
    def subject(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}"

    def payload(self) -> dict[str, Any]:
        values: dict[str, Any] = to_jsonable_python(asdict(self))
        return values

    @classmethod
    def of_payload(cls, payload: dict[str, Any]) -> Self:
        """Fields that the code does not know any more are dropped; new ones take their defaults.

        Raises ValueError when a field is missing or of another type.
        """
        known = {field.name for field in fields(cls)}
        adapter: TypeAdapter[Self] = _adapter(cls)  # type: ignore[arg-type]  # a class is hashable
        return adapter.validate_python({name: payload[name] for name in known & payload.keys()})


@cache
def _adapter(fact: Any) -> TypeAdapter[Any]:
    return TypeAdapter(fact)


FactT = TypeVar("FactT", bound=Fact)


def handles(fact: type[FactT]) -> Callable[[Callable[[FactT], None]], Callable[[FactT], None]]:
    """Register a reaction. It runs in the relay's transaction, after the fact's own has committed.

    It must be idempotent and must not talk to the network: it sends tasks with `on_commit`.
    """

    def register(handler: Callable[[FactT], None]) -> Callable[[FactT], None]:
        _HANDLERS[fact.type][f"{handler.__module__}.{handler.__qualname__}"] = handler
        return handler

    return register


def handler_names(fact_type: str) -> list[str]:
    return sorted(_HANDLERS.get(fact_type, {}))


def handlers_of(fact_type: str) -> dict[str, Callable[[Any], None]]:
    return _HANDLERS.get(fact_type, {})


def known_types() -> set[str]:
    return set(_TYPES)


def told_types() -> set[str]:
    """Types of facts that may have a line in the station's activity."""
    return {name for name, fact in _TYPES.items() if fact.told is not Fact.told}


def types_with_handlers() -> set[str]:
    return {fact_type for fact_type, handlers in _HANDLERS.items() if handlers}


def fact_of(fact_type: str, payload: dict[str, Any]) -> Fact:
    """Raises LookupError for a type that no module defines (any more), ValueError for another shape."""
    return _TYPES[fact_type].of_payload(payload)
