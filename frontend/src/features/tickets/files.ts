import { queryOptions } from '@tanstack/react-query';
import { api, unwrap, upload } from '@/api/client';
import type { Attachment } from '@/api/types';
import { MEMBERS, type AnyKind } from './api';

export const LARGEST_MB = 10;

export const attachmentsQuery = (kind: AnyKind, id: number) =>
  queryOptions({
    queryKey: ['tickets', 'files', kind, id],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          api.GET('/api/attachments/', {
            params: { query: { [MEMBERS[kind]]: id, page_size: 200 } },
            signal,
          }),
        )
      ).results,
  });

export const attach = (kind: AnyKind, id: number, file: File) =>
  upload<Attachment>('/api/attachments/', { file, [MEMBERS[kind]]: String(id) }, () => undefined);

export const removeFile = (id: number) =>
  unwrap(
    api.DELETE('/api/attachments/{attachment_id}/', { params: { path: { attachment_id: id } } }),
  );

/** `812 kB`, `2.4 MB`. */
export const sizeOf = (bytes: number) =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
