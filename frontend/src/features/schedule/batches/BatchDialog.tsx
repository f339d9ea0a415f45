import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/api/errors';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { tellWithUndo } from '@/ui/toasts';
import { useRefreshSchedule } from '../api';
import { previewQuery, runBatch, undoBatch } from './api';
import { asRead, bodyOf, counted, emptyDraft, type Asked, type Draft } from './asking';
import { Consequences } from './Consequences';
import { CopyFields, FacilityChoice, MoveFields, TemplateChoice } from './fields';

interface Props {
  asked: Asked;
  onClose: () => void;
  onDone: () => void;
}

/** Asks how, shows what would come of it while one types, and does it as one. */
export function BatchDialog({ asked, onClose, onDone }: Props) {
  const [draft, setDraft] = useState(() => emptyDraft(asked));
  const [withoutThose, setWithoutThose] = useState(false);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const refresh = useRefreshSchedule();
  const body = bodyOf(asked, draft);
  const told = JSON.stringify(body);
  const [settled] = useDebouncedValue(told, 250);
  const preview = useQuery({
    ...previewQuery(body ?? { action: 'cancel' }),
    enabled: body !== null && settled === told,
  });
  const result = body === null ? undefined : preview.data;
  const working = settled !== told || preview.isPlaceholderData || preview.isFetching;

  const run = useMutation({
    mutationFn: () => {
      if (body === null || result === undefined) throw new Error('Nothing is asked yet.');
      return runBatch({ ...asRead(body, result), on_clash: withoutThose ? 'skip' : 'refuse' }, key);
    },
    onSuccess: ({ batch, words, left }) => {
      void refresh();
      onDone();
      const without = left > 0 ? `, without ${left} that could not be` : '';
      tellWithUndo(`${words}${without}.`, async () => {
        if (batch) await undoBatch(batch.id);
        await refresh();
      });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.unanswered) return;
      setKey(crypto.randomUUID());
      void preview.refetch();
    },
  });

  const change = (changes: Partial<Draft>) => {
    setDraft({ ...draft, ...changes });
    setWithoutThose(false);
    run.reset();
  };
  const ready =
    result !== undefined && !working && result.done > 0 && (result.left === 0 || withoutThose);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={titleOf(asked)}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) run.mutate();
        }}
      >
        <Stack gap="md">
          {asked.does === 'move' && <MoveFields draft={draft} onChange={change} />}
          {asked.does === 'facility' && <FacilityChoice draft={draft} onChange={change} />}
          {asked.does === 'template' && <TemplateChoice draft={draft} onChange={change} />}
          {(asked.does === 'copy' || asked.does === 'span' || asked.does === 'template') && (
            <CopyFields asked={asked} draft={draft} onChange={change} />
          )}
          {run.error && <ErrorNotice error={run.error} title="Nothing was changed" />}
          {body === null ? (
            <Text size="sm" c="dimmed">
              {hintOf(asked)}
            </Text>
          ) : preview.error && !preview.isFetching ? (
            <ErrorNotice error={preview.error} title="This cannot be" />
          ) : result === undefined ? (
            <Loading />
          ) : (
            <Consequences result={result} busy={working} />
          )}
          {result !== undefined && result.left > 0 && result.done > 0 && (
            <Checkbox
              label={`Leave out the ${counted(result.left, 'event')} that cannot be`}
              checked={withoutThose}
              onChange={(event) => setWithoutThose(event.currentTarget.checked)}
            />
          )}
          <Group gap="xs">
            <Button type="submit" loading={run.isPending} disabled={!ready}>
              {labelOf(asked, result?.done ?? 0)}
            </Button>
            <Button variant="subtle" color="gray" onClick={onClose}>
              Change nothing
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function titleOf(asked: Asked): string {
  switch (asked.does) {
    case 'move':
      return `Move ${counted(asked.events.length, 'event')}`;
    case 'facility':
      return `Another facility for ${counted(asked.events.length, 'event')}`;
    case 'cancel':
      return `Cancel ${counted(asked.events.length, 'event')}`;
    case 'copy':
      return `Copy ${counted(asked.events.length, 'event')}`;
    case 'span':
      return 'Copy a day or a week';
    case 'template':
      return 'Apply a template';
  }
}

function hintOf({ does }: Asked): string {
  if (does === 'move') return 'Say how far, and what would come of it is shown here.';
  if (does === 'facility') return 'Choose a facility, and what would come of it is shown here.';
  return 'Choose the days, and what would come of it is shown here. Nothing is booked yet.';
}

function labelOf({ does }: Asked, done: number): string {
  const events = done > 0 ? ` ${counted(done, 'event')}` : '';
  if (does === 'cancel') return `Cancel${events}`;
  if (does === 'copy' || does === 'span') return `Copy${events}`;
  if (does === 'template') return `Book${events}`;
  return `Move${events}`;
}
