"""Reading the history of one subject, or of all, newest first, with what each change was before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, NotRequired

from django.db.backends.postgresql.psycopg_any import Range
from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Value
from typing_extensions import TypedDict

from apps.core.actors import Actor
from apps.core.audit.registry import PARTS, Trail, kinds, names_of, trails_of
from apps.core.errors import Invalid, NotAllowed
from apps.core.rights import Right

LONGEST_PERIOD = timedelta(days=93)  # of a list of everything
_MANY_PARTS = 128  # trails of all kinds together at most
_ACTIONS = {"insert": "created", "update": "changed", "delete": "removed"}


class AuditActor(TypedDict):
    id: int
    name: str


class AuditEntry(TypedDict):
    id: int
    at: datetime
    action: str
    subject: NotRequired[str]  # such as event:12, where more than one is listed
    actor: NotRequired[AuditActor]
    request_id: NotRequired[str]
    changes: dict[str, list[Any]]


class _Step(NamedTuple):
    """One row of a history and the one of the same object before it, by their keys."""

    trail: int
    key: int
    before: int | None
    at: datetime
    label: str
    subject: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """The history of one subject as far as an actor may read it."""

    trails: Sequence[Trail]
    steps: QuerySet[Any, Any]
    parts: int = PARTS

    def count(self) -> int:
        return self.steps.count()

    def _slice(self, start: int, stop: int) -> list[_Step]:
        return [_Step(*row) for row in self.steps[start:stop]]

    def entries(self, start: int, stop: int) -> list[AuditEntry]:
        """Takes one query for the steps, one for each table that is among them, one for the names."""
        steps = self._slice(start, stop)
        rows: dict[tuple[int, int], dict[str, Any]] = {}
        for number in sorted({step.trail for step in steps}):
            trail = self.trails[number]
            keys = {key for step in steps if step.trail == number for key in (step.key, step.before) if key}
            found = trail.history.objects.filter(pgh_id__in=keys).values(
                *trail.columns, "pgh_id", audit_context=F("pgh_context__metadata")
            )
            rows |= {(number, row["pgh_id"]): row for row in found}
        names = names_of({actor for row in rows.values() if (actor := _context(row).get("actor"))})
        return [self._entry(step, rows, names) for step in steps]

    def _entry(self, step: _Step, rows: dict[tuple[int, int], dict[str, Any]], names: Any) -> AuditEntry:
        trail, row = self.trails[step.trail], rows[step.trail, step.key]
        before = rows.get((step.trail, step.before)) if step.before else None
        entry: AuditEntry = {
            "id": step.key * self.parts + step.trail,  # keys of different tables may be equal
            "at": step.at,
            "action": _ACTIONS.get(step.label, step.label),
            "changes": _changes(trail, before, None if step.label == "delete" else row),
        }
        context = _context(row)
        if actor := context.get("actor"):
            entry["actor"] = {"id": actor, "name": names.get(actor, "")}
        if request_id := context.get("request"):
            entry["request_id"] = request_id
        return entry


@dataclass(frozen=True, slots=True)
class Everything(History):
    """What was done to all subjects, or all of a kind. What was before is looked up for one page alone."""

    kinds: Sequence[str] = ()  # of each trail

    def _slice(self, start: int, stop: int) -> list[_Step]:
        steps = [_Step(*row) for row in self.steps[start:stop]]
        before: dict[tuple[int, int], int | None] = {}
        for number in {step.trail for step in steps}:
            history = self.trails[number].history
            keys = [step.key for step in steps if step.trail == number]
            found = history.objects.filter(pgh_id__in=keys).values_list("pgh_id", _before(history))
            before |= {(number, key): earlier for key, earlier in found}
        return [step._replace(before=before[step.trail, step.key]) for step in steps]

    def _entry(self, step: _Step, rows: dict[tuple[int, int], dict[str, Any]], names: Any) -> AuditEntry:
        entry = History._entry(self, step, rows, names)
        entry["subject"] = f"{self.kinds[step.trail]}:{step.subject}"
        return entry


def history_of_all(
    *, actor: Actor, since: datetime, until: datetime, kind: str = "", person_id: int | None = None
) -> History:
    """What was done within [since, until), to subjects of one kind or of all, by one person or by anybody.

    Raises NotAllowed, and Invalid for an unknown kind or a period of more than 93 days.
    """
    if not actor.may(Right.READ_AUDIT):
        raise NotAllowed("Administrators and managers read the history")
    if kind and kind not in kinds():
        raise Invalid.field("kind", f"must be one of {', '.join(kinds())}")
    if not timedelta(0) < until - since <= LONGEST_PERIOD:
        raise Invalid.field("since", f"must lie before until, by {LONGEST_PERIOD.days} days at most")
    wanted = [(each, trail) for each in ([kind] if kind else kinds()) for trail in trails_of(each)]
    steps = [_steps_between(number, trail, since, until, person_id) for number, (_, trail) in enumerate(wanted)]
    together = steps[0].union(*steps[1:], all=True) if len(steps) > 1 else steps[0]
    return Everything(
        trails=[trail for _, trail in wanted],
        kinds=[each for each, _ in wanted],
        steps=together.order_by("-pgh_created_at", "audit_trail", "-pgh_id"),
        parts=_MANY_PARTS,
    )


def _steps_between(
    number: int, trail: Trail, since: datetime, until: datetime, person_id: int | None
) -> QuerySet[Any, Any]:
    rows = trail.history.objects.filter(pgh_created_at__gte=since, pgh_created_at__lt=until)
    if person_id is not None:
        rows = rows.filter(pgh_context__metadata__actor=person_id)
    return (  # type: ignore[no-any-return]  # the model is made at run time
        rows.order_by()
        .annotate(audit_trail=Value(number), audit_before=Value(None, BigIntegerField()), audit_subject=F(trail.key))
        .values_list("audit_trail", "pgh_id", "audit_before", "pgh_created_at", "pgh_label", "audit_subject")
    )


def history_of(*, actor: Actor, subject: str) -> History:
    """The history of `kind:id`. Raises Invalid for an unknown kind, NotAllowed."""
    kind, _, key = subject.partition(":")
    if kind not in kinds():
        raise Invalid.field("subject", f"must start with one of {', '.join(kinds())}")
    trails = [
        trail
        for trail in trails_of(kind)
        if actor.may(Right.READ_AUDIT) or (trail.also_for is not None and actor.may(trail.also_for))
    ]
    if not trails:
        raise NotAllowed("Administrators and managers read the history")
    steps = [_steps(number, trail, int(key)) for number, trail in enumerate(trails)]
    together = steps[0].union(*steps[1:], all=True) if len(steps) > 1 else steps[0]
    return History(trails=trails, steps=together.order_by("-pgh_created_at", "audit_trail", "-pgh_id"))


def _steps(number: int, trail: Trail, subject_id: int) -> QuerySet[Any, Any]:
    history = trail.history
    return (  # type: ignore[no-any-return]  # the model is made at run time
        history.objects.filter(**{trail.key: subject_id})
        .order_by()
        .annotate(audit_trail=Value(number), audit_before=_before(history))
        .values_list("audit_trail", "pgh_id", "audit_before", "pgh_created_at", "pgh_label")
    )


def _before(history: Any) -> Subquery:
    """The row of the same object before a row."""
    earlier = history.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    return Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1])


def _changes(trail: Trail, before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, list[Any]]:
    pairs = {
        f"{trail.part}{column}": [_plain(row[column]) if row else None for row in (before, after)]
        for column in trail.columns
    }
    if before is None or after is None:  # of what is new or gone, only what was filled in
        return {name: pair for name, pair in pairs.items() if not _is_empty(pair)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _is_empty(pair: Iterable[Any]) -> bool:
    return all(value in (None, "", [], {}) for value in pair)


def _plain(value: Any) -> Any:
    """As JSON can say it."""
    if isinstance(value, Range):
        return [value.lower, value.upper]
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value


def _context(row: dict[str, Any]) -> dict[str, Any]:
    return row["audit_context"] or {}
