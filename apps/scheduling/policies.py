"""Who may do what in scheduling. Everyone signed in reads the schedule and the shift patterns."""

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right


def require_can_edit_events(actor: Actor) -> None:
    if not actor.may(Right.EDIT_EVENTS):
        raise NotAllowed("Only schedulers, managers and administrators change the schedule")


def require_can_read_history(actor: Actor) -> None:
    """Of an event. Who may change it may see who did."""
    if not (actor.may(Right.EDIT_EVENTS) or actor.may(Right.READ_AUDIT)):
        raise NotAllowed("Only schedulers, managers and administrators read the history of the schedule")


def require_can_edit_shifts(actor: Actor) -> None:
    if not actor.may(Right.EDIT_SHIFTS):
        raise NotAllowed("Only schedulers, managers and administrators change shift patterns")


def require_can_import(actor: Actor, *, create_missing: bool = False) -> None:
    """To see imports as well as to run them."""
    if not actor.may(Right.RUN_IMPORTS):
        raise NotAllowed("Only schedulers, managers and administrators import schedules")
    if create_missing and not actor.may(Right.EDIT_FACILITIES):
        raise NotAllowed("You may import schedules, but not create the facilities that are missing")
