"""Who may do what with schedule sources.

An address and a key are the station's own business, so administrators set sources up. Whoever may import a schedule may
see them, have them synced, and decide where they differ.
"""

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right


def require_can_see(actor: Actor) -> None:
    if not actor.may(Right.RUN_IMPORTS):
        raise NotAllowed("Only schedulers, managers and administrators see schedule sources")


def require_can_sync(actor: Actor) -> None:
    require_can_see(actor)


def require_can_decide(actor: Actor) -> None:
    """What is decided is written as by that person: see `update_event`."""
    require_can_see(actor)


def require_can_set_up(actor: Actor) -> None:
    if not actor.may(Right.EDIT_SETTINGS):
        raise NotAllowed("Only administrators set up schedule sources")
