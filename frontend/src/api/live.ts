import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Which queries a change of a subject touches, by the beginning of their key: `today/week` is `['today', 'week']`. */
const touched: Record<string, string[]> = {
  event: ['events', 'timeline', 'today/board', 'today/week', 'today/activity', 'audit'],
  series: ['series', 'events', 'timeline', 'today/board', 'today/week', 'audit'],
  batch: ['batches'],
  schedule_template: ['schedule-templates'],
  location: ['locations', 'facilities', 'timeline', 'today/board', 'audit'],
  facility: ['facilities', 'equipment', 'timeline', 'today/board', 'audit'],
  equipment: ['equipment', 'kits', 'timeline', 'today/board', 'audit'],
  equipment_category: ['equipment-categories', 'equipment', 'pools', 'timeline'],
  kit: ['kits', 'timeline', 'audit'],
  pool: ['pools', 'timeline', 'audit'],
  person: ['profiles', 'me', 'timeline', 'audit'],
  maintenance: ['maintenance', 'events', 'timeline', 'today/board', 'audit'],
  shift: ['shifts'],
  incident: [
    'tickets',
    'today/incidents',
    'today/own-tickets',
    'today/activity',
    'system-checks',
    'audit',
  ],
  service_ticket: ['tickets', 'today/own-tickets', 'audit'],
  change_request: ['tickets', 'today/changes', 'audit'],
  incident_type: ['incident-types', 'tickets'],
  checklist: ['checklists', 'system-checks', 'audit'],
  system_check: ['system-checks', 'audit'],
  time_entry: ['time', 'today/time', 'audit'],
  time_off_request: ['leave', 'today/leave', 'timeline', 'audit'],
  schedule_source: ['schedule-sources'],
  notifications: ['notifications'],
};

/** Query keys to refetch for a message like `{"type": "EventMoved", "subject": "event:12"}`. */
export function topicsOf(message: string): string[] {
  try {
    const parsed: unknown = JSON.parse(message);
    if (typeof parsed !== 'object' || parsed === null || !('subject' in parsed)) return [];
    // The server no longer has what was missed: everything may have changed.
    if ('type' in parsed && parsed.type === 'reset')
      return [...new Set(Object.values(touched).flat())];
    const kind = String(parsed.subject).split(':')[0] ?? '';
    return touched[kind] ?? [];
  } catch {
    return [];
  }
}

const GATHER_MS = 150; // an import says hundreds of things at once; one refetch answers them all
const SPREAD_MS = 1_850; // everybody hears of a change in the same moment; not all of them ask in the same moment
const APART_MS = 3_000; // between two refetches of what everybody hears of, however much is said
const REOPEN_MS = 4_000;

export type LiveState = 'connecting' | 'live' | 'lost';

/** Collects topics and hands them over together, after as long as `delay` says when the first one comes. */
export function gathering(delay: () => number, take: (topics: string[]) => void) {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    add: (topic: string) => {
      waiting.add(topic);
      timer ??= setTimeout(() => {
        timer = undefined;
        take([...waiting]);
        waiting.clear();
      }, delay());
    },
    stop: () => clearTimeout(timer),
  };
}

/** Keeps what is on screen fresh while somebody is signed in. */
export function useLiveUpdates(streamUrl: string): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    let refetchedAt = -APART_MS;
    let everLost = false;

    const refetch = (topics: string[]) => {
      for (const topic of topics) void queries.invalidateQueries({ queryKey: topic.split('/') });
    };
    const own = gathering(() => GATHER_MS, refetch); // told to one person
    const shared = gathering(
      () =>
        Math.max(GATHER_MS + Math.random() * SPREAD_MS, refetchedAt + APART_MS - performance.now()),
      (topics) => {
        refetchedAt = performance.now();
        refetch(topics);
      },
    );

    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource(streamUrl, { withCredentials: true });
      source.onopen = () => {
        setState('live');
        // Last-Event-ID replays what the server still has; refetching covers a longer absence.
        if (everLost) void queries.invalidateQueries();
        everLost = false;
      };
      source.onerror = () => {
        everLost = true;
        setState('lost');
        // The browser reconnects by itself after a cut, but not after an answer like 502.
        if (source.readyState === EventSource.CLOSED) again = setTimeout(open, REOPEN_MS);
      };
      source.onmessage = ({ data }) => {
        for (const topic of topicsOf(String(data)))
          (topic === 'notifications' ? own : shared).add(topic);
      };
    };
    open();
    return () => {
      own.stop();
      shared.stop();
      clearTimeout(again);
      source.close();
    };
  }, [queries, streamUrl]);

  return state;
}
