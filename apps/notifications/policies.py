"""Who may do what with notifications. One's own are one's own; the selectors see to that."""

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right


def require_can_send_mail(actor: Actor) -> None:
    if not actor.may(Right.SEND_MAIL):
        raise NotAllowed("You may not send e-mails by the station")
