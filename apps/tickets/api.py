"""The module's routes, below one prefix each: incidents, service tickets, change requests, system checks."""

from ninja import Router

from apps.tickets.activity.api import changes as change_timelines
from apps.tickets.activity.api import incidents as incident_timelines
from apps.tickets.activity.api import service as service_timelines
from apps.tickets.attachments.api import router as attachments
from apps.tickets.changes.api import router as changes
from apps.tickets.checks.api import checklists, system_checks
from apps.tickets.incident_types.api import router as incident_types
from apps.tickets.incidents.api import router as incidents
from apps.tickets.links.api import router as links
from apps.tickets.notes.api import router as comments
from apps.tickets.service.api import conversions
from apps.tickets.service.api import router as service

router = Router()
router.add_router("/incident-types", incident_types)
router.add_router("/incident-tickets", incidents)
router.add_router("/checklists", checklists)
router.add_router("/system-checks", system_checks)
router.add_router("/incident-tickets", conversions)
router.add_router("/service-tickets", service)
router.add_router("/incident-tickets", incident_timelines)
router.add_router("/service-tickets", service_timelines)
router.add_router("/change-requests", changes)
router.add_router("/change-requests", change_timelines)
router.add_router("/comments", comments)
router.add_router("/attachments", attachments)
router.add_router("/ticket-links", links)
