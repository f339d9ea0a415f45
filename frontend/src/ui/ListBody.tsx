import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice';

interface Props<T> {
  query: UseQueryResult<T>;
  isEmpty: (data: T) => boolean;
  empty: ReactNode;
  children: (data: T) => ReactNode;
}

/** The four states of a list: loading, failed, empty, there. A failed refetch keeps the rows. */
export function ListBody<T>({ query, isEmpty, empty, children }: Props<T>) {
  const { data, error, refetch } = query;
  if (data === undefined) {
    return error ? (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    ) : (
      <Stack gap={6} role="status" aria-label="Loading">
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} h={32} />
        ))}
      </Stack>
    );
  }
  return (
    <>
      {error && <ErrorNotice error={error} title="Shown as last read" />}
      {isEmpty(data) ? empty : children(data)}
    </>
  );
}
