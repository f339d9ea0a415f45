"""What other modules may ask about people: by ids, in frozen values."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth import get_user
from django.db.models.functions import Lower
from django.http import HttpRequest
from orjson import Fragment

from apps.authentication import schemas, selectors
from apps.authentication.access.services import LIMITED
from apps.authentication.models import User
from apps.authentication.personal import personal_data
from apps.authentication.schemas import ProfileOut
from apps.authentication.sessions import SessionStore
from apps.core.actors import Actor
from apps.core.db import read_instances
from apps.core.encoded import EncodedRows
from apps.core.rights import Right

__all__ = [
    "PersonRef",
    "ProfileOut",
    "active_people",
    "active_people_by_email",
    "actor_of_session",
    "actors",
    "encoded_profiles",
    "like_people",
    "names_stamp",
    "people",
    "people_by_address",
    "people_who_may",
    "personal_data",
    "profiles",
]


LIKE_THEM = 200


@dataclass(frozen=True, slots=True)
class PersonRef:
    id: int
    name: str
    username: str
    email: str
    is_active: bool
    department: str
    position: str = ""


def people(*, ids: Collection[int]) -> dict[int, PersonRef]:
    """The people with these ids, inactive ones included; ids without a person are absent. One query."""
    return {person.pk: _ref(person) for person in selectors.people_by_id(ids=ids)}


def active_people() -> list[PersonRef]:
    """Everyone who works here now, by name. One query."""
    return [_ref(person) for person in User.objects.active().order_by("full_name", "pk")]


def like_people(*, ids: Collection[int]) -> dict[int, list[PersonRef]]:
    """Who works here in the same position as each of these, without these, those of the same department first.

    A person without a position has nobody like them. At most 200 of each. Two queries.
    """
    originals = {key: person for key, person in people(ids=ids).items() if person.position}
    if not originals:
        return {}
    positions = {person.position for person in originals.values()}
    rows = User.objects.active().filter(position__in=positions).exclude(pk__in=ids).order_by("full_name", "pk")
    others = [_ref(person) for person in rows[: LIKE_THEM * len(positions)]]
    return {
        key: sorted(
            (other for other in others if other.position == person.position),
            key=lambda other: other.department != person.department,
        )[:LIKE_THEM]
        for key, person in originals.items()
    }


def profiles(*, ids: Collection[int]) -> dict[int, ProfileOut]:
    """The contract's Profile of each person, ready for an answer; shared, so never change one."""
    return {person.pk: schemas.profile_out(person) for person in read_instances(selectors.people_by_id(ids=ids))}


_PROFILES = EncodedRows(
    "SELECT id, xmin::text || ctid::text FROM authentication_user WHERE id = ANY(%s)", lambda ids: profiles(ids=ids)
)


def encoded_profiles(*, ids: Collection[int]) -> dict[int, Fragment]:
    """The same, as JSON: for lists of hundreds of people."""
    return _PROFILES.get(ids)


def people_by_address(*, addresses: Collection[str]) -> dict[str, int]:
    """Ids of people by username or e-mail address, in any case; keyed as asked, unknown ones are absent."""
    return selectors.people_by_address(addresses=addresses)


def people_who_may(*, right: Right) -> frozenset[int]:
    """Ids of everyone active whose role or flags give this right. One query."""
    return frozenset(selectors.people_who_may(right).values_list("pk", flat=True))


def names_stamp() -> str:
    """A text that is another one as soon as any person is called otherwise. One query."""
    return selectors.names_stamp()


def actors(*, ids: Collection[int]) -> dict[int, Actor]:
    """What each of these people may do; without those who do not work here any more. One query."""
    return {person.pk: person.as_actor() for person in selectors.people_by_id(ids=ids).active()}


def active_people_by_email(*, addresses: Collection[str]) -> dict[str, PersonRef]:
    """Who works here and has one of these e-mail addresses, in any case; keyed by the address in lower case."""
    wanted = {address.strip().lower() for address in addresses} - {""}
    rows = User.objects.active().alias(email_key=Lower("email")).filter(email_key__in=wanted).order_by("pk")
    return {person.email.lower(): _ref(person) for person in rows}


def actor_of_session(*, key: str) -> Actor | None:
    """Whose session cookie this is, checked as for every request; None when it is nobody's (any more).

    For connections that outlive a request: ask again every now and then, sessions get revoked.
    """
    request = HttpRequest()
    request.session = SessionStore(key)
    person = get_user(request)
    if LIMITED in request.session:
        return None
    return person.as_actor() if isinstance(person, User) and person.is_active else None


def _ref(person: User) -> PersonRef:
    return PersonRef(
        id=person.pk,
        name=person.full_name,
        username=person.username,
        email=person.email,
        is_active=person.is_active,
        department=person.department,
        position=person.position,
    )
