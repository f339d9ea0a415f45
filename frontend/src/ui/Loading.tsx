import { Loader } from '@mantine/core';

/** For the moment before a page is there; lists show their own shape instead. */
export function Loading() {
  return (
    <div role="status" style={{ padding: '2rem', textAlign: 'center' }}>
      <Loader size="sm" aria-hidden />
      <span className="visually-hidden">Loading</span>
    </div>
  );
}
