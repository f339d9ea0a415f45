"""What happened to maintenance windows."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class MaintenanceFact(Fact):
    type: ClassVar[str] = "scheduling.maintenance_fact"
    subject_kind: ClassVar[str] = "maintenance"
    live: ClassVar[bool] = True

    maintenance_id: int


@dataclass(frozen=True, kw_only=True)
class MaintenancePlanned(MaintenanceFact):
    """Planned or moved. `hit` are the events that it puts at risk and did not before."""

    type: ClassVar[str] = "scheduling.maintenance_planned"

    resource_kind: str
    resource_id: int
    reason: str
    start: datetime
    end: datetime
    hit: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class MaintenanceCalledOff(MaintenanceFact):
    type: ClassVar[str] = "scheduling.maintenance_called_off"
