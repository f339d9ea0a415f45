"""The module's routes, below one prefix each."""

from ninja import Router

from apps.scheduling.availability.api import router as availability
from apps.scheduling.batches.api import router as batches
from apps.scheduling.claims.api import router as claims
from apps.scheduling.events.api import router as events
from apps.scheduling.feeds.api import router as calendar_feeds
from apps.scheduling.history.api import router as history
from apps.scheduling.interchange.api import exports, imports
from apps.scheduling.leave.api import router as time_off
from apps.scheduling.maintenance.api import router as maintenance
from apps.scheduling.overview.api import router as overview
from apps.scheduling.parts.api import router as parts
from apps.scheduling.saved_filters.api import router as saved_filters
from apps.scheduling.series.api import recurrence
from apps.scheduling.series.api import router as series
from apps.scheduling.shifts.api import router as shifts
from apps.scheduling.sources.api import differences, sources
from apps.scheduling.templates.api import router as templates
from apps.scheduling.timekeeping.api import router as time_entries

router = Router()
router.add_router("/scheduled-events", exports)  # before the events, whose ids would take its place
router.add_router("/scheduled-events", events)
router.add_router("/scheduled-events", claims)
router.add_router("/scheduled-events", parts)
router.add_router("/scheduled-events", history)
router.add_router("/availability", availability)
router.add_router("/imports", imports)
router.add_router("/saved-filters", saved_filters)
router.add_router("/calendar-feeds", calendar_feeds)
router.add_router("/schedule-sources", sources)
router.add_router("/schedule-differences", differences)
router.add_router("/recurrence", recurrence)
router.add_router("/series", series)
router.add_router("/batches", batches)
router.add_router("/schedule-templates", templates)
router.add_router("/maintenance", maintenance)
router.add_router("/shifts", shifts)
router.add_router("/time-entries", time_entries)
router.add_router("/time-off-requests", time_off)
router.add_router("", overview)
