import { Anchor, Input, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApiError } from '@/api/errors';
import { savedFiltersQuery, useMe } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PanelForm } from '@/ui/forms/PanelForm';
import { PersonSelect } from '@/ui/forms/PersonSelect';
import { createFeed } from '../api';
import { KINDS, SHOWS, type FeedKind } from '../words';
import { FeedAddress } from './FeedAddress';

interface Props {
  kind: FeedKind;
  /** The id of the person, facility or filter that is asked for. */
  of: string | undefined;
  onClose: () => void;
}

/** Makes a feed, then shows its address for the one time that it can be shown. */
export function NewFeedPanel({ kind, of, onClose }: Props) {
  const me = useMe();
  const queries = useQueryClient();
  const { data: filters = [] } = useQuery(savedFiltersQuery);
  const [leaving, setLeaving] = useState(false);
  const form = useForm({
    initialValues: {
      kind,
      name: '',
      user: kind === 'person' && of ? of : String(me.id),
      facility: kind === 'facility' ? (of ?? '') : '',
      saved_filter: kind === 'filter' ? (of ?? '') : '',
    },
    validate: {
      facility: (value, values) =>
        values.kind === 'facility' && !value ? 'Choose a facility.' : null,
      saved_filter: (value, values) =>
        values.kind === 'filter' && !value ? 'Choose one of your filters.' : null,
    },
  });
  const { values } = form;
  const create = useMutation({
    mutationFn: ({ kind: wanted, name, ...of }: typeof values) =>
      createFeed({
        kind: wanted,
        name,
        user: wanted === 'person' && of.user ? Number(of.user) : null,
        facility: wanted === 'facility' ? Number(of.facility) : null,
        saved_filter: wanted === 'filter' ? Number(of.saved_filter) : null,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['calendar-feeds'] }),
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      for (const [field, messages] of Object.entries(error.errors)) {
        form.setFieldError(field, messages.join(' '));
      }
    },
  });

  if (create.data) return <FeedAddress feed={create.data} onClose={onClose} />;
  return (
    <PanelForm
      title="New calendar feed"
      onClose={() => {
        setLeaving(true);
        onClose();
      }}
      onSubmit={form.onSubmit((sent) => create.mutate(sent))}
      isDirty={() => !leaving && form.isDirty() && create.isIdle}
      saving={create.isPending}
      saveLabel="Make the feed"
    >
      {create.error && <ErrorNotice error={create.error} title="No feed was made" />}
      <Select
        label="Of what"
        allowDeselect={false}
        data={KINDS}
        description={SHOWS[values.kind]}
        {...form.getInputProps('kind')}
      />
      {values.kind === 'person' && (
        <Input.Wrapper label="Whose duties" labelElement="div">
          <PersonSelect
            label="Whose duties"
            value={values.user || undefined}
            onChange={(id) => form.setFieldValue('user', id ?? '')}
          />
        </Input.Wrapper>
      )}
      {values.kind === 'facility' && (
        <FacilityField
          label="Facility"
          value={values.facility || null}
          onChange={(id) => form.setFieldValue('facility', id ?? '')}
          error={form.errors.facility}
        />
      )}
      {values.kind === 'filter' && (
        <>
          <Select
            label="Filter"
            placeholder="None"
            data={filters.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={values.saved_filter || null}
            onChange={(id) => form.setFieldValue('saved_filter', id ?? '')}
            error={form.errors.saved_filter}
          />
          {filters.length === 0 && (
            <Text size="sm" c="dimmed">
              You have no filters yet: set one on the{' '}
              <Anchor component={Link} to="/schedule" inherit underline="always">
                schedule
              </Anchor>{' '}
              and save it there under a name.
            </Text>
          )}
        </>
      )}
      <TextInput
        label="Name"
        description="What your calendar calls it; by what it shows if left empty"
        maxLength={255}
        {...form.getInputProps('name')}
      />
    </PanelForm>
  );
}
