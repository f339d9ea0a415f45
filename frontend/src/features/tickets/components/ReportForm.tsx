import {
  Alert,
  Button,
  Checkbox,
  Chip,
  FileInput,
  Group,
  Input,
  Select,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconCamera, IconCloudOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '@/api/errors';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { FacilityField } from '@/ui/forms/FacilityField';
import { incidentTypesQuery } from '../api';
import { EMPTY_REPORT, FOLLOW_UPS, SHORTEST_NOTES, SINCE, type Report } from '../reporting';
import styles from './ReportForm.module.css';

interface Props {
  report: Report;
  missing: Record<string, string>;
  onChange: (changes: Partial<Report>) => void;
  /** Kept until it is sent or the page is left: a browser keeps no files. */
  photo: File | null;
  onPhoto: (photo: File | null) => void;
  onSend: () => void;
  onDiscard: () => void;
  sending: boolean;
  error: Error | null;
  /** Sent, and not answered yet. */
  waiting: boolean;
}

const AS_CHIPS = 9; // more types than this are a list to search

export function ReportForm(props: Props) {
  const { report, missing, onChange, photo, onPhoto, onSend, onDiscard, sending, error, waiting } =
    props;
  const { data: types = [] } = useQuery(incidentTypesQuery);
  const unanswered = error instanceof ApiError && error.unanswered;
  const typed = JSON.stringify({ ...report, attempt: undefined }) !== JSON.stringify(EMPTY_REPORT);
  const letters = report.notes.trim().length;

  return (
    <form
      className={styles.form}
      noValidate
      aria-label="Report an incident"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {(unanswered || (waiting && !error)) && (
        <Alert
          role="alert"
          variant="default"
          title="Not sent yet"
          icon={<IconCloudOff size={18} aria-hidden color="var(--tone-warn)" />}
          style={{ borderColor: 'var(--tone-warn)', background: 'var(--wash-warn)' }}
        >
          The station did not answer. The report is kept on this device and goes off by itself when
          the network is back; sending it again by hand reports it once all the same.
        </Alert>
      )}
      {error && !unanswered && (
        <ErrorNotice error={error} title="The report was not taken; it is kept here" />
      )}
      <FacilityField
        label="Where"
        size="md"
        placeholder="Not in a facility"
        value={report.facility}
        onChange={(facility) => onChange({ facility })}
        error={missing.facility}
      />
      {types.length > AS_CHIPS ? (
        <Select
          label="What kind"
          placeholder="Not sure"
          searchable
          clearable
          data={types.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={report.type}
          onChange={(type) => onChange({ type })}
          error={missing.type}
        />
      ) : (
        types.length > 0 && (
          <Choice
            label="What kind"
            value={report.type}
            onChange={(type) => onChange({ type })}
            choices={types.map(({ id, name }) => ({ value: String(id), label: name }))}
            error={missing.type}
          />
        )
      )}
      <Choice
        label="Down since"
        value={report.since}
        onChange={(since) =>
          since && onChange({ since, ...(since === 'nothing' ? { works: false } : {}) })
        }
        choices={SINCE}
      />
      {report.since === 'at' && (
        <TextInput
          type="datetime-local"
          label="Date and time, on this device's clock"
          data-field="at"
          value={report.at}
          onChange={(event) => onChange({ at: event.currentTarget.value })}
          error={missing.at}
        />
      )}
      {report.since !== 'nothing' && (
        <Checkbox
          size="md"
          label="It works again"
          checked={report.works}
          onChange={(event) => onChange({ works: event.currentTarget.checked })}
        />
      )}
      <Textarea
        label="What happened"
        description={
          letters < SHORTEST_NOTES
            ? `${SHORTEST_NOTES - letters} more letters at least`
            : 'Enough; more helps'
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        data-field="notes"
        autosize
        minRows={4}
        maxRows={12}
        value={report.notes}
        onChange={(event) => onChange({ notes: event.currentTarget.value })}
        error={missing.notes}
      />
      <Choice
        label="Does somebody have to follow it up"
        value={report.followUp}
        onChange={(followUp) => followUp && onChange({ followUp })}
        choices={FOLLOW_UPS}
      />
      <FileInput
        label="Photo"
        placeholder="Take one, or choose a file"
        size="md"
        accept="image/*"
        clearable
        clearButtonProps={{ 'aria-label': 'Leave the photo out' }}
        leftSection={<IconCamera size={18} aria-hidden />}
        value={photo}
        onChange={onPhoto}
      />
      <Group className={styles.foot} gap="xs" wrap="nowrap">
        <Button type="submit" size="md" loading={sending} className={styles.send}>
          {waiting ? 'Send again' : 'Send report'}
        </Button>
        {typed && (
          <Button size="md" variant="subtle" color="gray" onClick={onDiscard} disabled={sending}>
            Discard
          </Button>
        )}
      </Group>
    </form>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value | null;
  onChange: (value: Value | null) => void;
  choices: readonly { value: Value; label: string }[];
  error?: string | undefined;
}

/** One of a few, all in sight: quicker than a list, and large enough for a thumb. */
function Choice<Value extends string>({
  label,
  value,
  onChange,
  choices,
  error,
}: ChoiceProps<Value>) {
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      error={error}
      role="radiogroup"
      aria-label={label}
    >
      <Chip.Group
        value={value}
        onChange={(chosen) => onChange(choices.find((one) => one.value === chosen)?.value ?? null)}
      >
        <Group gap="xs" mt={4}>
          {choices.map((choice) => (
            <Chip key={choice.value} value={choice.value} size="lg" radius="sm" variant="outline">
              {choice.label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
