"""Which switches there are, with what they may be set to."""

from dataclasses import dataclass
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT", bool, float)
_declared: dict[str, "Switch[bool] | Switch[float]"] = {}


@dataclass(frozen=True, slots=True)
class Switch(Generic[ValueT]):
    """`key` is stable, `label` and `help` are what administrators read."""

    key: str
    label: str
    group: str
    default: ValueT
    help: str = ""
    minimum: float = 0.0
    maximum: float = 0.0
    unit: str = ""

    @property
    def is_number(self) -> bool:
        return not isinstance(self.default, bool)

    def fault_of(self, value: object) -> str:
        """Why it cannot be set to a value; "" when it can."""
        if not self.is_number:
            return "" if isinstance(value, bool) else "must be true or false"
        if isinstance(value, bool) or not isinstance(value, int | float):
            return "must be a number"
        if not self.minimum <= value <= self.maximum:
            return f"must be between {self.minimum:g} and {self.maximum:g} {self.unit}".rstrip()
        return ""


def switch(key: str, label: str, *, group: str, default: bool, help: str = "") -> Switch[bool]:  # noqa: A002 - its name
    """Declare something that is on or off."""
    found = Switch(key, label, group, default, help)
    _declare(found)
    return found


def number(
    key: str,
    label: str,
    *,
    group: str,
    default: float,
    minimum: float,
    maximum: float,
    unit: str = "",
    help: str = "",  # noqa: A002 - its name
) -> Switch[float]:
    """Declare a number with its bounds, both included."""
    found = Switch(key, label, group, float(default), help, minimum, maximum, unit)
    _declare(found)
    return found


def _declare(found: Switch[bool] | Switch[float]) -> None:
    if found.key in _declared:
        raise ValueError(f"two switches are called {found.key}")
    _declared[found.key] = found


def declared() -> list[Switch[bool] | Switch[float]]:
    """Every switch, in the order of its group; within it, as declared."""
    return sorted(_declared.values(), key=lambda found: found.group)


def find(key: str) -> Switch[bool] | Switch[float] | None:
    return _declared.get(key)
