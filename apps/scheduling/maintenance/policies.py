"""Who may take things out of use: those who look after them. Everyone signed in sees it."""

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right


def require_can_plan(actor: Actor) -> None:
    if not (actor.may(Right.EDIT_FACILITIES) or actor.may(Right.EDIT_EQUIPMENT)):
        raise NotAllowed("Only engineers, schedulers, managers and administrators plan maintenance")
