"""Who may see and change what of whom.

Two ways lead around a plain right to edit people, and both are closed here. Whoever changes the
e-mail address of an account can have its password reset, so the account of a person is open only to
those who may do everything that person may. And nobody gives rights but those who may edit roles.
"""

from collections.abc import Collection

from apps.authentication.errors import FieldNotAllowed
from apps.authentication.models import User
from apps.core.actors import Actor, Flag, Right, Role
from apps.core.errors import NotAllowed
from apps.core.rights import rights_of

OWN_FIELDS = frozenset({"phone"})  # what everyone may change of themself, besides the emergency contact
DESCRIPTION_FIELDS = frozenset({"first_name", "last_name", "phone", "position", "department", "start_date"})
ACCOUNT_FIELDS = frozenset({"username", "email", "is_active"})  # each a way to take over or shut out an account
ROLE_FIELDS = frozenset({"role", "flags"})

_RANK = {Role.ADMINISTRATOR: 3, Role.MANAGER: 2}  # everyone else is 1, whatever their flags


def require_can_add_people(actor: Actor, *, role: Role, flags: Collection[Flag]) -> None:
    """Raises NotAllowed, or FieldNotAllowed when a role or flags are given away without the right."""
    if not actor.may(Right.EDIT_PEOPLE):
        raise NotAllowed("You may not add people")
    if actor.may(Right.EDIT_ROLES):
        return
    if role is not Role.OPERATOR:
        raise FieldNotAllowed("role: only administrators give roles", field="role")
    if flags:
        raise FieldNotAllowed("flags: only administrators give flags", field="flags")


def require_can_change(actor: Actor, person: User, fields: Collection[str]) -> None:
    """Raises FieldNotAllowed for the first of these columns that the actor may not change."""
    for field in sorted(fields):
        if not may_change(actor, person, field):
            raise FieldNotAllowed(f"{field}: you may not change this", field=field)


def may_change(actor: Actor, person: User, field: str) -> bool:
    if field in ROLE_FIELDS:
        return actor.may(Right.EDIT_ROLES)
    if field in OWN_FIELDS and actor.id == person.pk:
        return True
    if not actor.may(Right.EDIT_PEOPLE) or _RANK.get(Role(person.role), 1) > _RANK.get(actor.role, 1):
        return False
    if field in ACCOUNT_FIELDS:
        return may_take_charge_of_account(actor, person)
    return field in DESCRIPTION_FIELDS


def may_take_charge_of_account(actor: Actor, person: User) -> bool:
    """Whether the actor already may do everything that this person may do. Nobody does it by an API token."""
    them = person.as_actor()
    return (
        actor.may(Right.EDIT_PEOPLE)
        and actor.within is None
        and (
            _RANK.get(them.role, 1) <= _RANK.get(actor.role, 1)
            and rights_of(them.role, them.flags) <= rights_of(actor.role, actor.flags)
        )
    )


def require_can_invite(actor: Actor, person: User) -> None:
    if not may_take_charge_of_account(actor, person):
        raise NotAllowed("You may not send this person a link to their account")


def require_can_manage_sign_in(actor: Actor) -> None:
    """Seeing how others sign in, taking away a lost second factor, revoking their tokens. Never by a token."""
    if not actor.may(Right.MANAGE_SIGN_IN):
        raise NotAllowed("Administrators look after how people sign in")


def require_can_see_emergency_contact(actor: Actor, person: User) -> None:
    """The person alone, managers and administrators. No flag opens it."""
    if actor.id != person.pk and not actor.has_role(Role.MANAGER, Role.ADMINISTRATOR):
        raise NotAllowed("Emergency contacts are for the person and for managers")
