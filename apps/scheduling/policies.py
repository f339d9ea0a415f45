"""Who may do what in scheduling. Everyone signed in reads the schedule and the shift patterns."""

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right


def require_can_edit_events(actor: Actor) -> None:
    if not actor.may(Right.EDIT_EVENTS):
        raise NotAllowed("Only schedulers, managers and administrators change the schedule")


def require_can_edit_shifts(actor: Actor) -> None:
    if not actor.may(Right.EDIT_SHIFTS):
        raise NotAllowed("Only schedulers, managers and administrators change shift patterns")
