"""Who may see and decide on whose leave. Who is away is for schedulers; why, for the person and managers."""

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right


def may_see_why(actor: Actor, user_id: int) -> bool:
    """The type, the reason and what was said about it."""
    return user_id == actor.id or actor.may(Right.APPROVE_LEAVE)


def may_see_everyone(actor: Actor) -> bool:
    return actor.may(Right.READ_LEAVE)


def require_can_see(actor: Actor, user_id: int, *, is_standing: bool) -> None:
    """What was rejected or withdrawn is nothing a schedule is made by."""
    if may_see_why(actor, user_id) or (may_see_everyone(actor) and is_standing):
        return
    raise NotAllowed("You see your own time off only")


def require_can_ask(actor: Actor, user_id: int) -> None:
    """Managers may enter what somebody told them: sick people call."""
    if user_id != actor.id and not actor.may(Right.APPROVE_LEAVE):
        raise NotAllowed("You ask for your own time off only")


def require_can_change(actor: Actor, user_id: int) -> None:
    if user_id != actor.id:
        raise NotAllowed("Only the person changes or withdraws a request; managers approve or reject it")


def require_can_decide(actor: Actor, user_id: int | None = None) -> None:
    """With `user_id`, on the request of that person."""
    if not actor.may(Right.APPROVE_LEAVE):
        raise NotAllowed("Managers and administrators decide on time off")
    if user_id is not None and user_id == actor.id:
        raise NotAllowed("Nobody decides on their own time off")
