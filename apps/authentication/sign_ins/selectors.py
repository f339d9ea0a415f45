"""How people sign in, for those who look after that."""

from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.authentication import policies
from apps.authentication.models import ApiToken, User
from apps.core.actors import Actor
from apps.core.paging import get_or_not_found


def sign_ins(*, actor: Actor, now: datetime) -> QuerySet[User]:
    """Everyone by name, with how many tokens are open and which providers know them. Raises NotAllowed."""
    policies.require_can_manage_sign_in(actor)
    tokens = ApiToken.objects.live(now=now).filter(person_id=OuterRef("pk")).order_by().values("person_id")
    rows: QuerySet[User] = User.objects.order_by("full_name", "pk").annotate(
        token_count=Coalesce(Subquery(tokens.annotate(many=Count("pk")).values("many")), 0),
        providers=ArrayAgg(
            "socialaccount__provider",
            filter=Q(socialaccount__isnull=False),
            default=[],
            order_by="socialaccount__provider",
        ),
    )
    return rows


def sign_in_of(*, actor: Actor, person_id: int, now: datetime) -> User:
    """Raises NotAllowed, NotFound."""
    found: User = get_or_not_found(sign_ins(actor=actor, now=now), pk=person_id)
    return found


def live_tokens_of(person_id: int, *, now: datetime) -> list[ApiToken]:
    return list(ApiToken.objects.of(person_id).live(now=now).order_by("-created_at", "-pk"))
