"""The route of availability."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from apps.core.http import UserRequest, json_answer, problems
from apps.scheduling.availability import selectors
from apps.scheduling.availability.schemas import AvailabilityFilters, AvailabilityOut, availability_out

router = Router(tags=["schedule"])


@router.get("/", response={200: AvailabilityOut, **problems(422)}, operation_id="read_availability")
def read_availability(request: UserRequest, filters: Query[AvailabilityFilters]) -> HttpResponse:
    """Who and what is free for a period, or the first free slots of a duration in it; buffers and holds counted."""
    question = filters.question()
    answer = selectors.availability(actor=request.actor, question=question, now=timezone.now())
    return json_answer(availability_out(answer, duration=question.duration))
