import { Group, Pagination, Text } from '@mantine/core';

interface Props {
  count: number;
  page: number;
  pageSize: number;
  /** What is counted, in the plural. */
  noun: string;
  onPage: (page: number) => void;
}

export function Pager({ count, page, pageSize, noun, onPage }: Props) {
  const pages = Math.ceil(count / pageSize);
  const first = Math.min(count, (page - 1) * pageSize + 1);
  const last = Math.min(count, page * pageSize);
  return (
    <Group justify="space-between" mt="sm">
      <Text size="sm" c="dimmed">
        {pages > 1 ? `${first} to ${last} of ${count} ${noun}` : `${count} ${noun}`}
      </Text>
      {pages > 1 && (
        <Pagination
          size="sm"
          total={pages}
          value={page}
          onChange={onPage}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          getItemProps={(item) => ({ 'aria-label': `Page ${item}` })}
        />
      )}
    </Group>
  );
}
