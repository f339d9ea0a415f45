"""Pages of a list, in the contract's shape."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from pydantic import Field
from typing_extensions import TypedDict

from apps.core.errors import Invalid, NotFound
from apps.core.http import Filters

T = TypeVar("T")
MAX_PAGE_SIZE = 1000
REFERENCE_ROWS = 5000  # a reference list without `page` answers every row, up to here


class Page(TypedDict, Generic[T]):
    count: int
    next: str | None
    previous: str | None
    results: list[T]


class PageFilters(Filters):
    """Which page, and in which order. Base of every list's query parameters."""

    page: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    page_size: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)] | None = None
    search: Annotated[str, Field(max_length=200)] = ""
    ordering: Annotated[str, Field(max_length=100)] = ""


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any],
    filters: PageFilters,
    out: Callable[[Any], T],
    *,
    default_size: int | None = 50,
) -> Page[T]:
    """One page of an ordered queryset. `default_size=None`: every row unless a page is asked for.

    Raises NotFound for a page past the end.
    """
    everything = default_size is None and filters.page is None and filters.page_size is None
    size = REFERENCE_ROWS if everything else filters.page_size or default_size or 50
    number = filters.page or 1
    if everything:
        results = list(rows[:size])
        return {"count": len(results), "next": None, "previous": None, "results": [out(row) for row in results]}
    return sliced(
        request, rows.count(), lambda start, stop: [out(row) for row in rows[start:stop]], number=number, size=size
    )


def sliced(
    request: HttpRequest, count: int, results: Callable[[int, int], list[T]], *, number: int, size: int
) -> Page[T]:
    """One page of anything that can be counted and read from one place to another. Raises NotFound."""
    start = (number - 1) * size
    if number > 1 and start >= count:
        raise NotFound("There is no such page")
    return {
        "count": count,
        "next": _link(request, number + 1) if start + size < count else None,
        "previous": _link(request, number - 1) if number > 1 else None,
        "results": results(start, start + size),
    }


def read_page(
    request: HttpRequest,
    rows: QuerySet[Any],
    read: Callable[[QuerySet[Any]], list[T]],
    *,
    number: int,
    size: int,
) -> Page[T]:
    """One page of an ordered queryset as `read` fetches it. A first page that is not full needs no counting."""
    first = read(rows[:size]) if number == 1 else []
    count = len(first) if number == 1 and len(first) < size else rows.count()
    return sliced(request, count, lambda start, stop: first or read(rows[start:stop]), number=number, size=size)


def ordered(
    rows: QuerySet[Any], ordering: str, allowed: Mapping[str, str], *, default: tuple[str, ...]
) -> QuerySet[Any]:
    """Order by the client's comma-separated names (`-` for descending), and by the key at the end.

    Raises Invalid for a name that is not in `allowed` (wire name to column).
    """
    columns = []
    for part in filter(None, (part.strip() for part in ordering.split(","))):
        column = allowed.get(part.removeprefix("-"))
        if column is None:
            raise Invalid.field("ordering", f"must be one of {', '.join(sorted(allowed))}")
        columns.append(f"-{column}" if part.startswith("-") else column)
    return rows.order_by(*(columns or default), "pk")


def _link(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def get_or_not_found(rows: QuerySet[Model], **key: Any) -> Any:
    """The one row, or NotFound in the field's words."""
    row = rows.filter(**key).first()
    if row is None:
        raise NotFound(f"There is no such {rows.model._meta.verbose_name}")
    return row
