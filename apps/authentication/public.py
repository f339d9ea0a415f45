"""What other modules may ask about people: by ids, in frozen values."""

from collections.abc import Collection
from dataclasses import dataclass

from apps.authentication import schemas, selectors
from apps.authentication.models import User
from apps.authentication.schemas import ProfileOut

__all__ = ["PersonRef", "ProfileOut", "active_people", "people", "profiles"]


@dataclass(frozen=True, slots=True)
class PersonRef:
    id: int
    name: str
    username: str
    email: str
    is_active: bool
    department: str


def people(*, ids: Collection[int]) -> dict[int, PersonRef]:
    """The people with these ids, deactivated ones included; ids without a person are absent. One query."""
    return {person.pk: _ref(person) for person in selectors.people_by_id(ids=ids)}


def active_people() -> list[PersonRef]:
    """Everyone who works here now, by name. One query."""
    return [_ref(person) for person in User.objects.active().order_by("full_name", "pk")]


def profiles(*, ids: Collection[int]) -> dict[int, ProfileOut]:
    """The contract's Profile of each person, ready for an answer; shared, so never change one."""
    return {person.pk: schemas.profile_out(person) for person in selectors.people_by_id(ids=ids)}


def _ref(person: User) -> PersonRef:
    return PersonRef(
        id=person.pk,
        name=person.full_name,
        username=person.username,
        email=person.email,
        is_active=person.is_active,
        department=person.department,
    )
