import { ApiError } from '@/api/errors';

export interface Clash {
  event: { id: number; title: string };
  resource: { kind: string; id: number; name: string; kit?: { id: number; name: string } };
  start_time: string;
  end_time: string;
  /** An option that was there before. */
  is_held?: boolean;
}

/** Too few of a pool are left over this time. */
export interface Shortage {
  pool: { id: number; name: string };
  wanted: number;
  free: number;
  total: number;
  start_time: string;
  end_time: string;
}

/** Who or what is free instead of somebody or something that is taken. */
export interface Instead {
  id: number;
  name: string;
  instead_of: number;
}

export const isClash = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.status === 409 && error.code === 'booking_conflict';

/** What a refused booking says beyond its sentence. */
export function clashOf({ extra }: ApiError) {
  return {
    conflicts: (extra.conflicts ?? []) as Clash[],
    nextFree: extra.next_free as { start_time: string; end_time: string } | undefined,
    shortages: (extra.shortages ?? []) as Shortage[],
    freePeople: (extra.free_people ?? []) as Instead[],
    freeItems: (extra.free_equipment ?? []) as (Instead & { asset_tag: string })[],
    freeFacilities: (extra.free_facilities ?? []) as { id: number; name: string }[],
  };
}

/** Whether a refused booking is of many dates: each clash then says which date it hits. */
export const isOfSeries = ({ extra }: ApiError) =>
  [...((extra.conflicts ?? []) as object[]), ...((extra.absences ?? []) as object[])].some(
    (found) => 'date' in found,
  );
