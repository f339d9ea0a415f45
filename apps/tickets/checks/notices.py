"""What system checks tell people."""

from collections.abc import Iterable

from apps.authentication import public as people
from apps.core.notices import Notice, concerns, kind
from apps.facilities import public as facilities
from apps.tickets.checks import selectors
from apps.tickets.checks.facts import SystemCheckReopened

REOPENED = kind("checks.reopened", "A system check I ran is reopened", group="System checks")


@concerns(SystemCheckReopened)
def system_check_reopened(fact: SystemCheckReopened) -> Iterable[Notice]:
    run = selectors.run(run_id=fact.system_check_id)
    facility = facilities.facilities(ids=[fact.facility_id]).get(fact.facility_id)
    by = people.people(ids=[fact.by_id] if fact.by_id else []).get(fact.by_id or 0)
    yield Notice(
        kind=REOPENED,
        people=fact.people,
        title=f"{run.checklist_name} of {facility.name if facility else 'a facility'} was reopened",
        text=f"{by.name}: {fact.reason}" if by else fact.reason,
        path=f"/system-check/{run.pk}",
    )
