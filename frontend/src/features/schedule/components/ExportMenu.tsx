import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { EventQuery } from '@/api/types';
import { exportAddress } from '../filters';

const FORMATS = [
  ['csv', 'CSV'],
  ['xlsx', 'Excel'],
  ['ics', 'iCalendar'],
] as const;

/** A file of what is on screen, filters included. */
export function ExportMenu({ query }: { query: EventQuery }) {
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>What is on screen</Menu.Label>
        {FORMATS.map(([format, name]) => (
          <Menu.Item key={format} component="a" href={exportAddress(format, query)} download>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
