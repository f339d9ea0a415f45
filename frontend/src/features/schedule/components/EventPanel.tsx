import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRights } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { eventQuery } from '../api';
import { EventFacts } from './EventFacts';
import { EventForm, type Prefilled } from './EventForm';

interface Props {
  /** An id, or `new`. */
  id: string;
  prefilled: Prefilled;
  onClose: () => void;
}

/** One event beside the schedule: read by everyone, edited by those who may. */
export function EventPanel({ id, prefilled, onClose }: Props) {
  const { editSchedule } = useRights();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...eventQuery(Number(id)), enabled: !creating });

  if (creating && editSchedule) {
    return <EventForm event={undefined} prefilled={prefilled} onClose={onClose} />;
  }
  if (creating) {
    return (
      <SidePanel title="New event" onClose={onClose}>
        <Text size="sm">Schedulers plan events. Ask one of them to add yours.</Text>
      </SidePanel>
    );
  }
  if (!data) {
    return (
      <SidePanel title="Event" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  return editSchedule ? (
    <EventForm event={data} prefilled={prefilled} onClose={onClose} />
  ) : (
    <EventFacts event={data} onClose={onClose} />
  );
}
