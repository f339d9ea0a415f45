import { Button, SegmentedControl, Text } from '@mantine/core';
import { IconCoffee, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { TimeEntry } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { foreignZone, formatDuration, formatInstant, formatTime } from '@/ui/time/format';
import { useNow } from '@/ui/time/useNow';
import { tell, tellError } from '@/ui/toasts';
import { clockIn, clockOut, currentQuery, endBreak, startBreak, useRefreshTime } from '../api';
import { hoursText, openBreak, workedSoFar } from '../hours';
import { LUNCHES } from '../words';
import { Card } from './Card';
import styles from './ClockCard.module.css';

/** The clock: in, on a break, out, each now and by one press. */
export function ClockCard({ zone }: { zone: string }) {
  const { data, error, refetch } = useQuery(currentQuery);
  const now = useNow();
  return (
    <Card title="Clock">
      <div className={styles.clock}>
        <div className={styles.now}>
          <span className={styles.time}>{formatTime(now, zone)}</span>
          <Text size="sm" c="dimmed" component="span">
            {foreignZone(now, zone) ?? 'now'}
          </Text>
        </div>
        {data ? (
          data.entry ? (
            <Running entry={data.entry} now={now} />
          ) : (
            <Stopped />
          )
        ) : error ? (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading />
        )}
      </div>
    </Card>
  );
}

function usePress(press: () => Promise<TimeEntry>, said: (entry: TimeEntry) => string) {
  const refresh = useRefreshTime();
  return useMutation({
    mutationFn: press,
    onSuccess: async (entry) => {
      tell(said(entry));
      await refresh();
    },
    onError: async (error) => {
      tellError(error);
      await refresh();
    },
  });
}

function Stopped() {
  const start = usePress(clockIn, ({ clock_in, time_zone }) =>
    clock_in ? `Clocked in at ${formatTime(clock_in, time_zone)}.` : 'Clocked in.',
  );
  return (
    <>
      <Text size="sm">You are not clocked in.</Text>
      <Button
        size="lg"
        fullWidth
        leftSection={<IconPlayerPlay size={20} aria-hidden />}
        loading={start.isPending}
        onClick={() => start.mutate()}
      >
        Clock in
      </Button>
    </>
  );
}

function Running({ entry, now }: { entry: TimeEntry; now: number }) {
  const [lunch, setLunch] = useState('0');
  const lunchId = useId();
  const pause = openBreak(entry);
  const stop = usePress(
    () => clockOut(Number(lunch)),
    ({ total_hours = 0 }) => `Clocked out: ${hoursText(total_hours)}.`,
  );
  const begin = usePress(startBreak, () => 'Enjoy your break.');
  const end = usePress(endBreak, () => 'Back from the break.');
  const busy = stop.isPending || begin.isPending || end.isPending;
  const since = entry.clock_in ?? entry.created_at;
  return (
    <>
      <div role="status">
        <Text size="lg" fw={600}>
          {pause ? 'On a break' : 'Working'}, {formatDuration(workedSoFar(entry, now))} so far
        </Text>
        <Text size="sm" c="dimmed">
          Since {formatInstant(since, entry.time_zone)}
          {pause && `, on a break since ${formatTime(pause.start, entry.time_zone)}`}
          {entry.location && `, ${entry.location.name}`}
        </Text>
      </div>
      {pause ? (
        <Button
          size="lg"
          fullWidth
          leftSection={<IconPlayerPlay size={20} aria-hidden />}
          disabled={busy}
          onClick={() => end.mutate()}
        >
          End break
        </Button>
      ) : (
        <Button
          size="lg"
          fullWidth
          variant="default"
          leftSection={<IconCoffee size={20} aria-hidden />}
          disabled={busy}
          onClick={() => begin.mutate()}
        >
          Start break
        </Button>
      )}
      <div>
        <Text size="sm" id={lunchId} mb={4}>
          Lunch that was not clocked
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby={lunchId}
          data={LUNCHES}
          value={lunch}
          onChange={setLunch}
        />
      </div>
      <Button
        size="lg"
        fullWidth
        variant={pause ? 'default' : 'filled'}
        leftSection={<IconPlayerStop size={20} aria-hidden />}
        loading={stop.isPending}
        disabled={busy}
        onClick={() => stop.mutate()}
      >
        Clock out
      </Button>
    </>
  );
}
