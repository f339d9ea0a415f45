"""The status machine of every kind: what may follow what, and a sentence when it may not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from apps.tickets.errors import StatusNotPossible


@dataclass(frozen=True, slots=True)
class Machine:
    moves: Mapping[str, tuple[str, ...]]
    aside: str = ""  # what else holds the ticket back, for the sentence

    def possible(self, status: str) -> list[str]:
        return list(self.moves[status])

    def require(self, number: str, *, before: str, after: str) -> None:
        """The same status again is no change. Raises StatusNotPossible, naming what is possible."""
        if after != before and after not in self.moves[before]:
            self.refuse(number, before=before, after=after)

    def refuse(self, number: str, *, before: str, after: str) -> NoReturn:
        """Raises StatusNotPossible in any case: also doing again what was done can be refused."""
        possible = self.possible(before)
        instead = f"it can become {_listed(possible)}" if possible else "that is final"
        already = f"is {before} already" if after == before else f"is {before}{self.aside} and cannot become {after}"
        raise StatusNotPossible(f"{number} {already}; {instead}", possible=possible)


def _listed(names: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
