import { formatMonth } from '@/ui/time/names';
import { ActionIcon, Button, Group } from '@mantine/core';
import { DatePickerInput, MonthPickerInput } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatDay, formatDays } from '@/ui/time/format';
import { addDays, mondayOf } from '@/ui/time/zone';
import { addMonths, monthOf } from '../month/days';

interface Props {
  /** A day of the period that is shown. */
  day: string;
  /** Null is the period that today is in. */
  onDay: (day: string | null) => void;
}

/** A week from Monday on. */
export function WeekNavigation({ day, onDay }: Props) {
  const week = mondayOf(day);
  const shown = formatDays(week, addDays(week, 6));
  return (
    <Steps
      before={['Week before', () => onDay(addDays(week, -7))]}
      now={['This week', () => onDay(null)]}
      after={['Week after', () => onDay(addDays(week, 7))]}
    >
      <DatePickerInput
        aria-label={`Week ${shown}. Choose another`}
        variant="unstyled"
        size="sm"
        ml="xs"
        value={week}
        valueFormatter={() => shown}
        onChange={(chosen) => chosen && onDay(mondayOf(chosen))}
      />
    </Steps>
  );
}

export function MonthNavigation({ day, onDay }: Props) {
  return (
    <Steps
      before={['Month before', () => onDay(addMonths(day, -1))]}
      now={['This month', () => onDay(null)]}
      after={['Month after', () => onDay(addMonths(day, 1))]}
    >
      <MonthPickerInput
        aria-label={`${formatMonth(day)}. Choose another month`}
        variant="unstyled"
        size="sm"
        ml="xs"
        value={monthOf(day)}
        valueFormatter={() => formatMonth(day)}
        onChange={(chosen) => chosen && onDay(chosen)}
      />
    </Steps>
  );
}

/** From one day on, as far as one likes to read. */
export function AgendaNavigation({ day, onDay }: Props) {
  return (
    <Steps
      before={['A week earlier', () => onDay(addDays(day, -7))]}
      now={['From today', () => onDay(null)]}
      after={['A week later', () => onDay(addDays(day, 7))]}
    >
      <DatePickerInput
        aria-label={`From ${formatDay(day)}. Choose another day`}
        variant="unstyled"
        size="sm"
        ml="xs"
        value={day}
        valueFormatter={() => `from ${formatDay(day)}`}
        onChange={(chosen) => chosen && onDay(chosen)}
      />
    </Steps>
  );
}

type Step = [label: string, run: () => void];

function Steps({
  before,
  now,
  after,
  children,
}: Record<'before' | 'now' | 'after', Step> & { children: ReactNode }) {
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="default" size="lg" aria-label={before[0]} onClick={before[1]}>
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <Button variant="default" onClick={now[1]}>
        {now[0]}
      </Button>
      <ActionIcon variant="default" size="lg" aria-label={after[0]} onClick={after[1]}>
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
      {children}
    </Group>
  );
}
