"""What HTTP takes and gives about batches."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.errors import Invalid
from apps.core.http import BIGINT, BlankIsNone, In, NoneIsEmpty, Problem, Ref
from apps.scheduling.batches.asking import Apply, Asked, Cancel, ChangeFacility, Chosen, Copy, Move, Span
from apps.scheduling.batches.lookups import Known
from apps.scheduling.batches.models import Batch, BatchItem
from apps.scheduling.batches.outs import BatchRowOut, row_outs
from apps.scheduling.batches.planning import MOST
from apps.scheduling.batches.services import OnClash, Ran
from apps.scheduling.equipping.schemas import NamedOut

ActionName = Literal["move", "facility", "cancel", "copy", "template"]


def _as_object(value: Any) -> Any:
    """3 and "3" are short for {"id": 3}."""
    if isinstance(value, bool) or not isinstance(value, int | str | dict):
        raise PydanticCustomError("reference", "must be an id, or an event with its id and version")
    return value if isinstance(value, dict) else {"id": value}


class ChosenIn(In):
    """An event; with `version`, the one in which it was seen."""

    id: Annotated[int, Field(ge=1, le=BIGINT)]
    version: Annotated[Annotated[int, Field(ge=1, le=2**31)] | None, BlankIsNone] = None


_CHOSEN_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 1},
        {"type": "string"},
        {
            "type": "object",
            "properties": {"id": {"type": "integer", "minimum": 1}, "version": {"type": "integer", "minimum": 1}},
            "required": ["id"],
        },
    ]
}
ChosenEvent = Annotated[ChosenIn, BeforeValidator(_as_object), WithJsonSchema(_CHOSEN_SCHEMA)]


class RunIn(In):
    """`preview` answers what would come of it and stores nothing; `skip` leaves out what cannot be."""

    on_clash: Literal["refuse", "skip"] = "refuse"
    preview: bool = False

    @property
    def clashing(self) -> OnClash:
        return OnClash(self.on_clash)


class BatchIn(RunIn):
    """What is asked, and the members that this asks for:

    `move`: `events`, `days` by the clock and `minutes` elapsed, either may be negative. `facility`: `events`,
    `facility`. `cancel`: `events`. `copy`: `events`, or a `span` of days `from` a day of the station on, perhaps of one
    `facility`; `to` the days that the first one becomes; with `people` and `equipment` or without. `template`:
    `template`, `to`.
    """

    model_config = ConfigDict(populate_by_name=True)

    action: ActionName
    events: Annotated[list[ChosenEvent], Field(max_length=MOST), NoneIsEmpty] = Field(default_factory=list)
    days: Annotated[int, Field(ge=-3660, le=3660)] = 0
    minutes: Annotated[int, Field(ge=-10080, le=10080)] = 0
    facility: Ref = None
    first_day: Annotated[date | None, BlankIsNone, Field(alias="from")] = None
    span: Annotated[Literal["day", "week"] | None, BlankIsNone] = None
    to: Annotated[list[date], Field(max_length=MOST), NoneIsEmpty] = Field(default_factory=list)
    people: bool = True
    equipment: bool = True
    template: Ref = None

    def asked(self) -> Asked:
        """Raises Invalid."""
        events = [Chosen(chosen.id, chosen.version) for chosen in self.events]
        if self.action == "move":
            return Move(events, days=self.days, minutes=self.minutes)
        if self.action == "facility":
            if self.facility is None:
                raise Invalid.field("facility", "say which facility")
            return ChangeFacility(events, facility_id=self.facility)
        if self.action == "cancel":
            return Cancel(events)
        if self.action == "copy":
            return Copy(
                to=self.to,
                events=events,
                first_day=self.first_day,
                span=Span(self.span) if self.span else None,
                facility_id=self.facility,
                with_people=self.people,
                with_equipment=self.equipment,
            )
        if self.template is None:
            raise Invalid.field("template", "say which template")
        if not self.to:
            raise Invalid.field("to", "name at least one day")
        return Apply(template_id=self.template, to=self.to)


class BatchOut(TypedDict):
    """What somebody did to many events at once. `kept` events stayed as they were when it was undone."""

    id: int
    action: ActionName
    words: str
    event_count: int
    asked_by: NotRequired[ProfileOut]
    created_at: datetime
    undone_at: NotRequired[datetime]
    undone_by: NotRequired[ProfileOut]
    kept: NotRequired[int]


class ToldOut(TypedDict):
    person: NamedOut
    events: int  # of theirs that it is about


class BatchResultOut(TypedDict):
    """What came of it, or would come of it. `done` and `left` count the rows that are, or cannot be, changed."""

    batch: NotRequired[BatchOut]
    words: str
    done: int
    left: int
    rows: list[BatchRowOut]
    people: list[ToldOut]


class BatchProblem(Problem):
    """409: every event that cannot be changed, with the reason."""

    rows: NotRequired[list[BatchRowOut]]


def batch_outs(rows: Sequence[Batch]) -> list[BatchOut]:
    """Two queries whatever their number."""
    ids = {key for row in rows for key in (row.asked_by_id, row.undone_by_id) if key}
    profiles = people.profiles(ids=ids)
    undone = [row.pk for row in rows if row.undone_at]
    kept: dict[int, int] = {}
    for key in BatchItem.objects.filter(batch_id__in=undone, is_kept=True).values_list("batch_id", flat=True):
        kept[key] = kept.get(key, 0) + 1
    outs = []
    for row in rows:
        out: BatchOut = {
            "id": row.pk,
            "action": row.action,  # type: ignore[typeddict-item]  # the choices of the column
            "words": row.words,
            "event_count": row.event_count,
            "created_at": row.created_at,
        }
        if row.asked_by_id in profiles:
            out["asked_by"] = profiles[row.asked_by_id]
        if row.undone_at:
            out["undone_at"] = row.undone_at
        if row.undone_by_id in profiles:
            out["undone_by"] = profiles[row.undone_by_id]
        if row.pk in kept:
            out["kept"] = kept[row.pk]
        outs.append(out)
    return outs


def result_out(ran: Ran) -> BatchResultOut:
    known = Known()
    persons = known.people(ids=ran.duties)
    out: BatchResultOut = {
        "words": ran.words,
        "done": len(ran.done),
        "left": sum(row.is_left for row in ran.rows),
        "rows": row_outs(ran.rows, known),
        "people": [
            {"person": {"id": key, "name": persons[key].name}, "events": len(events)}
            for key, events in sorted(ran.duties.items(), key=lambda duty: (-len(duty[1]), duty[0]))
            if key in persons
        ],
    }
    if ran.batch:
        out["batch"] = batch_outs([ran.batch])[0]
    return out
