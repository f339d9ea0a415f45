"""Parts of events: duties within them that have times, a place and people of their own."""

from datetime import datetime, timedelta
from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from apps.scheduling.events.models import Event


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), model_name="PartHistory")
class Part(models.Model):
    """One duty of an event, such as the rig of its lights. Its people and its facility are bookings of the event.

    Its times are kept relative to its event, in elapsed time; so it moves with it, whatever moves it.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="parts")
    title = models.CharField(max_length=255)
    begins = models.DurationField()  # after the event does; negative is before
    lasts = models.DurationField()
    facility_id = models.BigIntegerField(null=True)  # facilities' id; None: wherever the event is
    needs = models.JSONField(default=list)  # [{"position": "Camera", "headcount": 2}]

    class Meta:
        db_table = "scheduling_part"
        verbose_name = "part"
        constraints: ClassVar = [
            models.CheckConstraint(name="part_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="part_takes_time", condition=Q(lasts__gt=timedelta(0))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def start_at(self) -> datetime:
        return self.event.start_at + self.begins

    @property
    def end_at(self) -> datetime:
        return self.start_at + self.lasts
