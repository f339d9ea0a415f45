import type { ScheduledEvent } from '@/api/types';
import { Facts } from '@/ui/Facts';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import { EventTime } from '@/ui/time/EventTime';
import { foreignZone, formatInstant, formatPeriod, formatTimes } from '@/ui/time/format';
import { ClaimSection } from '../claims/ClaimSection';
import { PartsSection } from '../parts/PartsSection';
import { viewerZone } from '@/ui/time/zone';
import { gearInWords } from '../eventValues';

export function EventFacts({ event, onClose }: { event: ScheduledEvent; onClose: () => void }) {
  const zone = event.time_zone;
  return (
    <SidePanel
      title={event.title}
      sub={<StatusBadge status={event.claim === 'Held' ? 'Held' : event.status} />}
      onClose={onClose}
    >
      <ClaimSection event={event} mayEdit={false} />
      <Facts
        facts={[
          [
            'When',
            <EventTime key="when" start={event.start_time} end={event.end_time} zone={zone} />,
          ],
          [
            'For you',
            foreignZone(event.start_time, zone) &&
              formatPeriod(event.start_time, event.end_time, viewerZone()),
          ],
          [
            'On air',
            event.on_air_start &&
              event.on_air_end &&
              formatTimes(event.on_air_start, event.on_air_end, zone),
          ],
          ['Call', event.call_time && formatInstant(event.call_time, zone)],
          ['Wrap', event.wrap_time && formatInstant(event.wrap_time, zone)],
          ['Facility', event.facility?.name],
          ['Location', event.location?.name],
          ['Type', event.event_type],
          ['People', event.assigned_users.map(({ full_name }) => full_name).join('\n')],
          ['Equipment', gearInWords(event).join('\n')],
          ['Guests', event.contributors.join('\n')],
          ['Description', event.description],
        ]}
      />
      <PartsSection event={event} mayEdit={false} />
    </SidePanel>
  );
}
