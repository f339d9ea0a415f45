"""Facilities whose neighbours begin to share rig and strike."""

from datetime import datetime

from django.db import connection

from apps.core import locks
from apps.core.db import transaction
from apps.scheduling.events.models import Event
from apps.scheduling.ports import Facilities, facilities_provider
from apps.scheduling.series.models import Series


def share_buffers(*, facility_id: int, now: datetime, facilities: Facilities = facilities_provider) -> None:
    """What is planned in the facility from now on shares its rig and strike as what is booked later does.

    Nothing is in the way of that. What was agreed so stays so when the facility does not share them any more.
    """
    facility = facilities.facilities(ids=[facility_id]).get(facility_id)
    if facility is None or not facility.shares_buffers:
        return
    with transaction():
        coming = Event.objects.live().filter(facility_id=facility_id, end_at__gt=now, shares_buffers=False)
        ids = list(coming.select_for_update().order_by("pk").values_list("pk", flat=True))
        locks.hold(f"facility:{facility_id}", within=locks.PATIENCE)
        Event.objects.filter(pk__in=ids).update(shares_buffers=True)
        Series.objects.live().filter(facility_id=facility_id).update(shares_buffers=True)
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE scheduling_booking b SET core = e.period FROM scheduling_event e
                 WHERE e.id = b.event_id AND e.id = ANY(%s)
                   AND b.resource_kind = 'facility' AND b.resource_id = %s AND b.part_id IS NULL
                """,
                [ids, facility_id],
            )
