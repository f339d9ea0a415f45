"""All tables of the module, where Django looks for them; each subject defines its own."""

from apps.scheduling.batches.models import Batch, BatchItem
from apps.scheduling.claims.models import Claim
from apps.scheduling.events.models import Booking, Event
from apps.scheduling.feeds.models import Feed
from apps.scheduling.interchange.models import ImportRow, ImportRun
from apps.scheduling.leave.models import TimeOffRequest
from apps.scheduling.maintenance.models import Maintenance
from apps.scheduling.parts.models import Part
from apps.scheduling.saved_filters.models import SavedFilter
from apps.scheduling.series.models import Series
from apps.scheduling.shifts.models import Shift
from apps.scheduling.sources.models import Difference, Item, Source, Sync
from apps.scheduling.templates.models import Template, TemplateEntry
from apps.scheduling.timekeeping.models import TimeAdjustment, TimeBreak, TimeEntry

__all__ = [
    "Batch",
    "BatchItem",
    "Booking",
    "Claim",
    "Difference",
    "Event",
    "Feed",
    "ImportRow",
    "ImportRun",
    "Item",
    "Maintenance",
    "Part",
    "SavedFilter",
    "Series",
    "Shift",
    "Source",
    "Sync",
    "Template",
    "TemplateEntry",
    "TimeAdjustment",
    "TimeBreak",
    "TimeEntry",
    "TimeOffRequest",
]
