import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';

interface Props {
  opened: boolean;
  title: string;
  label: string;
  action: string;
  busy: boolean;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** Asks for the words that go with a decision. */
export function ReasonDialog({ opened, title, label, action, busy, onClose, onDone }: Props) {
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const empty = words.trim() === '';
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (empty) setAsked(true);
          else onDone(words.trim());
        }}
      >
        <Textarea
          label={label}
          data-autofocus
          autosize
          minRows={3}
          maxRows={8}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          error={asked && empty ? 'Say it in a few words.' : undefined}
        />
        <Group mt="md">
          <Button type="submit" loading={busy}>
            {action}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Close
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
