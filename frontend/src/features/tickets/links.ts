import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { NewLink } from '@/api/types';
import { MEMBERS, type AnyKind } from './api';

export const RELATIONS = [
  'relates to',
  'duplicates',
  'blocks',
  'caused by',
  'follows up',
] as const satisfies readonly NewLink['relation'][];

/** Where the console shows a ticket, by the name of its kind on the wire. */
export const ADDRESS: Record<NewLink['target']['kind'], string> = {
  incident_ticket: '/tickets?open=incident:',
  service_ticket: '/tickets?kind=service_ticket&open=service_ticket:',
  change_request: '/change-requests?open=',
};

export const linksQuery = (kind: AnyKind, id: number) =>
  queryOptions({
    queryKey: ['tickets', 'links', kind, id],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          api.GET('/api/ticket-links/', {
            params: { query: { kind: MEMBERS[kind], ticket: id, page_size: 200 } },
            signal,
          }),
        )
      ).results,
  });

/** The ticket of a number such as INC-2026-0007, which says its kind. */
async function ticketOf(number: string): Promise<NewLink['target']> {
  const query = { number, page_size: 1 };
  const [kind, page] = number.toUpperCase().startsWith('SRV')
    ? ([
        'service_ticket',
        await unwrap(api.GET('/api/service-tickets/', { params: { query } })),
      ] as const)
    : number.toUpperCase().startsWith('CHG')
      ? ([
          'change_request',
          await unwrap(api.GET('/api/change-requests/', { params: { query } })),
        ] as const)
      : ([
          'incident_ticket',
          await unwrap(api.GET('/api/incident-tickets/', { params: { query } })),
        ] as const);
  const found = page.results[0];
  if (!found) throw new Error(`There is no ticket ${number.toUpperCase()} that you may see.`);
  return { kind, id: found.id };
}

export async function linkTo(
  kind: AnyKind,
  id: number,
  relation: NewLink['relation'],
  number: string,
) {
  const target = await ticketOf(number.trim());
  return unwrap(
    api.POST('/api/ticket-links/', {
      body: { source: { kind: MEMBERS[kind], id }, relation, target },
    }),
  );
}
