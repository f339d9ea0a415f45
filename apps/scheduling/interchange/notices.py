"""An import tells each person once, however many of their events it brought or changed."""

from collections.abc import Iterable

from apps.core.notices import Notice, concerns, kind
from apps.scheduling.events.notices import GROUP
from apps.scheduling.interchange.facts import ScheduleImported

IMPORTED = kind("events.imported", "An import brings or changes events I am on", group=GROUP)


@concerns(ScheduleImported)
def schedule_imported(fact: ScheduleImported) -> Iterable[Notice]:
    for person, events in sorted(fact.duties.items()):
        yield Notice(
            kind=IMPORTED,
            people=[person],
            title=f"An import changed your schedule: {events} {'event' if events == 1 else 'events'}",
            path=f"/schedule?view=list&person={person}",
        )
