"""Search that forgives typing errors: trigrams for words that are much alike, one slip of the finger in short ones."""

import re
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest, Upper

SIMILAR = 0.45  # word similarity from which a misspelt word counts as found; measured on names of rooms and people
# Too few trigrams of a short word survive a slip (`stduio` is 0.29 like `Studio A`), so those are matched by
# pattern. Longer texts do not need it, and it would cost them: 0.15 s in 100,000 rows at 6 letters, 1.5 s at 16.
SHORT = range(4, 13)


def search(rows: QuerySet[Any], text: str, *fields: str) -> QuerySet[Any]:
    """Rows in which a field contains the text, or a word much like it; the nearest first.

    Every field needs a trigram index (`gin_trgm_ops`) to stay fast.
    """
    if not text:
        return rows
    # the searched text is the needle: word_similarity(needle, field)
    scores = [TrigramWordSimilarity(text, field) for field in fields]
    found = reduce(or_, (Q(**{f"{field}__icontains": text}) for field in fields))
    if len(text) in SHORT:
        slips = one_slip(text)
        found = reduce(or_, (Q(**{f"{field}__iregex": slips}) for field in fields), found)
    rows = rows.annotate(likeness=Greatest(*scores) if len(scores) > 1 else scores[0])
    return rows.filter(found | Q(likeness__gte=SIMILAR)).order_by("-likeness", "pk")


def search_indexed(rows: QuerySet[Any], text: str, field: str) -> QuerySet[Any]:
    """For tables too large to look at every row: what the trigram index over `UPPER(field)` finds by itself.

    Rows that contain the text, or words whose word similarity reaches PostgreSQL's own threshold (0.6); in the
    order they had.
    """
    rows = rows.alias(folded=Upper(field))
    return rows.filter(Q(folded__contains=text.upper()) | Q(folded__trigram_word_similar=text.upper()))


def one_slip(text: str) -> str:
    """A pattern (POSIX) of words that begin with the text but for one slip.

    A slip is a letter that is wrong, missing or too many, or two neighbours that changed places.
    """
    letters = [re.escape(letter) for letter in text]
    spellings = []
    for place, letter in enumerate(letters):
        before, after = "".join(letters[:place]), "".join(letters[place + 1 :])
        spellings.append(f"{before}.?{after}")
        if place:
            spellings.append(f"{before}.{letter}{after}")
            spellings.append(f"{''.join(letters[: place - 1])}{letter}{letters[place - 1]}{after}")
    return rf"\m(?:{'|'.join(spellings)})"
