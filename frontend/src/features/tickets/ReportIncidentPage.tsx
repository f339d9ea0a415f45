import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiError } from '@/api/errors';
import { idempotencyKey } from '@/api/client';
import { useDraft } from '@/ui/forms/useDraft';
import { PageHeader } from '@/ui/PageHeader';
import { WithPanel } from '@/ui/WithPanel';
import { sendReport } from './api';
import { attach } from './files';
import { ReportForm } from './components/ReportForm';
import { ReportSent } from './components/ReportSent';
import { bodyOf, EMPTY_REPORT, missingIn, type Attempt, type Report } from './reporting';

/** What broke, in half a minute and with one thumb. What was typed survives whatever fails. */
export function ReportIncidentPage() {
  const queries = useQueryClient();
  const [report, change, forget] = useDraft<Report>('report-incident', EMPTY_REPORT);
  const [photo, setPhoto] = useState<File | null>(null);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const attaching = useMutation({
    mutationFn: ({ id, file }: { id: number; file: File }) => attach('incident', id, file),
  });
  const sending = useMutation({
    mutationFn: (attempt: Attempt) => sendReport(attempt),
    onSuccess: async (incident) => {
      forget();
      if (photo) attaching.mutate({ id: incident.id, file: photo });
      setPhoto(null);
      await queries.invalidateQueries({ queryKey: ['tickets'] });
    },
    onError: (error) => {
      // A refusal is an answer: what is put right is another report.
      if (error instanceof ApiError && !error.unanswered) {
        change({ attempt: undefined });
        setMissing(fieldsOf(error));
      }
    },
  });

  const send = () => {
    const now = Date.now();
    const found = missingIn(report, now);
    setMissing(found);
    const first = Object.keys(found)[0];
    if (first) {
      document.querySelector<HTMLElement>(`[data-field="${first}"]`)?.focus();
      return;
    }
    const attempt = report.attempt ?? { key: idempotencyKey(), body: bodyOf(report, now) };
    change({ attempt });
    sending.mutate(attempt);
  };

  const { attempt } = report;
  const { isPending, isError, mutate } = sending;
  useEffect(() => {
    if (!attempt || isPending) return;
    const again = () => mutate(attempt);
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [attempt, isPending, mutate]);

  return (
    <WithPanel>
      <PageHeader title="Report an incident" />
      {sending.data ? (
        <ReportSent
          incident={sending.data}
          photo={attaching}
          onAnother={() => {
            sending.reset();
            attaching.reset();
          }}
        />
      ) : (
        <ReportForm
          report={report}
          missing={missing}
          onChange={(changes) => change({ ...changes, attempt: undefined })}
          photo={photo}
          onPhoto={setPhoto}
          onSend={send}
          onDiscard={() => {
            forget();
            setPhoto(null);
            setMissing({});
            sending.reset();
          }}
          sending={isPending}
          error={isError ? sending.error : null}
          waiting={attempt !== undefined && !isPending}
        />
      )}
    </WithPanel>
  );
}

/** The server's words at the fields as they are called here. */
function fieldsOf(error: ApiError): Record<string, string> {
  const names: Record<string, string> = {
    description: 'notes',
    incident_type: 'type',
    down_from: 'at',
    occurred_at: 'at',
  };
  return Object.fromEntries(
    Object.entries(error.errors).map(([name, messages]) => [
      names[name] ?? name,
      messages.join(' '),
    ]),
  );
}
