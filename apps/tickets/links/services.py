"""Writing links."""

from datetime import datetime

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Conflict, Invalid, NotFound
from apps.tickets import policies, reading
from apps.tickets.activity.models import What
from apps.tickets.activity.recording import record
from apps.tickets.facts import TicketChanged
from apps.tickets.links import selectors
from apps.tickets.links.models import INVERSE, Link, Relation
from apps.tickets.register.models import Kind, Ticketed


class LinkedAlready(Conflict):
    code, title = "linked_already", "These tickets are linked like that already"


def link_tickets(
    *, actor: Actor, source: tuple[Kind, int], target: tuple[Kind, int], relation: Relation, now: datetime
) -> Link:
    """Those who may change the one ticket link it to another that they may read.

    Raises NotFound, NotAllowed, Invalid, LinkedAlready.
    """
    with transaction(), refusing(link_once=LinkedAlready):
        one, other = reading.visible_row(actor, *source), reading.visible_row(actor, *target)
        policies.require_can_link(actor, one)
        if one.pk == other.pk:
            raise Invalid.field("target", "a ticket is not linked to itself")
        if relation == Relation.RELATES and one.pk > other.pk:
            one, other = other, one
        found = Link.objects.create(source_id=one.pk, target_id=other.pk, relation=relation, created_by_id=actor.id)
        record(one, What.LINKED, actor=actor, now=now, after=relation.value, other_id=other.pk)
        record(other, What.LINKED, actor=actor, now=now, after=INVERSE[relation], other_id=one.pk)
        _tell(one, other, now=now)
    return selectors.link(actor=actor, link_id=found.pk)


def unlink(*, actor: Actor, link_id: int, now: datetime) -> None:
    """Raises NotFound, NotAllowed."""
    with transaction():
        found = selectors.visible_links(actor).select_for_update(of=("self",)).filter(pk=link_id).first()
        if found is None:
            raise NotFound("There is no such link")
        one, other = (reading.row_of(Kind(end.kind), end.pk) for end in (found.source, found.target))
        if found.created_by_id != actor.id or actor.id is None:
            policies.require_can_link(actor, one)
        record(one, What.UNLINKED, actor=actor, now=now, before=found.relation, other_id=other.pk)
        record(other, What.UNLINKED, actor=actor, now=now, before=INVERSE[Relation(found.relation)], other_id=one.pk)
        found.delete()
        _tell(one, other, now=now)


def _tell(*rows: Ticketed, now: datetime) -> None:
    outbox.publish(
        *(
            TicketChanged(kind=row.kind.value, ticket_id=row.pk, changed=["links"], occurred_at=now)
            for row in sorted(rows, key=lambda row: row.pk)
        )
    )
