import type { ChangeFilters } from '@/ui/useFilters';
import { Button, Group, NumberInput, Select, Stack, Switch, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useState } from 'react';
import { locationsQuery, useRights } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { formatPeriod, formatTime, formatInstant, formatDays } from '@/ui/time/format';
import { addDays, wallTimeOf } from '@/ui/time/zone';
import { useFilterLink } from '@/ui/useFilters';
import { availabilityQuery } from '../api';
import {
  availabilityQueryOf,
  FACILITY_KINDS,
  LONGEST_DAYS,
  NOTHING_SOUGHT,
  slotsOf,
  soughtOf,
  type FindFilter,
  type FoundSlot,
} from '../availability';
import type { ScheduleFilters } from '../filters';
import styles from './FindPanel.module.css';

interface Props {
  filters: ScheduleFilters;
  setFilters: ChangeFilters<FindFilter>;
  zone: string;
  onClose: () => void;
}

const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440];

const lengthName = (minutes: number) => {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
};

/** The first free times of a length: where and when something would fit, its rig and strike counted. */
export function FindPanel({ filters, setFilters, zone, onClose }: Props) {
  // What is free is asked for once per opening, not anew with every minute that passes.
  const [now] = useState(() => Math.floor(Date.now() / 60_000) * 60_000);
  const { data: locations = [] } = useQuery(locationsQuery);
  const sought = soughtOf(filters, wallTimeOf(now, zone).day);
  const query = useQuery(availabilityQuery(availabilityQueryOf(filters, sought, zone, now)));
  const found = slotsOf(query.data?.facilities ?? []);
  const change = (changes: Parameters<typeof setFilters>[0]) =>
    setFilters(changes, { replace: true });

  return (
    <SidePanel title="Find a free time" onClose={onClose}>
      <Stack gap="sm">
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <Select
            label="Length"
            w="7rem"
            allowDeselect={false}
            data={[...new Set([...LENGTHS, sought.minutes])]
              .sort((a, b) => a - b)
              .map((minutes) => ({ value: String(minutes), label: lengthName(minutes) }))}
            value={String(sought.minutes)}
            onChange={(minutes) => change({ find_minutes: minutes })}
          />
          <DateInput
            label="From"
            valueFormat="D MMM YYYY"
            style={{ flex: 1 }}
            value={sought.from}
            onChange={(day) => change({ find_from: day, find_until: null })}
          />
          <DateInput
            label="Until"
            valueFormat="D MMM YYYY"
            style={{ flex: 1 }}
            minDate={sought.from}
            maxDate={addDays(sought.from, LONGEST_DAYS - 1)}
            value={sought.until}
            onChange={(day) => change({ find_until: day })}
          />
        </Group>
        <Group gap="xs" grow align="flex-end">
          <Select
            label="Kind"
            placeholder="Any"
            clearable
            data={[...FACILITY_KINDS]}
            value={filters.find_kind ?? null}
            onChange={(kind) => change({ find_kind: kind })}
          />
          <NumberInput
            label="Room for"
            placeholder="Any number"
            min={1}
            allowDecimal={false}
            value={filters.find_capacity ? Number(filters.find_capacity) : ''}
            onChange={(people) => change({ find_capacity: people === '' ? null : String(people) })}
          />
          <Select
            label="Location"
            placeholder="Any"
            clearable
            searchable
            data={locations.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={filters.find_location ?? null}
            onChange={(location) => change({ find_location: location })}
          />
        </Group>
        <Switch
          label="Also where others hold it"
          checked={filters.find_past_holds === 'true'}
          onChange={(event) =>
            change({ find_past_holds: event.currentTarget.checked ? 'true' : null })
          }
        />
        {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <Loading />}
        {query.data && found.length === 0 && (
          <Text size="sm">
            Nothing of {lengthName(sought.minutes)} is free, {formatDays(sought.from, sought.until)}
            . Look further ahead, for less time, or for any kind of facility.
          </Text>
        )}
        <ul className={styles.slots} aria-label="Free times">
          {found.map((slot) => (
            <Slot key={`${slot.facility.id}${slot.start}`} slot={slot} zone={zone} />
          ))}
        </ul>
      </Stack>
    </SidePanel>
  );
}

function Slot({ slot, zone }: { slot: FoundSlot; zone: string }) {
  const { editSchedule } = useRights();
  const link = useFilterLink();
  const { facility, start, end, freeUntil } = slot;
  const sameDay =
    wallTimeOf(Date.parse(end), zone).day === wallTimeOf(Date.parse(freeUntil), zone).day;
  const until = sameDay ? formatTime(freeUntil, zone) : formatInstant(freeUntil, zone);
  const when = formatPeriod(start, end, zone);
  return (
    <li className={styles.slot}>
      <div className={styles.when}>
        <div>{when}</div>
        <div className={styles.quiet}>
          {facility.name}
          {freeUntil !== end && `, free until ${until}`}
        </div>
      </div>
      {editSchedule && (
        <Button
          size="xs"
          variant="default"
          component={Link}
          aria-label={`Book ${facility.name}, ${when}`}
          to={link({
            ...NOTHING_SOUGHT,
            open: 'new',
            new_start: start,
            new_end: end,
            new_facility: facility.id,
            new_person: null,
          })}
        >
          Book
        </Button>
      )}
    </li>
  );
}
