"""Whom it concerns what a source brings: schedulers decide on differences, administrators mend what fails."""

from collections.abc import Iterable

from apps.core.notices import Notice, concerns, kind
from apps.core.rights import Right
from apps.scheduling.events.notices import GROUP
from apps.scheduling.sources.facts import SourceSynced
from apps.scheduling.sources.ports import staff_provider

DIFFERS = kind("sources.differs", "A schedule source changes what people changed", group=GROUP)
FAILING = kind("sources.failing", "A schedule source cannot be read", group=GROUP)
TOLD_AFTER = 3  # failures in a row: one is nothing, and nobody wants to hear of every one


@concerns(SourceSynced)
def source_synced(fact: SourceSynced) -> Iterable[Notice]:
    path = f"/admin/sources?open={fact.schedule_source_id}"
    if fact.differences:
        what = "1 event" if fact.differences == 1 else f"{fact.differences:,} events"
        yield Notice(
            kind=DIFFERS,
            people=sorted(staff_provider.people_who_may(right=Right.RUN_IMPORTS)),
            title=f"{fact.name} changes {what} that people changed",
            text="Nothing of that is overwritten: decide which one counts.",
            path=path,
        )
    if fact.failures == TOLD_AFTER:
        yield Notice(
            kind=FAILING,
            people=sorted(staff_provider.people_who_may(right=Right.EDIT_SETTINGS)),
            title=f"{fact.name} could not be read {TOLD_AFTER} times in a row",
            text=f"{fact.detail}.",
            path=path,
        )
