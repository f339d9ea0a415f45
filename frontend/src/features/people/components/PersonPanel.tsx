import { Anchor, Divider, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { personQuery, useMe, useRights } from '@/api/reference';
import type { Profile } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { HistoryLink } from '@/ui/HistoryLink';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import { formatDay } from '@/ui/time/format';
import { roleName } from '../words';
import { EmergencyContactSection } from './EmergencyContactSection';
import { PersonalDataSection } from './PersonalDataSection';
import { PersonForm } from './PersonForm';

interface Props {
  id: string;
  onClose: () => void;
}

export function PersonPanel({ id, onClose }: Props) {
  const { editPeople } = useRights();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...personQuery(Number(id)), enabled: !creating });

  if (creating && editPeople) return <PersonForm person={undefined} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Person" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (editPeople) {
    return (
      <PersonForm person={data} onClose={onClose}>
        <PersonLinks person={data} />
      </PersonForm>
    );
  }
  return (
    <SidePanel title={data.full_name} sub={<StatusBadge status={data.status} />} onClose={onClose}>
      <Facts
        facts={[
          ['Position', data.position],
          ['Department', data.department],
          ['Role', roleName(data.role)],
          [
            'E-mail',
            <Anchor key="email" href={`mailto:${data.email}`}>
              {data.email}
            </Anchor>,
          ],
          [
            'Phone',
            data.phone && (
              <Anchor key="phone" href={`tel:${data.phone}`}>
                {data.phone}
              </Anchor>
            ),
          ],
          ['Started', data.start_date && formatDay(data.start_date)],
        ]}
      />
      <PersonLinks person={data} />
    </SidePanel>
  );
}

/** What belongs to a person and is shown below both the form and the facts. */
function PersonLinks({ person }: { person: Profile }) {
  const me = useMe();
  const { readEmergencyContacts, exportPersonalData } = useRights();
  return (
    <>
      <Text size="sm">
        <Anchor component={Link} to={`/schedule?view=list&person=${person.id}`} inherit>
          Show their week in the schedule
        </Anchor>
      </Text>
      <HistoryLink subject={`person:${person.id}`} />
      {(readEmergencyContacts || me.id === person.id) && (
        <>
          <Divider my="xs" />
          <EmergencyContactSection personId={person.id} />
        </>
      )}
      {(exportPersonalData || me.id === person.id) && (
        <>
          <Divider my="xs" />
          <PersonalDataSection person={person} />
        </>
      )}
    </>
  );
}
