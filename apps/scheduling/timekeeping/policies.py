"""Who may see and change whose time. Nobody decides on their own."""

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right


def may_see_everyone(actor: Actor) -> bool:
    return actor.may(Right.APPROVE_TIME)


def require_can_see(actor: Actor, user_id: int) -> None:
    if user_id != actor.id and not may_see_everyone(actor):
        raise NotAllowed("You see your own time only")


def require_can_enter(actor: Actor, user_id: int) -> None:
    """Managers may enter what somebody forgot."""
    if user_id != actor.id and not actor.may(Right.APPROVE_TIME):
        raise NotAllowed("You enter your own time only")


def require_can_change(actor: Actor, user_id: int) -> None:
    """Before it is approved an entry is its person's own."""
    if user_id == actor.id:
        return
    if actor.may(Right.APPROVE_TIME):
        raise NotAllowed("Only the person changes an entry before it is approved; you can reject it with a reason")
    raise NotAllowed("You change your own time only")


def require_can_decide(actor: Actor, user_id: int | None = None) -> None:
    """To approve, reject and adjust; with `user_id`, the time of that person."""
    if not actor.may(Right.APPROVE_TIME):
        raise NotAllowed("Managers and administrators decide on time entries")
    if user_id is not None and user_id == actor.id:
        raise NotAllowed("Nobody decides on their own time")
