import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useRights } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { runKey, useKeys } from '@/ui/keys';
import { Loading } from '@/ui/Loading';
import { timelineQuery, type RowKind } from '../api';
import type { ScheduleFilters, SetFilters } from '../filters';
import { eventIdOf, prefillOf, rowKindOf, rowsAndBars } from '../rowsAndBars';
import type { Selection } from '../batches/selection';
import { useScope } from '../series/useScope';
import {
  KEYS,
  Timeline,
  windowAround,
  ZOOM_LEVELS,
  zoneOf,
  type Placement,
  type Zoom,
} from '../timeline';
import { useMoveBar } from '../useMoveBar';
import styles from './TimelineView.module.css';

interface Props {
  filters: ScheduleFilters;
  setFilters: SetFilters;
  zone: string;
  selection: Selection;
}

// The question mark is the shell's, which lists it for every page.
const timelineKeys = KEYS.filter(({ keys }) => keys !== '?').map(({ keys, does }) => ({
  keys,
  label: does,
  group: 'Timeline',
}));

const ROWS_LABELS: Record<RowKind, string> = {
  facility: 'facilities',
  person: 'people',
  equipment: 'equipment',
};

const zoomOf = (name: string | undefined): Zoom =>
  ZOOM_LEVELS.find(({ zoom }) => zoom === name)?.zoom ?? 'week';

/** The timeline with the address as its memory: rows, zoom and the instant at its left edge. */
export function TimelineView({ filters, setFilters, zone, selection }: Props) {
  const { editSchedule } = useRights();
  const kind = rowKindOf(filters);
  const zoom = zoomOf(filters.zoom);
  // Only the address that was opened moves the view; from then on the view moves the address.
  const [openedAt] = useState(() => startOf(filters.at));
  const [period, setPeriod] = useState(() => windowAround(openedAt, zoom, zoneOf(zone)));
  const { data, error, refetch } = useQuery(timelineQuery(period.start, period.end, kind));
  const { ask, dialog } = useScope();
  const isOfSeries = (eventId: number) =>
    data?.events.some(({ id, series_id }) => id === eventId && series_id !== undefined) ?? false;
  const move = useMoveBar(kind, isOfSeries, ask);
  useKeys(timelineKeys);

  const { facility, person, type, status, q } = filters;
  const shown = useMemo(
    () => data && rowsAndBars(data, kind, { facility, person, type, status, q }, editSchedule),
    [data, kind, facility, person, type, status, q, editSchedule],
  );

  const create = ({ rowId, start, end }: Placement) =>
    setFilters({
      open: 'new',
      new_start: new Date(start).toISOString(),
      new_end: new Date(end).toISOString(),
      ...prefillOf(kind, rowId),
    });

  if (!shown) {
    return error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  const selected = shown.bars.find(({ id }) => eventIdOf(id) === filters.open)?.id;
  return (
    <div className={styles.frame}>
      {error && <ErrorNotice error={error} title="Shown as last read" />}
      {data?.truncated && (
        <Alert color="yellow" variant="light" py="xs">
          More is planned than fits here. Zoom in, or filter, to see all of it.
        </Alert>
      )}
      {dialog}
      <Timeline
        key={kind}
        rows={shown.rows}
        bars={shown.bars}
        window={period}
        zone={zone}
        zoom={zoom}
        at={openedAt}
        onWindowChange={setPeriod}
        onZoomChange={(next) => setFilters({ zoom: next }, { replace: true })}
        onViewChange={({ start }) => setFilters({ at: start.toISOString() }, { replace: true })}
        onCreate={create}
        onChange={move}
        onOpen={(barId) => {
          const open = eventIdOf(barId);
          if (open !== '') setFilters({ open }); // leave opens nothing: what it is about is not the schedule's
        }}
        onChoose={(eventId, row, extend) =>
          extend ? selection.extend(eventId, row) : selection.toggle(eventId)
        }
        chosen={selection.ids}
        onHelp={() => runKey('?')}
        readOnly={!editSchedule}
        rowsLabel={ROWS_LABELS[kind]}
        {...(selected === undefined ? {} : { selectedId: selected })}
      />
    </div>
  );
}

const BEFORE_NOW = 2 * 3_600_000;

function startOf(at: string | undefined): number {
  const given = at === undefined ? NaN : Date.parse(at);
  return Number.isNaN(given) ? Date.now() - BEFORE_NOW : given;
}
