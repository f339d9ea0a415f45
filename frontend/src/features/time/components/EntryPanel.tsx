import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { entryQuery } from '../api';
import { DayForm } from './DayForm';
import { EntryFacts } from './EntryFacts';
import { EntryForm } from './EntryForm';

interface Props {
  /** An id, or `new`. */
  id: string;
  day: string;
  onClose: () => void;
}

/** One's own entry beside the page: edited until it is approved, read afterwards. */
export function EntryPanel({ id, day, onClose }: Props) {
  const creating = id === 'new';
  const { data, error } = useQuery({ ...entryQuery(Number(id)), enabled: !creating });
  if (creating) return <DayForm day={day} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Time" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (data.status !== 'Approved') return <EntryForm entry={data} onClose={onClose} />;
  return <EntryFacts entry={data} onClose={onClose} />;
}
