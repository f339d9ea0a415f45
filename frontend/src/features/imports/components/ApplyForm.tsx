import { Button, Checkbox, Paper, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useRights } from '@/api/reference';
import type { ImportRun } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { useApplyImport } from '../api';
import { rowsInTheWay, rowsToWrite, suggestedMode } from '../importState';

type Mode = 'all' | 'good';

/** The decision after the dry run: everything or nothing, or the rows that can be. */
export function ApplyForm({ run }: { run: ImportRun }) {
  const { editFacilities } = useRights();
  const apply = useApplyImport(run.id);
  const [mode, setMode] = useState<Mode | null>(suggestedMode(run));
  const [createMissing, setCreateMissing] = useState(run.options.create_missing);
  const inTheWay = rowsInTheWay(run);
  const writes = rowsToWrite(run);
  const missing = run.missing_facilities.length;

  return (
    <Paper p="md" mb="lg" maw="44rem">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (mode) apply.mutate({ mode, create_missing: createMissing });
        }}
      >
        <Stack gap="sm">
          {apply.isError && <ErrorNotice error={apply.error} title="Not applied" />}
          <Radio.Group label="What to write" value={mode} onChange={setMode}>
            <Stack gap="xs" mt={6}>
              <Radio
                value="all"
                label="All or nothing"
                description={
                  inTheWay > 0
                    ? `As it is now, nothing: ${inTheWay === 1 ? 'one row is' : `${inTheWay} rows are`} in the way.`
                    : 'If a row cannot be written after all, none is.'
                }
              />
              <Radio
                value="good"
                label="Good rows only"
                description="Rows that are bad or in conflict are left out, and listed."
              />
            </Stack>
          </Radio.Group>
          {missing > 0 && editFacilities && (
            <Checkbox
              label={
                missing === 1
                  ? `Create ${run.missing_facilities[0] ?? 'the facility'}`
                  : `Create the ${missing} facilities that are missing`
              }
              checked={createMissing}
              onChange={(event) => setCreateMissing(event.currentTarget.checked)}
            />
          )}
          <Button
            type="submit"
            disabled={mode === null}
            loading={apply.isPending}
            style={{ alignSelf: 'flex-start' }}
          >
            {writes === 1 ? 'Write 1 row' : `Write ${writes} rows`}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
