"""Reads of people and their sessions."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Sum, When
from django.db.models.functions import Lower

from apps.authentication import policies
from apps.authentication.models import EmergencyContact, Session, User, UserQuerySet
from apps.core.actors import Actor, Flag, Right, Role
from apps.core.errors import NotFound
from apps.core.rights import FLAG_RIGHTS, rights_of


def people_by_id(*, ids: Collection[int]) -> UserQuerySet:
    people: UserQuerySet = User.objects.filter(pk__among=ids).order_by("pk")
    return people


def people_who_may(right: Right) -> UserQuerySet:
    """Everyone active whose role or flags give this right."""
    roles = [role.value for role in Role if right in rights_of(role, frozenset())]
    flags = [flag.value for flag in Flag if right in FLAG_RIGHTS[flag]]
    people: UserQuerySet = User.objects.active().filter(Q(role__in=roles) | Q(flags__overlap=flags)).order_by("pk")
    return people


def people_by_address(*, addresses: Collection[str]) -> dict[str, int]:
    """Ids of people by e-mail address or username, whatever their case; keyed as asked. Unknown ones are absent.

    A username wins over an e-mail address.
    """
    wanted = {address.strip().lower() for address in addresses} - {""}
    rows = (
        User.objects.alias(name_key=Lower("username"), email_key=Lower("email"))
        .filter(Q(name_key__in=wanted) | Q(email_key__in=wanted))
        .order_by("pk")
        .values_list("pk", "username", "email")
    )
    found: dict[str, int] = {}
    for pk, _, email in rows:
        found[email.lower()] = pk
    for pk, username, _ in rows:
        found[username.lower()] = pk
    return {address: found[key] for address in addresses if (key := address.strip().lower()) in wanted and key in found}


def person_by_address(address: str) -> User | None:
    """The person with this username, else the one with this e-mail address."""
    ids = people_by_address(addresses=[address])
    return User.objects.filter(pk__in=ids.values()).first() if ids else None


def person(*, person_id: int) -> User:
    """Everyone reads the directory. Raises NotFound."""
    found: User | None = User.objects.filter(pk=person_id).first()
    if found is None:
        raise NotFound("There is no such person")
    return found


def profiles(*, actor: Actor) -> UserQuerySet:
    """The directory, inactive people included, one's own row first: clients look for it on page 1."""
    own_first = Case(When(pk=actor.id, then=0), default=1, output_field=IntegerField())
    people: UserQuerySet = User.objects.alias(own_first=own_first).order_by("own_first", "full_name", "pk")
    return people


def users() -> UserQuerySet:
    people: UserQuerySet = User.objects.order_by("full_name", "pk")
    return people


def emergency_contact(*, actor: Actor, person_id: int) -> EmergencyContact:
    """An empty one of version 0 while none has been given. Raises NotFound, NotAllowed."""
    whose = person(person_id=person_id)
    policies.require_can_see_emergency_contact(actor, whose)
    return EmergencyContact.objects.filter(user=whose).first() or EmergencyContact(user=whose, version=0)


def sessions_of(*, actor: Actor, now: datetime) -> QuerySet[Session]:
    """The actor's own live sessions, the latest seen first."""
    return Session.objects.filter(user_id=actor.id).live(now=now).order_by("-last_seen_at", "-pk")


def names_stamp() -> str:
    """Every write is a new version and no row is ever deleted, so the sum only grows."""
    return str(User.objects.aggregate(Sum("version"))["version__sum"])
