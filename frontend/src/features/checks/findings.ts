import {
  type QueryClient,
  useMutation,
  useMutationState,
  useQueryClient,
} from '@tanstack/react-query';
import { ApiError } from '@/api/errors';
import type { CheckItem, CheckItemDraft, SystemCheck } from '@/api/types';
import { tell, tellError } from '@/ui/toasts';
import { checkQuery, openIncident, saveFinding, useRefreshChecks } from './api';

/** What is done to a check goes to the station one after the other, in the order it was done here. */
export const scopeOf = (check: number) => ({ id: `system-check:${check}` });

const findingsKey = (check: number) => ['system-checks', 'finding', check];
const findingKey = (check: number, item: number) => [...findingsKey(check), item];

/** A note is kept for as long as the page lives: it may be the only copy. */
const KEPT = Number.POSITIVE_INFINITY;

const itemsOf = (check: SystemCheck | undefined): CheckItem[] =>
  check?.departments.flatMap(({ items }) => items) ?? [];

interface Said {
  item: number;
  status: string;
  body: CheckItemDraft;
}

/** The note last left in the field of an item, unless the station has it. */
const unsavedNote = (said: Said[]): string | undefined => {
  const last = said.findLast(({ body }) => body.note !== undefined);
  return last && last.status !== 'success' ? (last.body.note ?? '') : undefined;
};

const saidOf = (queries: QueryClient, check: number): Said[] =>
  queries
    .getMutationCache()
    .findAll({ mutationKey: findingsKey(check) })
    .map(({ options, state }) => ({
      item: Number(options.mutationKey?.at(-1)),
      status: state.status,
      body: state.variables as CheckItemDraft,
    }));

/** The items whose note the station does not have. */
export function itemsWithUnsavedNote(queries: QueryClient, check: number): CheckItem[] {
  const said = saidOf(queries, check);
  return itemsOf(queries.getQueryData(checkQuery(check).queryKey)).filter(
    ({ id }) => unsavedNote(said.filter(({ item }) => item === id)) !== undefined,
  );
}

/** What was found about one item: saved in turn, and shown at once. */
export function useFinding(check: number, item: CheckItem) {
  const queries = useQueryClient();
  const refresh = useRefreshChecks();
  const mutationKey = findingKey(check, item.id);
  const { queryKey } = checkQuery(check);

  /** The newest version known here: the answer before may have come after this was asked for. */
  const save = (body: CheckItemDraft) => {
    const known = itemsOf(queries.getQueryData(queryKey)).find(({ id }) => id === item.id);
    return saveFinding({ check, item: item.id, version: (known ?? item).version, body });
  };
  const place = async (changed: CheckItem) => {
    await queries.cancelQueries({ queryKey }); // what is being read may be older than this
    queries.setQueryData<SystemCheck>(
      queryKey,
      (before) =>
        before && {
          ...before,
          departments: before.departments.map((department) => ({
            ...department,
            items: department.items.map((each) => (each.id === changed.id ? changed : each)),
          })),
        },
    );
  };
  /** Read again once nothing is on its way any more: not awaited, or what waits would wait for it too. */
  const refreshAfterTheLast = () => {
    if (queries.isMutating({ mutationKey: findingsKey(check) }) <= 1) void refresh();
  };

  const finding = useMutation({
    mutationKey,
    scope: scopeOf(check),
    gcTime: KEPT,
    mutationFn: save,
    onSuccess: place,
    onError: (error) => {
      const stale = error instanceof ApiError && error.status === 412;
      tellError(error, stale ? `${item.name} was looked at by someone else` : 'Not saved');
      if (stale) void refresh();
    },
    onSettled: refreshAfterTheLast,
  });
  const said = useMutationState({
    filters: { mutationKey },
    select: ({ state }) => ({
      item: item.id,
      status: state.status,
      body: state.variables as CheckItemDraft,
    }),
  });
  const incident = useMutation({
    scope: scopeOf(check),
    mutationFn: () => {
      if (itemsWithUnsavedNote(queries, check).some(({ id }) => id === item.id))
        throw new Error('The note is not saved yet, and the incident takes it over.');
      return openIncident(check, item.id);
    },
    onSuccess: async (changed) => {
      await place(changed);
      if (changed.incident) tell(`${changed.incident.number} is opened.`);
    },
    onError: (error) => tellError(error, 'No incident was opened'),
    onSettled: () => void refresh(),
  });
  const tapped = said.findLast(({ body, status }) => status === 'pending' && body.outcome);
  const unsaved = unsavedNote(said);
  const noteFailed = said.findLast(({ body }) => body.note !== undefined)?.status === 'error';
  const saveNoteAgain = () => {
    if (noteFailed && unsaved !== undefined) finding.mutate({ note: unsaved });
  };

  return {
    outcome: tapped?.body.outcome ?? item.outcome,
    /** What was written here and the station does not have (yet). */
    unsaved,
    noteFailed,
    save: finding.mutate,
    saveNoteAgain,
    openIncident: () => {
      saveNoteAgain();
      incident.mutate();
    },
    isOpening: incident.isPending,
  };
}
