import type { Checklist, CheckItem, DueState, SystemCheck } from '@/api/types';

export const DUE_STATES = [
  'Not started',
  'Open',
  'Failed',
  'Done',
] as const satisfies readonly DueState[];

export const FACILITY_KINDS = [
  'Studio',
  'Control room',
  'Edit suite',
  'OB van',
  'Booth',
  'Stage',
  'Other',
] as const satisfies readonly Checklist['facility_kinds'][number][];

export const OUTCOMES = [
  { value: 'OK', label: 'OK' },
  { value: 'Failed', label: 'Failed' },
  { value: 'Not applicable', label: 'N/A' },
] as const satisfies readonly { value: CheckItem['outcome']; label: string }[];

/** `8 of 17`, and how many failed. */
export function progressOf({ total, open, failed }: SystemCheck['counts']): string {
  const done = `${total - open} of ${total}`;
  return failed > 0 ? `${done}, ${failed} failed` : done;
}

type Departments = Checklist['departments'];

/** One line per item; what is said about it follows a colon. */
export const toLines = (items: Departments[number]['items']) =>
  items
    .map(({ name, hint }) => (hint ? `${name}: ${hint.replaceAll('\n', ' ')}` : name))
    .join('\n');

export const fromLines = (text: string): Departments[number]['items'] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(': ');
      const hint = rest.join(': ').trim();
      return hint === '' ? { name: name.trim() } : { name: name.trim(), hint };
    });
