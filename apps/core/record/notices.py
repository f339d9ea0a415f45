"""Who is told when the record is not what it was."""

from collections.abc import Iterable

from apps.core.notices import Notice, concerns, kind, people_who_may
from apps.core.record.facts import RecordFoundAltered
from apps.core.rights import Right

ALTERED = kind("station.record_altered", "A check finds that the record was altered", group="The station")


@concerns(RecordFoundAltered)
def record_found_altered(fact: RecordFoundAltered) -> Iterable[Notice]:
    more = f", and {fact.count - 1} more" if fact.count > 1 else ""
    yield Notice(
        kind=ALTERED,
        people=people_who_may(Right.READ_STATUS),
        title="The record is not what was sealed",
        text=f"{fact.first}{more}. Somebody changed the database past BMS, or it was damaged.",
        path="/admin/record",
    )
