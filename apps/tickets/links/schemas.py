"""What HTTP takes and gives about links."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from apps.core.http import In
from apps.core.paging import PageFilters
from apps.tickets.links import selectors
from apps.tickets.links.models import INVERSE, Link, Relation
from apps.tickets.register.models import Kind
from apps.tickets.register.schemas import Key, TicketMember, kind_of, ticket_member

RelationName = Literal["relates to", "duplicates", "blocks", "caused by", "follows up"]
InverseName = Literal["is duplicated by", "is blocked by", "causes", "is followed up by"]


class EndIn(In):
    kind: TicketMember
    id: Annotated[int, Field(ge=1, lt=2**63)]

    def ticket(self) -> tuple[Kind, int]:
        return kind_of(self.kind), self.id


class LinkIn(In):
    """Read as a sentence: source, relation, target."""

    source: EndIn
    relation: RelationName
    target: EndIn


class LinkFilters(PageFilters):
    kind: TicketMember
    ticket: Key

    def of(self) -> tuple[Kind, int]:
        return kind_of(self.kind), self.ticket


class EndOut(TypedDict):
    kind: TicketMember
    id: int
    number: str
    title: str
    status: str


class LinkOut(TypedDict):
    """As it reads from the ticket that was asked for."""

    id: int
    relation: RelationName | InverseName
    ticket: EndOut  # the other one
    created_at: datetime


def link_outs(rows: Sequence[Link], *, seen_from: int) -> list[LinkOut]:
    """Three queries whatever the number of rows."""
    others = {row.pk: row.target if row.source_id == seen_from else row.source for row in rows}
    ends = selectors.ends([other.pk for other in others.values()])
    outs = []
    for row in rows:
        other = ends[others[row.pk].pk]
        relation = row.relation if row.source_id == seen_from else INVERSE[Relation(row.relation)]
        out: LinkOut = {
            "id": row.pk,
            "relation": relation,  # type: ignore[typeddict-item]  # the choices of the column, or their inverses
            "ticket": {
                "kind": ticket_member(other.kind),
                "id": other.pk,
                "number": other.number,
                "title": other.title,
                "status": other.status,
            },
            "created_at": row.created_at,
        }
        outs.append(out)
    return outs
