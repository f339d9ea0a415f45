import { useQuery } from '@tanstack/react-query';
import { locationsQuery, useSite } from '@/api/reference';
import { zoneName } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';

/**
 * On whose clocks the schedule is read: the station's unless the address asks for another. The
 * choices are the station's, the viewer's and those of the locations.
 */
export function useScheduleZone(asked: string | undefined) {
  const { time_zone: station } = useSite();
  const { data: locations = [] } = useQuery(locationsQuery);
  const zones = [
    ...new Set([station, viewerZone(), ...locations.map(({ time_zone }) => time_zone)]),
  ];
  return {
    zone: asked !== undefined && isZone(asked) ? asked : station,
    choices: zones.map((zone) => ({ value: zone, label: zoneName(zone) })),
  };
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
