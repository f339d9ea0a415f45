import { Alert, Button, Group, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useRights } from '@/api/reference';
import type { ImportRun } from '@/api/types';
import { tellError } from '@/ui/toasts';
import { useUpload } from '../api';
import { keptFiles } from '../keptFiles';

const NAMED = 30;

/** Names the facilities of the file that the station does not know, and offers to create them. */
export function MissingFacilities({ run }: { run: ImportRun }) {
  const { editFacilities } = useRights();
  const navigate = useNavigate();
  const again = useUpload(() => undefined);
  const names = run.missing_facilities;
  if (names.length === 0) return null;
  const file = keptFiles.get(run.id);

  const lookAgain = (kept: File) =>
    again.mutate(
      { file: kept, timeZone: run.options.time_zone, createMissing: true },
      {
        onSuccess: (next) => {
          keptFiles.set(next.id, kept);
          void navigate(`/import/${next.id}`, { replace: true });
        },
        onError: (error) => tellError(error, 'Could not look again'),
      },
    );

  return (
    <Alert
      variant="default"
      mb="md"
      title={
        names.length === 1
          ? 'One facility is not known here'
          : `${names.length} facilities are not known here`
      }
    >
      <Text size="sm">
        {names.slice(0, NAMED).join(', ')}
        {names.length > NAMED && ` and ${names.length - NAMED} more`}
      </Text>
      {run.options.create_missing ? (
        <Text size="sm" mt={4} c="dimmed">
          They are created with the import.
        </Text>
      ) : (
        <Group mt="xs" gap="xs">
          {editFacilities && file ? (
            <Button
              size="xs"
              variant="default"
              loading={again.isPending}
              onClick={() => lookAgain(file)}
            >
              Look again, creating them
            </Button>
          ) : (
            <Text size="sm" c="dimmed">
              Rows at them cannot be booked unless they are created.
            </Text>
          )}
        </Group>
      )}
    </Alert>
  );
}
