"""Who and what could stand in for what is taken: people in the same position, items of the same category."""

from collections import Counter
from collections.abc import Collection
from typing import Any, TypeVar

from apps.scheduling.events.holding import Clash, Hold, free_resources
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.leave.selectors import absences
from apps.scheduling.ports import Alike, Equipment, alike_provider, equipment_provider

OfferT = TypeVar("OfferT")
OFFERED = 5  # of each that is taken


def alternatives(
    holds: Collection[Hold],
    found: Collection[Clash],
    *,
    equipment: Equipment = equipment_provider,
    people: Alike = alike_provider,
) -> dict[str, list[dict[str, Any]]]:
    """`free_people` and `free_equipment` for a refusal; each says whom or what it is offered instead of."""
    return _people(_taken(holds, found, ResourceKind.PERSON), holds, people) | _equipment(
        _taken(holds, found, ResourceKind.EQUIPMENT), holds, equipment
    )


def _taken(holds: Collection[Hold], found: Collection[Clash], kind: ResourceKind) -> dict[int, Hold]:
    clashing = {clash.resource_id for clash in found if clash.kind == kind}
    return {hold.resource_id: hold for hold in holds if hold.kind == kind and hold.resource_id in clashing}


def _people(taken: dict[int, Hold], holds: Collection[Hold], people: Alike) -> dict[str, list[dict[str, Any]]]:
    if not taken:
        return {}
    on_it = _ids(holds, ResourceKind.PERSON)
    alike = {key: [p for p in refs if p.id not in on_it] for key, refs in people.like_people(ids=taken).items()}
    wanted = {person.id: taken[key] for key, refs in alike.items() for person in refs}
    holds_of_theirs = _for(wanted)
    free = free_resources(holds_of_theirs)
    free -= {away.user_id for away in absences([(h.resource_id, h.start, h.end) for h in holds_of_theirs])}
    offered = [(key, person.id, person.name) for key, refs in alike.items() for person in refs if person.id in free]
    return {"free_people": [{"id": i, "name": name, "instead_of": key} for key, i, name in _first(offered)]}


def _equipment(
    taken: dict[int, Hold], holds: Collection[Hold], equipment: Equipment
) -> dict[str, list[dict[str, Any]]]:
    if not taken:
        return {}
    on_it = _ids(holds, ResourceKind.EQUIPMENT)
    alike = {key: [i for i in refs if i.id not in on_it] for key, refs in equipment.like_equipment(ids=taken).items()}
    free = free_resources(_for({item.id: taken[key] for key, refs in alike.items() for item in refs}))
    offered = [(key, item.id, item) for key, refs in alike.items() for item in refs if item.id in free]
    return {
        "free_equipment": [
            {"id": i, "name": item.name, "asset_tag": item.asset_tag, "instead_of": key}
            for key, i, item in _first(offered)
        ]
    }


def _ids(holds: Collection[Hold], kind: ResourceKind) -> set[int]:
    return {hold.resource_id for hold in holds if hold.kind == kind}


def _for(wanted: dict[int, Hold]) -> list[Hold]:
    return [Hold(hold.kind, key, hold.start, hold.end) for key, hold in wanted.items()]


def _first(offered: list[tuple[int, int, OfferT]]) -> list[tuple[int, int, OfferT]]:
    """At most so many instead of each."""
    seen: Counter[int] = Counter()
    kept = []
    for offer in offered:
        seen[offer[0]] += 1
        if seen[offer[0]] <= OFFERED:
            kept.append(offer)
    return kept
