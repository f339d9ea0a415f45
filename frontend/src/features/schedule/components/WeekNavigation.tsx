import { ActionIcon, Button, Group } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { formatDays } from '@/ui/time/format';
import { addDays, mondayOf } from '@/ui/time/zone';

interface Props {
  /** A Monday. */
  week: string;
  onWeek: (monday: string | null) => void;
}

export function WeekNavigation({ week, onWeek }: Props) {
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Week before"
        onClick={() => onWeek(addDays(week, -7))}
      >
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <Button variant="default" onClick={() => onWeek(null)}>
        This week
      </Button>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Week after"
        onClick={() => onWeek(addDays(week, 7))}
      >
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
      <DatePickerInput
        aria-label={`Week ${formatDays(week, addDays(week, 6))}. Choose another`}
        variant="unstyled"
        size="sm"
        ml="xs"
        value={week}
        valueFormatter={() => formatDays(week, addDays(week, 6))}
        onChange={(day) => day && onWeek(mondayOf(day))}
      />
    </Group>
  );
}
