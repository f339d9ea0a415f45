import { Anchor, Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe, useRights, useSite } from '@/api/reference';
import type { PersonalDataJob, Profile } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { formatInstant } from '@/ui/time/format';
import { tell, tellError } from '@/ui/toasts';
import { anonymise, exportPersonalData, personalDataQuery, useRefreshPeople } from '../api';

/** Everything that is held about a person in one file, and the way out of what is held. */
export function PersonalDataSection({ person }: { person: Profile }) {
  const me = useMe();
  const { anonymisePeople } = useRights();
  const refresh = useRefreshPeople();
  const [asking, setAsking] = useState(false);
  const { data: jobs = [], error } = useQuery(personalDataQuery(person.id));
  const isGone = jobs.some(({ kind, state }) => kind === 'anonymise' && state === 'done');
  const isBusy = jobs.some(({ state }) => state === 'waiting' || state === 'running');
  const collect = useMutation({
    mutationFn: () => exportPersonalData(person.id),
    onSettled: refresh,
    onError: (failure) => tellError(failure, 'The export was not begun'),
  });

  return (
    <section>
      <Title order={3} size="h4" mb={6}>
        Personal data
      </Title>
      {error && <ErrorNotice error={error} />}
      <Stack gap={4} mb="xs">
        {jobs.slice(0, 3).map((job) => (
          <Job key={job.id} job={job} personId={person.id} />
        ))}
      </Stack>
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          disabled={isBusy}
          loading={collect.isPending}
          onClick={() => collect.mutate()}
        >
          Collect all that is held
        </Button>
        {anonymisePeople && me.id !== person.id && !isGone && (
          <Button
            variant="default"
            size="compact-sm"
            disabled={isBusy}
            onClick={() => setAsking(true)}
          >
            Anonymise …
          </Button>
        )}
      </Group>
      {asking && <AnonymiseDialog person={person} onClose={() => setAsking(false)} />}
    </section>
  );
}

function Job({ job, personId }: { job: PersonalDataJob; personId: number }) {
  const { time_zone: zone } = useSite();
  const at = formatInstant(job.finished_at ?? job.created_at, zone);
  if (job.state === 'waiting' || job.state === 'running') {
    return (
      <Text size="sm" role="status">
        {job.kind === 'export' ? 'A worker collects it …' : 'A worker takes the person out …'}
      </Text>
    );
  }
  if (job.state === 'failed') {
    return (
      <Text size="sm">
        {at}: not done. {job.error}
      </Text>
    );
  }
  if (job.kind === 'anonymise') return <Text size="sm">Anonymised {at}.</Text>;
  const address = `/api/profiles/${personId}/personal-data/${job.id}/file/`;
  return (
    <Text size="sm">
      {job.has_file ? (
        <Anchor href={address} download inherit underline="always">
          Export of {at}
        </Anchor>
      ) : (
        `Export of ${at}, no longer kept`
      )}
      {`, ${job.entries.toLocaleString('en-GB')} entries`}
    </Text>
  );
}

function AnonymiseDialog({ person, onClose }: { person: Profile; onClose: () => void }) {
  const refresh = useRefreshPeople();
  const [typed, setTyped] = useState('');
  const start = useMutation({
    mutationFn: () => anonymise(person.id, typed),
    onSuccess: async () => {
      await refresh();
      tell(`${person.full_name} is being taken out.`);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Anonymise" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation(); // the panel behind it is a form, too
          start.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm">
            {person.full_name} becomes “Former colleague {person.id}” everywhere, in the history
            too. Name, e-mail, phone, position, emergency contact, notes on hours and reasons for
            leave go, and so do notifications, sign-ins and calendar feeds. Bookings, hours and what
            they wrote in tickets stay. Backups still hold the rest until they go by their rule.
          </Text>
          <Text size="sm" fw={600}>
            This cannot be undone.
          </Text>
          {start.error && <ErrorNotice error={start.error} title="Nothing was changed" />}
          <TextInput
            label={`Type “${person.full_name}”`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <Group gap="xs">
            <Button
              type="submit"
              color="red"
              loading={start.isPending}
              disabled={typed.trim() !== person.full_name}
            >
              Anonymise for good
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
