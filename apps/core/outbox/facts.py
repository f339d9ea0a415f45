"""Facts in the past tense, and the registry of who reacts to them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

_TYPES: dict[str, type["Fact"]] = {}
_HANDLERS: dict[str, dict[str, Callable[[Any], None]]] = defaultdict(dict)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened. Subclasses are frozen dataclasses of ids, instants and plain values.

    `type` is the stable name on the wire, `subject_kind` and the property `subject_id` say what the
    order is kept for, `live` whether open consoles are told.
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
    def subject(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}"

    def payload(self) -> dict[str, Any]:
        values = asdict(self)
        return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in values.items()}

    @classmethod
    def of_payload(cls, payload: dict[str, Any]) -> Self:
        """Fields that the code does not know any more are dropped; new ones take their defaults."""
        values = {
            field.name: datetime.fromisoformat(payload[field.name])
            if field.type in (datetime, "datetime")
            else payload[field.name]
            for field in fields(cls)
            if field.name in payload
        }
        return cls(**values)


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
    return sorted(_HANDLERS[fact_type])


def handlers_of(fact_type: str) -> dict[str, Callable[[Any], None]]:
    return _HANDLERS[fact_type]


def fact_of(fact_type: str, payload: dict[str, Any]) -> Fact:
    """Raises LookupError for a type that no module defines (any more)."""
    return _TYPES[fact_type].of_payload(payload)
