/** Written by hand until the committed docs/openapi.json exists; `npm run schema` replaces it. */
interface Refusal { detail: string; code: string; errors?: { [field: string]: string[] } }
type Json<T> = { headers: { [name: string]: unknown }; content: { 'application/json': T } };
type Op<R, Q = never, P = never, B = never, S extends number = 200> = {
  parameters: { query?: Q; header?: never; path: P; cookie?: never };
  requestBody?: { content: { 'application/json': B } };
  responses: { [K in S]: Json<R> } & { 422: Json<Refusal> };
};
type Read<R, Q = never> = { parameters: { query?: Q; header?: never; path?: never; cookie?: never }; requestBody?: never; responses: { 200: Json<R> } };
type Sends<B> = [B] extends [never] ? { requestBody?: never } : { requestBody: { content: { 'application/json': B } } };
type Write<R, B = never, S extends number = 200> = Sends<B> & { parameters: { query?: never; header?: { [name: string]: string }; path?: never; cookie?: never }; responses: { [K in S]: Json<R> } & { 422: Json<Refusal> } };
type ReadOne<R> = Op<R, never, { id: number }>;
type WriteOne<R, B = never> = Sends<B> & { parameters: { query?: never; header?: { [name: string]: string }; path: { id: number }; cookie?: never }; responses: { 200: Json<R>; 422: Json<Refusal> } };
interface Page<T> { count: number; next: string | null; previous: string | null; results: T[] }
type ListQuery = { page?: number; page_size?: number; search?: string; ordering?: string; archived?: boolean };

interface User { id: number; username: string; email: string; first_name: string; last_name: string; is_staff: boolean; is_active: boolean; date_joined: string; last_login: string | null }
interface Me extends User { role: string; flags: string[]; rights: string[] }
interface Profile { id: number; user: User; full_name: string; email: string; phone?: string; position?: string; department?: string; start_date?: string; status: 'Active' | 'Inactive'; created_at: string; updated_at: string; role: string; flags: string[]; username: string; version: number; invited?: boolean }
interface ProfileIn { full_name?: string; email?: string; username?: string; phone?: string | null; position?: string | null; department?: string | null; start_date?: string | null; status?: string; role?: string; flags?: string[] }
interface Contact { name?: string; relationship?: string; phone?: string }
interface Location { id: number; name: string; description?: string; created_at: string; time_zone: string; address?: string; archived_at?: string; version: number }
interface LocationIn { name?: string; description?: string | null; time_zone?: string; address?: string | null }
interface Facility { id: number; name: string; description?: string; location?: Location; status: 'Active' | 'Inactive'; created_at: string; kind: string; capacity?: number; rig_minutes: number; strike_minutes: number; archived_at?: string; version: number }
interface FacilityIn { name?: string; description?: string | null; location?: number | null; status?: string; kind?: string; capacity?: number | null; rig_minutes?: number; strike_minutes?: number }
interface Category { id: number; name: string; description?: string; created_at: string; version: number }
interface Equipment { id: number; name: string; asset_tag: string; serial_number?: string; category?: Category; facility?: Facility; status: string; description?: string; archived_at?: string; created_at: string; updated_at: string; version: number }
interface EquipmentIn { name?: string; asset_tag?: string; serial_number?: string | null; category?: number | null; facility?: number | null; status?: string; description?: string | null }
interface Event { id: number; title: string; description?: string; event_type?: string; start_time: string; end_time: string; location?: Location; facility?: Facility; assigned_users: Profile[]; created_by?: Profile; status: 'Scheduled' | 'In Progress' | 'Completed' | 'Cancelled'; created_at: string; updated_at: string; time_zone: string; on_air_start?: string; on_air_end?: string; call_time?: string; wrap_time?: string; rig_minutes: number; strike_minutes: number; contributors: string[]; source?: string; external_id?: string; version: number }
interface EventIn { title?: string; description?: string | null; event_type?: string | null; start_time?: string; end_time?: string; facility?: number | null; location?: number | null; assigned_users?: number[]; status?: string; time_zone?: string; on_air_start?: string | null; on_air_end?: string | null; call_time?: string | null; wrap_time?: string | null }
type EventQuery = ListQuery & { start_date?: string; end_date?: string; start?: string; end?: string; facility?: number; location?: number; user?: number; status?: string; event_type?: string };
interface TimelineRowOut { id: number; name: string; group?: string }
interface TimelineEvent { id: number; title: string; type?: string; status: string; start: string; end: string; on_air_start?: string; on_air_end?: string; hold_start: string; hold_end: string; facility?: number; people: number[]; version: number }
interface Timeline { rows: TimelineRowOut[]; events: TimelineEvent[] }
interface ImportCounts { created: number; changed: number; unchanged: number; conflict: number; bad: number }
interface ImportRun { id: number; file_name: string; format: string; status: 'queued' | 'reading' | 'planned' | 'applying' | 'applied' | 'failed' | 'refused'; progress: number; counts: ImportCounts; missing_facilities: string[]; detail?: string; options: { [name: string]: unknown }; created_at: string }
interface ImportRow { number: number; outcome: string; title: string; start_time?: string; end_time?: string; facility_name?: string; reason?: string }
interface Broken { id: number; name: string; status: string; kind?: string }
interface Today { now: string; on_air: Event[]; next: Event[]; unstaffed: Event[]; faulty: Broken[]; mine: Event[] }
interface AuditEntry { id: number; at: string; action: string; actor?: { id: number; name: string }; request_id?: string; subject?: string; changes: { [field: string]: unknown[] } }
interface DeadLetter { id: number; name: string; subject: string; attempts: number; error: string; occurred_at: string }
interface Session { id: number; current: boolean; ip_address?: string; user_agent?: string; created_at: string; last_seen_at: string }
interface Detail { detail: string }

export interface paths {
  '/api/csrf/': { get: Read<{ csrfToken: string }> };
  '/api/site/': { get: Read<{ name: string; time_zone: string; stream_url: string; environment: string }> };
  '/api/auth/login/': { post: Write<User, { username: string; password: string }> };
  '/api/auth/logout/': { post: Write<Detail> };
  '/api/auth/user/': { get: Read<Me> };
  '/api/auth/sessions/': { get: Read<Page<Session>> };
  '/api/auth/sessions/{id}/revoke/': { post: WriteOne<Detail> };
  '/api/auth/sessions/revoke-others/': { post: Write<Detail> };
  '/api/auth/password/change/': { post: Write<Detail, { current_password: string; new_password: string }> };
  '/api/auth/password/reset/': { post: Write<Detail, { email: string }> };
  '/api/auth/password/set/': { post: Write<Detail, { uid: string; token: string; new_password: string }> };
  '/api/profiles/': { get: Read<Page<Profile>, ListQuery & { status?: string; department?: string; role?: string }>; post: Write<Profile, ProfileIn, 201> };
  '/api/profiles/{id}/': { get: ReadOne<Profile>; patch: WriteOne<Profile, ProfileIn> };
  '/api/profiles/{id}/invite/': { post: WriteOne<Detail> };
  '/api/profiles/{id}/emergency-contact/': { get: ReadOne<Contact>; patch: WriteOne<Contact, Contact> };
  '/api/locations/': { get: Read<Page<Location>, ListQuery>; post: Write<Location, LocationIn, 201> };
  '/api/locations/{id}/': { get: ReadOne<Location>; patch: WriteOne<Location, LocationIn> };
  '/api/locations/{id}/archive/': { post: WriteOne<Location> };
  '/api/locations/{id}/restore/': { post: WriteOne<Location> };
  '/api/facilities/': { get: Read<Page<Facility>, ListQuery & { status?: string; kind?: string; location?: number }>; post: Write<Facility, FacilityIn, 201> };
  '/api/facilities/{id}/': { get: ReadOne<Facility>; patch: WriteOne<Facility, FacilityIn> };
  '/api/facilities/{id}/archive/': { post: WriteOne<Facility> };
  '/api/facilities/{id}/restore/': { post: WriteOne<Facility> };
  '/api/equipment-categories/': { get: Read<Page<Category>, ListQuery>; post: Write<Category, { name: string }, 201> };
  '/api/equipment/': { get: Read<Page<Equipment>, ListQuery & { status?: string; category?: number; facility?: number }>; post: Write<Equipment, EquipmentIn, 201> };
  '/api/equipment/{id}/': { get: ReadOne<Equipment>; patch: WriteOne<Equipment, EquipmentIn> };
  '/api/equipment/{id}/archive/': { post: WriteOne<Equipment> };
  '/api/equipment/{id}/restore/': { post: WriteOne<Equipment> };
  '/api/scheduled-events/': { get: Read<Page<Event>, EventQuery>; post: Write<Event, EventIn, 201> };
  '/api/scheduled-events/{id}/': { get: ReadOne<Event>; patch: WriteOne<Event, EventIn>; delete: WriteOne<Detail> };
  '/api/timeline/': { get: Read<Timeline, { start: string; end: string; rows?: 'facility' | 'person' }> };
  '/api/imports/': { get: Read<Page<ImportRun>, ListQuery>; post: Write<ImportRun, never, 202> };
  '/api/imports/{id}/': { get: ReadOne<ImportRun> };
  '/api/imports/{id}/rows/': { get: Op<Page<ImportRow>, ListQuery & { outcome?: string }, { id: number }> };
  '/api/imports/{id}/apply/': { post: WriteOne<ImportRun, { mode: 'all' | 'good'; create_missing: boolean }> };
  '/api/today/': { get: Read<Today> };
  '/api/audit/': { get: Read<Page<AuditEntry>, ListQuery & { subject?: string }> };
  '/api/outbox/dead-letters/': { get: Read<Page<DeadLetter>, ListQuery> };
  '/api/outbox/dead-letters/{id}/retry/': { post: WriteOne<Detail> };
}
