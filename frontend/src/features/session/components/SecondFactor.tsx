import { Button, Paper, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { factorsInWords } from '@/ui/factors';
import { secondFactorQuery } from '../api';

/** What one has, and the way to the server's page where it is looked after. */
export function SecondFactor() {
  const { data, error, refetch } = useQuery(secondFactorQuery);
  return (
    <Paper p="md">
      <Title order={2} mb="sm">
        Second factor
      </Title>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={60} />}
      {data && (
        <>
          <Text size="sm" mb="sm">
            {data.kinds.length > 0
              ? `${factorsInWords(data.kinds)}. ${String(data.recovery_codes_left)} recovery codes are left.`
              : data.required
                ? 'Your role needs one, and you have none yet.'
                : 'None yet. An app or a passkey keeps others out even if they learn your password.'}
          </Text>
          <Button component="a" href={data.address} variant="default">
            {data.kinds.length > 0 ? 'Look after it' : 'Set one up'}
          </Button>
        </>
      )}
    </Paper>
  );
}
