import type { NewApiToken } from '@/api/types';

export type Scope = NewApiToken['scopes'][number];

/** What a token can be made for, in the words of the rail. */
export const MODULES = [
  { module: 'scheduling', label: 'Schedule, time and leave' },
  { module: 'facilities', label: 'Facilities and equipment' },
  { module: 'tickets', label: 'Tickets and system checks' },
  { module: 'people', label: 'People' },
  { module: 'notifications', label: 'Notifications and mail' },
  { module: 'station', label: 'The station: audit trail, health, settings' },
] as const;

export type ModuleName = (typeof MODULES)[number]['module'];
export type Level = 'none' | 'read' | 'write';

export const LEVELS: { value: Level; label: string }[] = [
  { value: 'none', label: 'Nothing' },
  { value: 'read', label: 'Read' },
  { value: 'write', label: 'Read and change' },
];

export const scopesOf = (levels: Record<ModuleName, Level>): Scope[] =>
  MODULES.flatMap(({ module }) => {
    const level = levels[module];
    return level === 'none' ? [] : [`${module}:${level}` as const];
  });

export const scopesInWords = (scopes: string[]) =>
  scopes.map((scope) => scope.replace(':', ', ')).join('; ');
