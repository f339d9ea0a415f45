import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';

export function ScheduleLink({ id }: { id: number }) {
  return (
    <Text size="sm" mt="xs">
      <Anchor component={Link} to={`/schedule?view=list&facility=${id}`} inherit>
        Show its week in the schedule
      </Anchor>
    </Text>
  );
}
