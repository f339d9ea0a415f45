import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useRights } from '@/api/reference';

/** To the audit trail of one record, named as in `facility:3`, for those who may read it. */
export function HistoryLink({ subject }: { subject: string }) {
  const { readAudit } = useRights();
  if (!readAudit) return null;
  return (
    <Anchor component={Link} to={`/admin/audit?subject=${subject}`} size="sm">
      Who changed it
    </Anchor>
  );
}
