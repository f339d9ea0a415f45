import { Button, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCalendarRepeat,
  IconCopy,
  IconStack2,
  IconTemplate,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Asked } from './asking';

interface Props {
  /** A day that is on screen. */
  day: string;
  onAsk: (asked: Asked) => void;
}

/** What is done with many events at once. */
export function ManyMenu({ day, onAsk }: Props) {
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <Button variant="default" leftSection={<IconStack2 size={16} aria-hidden />}>
          Many
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => onAsk({ does: 'span', day })}
        >
          Copy a day or a week
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCalendarRepeat size={16} aria-hidden />}
          onClick={() => onAsk({ does: 'template' })}
        >
          Apply a template
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/schedule/templates"
          leftSection={<IconTemplate size={16} aria-hidden />}
        >
          Templates
        </Menu.Item>
        <Menu.Item
          component={Link}
          to="/schedule/batches"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
        >
          What was done, and undo
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
