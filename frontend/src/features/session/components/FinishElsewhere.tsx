import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '@/api/reference';
import type { Me } from '@/api/types';

interface Props {
  path: string;
  onSignedIn: (me: Me) => void;
}

/** The second factor is asked for on a page of the server: in another tab, so that this one keeps its work. */
export function FinishElsewhere({ path, onSignedIn }: Props) {
  const queries = useQueryClient();
  const [waits, setWaits] = useState(false);
  const look = async () => {
    const me = await queries.query({ ...meQuery, staleTime: 0 });
    if (me) onSignedIn(me);
    else setWaits(true);
  };
  return (
    <Stack gap="sm">
      <Text>Finish with your second factor in another tab, then come back here.</Text>
      <Button component="a" href={path} target="_blank" rel="noopener">
        Open the page
      </Button>
      <Button variant="default" onClick={() => void look()}>
        I have finished
      </Button>
      <Text size="sm" role="status">
        {waits && 'Not signed in yet: finish in the other tab first.'}
      </Text>
    </Stack>
  );
}
