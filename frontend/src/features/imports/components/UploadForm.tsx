import { Checkbox, Group, Progress, Select, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileUpload, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useRights, useSite } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { viewerZone } from '@/ui/time/zone';
import { useUpload } from '../api';
import { keptFiles } from '../keptFiles';

const MEGABYTE = 1024 * 1024;
const LARGEST = 100 * MEGABYTE;

/** Takes a file, shows it going up, and leads to its dry run. */
export function UploadForm() {
  const site = useSite();
  const { editFacilities } = useRights();
  const navigate = useNavigate();
  const [timeZone, setTimeZone] = useState(site.time_zone);
  const [createMissing, setCreateMissing] = useState(false);
  const [share, setShare] = useState(0);
  const [refused, setRefused] = useState<Error>();
  const sending = useUpload(setShare);

  const send = (file: File | undefined) => {
    if (!file) return;
    setShare(0);
    setRefused(undefined);
    sending.mutate(
      { file, timeZone, createMissing },
      {
        onSuccess: (run) => {
          keptFiles.set(run.id, file);
          void navigate(`/import/${run.id}`);
        },
      },
    );
  };

  return (
    <div>
      {sending.isError && <ErrorNotice error={sending.error} title="The file was not taken" />}
      {refused && <ErrorNotice error={refused} />}
      <Dropzone
        onDrop={(files) => send(files[0])}
        onReject={() => setRefused(new Error('One file at a time, of at most 100 MB.'))}
        multiple={false}
        maxSize={LARGEST}
        disabled={sending.isPending}
        my="sm"
        p="xl"
        inputProps={{ 'aria-label': 'Schedule file' }}
        aria-label="Drop a schedule here, or choose a file"
      >
        <Group justify="center" gap="md" mih={96} style={{ pointerEvents: 'none' }}>
          <Dropzone.Reject>
            <IconX size={36} stroke={1.5} aria-hidden color="var(--tone-bad)" />
          </Dropzone.Reject>
          <Dropzone.Idle>
            <IconFileUpload size={36} stroke={1.5} aria-hidden color="var(--accent)" />
          </Dropzone.Idle>
          <Dropzone.Accept>
            <IconFileUpload size={36} stroke={1.5} aria-hidden color="var(--accent)" />
          </Dropzone.Accept>
          <div>
            <Text size="lg">Drop a schedule here, or choose a file</Text>
            <Text size="sm" c="dimmed">
              You first see what would happen. Nothing is written before you say so.
            </Text>
          </div>
        </Group>
      </Dropzone>
      {sending.isPending && (
        <div role="status">
          <Progress value={share * 100} aria-label="Upload" />
          <Text size="sm" c="dimmed" mt={4}>
            {share < 1 ? `Sending, ${Math.round(share * 100)} %` : 'Sent'}
          </Text>
        </div>
      )}
      <Group align="flex-end" gap="lg" mt="xs">
        <Select
          label="Times without a zone are in"
          searchable
          allowDeselect={false}
          limit={80}
          w="14rem"
          data={[
            ...new Set([
              site.time_zone,
              viewerZone(),
              'UTC',
              ...Intl.supportedValuesOf('timeZone'),
            ]),
          ]}
          value={timeZone}
          onChange={(zone) => setTimeZone(zone ?? site.time_zone)}
        />
        {editFacilities && (
          <Checkbox
            mb={8}
            label="Create facilities that are missing"
            checked={createMissing}
            onChange={(event) => setCreateMissing(event.currentTarget.checked)}
          />
        )}
      </Group>
    </div>
  );
}
