"""Routes of claims, below the event that claims."""

from django.utils import timezone
from ninja import Router

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.facilities import public as facilities
from apps.scheduling.claims import selectors, services
from apps.scheduling.claims.schemas import ChallengeIn, ClaimOut, ClaimProblem, HoldIn, claim_out, hold_out
from apps.scheduling.events.schemas import BookingProblem, EventOut, event_outs
from apps.scheduling.events.selectors import event as read

router = Router(tags=["schedule"])
ACTION = {200: EventOut, **problems(403, 404, 412, 422), 409: ClaimProblem}


class ConfirmProblem(ClaimProblem, BookingProblem):
    """409: who comes before, or what of its crew is taken."""


@router.get("/{event_id}/claim/", response={200: ClaimOut, **problems(404)}, operation_id="read_claim")
def read_claim(request: UserRequest, event_id: Id) -> ClaimOut:
    """Where the event stands among those that want the same."""
    event, now = read(event_id=event_id), timezone.now()
    others = selectors.rivals(event, now=now)
    hold = None
    if event.is_option:
        hold = hold_out(
            selectors.terms_of([event.pk]).get(event.pk), selectors.standings([event.pk], now=now).get(event.pk)
        )
    rooms = facilities.facilities(ids={rival.resource_id for rival in others if rival.kind == "facility"})
    items = facilities.equipment(ids={rival.resource_id for rival in others if rival.kind == "equipment"})
    names = {("facility", key): ref.name for key, ref in rooms.items()}
    names |= {("equipment", key): ref.name for key, ref in items.items()}
    return claim_out(event, hold=hold, rivals=others, names=names)


@router.post(
    "/{event_id}/claim/confirm/",
    response={200: EventOut, **problems(403, 404, 412), 409: ConfirmProblem},
    operation_id="confirm_hold",
)
def confirm_hold(request: UserRequest, event_id: Id) -> EventOut:
    """Make a booking of the first option; its people are booked with it."""
    event = services.confirm_hold(
        actor=request.actor, event_id=event_id, expected_version=expected_version(request), now=timezone.now()
    )
    return event_outs([event])[0]


@router.post("/{event_id}/claim/release/", response=ACTION, operation_id="release_hold")
def release_hold(request: UserRequest, event_id: Id) -> EventOut:
    """Give a hold up. The event is cancelled, the next option is promoted."""
    event = services.release_hold(
        actor=request.actor, event_id=event_id, expected_version=expected_version(request), now=timezone.now()
    )
    return event_outs([event])[0]


@router.post("/{event_id}/claim/hold/", response=ACTION, operation_id="place_hold")
def place_hold(request: UserRequest, event_id: Id, body: HoldIn) -> EventOut:
    """Hold a confirmed or released event, behind all who hold the same; or change until when it is held."""
    event = services.place_hold(
        actor=request.actor,
        event_id=event_id,
        expires_at=body.hold_until,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return event_outs([event])[0]


@router.post("/{event_id}/claim/challenge/", response=ACTION, operation_id="challenge_hold")
def challenge_hold(request: UserRequest, event_id: Id, body: ChallengeIn) -> EventOut:
    """Ask all who are ahead to confirm or release by a deadline."""
    event = services.challenge(
        actor=request.actor,
        event_id=event_id,
        answer_by=body.answer_by,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return event_outs([event])[0]
