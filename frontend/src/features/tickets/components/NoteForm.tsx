import { Button, Group, Switch, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { peopleSearchQuery } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { useDraft } from '@/ui/forms/useDraft';
import { useRefreshTickets, writeNote, type NoteDraft, type AnyKind } from '../api';
import { mentionAt, withMention } from '../mentions';

interface Props {
  kind: AnyKind;
  id: number;
  mayWork: boolean;
}

const EMPTY: NoteDraft = { text: '', visibility: 'public' };
const OFFERED = 5;

/** A note; `@` names a colleague, who is told. What is typed is kept until it is sent. */
export function NoteForm({ kind, id, mayWork }: Props) {
  const [note, change, forget] = useDraft<NoteDraft>(`note.${kind}.${id}`, EMPTY);
  const refresh = useRefreshTickets();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const mention = mentionAt(note.text, caret);
  const [search] = useDebouncedValue(mention ?? '', 200);
  const people = peopleSearchQuery(search);
  const { data: found = [] } = useQuery({
    ...people,
    queryFn: mention ? people.queryFn : skipToken,
  });
  const send = useMutation({
    mutationFn: () => writeNote(kind, id, { ...note, text: note.text.trim() }),
    onSuccess: async () => {
      forget();
      await refresh();
    },
  });

  return (
    <form
      aria-label="Write a note"
      onSubmit={(event) => {
        event.preventDefault();
        if (note.text.trim() !== '') send.mutate();
      }}
    >
      {send.error && <ErrorNotice error={send.error} title="Not sent; it is kept here" />}
      <Textarea
        ref={field}
        label="Note"
        placeholder="@ names a colleague"
        autosize
        minRows={2}
        maxRows={10}
        value={note.text}
        onChange={(event) => {
          change({ text: event.currentTarget.value });
          setCaret(event.currentTarget.selectionStart);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
      {mention !== undefined && found.length > 0 && (
        <Group gap={6} mt={6} role="group" aria-label="Name a colleague">
          {found.slice(0, OFFERED).map(({ id: person, full_name, user }) => (
            <Button
              key={person}
              size="compact-sm"
              variant="default"
              onClick={() => {
                change({ text: withMention(note.text, caret, user.username) });
                field.current?.focus();
              }}
            >
              {full_name}
            </Button>
          ))}
        </Group>
      )}
      <Group justify="space-between" mt="xs">
        {mayWork ? (
          <Switch
            label="Private, for those who work on it"
            checked={note.visibility === 'private'}
            onChange={(event) =>
              change({ visibility: event.currentTarget.checked ? 'private' : 'public' })
            }
          />
        ) : (
          <span />
        )}
        <Button type="submit" loading={send.isPending} disabled={note.text.trim() === ''}>
          Add note
        </Button>
      </Group>
    </form>
  );
}
