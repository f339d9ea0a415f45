import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCalendarPlus, IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { SidePanel } from '@/ui/SidePanel';
import { tell } from '@/ui/toasts';

interface Props {
  feed: { name: string; address: string };
  onClose: () => void;
}

/** The secret address, this once. Nothing keeps it: not the station, and not this page. */
export function FeedAddress({ feed, onClose }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  const copy = () => {
    field.current?.select();
    // Where a station is reached by its plain address the browser has no clipboard to offer.
    const writing = window.isSecureContext
      ? navigator.clipboard.writeText(feed.address)
      : Promise.reject(new Error('not a secure origin'));
    writing.then(
      () => setCopied(true),
      () => tell('It is selected: copy it with Ctrl+C or Cmd+C.'),
    );
  };

  return (
    <SidePanel
      title={feed.name}
      onClose={onClose}
      footer={
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Stack gap="sm">
        <Alert variant="default" title="This address is shown once">
          Whoever has it can read this calendar without signing in. Copy it now; it can be revoked
          at any time.
        </Alert>
        <TextInput
          ref={field}
          label="Address"
          readOnly
          value={feed.address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group gap="xs">
          <Button
            onClick={copy}
            leftSection={
              copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
            }
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
          <Button
            variant="default"
            component="a"
            href={feed.address.replace(/^https?:/, 'webcal:')}
            leftSection={<IconCalendarPlus size={16} aria-hidden />}
          >
            Open in a calendar
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          In Google Calendar: Other calendars, From URL. In Outlook: Add calendar, Subscribe from
          web. On a phone: Open in a calendar.
        </Text>
        <div className="visually-hidden" role="status">
          {copied && 'The address is copied.'}
        </div>
      </Stack>
    </SidePanel>
  );
}
