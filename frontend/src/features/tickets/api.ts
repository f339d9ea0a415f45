import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type {
  Incident,
  IncidentDraft,
  NewServiceTicket,
  ServiceTicket,
  ServiceTicketDraft,
} from '@/api/types';
import type { Attempt } from './reporting';

/** Spelled as the subjects of facts are: `incident:12`. */
export type TicketKind = 'incident' | 'service_ticket';
/** Notes and timelines are of changes too. */
export type AnyKind = TicketKind | 'change_request';
export type Ticket =
  (Incident & { kind: 'incident' }) | (ServiceTicket & { kind: 'service_ticket' });

export const PAGE_SIZE = 50;

export interface TicketFilters {
  status?: Ticket['status'] | undefined;
  open?: boolean | undefined;
  priority?: Ticket['priority'] | undefined;
  assignee?: string | undefined;
  facility?: number | undefined;
  search?: string | undefined;
  page?: number | undefined;
  page_size?: number;
}

export interface TicketPage {
  count: number;
  results: Ticket[];
}

export const incidentTypesQuery = queryOptions({
  queryKey: ['incident-types', 'all'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/api/incident-types/', { signal }))).results,
  staleTime: 5 * 60_000,
});

const asIncident = (found: Incident): Ticket => ({ ...found, kind: 'incident' });
const asService = (found: ServiceTicket): Ticket => ({ ...found, kind: 'service_ticket' });

export const ticketsQuery = (kind: TicketKind, { status, ...rest }: TicketFilters) =>
  queryOptions({
    queryKey: ['tickets', 'list', kind, status, rest],
    queryFn: async ({ signal }): Promise<TicketPage> => {
      const filters = { ...rest, page_size: rest.page_size ?? PAGE_SIZE };
      if (kind === 'incident') {
        const query = { ...filters, status: status as Incident['status'] | undefined };
        const page = await unwrap(api.GET('/api/incident-tickets/', { params: { query }, signal }));
        return { count: page.count, results: page.results.map(asIncident) };
      }
      const query = { ...filters, status: status as ServiceTicket['status'] | undefined };
      const page = await unwrap(api.GET('/api/service-tickets/', { params: { query }, signal }));
      return { count: page.count, results: page.results.map(asService) };
    },
    placeholderData: (previous) => previous,
  });

export const ticketQuery = (kind: TicketKind, id: number) =>
  queryOptions({
    queryKey: ['tickets', 'one', kind, id],
    queryFn: async ({ signal }): Promise<Ticket> =>
      kind === 'incident'
        ? asIncident(
            await unwrap(
              api.GET('/api/incident-tickets/{incident_id}/', {
                params: { path: { incident_id: id } },
                signal,
              }),
            ),
          )
        : asService(
            await unwrap(
              api.GET('/api/service-tickets/{service_ticket_id}/', {
                params: { path: { service_ticket_id: id } },
                signal,
              }),
            ),
          ),
  });

export const timelineQuery = (kind: AnyKind, id: number) =>
  queryOptions({
    queryKey: ['tickets', 'timeline', kind, id],
    queryFn: ({ signal }) => {
      const query = { ordering: '-at', page_size: 100 };
      switch (kind) {
        case 'incident':
          return unwrap(
            api.GET('/api/incident-tickets/{incident_id}/timeline/', {
              params: { path: { incident_id: id }, query },
              signal,
            }),
          );
        case 'service_ticket':
          return unwrap(
            api.GET('/api/service-tickets/{service_ticket_id}/timeline/', {
              params: { path: { service_ticket_id: id }, query },
              signal,
            }),
          );
        case 'change_request':
          return unwrap(
            api.GET('/api/change-requests/{change_request_id}/timeline/', {
              params: { path: { change_request_id: id }, query },
              signal,
            }),
          );
      }
    },
  });

/** As the station has them, to compare with what is being typed. */
export const incidentQuery = (id: number) =>
  queryOptions({
    queryKey: ['tickets', 'record', 'incident', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/incident-tickets/{incident_id}/', {
          params: { path: { incident_id: id } },
          signal,
        }),
      ),
  });

export const serviceQuery = (id: number) =>
  queryOptions({
    queryKey: ['tickets', 'record', 'service_ticket', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/service-tickets/{service_ticket_id}/', {
          params: { path: { service_ticket_id: id } },
          signal,
        }),
      ),
  });

export const saveIncident = (body: IncidentDraft, id: number, version: number) =>
  unwrap(
    api.PATCH('/api/incident-tickets/{incident_id}/', {
      params: { path: { incident_id: id } },
      headers: ifMatch(version),
      body,
    }),
  );

export const saveService = (body: NewServiceTicket, upon?: { id: number; version: number }) =>
  upon === undefined
    ? unwrap(api.POST('/api/service-tickets/', { body }))
    : unwrap(
        api.PATCH('/api/service-tickets/{service_ticket_id}/', {
          params: { path: { service_ticket_id: upon.id } },
          headers: ifMatch(upon.version),
          body,
        }),
      );

/** What may be changed of a ticket of either kind. */
export type TicketChanges = Pick<
  IncidentDraft,
  'priority' | 'assignee' | 'title' | 'description'
> & {
  status?: Ticket['status'];
};

export async function changeTicket(
  { kind, id, version }: Pick<Ticket, 'kind' | 'id' | 'version'>,
  body: TicketChanges,
): Promise<Ticket> {
  const headers = ifMatch(version);
  return kind === 'incident'
    ? asIncident(
        await unwrap(
          api.PATCH('/api/incident-tickets/{incident_id}/', {
            params: { path: { incident_id: id } },
            headers,
            body: body as IncidentDraft,
          }),
        ),
      )
    : asService(
        await unwrap(
          api.PATCH('/api/service-tickets/{service_ticket_id}/', {
            params: { path: { service_ticket_id: id } },
            headers,
            body: body as ServiceTicketDraft,
          }),
        ),
      );
}

export const convertIncident = async (id: number): Promise<Ticket> =>
  asService(
    await unwrap(
      api.POST('/api/incident-tickets/{incident_id}/convert/', {
        params: { path: { incident_id: id } },
        body: {},
      }),
    ),
  );

export type ApprovalStep = 'submit' | 'approve' | 'reject';

export async function moveApproval(id: number, step: ApprovalStep, reason: string) {
  const params = { path: { service_ticket_id: id } };
  if (step === 'submit') {
    return unwrap(api.POST('/api/service-tickets/{service_ticket_id}/submit/', { params }));
  }
  return step === 'approve'
    ? unwrap(
        api.POST('/api/service-tickets/{service_ticket_id}/approve/', { params, body: { reason } }),
      )
    : unwrap(
        api.POST('/api/service-tickets/{service_ticket_id}/reject/', { params, body: { reason } }),
      );
}

export interface NoteDraft {
  text: string;
  visibility: 'public' | 'private';
}

/** How each kind is called where a ticket is named. */
export const MEMBERS = {
  incident: 'incident_ticket',
  service_ticket: 'service_ticket',
  change_request: 'change_request',
} as const;

export const writeNote = (kind: AnyKind, id: number, note: NoteDraft) =>
  unwrap(
    api.POST('/api/comments/', {
      body: { ...note, [MEMBERS[kind]]: id },
    }),
  );

export const removeNote = (id: number) =>
  unwrap(api.DELETE('/api/comments/{comment_id}/', { params: { path: { comment_id: id } } }));

/** Sending the same attempt again is safe: the station takes it once. */
export const sendReport = ({ key, body }: Attempt) =>
  unwrap(api.POST('/api/incident-tickets/', { body, headers: { 'Idempotency-Key': key } }));

export function useRefreshTickets() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['tickets', 'system-checks', 'today'].map((topic) =>
        queries.invalidateQueries({ queryKey: [topic] }),
      ),
    );
}
