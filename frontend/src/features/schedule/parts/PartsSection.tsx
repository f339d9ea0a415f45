import { Button, Group, Paper, Text } from '@mantine/core';
import { IconPlus, IconUserExclamation } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScheduledEvent } from '@/api/types';
import { EventTime } from '@/ui/time/EventTime';
import { tellError, tellWithUndo } from '@/ui/toasts';
import { eventQuery, useRefreshSchedule } from '../api';
import { addPart, removePart, type EventPart } from './api';
import { PartForm } from './PartForm';
import { isShort, partOf, staffing, typedPart } from './parts';

interface Props {
  event: ScheduledEvent;
  mayEdit: boolean;
  /** Told the version from which the event went on to the next. */
  onChanged?: (from: number) => void;
  /** Whether something of a part is typed that is not saved. */
  onTyping?: (is: boolean) => void;
}

/** The duties within an event: when, where and who. */
export function PartsSection({ event, mayEdit, onChanged, onTyping }: Props) {
  const refresh = useRefreshSchedule();
  const queries = useQueryClient();
  const [editing, setEditing] = useState<number | 'new'>();
  const parts = event.parts ?? [];

  const remove = useMutation({
    mutationFn: (part: EventPart) => removePart(event, part),
    onSuccess: (_, part) => {
      onChanged?.(event.version);
      tellWithUndo(`${part.title} is off ${event.title}.`, async () => {
        const now = await queries.query({ ...eventQuery(event.id), staleTime: 0 });
        const body = partOf(typedPart(now, part), now.time_zone);
        if (body) {
          const { start_time, end_time } = part;
          await addPart(now, { ...body, start_time, end_time });
          onChanged?.(now.version);
        }
        await refresh();
      });
      void refresh();
    },
    onError: (error) => tellError(error, 'Not removed'),
  });

  if (parts.length === 0 && !mayEdit) return null;
  const done = () => {
    setEditing(undefined);
    onTyping?.(false);
  };
  const form = (part?: EventPart) => (
    <PartForm
      key={part?.id ?? 'new'}
      event={event}
      part={part}
      onChanged={onChanged}
      onTyping={() => onTyping?.(true)}
      onClose={done}
    />
  );
  return (
    <section aria-label="Parts">
      <Text size="sm" fw={600}>
        Parts
      </Text>
      {parts.length === 0 && editing !== 'new' && (
        <Text size="sm" c="dimmed">
          None. A part is a duty with its own time, place and people, such as the rig.
        </Text>
      )}
      {parts.map((part) =>
        editing === part.id ? (
          form(part)
        ) : (
          <Paper key={part.id} withBorder p="xs" mt="xs">
            <Text size="sm" fw={600}>
              {part.title}
            </Text>
            <Text size="sm" component="div">
              <EventTime start={part.start_time} end={part.end_time} zone={event.time_zone} />
              {part.facility && `, ${part.facility.name}`}
            </Text>
            {staffing(part) && (
              <Text size="sm">
                {isShort(part) && (
                  <IconUserExclamation
                    size={16}
                    role="img"
                    aria-label="Somebody is missing:"
                    color="var(--tone-bad)"
                    style={{ verticalAlign: 'text-bottom', marginRight: 4 }}
                  />
                )}
                {staffing(part)}
              </Text>
            )}
            {mayEdit && (
              <Group gap="xs" mt={4}>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Change ${part.title}`}
                  onClick={() => setEditing(part.id)}
                >
                  Change
                </Button>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove ${part.title}`}
                  loading={remove.isPending}
                  onClick={() => remove.mutate(part)}
                >
                  Remove
                </Button>
              </Group>
            )}
          </Paper>
        ),
      )}
      {mayEdit &&
        (editing === 'new' ? (
          form()
        ) : (
          <Button
            size="xs"
            mt="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setEditing('new')}
          >
            Add a part
          </Button>
        ))}
    </section>
  );
}
