"""The list of events: filtered, paged, with everything it nests fetched ahead."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response

from bench.plain.models import Booking, Event
from bench.plain.serializers import EventSerializer

AHEAD, BEHIND = 2000, 500


class Pages(PageNumberPagination):
    page_size = 5000


class EventList(ListAPIView):
    serializer_class = EventSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Event]:
        crew = Booking.objects.filter(resource_kind="person").select_related("person").order_by("person_id")
        return (
            Event.objects.filter(archived_at=None)
            .select_related("facility__location", "location", "created_by")
            .prefetch_related(Prefetch("bookings", queryset=crew, to_attr="crew"))
        )

    def list(self, request: Any, *args: Any, **options: Any) -> Response:
        if "start_date" not in request.query_params:
            events = self._around()
            outs = self.get_serializer(_staffed(events), many=True).data
            return Response({"count": len(outs), "next": None, "previous": None, "results": outs})
        zone = timezone.get_default_timezone()
        first = date.fromisoformat(request.query_params["start_date"])
        last = date.fromisoformat(request.query_params["end_date"])
        events = self.get_queryset().filter(
            end_time__gt=datetime.combine(first, time(), zone),
            start_time__lt=datetime.combine(last + timedelta(days=1), time(), zone),
        )
        page = self.paginate_queryset(events)
        return self.get_paginated_response(self.get_serializer(_staffed(page), many=True).data)

    def _around(self) -> "list[Event]":
        today = timezone.localdate()
        monday = today - timedelta(days=today.weekday() + 1)
        pivot = datetime.combine(monday, time(), timezone.get_default_timezone())
        events = self.get_queryset()
        ahead = list(events.filter(start_time__gte=pivot)[:AHEAD])
        behind = list(events.filter(start_time__lt=pivot).order_by("-start_time", "-id")[:BEHIND])
        return [*reversed(behind), *ahead]


def _staffed(events: Any) -> Any:
    for event in events:
        event.assigned_users = [booking.person for booking in event.crew if booking.status != "TENTATIVE"]
        event.tentative_users = [booking.person for booking in event.crew if booking.status == "TENTATIVE"]
    return events
