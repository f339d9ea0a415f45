"""What people are told about time off. Titles never say why somebody is away."""

from collections.abc import Iterator

from apps.authentication import public as people
from apps.core.notices import Notice, concerns, kind
from apps.core.rights import Right
from apps.scheduling.leave.facts import TimeOffApproved, TimeOffFact, TimeOffRejected, TimeOffRequested
from apps.scheduling.leave.models import TimeOffRequest
from apps.scheduling.leave.selectors import absence_of
from apps.scheduling.leave.services import bookings_in

APPROVED = kind("leave.approved", "My time off is approved", group="Time off")
REJECTED = kind("leave.rejected", "My time off is rejected", group="Time off")
WAITING = kind("leave.waiting", "A request for time off waits for me", group="Time off", by_mail=False)
CLASH = kind("leave.clash", "Approved leave falls on bookings", group="Time off")


@concerns(TimeOffApproved)
def leave_approved(fact: TimeOffApproved) -> Iterator[Notice]:
    row = _row(fact)
    if row is None:
        return
    words = absence_of(row).words
    yield Notice(kind=APPROVED, people=[fact.user_id], title=f"Approved: time off {words}", path=_own(fact))
    if conflicts := bookings_in(row):
        schedulers = people.people_who_may(right=Right.EDIT_EVENTS) & people.people_who_may(right=Right.READ_LEAVE)
        yield Notice(
            kind=CLASH,
            people=schedulers - {fact.user_id},
            title=f"{_name(fact)} is away {words} and booked",
            text=", ".join(clash.event_title for clash in conflicts[:5]),
            path=f"/schedule?day={row.start_date}",
        )


@concerns(TimeOffRejected)
def leave_rejected(fact: TimeOffRejected) -> Iterator[Notice]:
    if row := _row(fact):
        title = f"Rejected: time off {absence_of(row).words}"
        yield Notice(kind=REJECTED, people=[fact.user_id], title=title, text=fact.reason, path=_own(fact))


@concerns(TimeOffRequested)
def leave_requested(fact: TimeOffRequested) -> Iterator[Notice]:
    if row := _row(fact):
        managers = people.people_who_may(right=Right.APPROVE_LEAVE) - {fact.user_id}
        title = f"{_name(fact)} asks for time off {absence_of(row).words}"
        yield Notice(kind=WAITING, people=managers, title=title, path="/approvals?show=leave")


def _row(fact: TimeOffFact) -> TimeOffRequest | None:
    return TimeOffRequest.objects.filter(pk=fact.time_off_request_id).first()


def _name(fact: TimeOffFact) -> str:
    who = people.people(ids=[fact.user_id]).get(fact.user_id)
    return who.name if who else "Somebody"


def _own(fact: TimeOffFact) -> str:
    return f"/my-time?request={fact.time_off_request_id}"
