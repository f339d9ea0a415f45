"""Who hears that maintenance falls on an event: whoever made it, and the people on it."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from apps.core.notices import Notice, concerns, kind
from apps.scheduling.events.models import Event
from apps.scheduling.events.selectors import crew_of
from apps.scheduling.maintenance.facts import MaintenancePlanned
from apps.scheduling.ports import Equipment, Facilities, equipment_provider, facilities_provider

AT_RISK = kind("maintenance.at_risk", "Maintenance falls on an event of mine", group="Schedule")


@concerns(MaintenancePlanned)
def maintenance_planned(fact: MaintenancePlanned) -> Iterator[Notice]:
    events = Event.objects.live().filter(pk__in=fact.hit, end_at__gt=fact.occurred_at).order_by("start_at", "pk")
    crew: dict[int, set[int]] = {}
    for event_id, _, members in crew_of(fact.hit):
        crew.setdefault(event_id, set()).update(members)
    name = _name(fact)
    for event in events:
        zone = ZoneInfo(event.time_zone)
        start, end = fact.start.astimezone(zone), fact.end.astimezone(zone)
        yield Notice(
            kind=AT_RISK,
            people=crew.get(event.pk, set()) | ({event.created_by_id} if event.created_by_id else set()),
            title=f"{event.title} is at risk: {name} is in maintenance",
            text=f"{fact.reason}, {start:%a %d %b %Y, %H:%M} to {end:%a %d %b, %H:%M} ({event.time_zone}).",
            path=f"/schedule?view=list&day={event.start_at.astimezone(zone).date()}&open={event.pk}",
        )


def _name(
    fact: MaintenancePlanned,
    facilities: Facilities = facilities_provider,
    equipment: Equipment = equipment_provider,
) -> str:
    if fact.resource_kind == "facility":
        room = facilities.facilities(ids=[fact.resource_id]).get(fact.resource_id)
        return room.name if room else "Its facility"
    item = equipment.equipment(ids=[fact.resource_id]).get(fact.resource_id)
    return item.label if item else "An item of it"
