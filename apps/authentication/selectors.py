"""Reads of people."""

from collections.abc import Collection

from apps.authentication.models import User, UserQuerySet


def people_by_id(*, ids: Collection[int]) -> UserQuerySet:
    return User.objects.filter(pk__in=ids).order_by("pk")
