import type { paths } from './schema';

/** The body of the good answer of one operation, so that nothing here repeats the schema. */
type Answer<Operation> = Operation extends { responses: infer Responses }
  ? Responses extends { 200: { content: { 'application/json': infer Body } } }
    ? Body
    : Responses extends { 201: { content: { 'application/json': infer Body } } }
      ? Body
      : never
  : never;
/** The body of the answer that something was made, where another good answer says what would be. */
type Created<Operation> = Operation extends {
  responses: { 201: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;
type Body<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Sent } };
}
  ? Sent
  : never;
type Query<Operation> = Operation extends { parameters: { query?: infer Asked } }
  ? NonNullable<Asked>
  : never;

type Get<Path extends keyof paths> = paths[Path] extends { get: infer Operation }
  ? Operation
  : never;
type Post<Path extends keyof paths> = paths[Path] extends { post: infer Operation }
  ? Operation
  : never;
type Patch<Path extends keyof paths> = paths[Path] extends { patch: infer Operation }
  ? Operation
  : never;

export type Site = Answer<Get<'/api/site/'>>;
export type Me = Answer<Get<'/api/auth/user/'>>;
export type Profile = Answer<Get<'/api/profiles/{person_id}/'>>;
export type ProfileDraft = Body<Patch<'/api/profiles/{person_id}/'>>;
export type EmergencyContact = Answer<Get<'/api/profiles/{person_id}/emergency-contact/'>>;
export type Location = Answer<Get<'/api/locations/{location_id}/'>>;
export type LocationDraft = Body<Patch<'/api/locations/{location_id}/'>>;
export type Facility = Answer<Get<'/api/facilities/{facility_id}/'>>;
export type FacilityDraft = Body<Patch<'/api/facilities/{facility_id}/'>>;
export type Equipment = Answer<Get<'/api/equipment/{equipment_id}/'>>;
export type EquipmentDraft = Body<Patch<'/api/equipment/{equipment_id}/'>>;
export type Kit = Answer<Get<'/api/kits/{kit_id}/'>>;
export type KitQuery = Query<Get<'/api/kits/'>>;
export type NewKit = Body<Post<'/api/kits/'>>;
export type Pool = Answer<Get<'/api/pools/{pool_id}/'>>;
export type PoolQuery = Query<Get<'/api/pools/'>>;
export type NewPool = Body<Post<'/api/pools/'>>;
export type AvailabilityQuery = Query<Get<'/api/availability/'>>;
export type AvailableFacility = NonNullable<
  Answer<Get<'/api/availability/'>>['facilities']
>[number];
export type ScheduledEvent = Answer<Get<'/api/scheduled-events/{event_id}/'>>;
export type EventChange = Answer<
  Get<'/api/scheduled-events/{event_id}/history/'>
>['results'][number];
export type EventDraft = Body<Patch<'/api/scheduled-events/{event_id}/'>>;
export type NewPart = Body<Post<'/api/scheduled-events/{event_id}/parts/'>>;
export type PartDraft = Body<Patch<'/api/scheduled-events/{event_id}/parts/{part_id}/'>>;
export type Series = Answer<Get<'/api/series/{series_id}/'>>;
export type MadeSeries = Created<Post<'/api/series/'>>;
export type SeriesPlan = Answer<Post<'/api/series/'>>;
export type NewSeries = Body<Post<'/api/series/'>>;
export type SeriesDraft = Body<Patch<'/api/series/{series_id}/'>>;
export type EndingSeries = Query<paths['/api/series/{series_id}/']['delete']>;
export type Recurrence = Body<Post<'/api/recurrence/preview/'>>;
export type EventQuery = Query<Get<'/api/scheduled-events/'>>;
export type EventStatus = ScheduledEvent['status'];
export type TimelineAnswer = Answer<Get<'/api/timeline/'>>;
export type TimelineEvent = TimelineAnswer['events'][number];
export type Batch = Answer<Get<'/api/batches/{batch_id}/'>>;
export type NewBatch = Body<Post<'/api/batches/'>>;
export type BatchResult = Answer<Post<'/api/batches/'>>;
export type BatchRow = BatchResult['rows'][number];
export type BatchQuery = Query<Get<'/api/batches/'>>;
export type ScheduleTemplate = Answer<Get<'/api/schedule-templates/{schedule_template_id}/'>>;
export type TemplateEntry = ScheduleTemplate['entries'][number];
export type NewScheduleTemplate = Body<Post<'/api/schedule-templates/'>>;
export type MonthQuery = Query<Get<'/api/month/'>>;
export type MonthDay = Answer<Get<'/api/month/'>>['days'][number];
export type MonthEvent = MonthDay['events'][number];
export type Downtime = NonNullable<TimelineAnswer['windows']>[number];
export type ClaimAnswer = Answer<Get<'/api/scheduled-events/{event_id}/claim/'>>;
export type Maintenance = Answer<Get<'/api/maintenance/{maintenance_id}/'>>;
export type NewMaintenance = Body<Post<'/api/maintenance/'>>;
export type Absence = NonNullable<TimelineAnswer['absences']>[number];
export type ImportRun = Answer<Get<'/api/imports/{run_id}/'>>;
export type ImportRow = Answer<Get<'/api/imports/{run_id}/rows/'>>['results'][number];
export type Today = Answer<Get<'/api/today/'>>;
export type AuditEntry = Answer<Get<'/api/audit/'>>['results'][number];
export type StationRecord = Answer<Get<'/api/record/'>>;
export type RecordCheck = NonNullable<StationRecord['check']>;
export type PersonalDataJob = Answer<
  Get<'/api/profiles/{person_id}/personal-data/'>
>['jobs'][number];
export type KeptKind = Answer<Get<'/api/retention/'>>['kinds'][number];
export type DeadLetter = Answer<Get<'/api/outbox/dead-letters/'>>['results'][number];
export type StationPart = Answer<Get<'/api/status/'>>['parts'][number];
export type Notification = Answer<Get<'/api/notifications/'>>['results'][number];
export type NotificationQuery = Query<Get<'/api/notifications/'>>;
export type NotificationPreference = Answer<
  Get<'/api/notification-preferences/'>
>['preferences'][number];
export type Setting = Answer<Get<'/api/settings/'>>['settings'][number];
export type SettingValues = Record<string, boolean | number | '' | null>;
export type Shift = Answer<Get<'/api/shifts/{shift_id}/'>>;
export type NewShift = Body<Post<'/api/shifts/'>>;
export type NewIncidentType = Body<Post<'/api/incident-types/'>>;
export type Session = Answer<Get<'/api/auth/sessions/'>>['results'][number];
export type LocationQuery = Query<Get<'/api/locations/'>>;
export type FacilityQuery = Query<Get<'/api/facilities/'>>;
export type EquipmentQuery = Query<Get<'/api/equipment/'>>;
export type ProfileQuery = Query<Get<'/api/profiles/'>>;
export type NewLocation = Body<Post<'/api/locations/'>>;
export type NewFacility = Body<Post<'/api/facilities/'>>;
export type NewEquipment = Body<Post<'/api/equipment/'>>;
export type NewEvent = Body<Post<'/api/scheduled-events/'>>;
export type EmergencyContactDraft = Body<Patch<'/api/profiles/{person_id}/emergency-contact/'>>;
export type Incident = Answer<Get<'/api/incident-tickets/{incident_id}/'>>;
export type IncidentDraft = Body<Patch<'/api/incident-tickets/{incident_id}/'>>;
export type ServiceTicket = Answer<Get<'/api/service-tickets/{service_ticket_id}/'>>;
export type ServiceTicketDraft = Body<Patch<'/api/service-tickets/{service_ticket_id}/'>>;
export type NewServiceTicket = Body<Post<'/api/service-tickets/'>>;
export type TimelineEntry = Answer<
  Get<'/api/incident-tickets/{incident_id}/timeline/'>
>['results'][number];
export type ChangeRequest = Answer<Get<'/api/change-requests/{change_request_id}/'>>;
export type ChangeQuery = Query<Get<'/api/change-requests/'>>;
export type NewChange = Body<Post<'/api/change-requests/'>>;
export type Attachment = Answer<Get<'/api/attachments/{attachment_id}/'>>;
export type NewLink = Body<Post<'/api/ticket-links/'>>;
export type NewIncident = Body<Post<'/api/incident-tickets/'>>;
export type IncidentType = Answer<Get<'/api/incident-types/{incident_type_id}/'>>;
export type Checklist = Answer<Get<'/api/checklists/{checklist_id}/'>>;
export type ChecklistDraft = Body<Patch<'/api/checklists/{checklist_id}/'>>;
export type NewChecklist = Body<Post<'/api/checklists/'>>;
export type SystemCheck = Answer<Get<'/api/system-checks/{check_id}/'>>;
export type CheckItem = SystemCheck['departments'][number]['items'][number];
export type CheckItemDraft = Body<Patch<'/api/system-checks/{check_id}/items/{item_id}/'>>;
export type DueState = DueCheck['state'];
export type DueCheck = Answer<Get<'/api/system-checks/due/'>>['results'][number];
export type TimeEntry = Answer<Get<'/api/time-entries/{time_entry_id}/'>>;
export type TimeEntryDraft = Body<Patch<'/api/time-entries/{time_entry_id}/'>>;
export type TimeEntryQuery = Query<Get<'/api/time-entries/'>>;
export type TimeSummary = Answer<Get<'/api/time-entries/summary/'>>;
export type Decided = Answer<Post<'/api/time-entries/bulk-approve/'>>;
export type TimeOff = Answer<Get<'/api/time-off-requests/{time_off_request_id}/'>>;
export type TimeOffDraft = Body<Patch<'/api/time-off-requests/{time_off_request_id}/'>>;
export type TimeOffQuery = Query<Get<'/api/time-off-requests/'>>;
export type ScheduleSource = Answer<Get<'/api/schedule-sources/{source_id}/'>>;
export type NewScheduleSource = Body<Post<'/api/schedule-sources/'>>;
export type SourceSync = Answer<Get<'/api/schedule-sources/{source_id}/syncs/'>>['results'][number];
export type SourceDifference = Answer<Get<'/api/schedule-differences/'>>['results'][number];
export type SavedFilter = Answer<Get<'/api/saved-filters/{filter_id}/'>>;
export type NewSavedFilter = Body<Post<'/api/saved-filters/'>>;
export type CalendarFeed = Answer<Get<'/api/calendar-feeds/{feed_id}/'>>;
export type NewCalendarFeed = Body<Post<'/api/calendar-feeds/'>>;
export type SignInDraft = Body<Post<'/api/auth/login/'>>;
export type ApiToken = Answer<Get<'/api/auth/api-tokens/'>>['results'][number];
export type NewApiToken = Body<Post<'/api/auth/api-tokens/'>>;
export type MadeApiToken = Answer<Post<'/api/auth/api-tokens/'>>;
export type SignIn = Answer<Get<'/api/sign-ins/'>>['results'][number];
