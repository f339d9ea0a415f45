"""Who may do what with locations, facilities and equipment. Reading is open to every signed-in person."""

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right


def require_can_edit_facilities(actor: Actor) -> None:
    """Locations and facilities. Raises NotAllowed."""
    if not actor.may(Right.EDIT_FACILITIES):
        raise NotAllowed("Administrators, managers and schedulers change locations and facilities")


def require_can_edit_equipment(actor: Actor) -> None:
    """Equipment and its categories. Raises NotAllowed."""
    if not actor.may(Right.EDIT_EQUIPMENT):
        raise NotAllowed("Administrators, managers and engineers change equipment")
