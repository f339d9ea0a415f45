"""Who may do what with checklists. Everyone signed in reads them and runs system checks."""

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right


def require_can_edit_checklists(actor: Actor) -> None:
    if not actor.may(Right.EDIT_CHECKLISTS):
        raise NotAllowed("Only engineers, managers and administrators change checklists")


def require_can_reopen_checks(actor: Actor) -> None:
    if not actor.may(Right.EDIT_CHECKLISTS):
        raise NotAllowed("Only engineers, managers and administrators reopen a completed check")
