import { Text } from '@mantine/core';
import { foreignZone, formatPeriod, formatTimes } from './format';

interface Props {
  start: string;
  end: string;
  zone: string;
  /** Leaves the day out where a heading gives it. */
  timesOnly?: boolean;
  /** The zone that the page has named already. */
  named?: string;
}

/** `Tue 24 Nov, 22:00 to 06:00`, and the zone where it is not the viewer's. */
export function EventTime({ start, end, zone, timesOnly = false, named }: Props) {
  const foreign = foreignZone(start, zone, named);
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <time dateTime={start}>
        {timesOnly ? formatTimes(start, end, zone) : formatPeriod(start, end, zone)}
      </time>
      {foreign && (
        <Text span size="xs" c="dimmed">
          {' '}
          {foreign}
        </Text>
      )}
    </span>
  );
}
