"""People for tests. Every one has the same password, hashed once."""

from functools import cache

import factory
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

from apps.authentication.models import User
from apps.core.actors import Role

# The same algorithm with as little work as it allows: the real one is slow on purpose.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64

PASSWORD = "correct-horse-battery"


@cache
def hashed_password() -> str:
    return make_password(PASSWORD)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.org")
    first_name = factory.Faker("first_name")
    last_name = factory.Faker("last_name")
    role = Role.OPERATOR
    password = factory.LazyFunction(hashed_password)
