import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ScheduledEvent } from '@/api/types';
import { formatInstant } from '@/ui/time/format';
import { seriesQuery } from './api';

/** That an event is one date of a series, what the series says, and whether this date differs. */
export function SeriesNote({ event }: { event: ScheduledEvent }) {
  const { data } = useQuery({
    ...seriesQuery(event.series_id ?? 0),
    enabled: event.series_id !== undefined,
  });
  if (event.series_id === undefined || !data) return null;
  const moved = event.recurrence_time !== undefined && event.recurrence_time !== event.start_time;
  return (
    <Text size="sm" c="dimmed" component="div">
      One date of a series, {data.text}.
      {moved && event.recurrence_time && (
        <> Moved from {formatInstant(event.recurrence_time, event.time_zone)}.</>
      )}
      {!moved && event.edited && <> Changed by hand.</>}
    </Text>
  );
}
