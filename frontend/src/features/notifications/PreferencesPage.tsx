import { Alert, Checkbox, Table, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/api/reference';
import type { NotificationPreference } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { tellError } from '@/ui/toasts';
import { WithPanel } from '@/ui/WithPanel';
import { preferencesQuery, useChoosePreference } from './api';

const CHANNELS = [
  { channel: 'in_app', label: 'Console' },
  { channel: 'mail', label: 'E-mail' },
] as const;

/** How the person who is signed in is told of what. Each tick is saved at once. */
export function PreferencesPage() {
  const { email } = useMe();
  const query = useQuery(preferencesQuery);
  return (
    <WithPanel>
      <PageHeader title="What you are told" sub="Each choice is saved at once" />
      {!email && (
        <Alert color="yellow" variant="default" mb="md" maw="56rem">
          You have no e-mail address here, so nothing can be sent to you. Ask whoever looks after
          people to enter one.
        </Alert>
      )}
      <ListBody
        query={query}
        isEmpty={(preferences) => preferences.length === 0}
        empty={<EmptyState title="There is nothing to choose" />}
      >
        {(preferences) =>
          [...new Set(preferences.map(({ group }) => group))].map((group) => (
            <section key={group} style={{ maxWidth: '56rem', marginBottom: '1.5rem' }}>
              <Title order={2} mb="xs">
                {group}
              </Title>
              <Group
                name={group}
                preferences={preferences.filter((preference) => preference.group === group)}
              />
            </section>
          ))
        }
      </ListBody>
    </WithPanel>
  );
}

function Group({ name, preferences }: { name: string; preferences: NotificationPreference[] }) {
  return (
    <Table>
      <caption className="visually-hidden">{name}</caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">When</Table.Th>
          {CHANNELS.map(({ channel, label }) => (
            <Table.Th key={channel} scope="col" w="6rem">
              {label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {preferences.map((preference) => (
          <Choice key={preference.kind} preference={preference} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Choice({ preference }: { preference: NotificationPreference }) {
  const choose = useChoosePreference();
  // What is still on its way stays ticked, also under the next tap.
  const wish = choose.isPending ? choose.variables : { kind: preference.kind };
  const wanted = { ...preference, ...wish };
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {preference.label}
      </Table.Th>
      {CHANNELS.map(({ channel, label }) => (
        <Table.Td key={channel}>
          <Checkbox
            aria-label={`${preference.label}: ${label}`}
            checked={wanted[channel]}
            onChange={(event) =>
              choose.mutate(
                { ...wish, [channel]: event.currentTarget.checked },
                { onError: (error) => tellError(error, 'Your choice is not saved') },
              )
            }
          />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
