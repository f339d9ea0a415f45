"""Search that forgives typing errors, on pg_trgm."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

SIMILAR = 0.45  # word similarity from which a misspelt word counts as found; measured on names of rooms and people


def search(rows: QuerySet[Any], text: str, *fields: str) -> QuerySet[Any]:
    """Rows in which a field contains the text, or a word much like it; the nearest first.

    Every field needs a trigram index (`gin_trgm_ops`) to stay fast.
    """
    if not text:
        return rows
    # the searched text is the needle: word_similarity(needle, field)
    scores = [TrigramWordSimilarity(text, field) for field in fields]
    contains = reduce(or_, (Q(**{f"{field}__icontains": text}) for field in fields))
    rows = rows.annotate(likeness=Greatest(*scores) if len(scores) > 1 else scores[0])
    return rows.filter(contains | Q(likeness__gte=SIMILAR)).order_by("-likeness", "pk")
