"""The one place where providers are bound: who reacts to which facts, what the audit is made of, who is who."""

from importlib import import_module
from pkgutil import walk_packages

from django.apps import AppConfig, apps

from apps.core import audit, notices, references
from apps.core.audit import Trail
from apps.core.personal import declaring as personal
from apps.core.personal.own import personal_data as own_personal_data
from apps.core.record.tables import Journal, keep_journals
from apps.core.references import Reference
from apps.core.rights import Right

# What the history of a subject is made of. Trails name their table, so nothing is imported for them.
TRAILS = {
    "person": [
        Trail("authentication.User"),
        Trail("authentication.EmergencyContact", part="emergency_contact."),
        Trail("authentication.ApiToken", key="person_id", part="api_token."),
    ],
    "location": [Trail("facilities.Location")],
    "facility": [Trail("facilities.Facility")],
    "equipment": [Trail("facilities.Equipment")],
    "equipment_category": [Trail("facilities.EquipmentCategory")],
    "kit": [Trail("facilities.Kit"), Trail("facilities.KitItem", key="kit_id", part="item.")],
    "pool": [Trail("facilities.Pool")],
    "event": [
        Trail("scheduling.Event", also_for=Right.EDIT_EVENTS),
        Trail("scheduling.Booking", key="event_id", part="booking.", also_for=Right.EDIT_EVENTS),
        Trail("scheduling.Part", key="event_id", part="part.", also_for=Right.EDIT_EVENTS),
        Trail("scheduling.Claim", key="event_id", part="hold.", also_for=Right.EDIT_EVENTS),
    ],
    "series": [Trail("scheduling.Series", also_for=Right.EDIT_EVENTS)],
    "maintenance": [Trail("scheduling.Maintenance")],
    "schedule_template": [
        Trail("scheduling.Template", also_for=Right.EDIT_EVENTS),
        Trail("scheduling.TemplateEntry", key="template_id", part="entry.", also_for=Right.EDIT_EVENTS),
    ],
    "schedule_source": [Trail("scheduling.Source")],
    "shift": [Trail("scheduling.Shift", also_for=Right.EDIT_SHIFTS)],
    "incident": [Trail("tickets.Incident", hidden=frozenset({"ticket_id"}))],
    "incident_type": [Trail("tickets.IncidentType")],
    "change_request": [Trail("tickets.ChangeRequest", hidden=frozenset({"ticket_id"}))],
    "service_ticket": [Trail("tickets.ServiceTicket", hidden=frozenset({"ticket_id"}))],
    "time_entry": [
        Trail("scheduling.TimeEntry", also_for=Right.APPROVE_TIME),
        Trail("scheduling.TimeBreak", key="entry_id", part="break.", also_for=Right.APPROVE_TIME),
    ],
    "time_off_request": [Trail("scheduling.TimeOffRequest", also_for=Right.APPROVE_LEAVE)],
    "setting": [Trail("core.SwitchValue")],
    "checklist": [
        Trail("tickets.Checklist", also_for=Right.EDIT_CHECKLISTS),
        Trail("tickets.ChecklistItem", key="checklist_id", part="item.", also_for=Right.EDIT_CHECKLISTS),
    ],
    "system_check": [
        Trail("tickets.CheckRun", also_for=Right.EDIT_CHECKLISTS),
        Trail("tickets.CheckResult", key="run_id", part="item.", also_for=Right.EDIT_CHECKLISTS),
    ],
}

# Tables to which rows are only ever added: sealed with the histories of all tracked tables; see docs/record.md.
JOURNALS = [
    Journal("scheduling.TimeAdjustment", at="adjusted_at"),
    Journal("tickets.Activity", at="at"),
]

# Columns that hold another module's ids, and what they point to.
REFERENCES = [
    Reference("authentication.Session", "user_id", to="person"),
    Reference("authentication.PersonalDataJob", "person_id", to="person"),
    Reference("authentication.PersonalDataJob", "asked_by_id", to="person"),
    Reference("core.IdempotentAnswer", "actor_id", to="person"),
    Reference("core.OutboxEvent", "actor_id", to="person"),
    Reference("core.RecordCheck", "asked_by_id", to="person"),
    Reference("core.Seal", "actor_id", to="person"),
    Reference("core.OutboxEvent", "audience_id", to="person"),
    Reference("notifications.Notification", "person_id", to="person"),
    Reference("notifications.Notification", "actor_id", to="person"),
    Reference("notifications.Preference", "person_id", to="person"),
    Reference("notifications.Letter", "sender_id", to="person"),
    Reference("notifications.Delivery", "person_id", to="person"),
    Reference("scheduling.Event", "facility_id", to="facility"),
    Reference("scheduling.Event", "location_id", to="location"),
    Reference("scheduling.Event", "created_by_id", to="person"),
    Reference("scheduling.Series", "facility_id", to="facility"),
    Reference("scheduling.Series", "location_id", to="location"),
    Reference("scheduling.Series", "created_by_id", to="person"),
    Reference("scheduling.Booking", "resource_id", to="facility", where={"resource_kind": "facility"}),
    Reference("scheduling.Booking", "resource_id", to="person", where={"resource_kind": "person"}),
    Reference("scheduling.Booking", "resource_id", to="equipment", where={"resource_kind": "equipment"}),
    Reference("scheduling.Booking", "resource_id", to="pool", where={"resource_kind": "pool"}),
    Reference("scheduling.Booking", "kit_id", to="kit"),
    Reference("scheduling.Part", "facility_id", to="facility"),
    Reference("scheduling.Maintenance", "resource_id", to="facility", where={"resource_kind": "facility"}),
    Reference("scheduling.Maintenance", "resource_id", to="equipment", where={"resource_kind": "equipment"}),
    Reference("scheduling.Maintenance", "created_by_id", to="person"),
    Reference("scheduling.ImportRun", "created_by_id", to="person"),
    Reference("scheduling.Source", "created_by_id", to="person"),
    Reference("scheduling.Sync", "asked_by_id", to="person"),
    Reference("scheduling.Difference", "decided_by_id", to="person"),
    Reference("scheduling.Batch", "asked_by_id", to="person"),
    Reference("scheduling.Batch", "undone_by_id", to="person"),
    Reference("scheduling.Template", "created_by_id", to="person"),
    Reference("scheduling.TemplateEntry", "facility_id", to="facility"),
    Reference("scheduling.TemplateEntry", "location_id", to="location"),
    Reference("scheduling.SavedFilter", "person_id", to="person"),
    Reference("scheduling.SavedFilter", "user_id", to="person"),
    Reference("scheduling.SavedFilter", "facility_id", to="facility"),
    Reference("scheduling.SavedFilter", "location_id", to="location"),
    Reference("scheduling.Feed", "person_id", to="person"),
    Reference("scheduling.Feed", "user_id", to="person"),
    Reference("scheduling.Feed", "facility_id", to="facility"),
    Reference("tickets.Activity", "actor_id", to="person"),
    Reference("tickets.Activity", "person_id", to="person"),
    Reference("tickets.Incident", "facility_id", to="facility"),
    Reference("tickets.Incident", "reporter_id", to="person"),
    Reference("tickets.Incident", "assignee_id", to="person"),
    Reference("tickets.CheckRun", "facility_id", to="facility"),
    Reference("tickets.CheckRun", "started_by_id", to="person"),
    Reference("tickets.CheckRun", "completed_by_id", to="person"),
    Reference("tickets.CheckResult", "checked_by_id", to="person"),
    Reference("tickets.Attachment", "uploaded_by_id", to="person"),
    Reference("tickets.Link", "created_by_id", to="person"),
    Reference("tickets.ChangeRequest", "assignee_id", to="person"),
    Reference("tickets.ChangeRequest", "author_id", to="person"),
    Reference("tickets.ChangeRequest", "decided_by_id", to="person"),
    Reference("tickets.Note", "author_id", to="person"),
    Reference("tickets.ServiceTicket", "facility_id", to="facility"),
    Reference("tickets.ServiceTicket", "requested_by_id", to="person"),
    Reference("tickets.ServiceTicket", "assignee_id", to="person"),
    Reference("tickets.ServiceTicket", "submitted_by_id", to="person"),
    Reference("tickets.ServiceTicket", "reviewed_by_id", to="person"),
    Reference("scheduling.TimeEntry", "user_id", to="person"),
    Reference("scheduling.TimeEntry", "decided_by_id", to="person"),
    Reference("scheduling.TimeEntry", "created_by_id", to="person"),
    Reference("scheduling.TimeEntry", "location_id", to="location"),
    Reference("scheduling.TimeAdjustment", "adjusted_by_id", to="person"),
    Reference("scheduling.TimeOffRequest", "user_id", to="person"),
    Reference("scheduling.TimeOffRequest", "decided_by_id", to="person"),
    Reference("scheduling.TimeOffRequest", "created_by_id", to="person"),
]


# Files with these names register what they define when they are imported.
_REGISTERING = {"facts", "handlers", "notices", "retention", "switches", "tasks"}


class Wiring(AppConfig):
    name = "backend"
    label = "backend"

    def ready(self) -> None:
        for module in _modules():
            if module.rsplit(".", 1)[-1] in _REGISTERING:
                import_module(module)
        for kind, trails in TRAILS.items():
            audit.keep(kind, *trails)
        keep_journals(*JOURNALS)
        _bind_providers()


def _bind_providers() -> None:
    """The modules' public interfaces can be imported only now that every model is there."""
    from apps.authentication import public as authentication
    from apps.core import activity
    from apps.facilities import public as facilities
    from apps.notifications import public as notifications
    from apps.scheduling import public as scheduling
    from apps.tickets import public as tickets

    facilities.bind_promises(scheduling.first_promised)
    notices.bind_delivery(notifications.deliver)
    notices.bind_people_who_may(lambda right: authentication.people_who_may(right=right))
    audit.bind_names(lambda ids: {key: person.name for key, person in authentication.people(ids=ids).items()})
    activity.bind_titles("event", lambda ids: scheduling.event_titles(ids=ids))
    activity.bind_titles("incident", lambda ids: tickets.incident_titles(ids=ids))
    personal.bind(
        own_personal_data,
        authentication.personal_data,
        facilities.personal_data,
        scheduling.personal_data,
        tickets.personal_data,
        notifications.personal_data,
    )
    references.declare(*REFERENCES)
    references.bind_existing("person", lambda ids: authentication.people(ids=ids))
    references.bind_existing("facility", lambda ids: facilities.facilities(ids=ids))
    references.bind_existing("equipment", lambda ids: facilities.equipment(ids=ids))
    references.bind_existing("kit", lambda ids: facilities.kits(ids=ids))
    references.bind_existing("pool", lambda ids: facilities.pools(ids=ids))
    references.bind_existing("location", lambda ids: facilities.locations(ids=ids))


def _modules() -> list[str]:
    """Every Python module of the station's own installed apps, not imported yet."""
    own = [config for config in apps.get_app_configs() if config.name.startswith("apps.")]
    return [found.name for config in own for found in walk_packages([config.path], f"{config.name}.")]
