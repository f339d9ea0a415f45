import { Button, Group, Select, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { oneOf } from '@/ui/oneOf';
import { StatusBadge } from '@/ui/StatusBadge';
import { useRefreshTickets, type AnyKind } from '../api';
import { ADDRESS, linksQuery, linkTo, RELATIONS } from '../links';
import styles from './Attachments.module.css';

/** What a ticket has to do with others; a number is enough to link it. */
export function Links({ kind, id, mayWork }: { kind: AnyKind; id: number; mayWork: boolean }) {
  const { data: links = [] } = useQuery(linksQuery(kind, id));
  const refresh = useRefreshTickets();
  const [relation, setRelation] = useState<(typeof RELATIONS)[number]>('relates to');
  const [number, setNumber] = useState('');
  const add = useMutation({
    mutationFn: () => linkTo(kind, id, relation, number),
    onSuccess: () => setNumber(''),
    onSettled: refresh,
  });
  if (!mayWork && links.length === 0) return null;
  return (
    <section aria-label="Links">
      <Title order={3} mb={6}>
        Links
      </Title>
      <ul className={styles.list}>
        {links.map(({ id: key, relation: how, ticket }) => (
          <li key={key}>
            {how} <Link to={`${ADDRESS[ticket.kind]}${ticket.id}`}>{ticket.number}</Link>{' '}
            {ticket.title} <StatusBadge status={ticket.status} />
          </li>
        ))}
      </ul>
      {mayWork && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (number.trim() !== '') add.mutate();
          }}
        >
          {add.error && <ErrorNotice error={add.error} />}
          <Group gap="xs" mt={6}>
            <Select
              aria-label="Relation"
              data={[...RELATIONS]}
              allowDeselect={false}
              w="8rem"
              value={relation}
              onChange={(chosen) => setRelation(oneOf(RELATIONS, chosen) ?? relation)}
            />
            <TextInput
              aria-label="Number of the other ticket"
              placeholder="INC-2026-0007"
              w="9.5rem"
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={add.isPending}>
              Link
            </Button>
          </Group>
        </form>
      )}
    </section>
  );
}
