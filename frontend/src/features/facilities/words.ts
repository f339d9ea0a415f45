/** The kinds the station knows, in the order in which people look for them. */
export const FACILITY_KINDS = [
  'Studio',
  'Control room',
  'Edit suite',
  'OB van',
  'Booth',
  'Stage',
  'Other',
] as const;

export const FACILITY_STATUSES = ['Active', 'Inactive'] as const;

/** `30 min before, 15 after`; nothing when the facility needs no time of its own. */
export function bufferWords(rig: number, strike: number): string {
  if (rig > 0 && strike > 0) return `${rig} min before, ${strike} after`;
  if (rig > 0) return `${rig} min before`;
  return strike > 0 ? `${strike} min after` : '';
}
