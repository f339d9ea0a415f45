import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { IconPlugConnected, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRights } from '@/api/reference';
import type { ScheduleSource } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { tell, tellError } from '@/ui/toasts';
import { RestoreButton } from '../components/RestoreButton';
import { restoreSource, sourceQuery, syncSource, testSource, useRefreshSources } from './api';
import { Differences } from './Differences';
import { SourceForm } from './SourceForm';
import { SyncLog } from './SyncLog';

interface Props {
  id: string;
  show: string | undefined;
  onShow: (show: string) => void;
  onClose: () => void;
}

/** One source: what it did, what of it waits for a decision, how it is set up. */
export function SourcePanel({ id, show, onShow, onClose }: Props) {
  const { editSettings } = useRights();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...sourceQuery(Number(id)), enabled: !creating });

  if (creating && editSettings) return <SourceForm source={undefined} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Schedule source" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  const shown = show === 'settings' || show === 'differences' ? show : 'log';
  const tabs = (
    <SegmentedControl
      fullWidth
      aria-label="Show"
      value={shown}
      onChange={onShow}
      data={[
        { value: 'log', label: 'Log' },
        {
          value: 'differences',
          label: data.waiting > 0 ? `To decide, ${data.waiting}` : 'To decide',
        },
        { value: 'settings', label: 'Settings' },
      ]}
    />
  );
  if (shown === 'settings' && editSettings && !data.archived_at) {
    return <SourceForm source={data} onClose={onClose} top={tabs} />;
  }
  return (
    <SidePanel title={data.name} onClose={onClose} footer={<Foot source={data} />}>
      <Stack gap="md">
        {tabs}
        {shown === 'log' && <SyncLog source={data} />}
        {shown === 'differences' && <Differences source={data} />}
        {shown === 'settings' && (
          <Facts
            facts={[
              ['Address', data.address],
              ['Key', data.has_key ? 'Set' : 'None'],
              ['Read', data.is_active ? `Every ${data.interval_minutes} minutes` : 'By hand only'],
              ['Times without a zone', data.time_zone],
              ['Missing facilities', data.create_missing ? 'Are created' : 'Leave a row out'],
            ]}
          />
        )}
      </Stack>
    </SidePanel>
  );
}

function Foot({ source }: { source: ScheduleSource }) {
  const { editSettings } = useRights();
  const refresh = useRefreshSources();
  const ask = useMutation({
    mutationFn: (what: 'test' | 'sync') =>
      what === 'test' ? testSource(source.id) : syncSource(source.id),
    onSuccess: (_, what) => {
      tell(what === 'test' ? 'The test is on its way.' : `${source.name} is being read.`);
      void refresh();
    },
    onError: (error) => tellError(error, `${source.name} was not asked`),
  });
  if (source.archived_at) {
    return editSettings ? (
      <RestoreButton restore={() => restoreSource(source.id)} refresh={refresh} />
    ) : null;
  }
  return (
    <Group gap="xs">
      <Button
        loading={ask.isPending}
        leftSection={<IconRefresh size={16} aria-hidden />}
        onClick={() => ask.mutate('sync')}
      >
        Sync now
      </Button>
      {editSettings && (
        <Button
          variant="default"
          disabled={ask.isPending}
          leftSection={<IconPlugConnected size={16} aria-hidden />}
          onClick={() => ask.mutate('test')}
        >
          Test
        </Button>
      )}
    </Group>
  );
}
