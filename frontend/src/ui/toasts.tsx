import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { messageOf } from '@/api/errors';

const closeButtonProps = { 'aria-label': 'Close' };

export function tell(message: string) {
  notifications.show({ message, color: 'cyan', autoClose: 5_000, closeButtonProps });
}

export function tellError(error: unknown, title?: string) {
  notifications.show({
    title,
    message: messageOf(error),
    color: 'red',
    autoClose: 12_000,
    closeButtonProps,
  });
}

/** Says what was done and offers to take it back. */
export function tellWithUndo(message: string, undo: () => Promise<unknown>) {
  tellWithChoice(message, 'Undo', () => {
    undo().then(
      () => tell('Undone.'),
      (error: unknown) => tellError(error, 'Could not undo'),
    );
  });
}

/** Says something and offers one thing to do about it. */
export function tellWithChoice(message: string, label: string, onChoice: () => void) {
  const id = notifications.show({
    color: 'cyan',
    autoClose: 10_000,
    closeButtonProps,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          style={{ flexShrink: 0 }}
          onClick={() => {
            notifications.hide(id);
            onChoice();
          }}
        >
          {label}
        </Button>
      </Group>
    ),
  });
}
