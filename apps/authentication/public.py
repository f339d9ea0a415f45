"""What other modules may ask about people: by ids, in frozen values."""

from collections.abc import Collection
from dataclasses import dataclass

from apps.authentication import schemas, selectors
from apps.authentication.schemas import ProfileOut

__all__ = ["PersonRef", "ProfileOut", "people", "profiles"]


@dataclass(frozen=True, slots=True)
class PersonRef:
    id: int
    name: str
    username: str
    email: str
    is_active: bool


def people(*, ids: Collection[int]) -> dict[int, PersonRef]:
    """The people with these ids, archived ones included; ids without a person are absent."""
    return {
        person.pk: PersonRef(
            id=person.pk,
            name=person.full_name,
            username=person.username,
            email=person.email,
            is_active=person.is_active,
        )
        for person in selectors.people_by_id(ids=ids)
    }


def profiles(*, ids: Collection[int]) -> dict[int, ProfileOut]:
    """The contract's Profile of each person, ready for an answer; shared, so never change one."""
    return {person.pk: schemas.profile_out(person) for person in selectors.people_by_id(ids=ids)}
