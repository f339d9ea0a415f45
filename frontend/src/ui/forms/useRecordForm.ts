import { useForm, type UseFormInput } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '@/api/errors';

interface Versioned {
  id: number;
  version: number;
}

/** What was typed upon, and the version to save over. */
interface Upon<Row> {
  base: Row;
  version: number;
}

interface Options<Row extends Versioned, Values extends object> {
  /** What is edited; undefined while something new is made. */
  record: Row | undefined;
  /** The fields of a record, or of a new one. */
  toValues: (record: Row | undefined) => Values;
  validate?: UseFormInput<Values>['validate'];
  /** `upon` is undefined while creating. */
  save: (values: Values, upon: Upon<Row> | undefined) => Promise<Row>;
  /** Reads the record again after someone else changed it. */
  reload: (id: number) => Promise<Row>;
  onSaved: (saved: Row, before: Row | undefined) => void;
}

/**
 * A form over one record of the server. It keeps the version that was typed upon: when someone
 * else saved meanwhile, what was typed stays and `newer` holds theirs.
 */
export function useRecordForm<Row extends Versioned, Values extends object>({
  record,
  toValues,
  validate,
  save,
  reload,
  onSaved,
}: Options<Row, Values>) {
  const [base, setBase] = useState(record);
  const [newer, setNewer] = useState<Row>();
  const form = useForm<Values>({
    initialValues: toValues(record),
    ...(validate === undefined ? {} : { validate }),
  });

  const mutation = useMutation({
    mutationFn: ({ values, upon }: { values: Values; upon: Upon<Row> | undefined }) =>
      save(values, upon),
    onSuccess: (saved, { upon }) => {
      form.resetDirty();
      setBase(saved);
      onSaved(saved, upon?.base);
    },
    onError: async (error) => {
      if (!(error instanceof ApiError)) return;
      for (const [field, messages] of Object.entries(error.errors)) {
        form.setFieldError(field, messages.join(' '));
      }
      if (error.status === 412 && base) setNewer(await reload(base.id));
    },
  });

  // Someone else's change appears by itself, unless it would overwrite what is being typed.
  const untouchedAndOld =
    record !== undefined &&
    base !== undefined &&
    record.version > base.version &&
    !mutation.isPending &&
    !form.isDirty();
  if (untouchedAndOld) setBase(record);

  const filledFrom = useRef(record?.version);
  useEffect(() => {
    if (!base || filledFrom.current === base.version) return;
    filledFrom.current = base.version;
    const values = toValues(base);
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
    form.clearErrors();
  });

  const upon = base && { base, version: base.version };
  const submit = form.onSubmit((values) => mutation.mutate({ values, upon }));
  const stale = mutation.error instanceof ApiError && mutation.error.status === 412;

  return {
    form,
    submit,
    base,
    saving: mutation.isPending,
    /** The last refusal, the stale version aside, which has a notice of its own. */
    error: stale ? null : mutation.error,
    newer: stale ? newer : undefined,
    /** A new version in which nothing differs that this form shows: what is typed stays, and is saved upon it. */
    moveOn: (from: number) => {
      if (base?.version !== from) return;
      filledFrom.current = from + 1;
      setBase({ ...base, version: from + 1 });
    },
    takeTheirs: () => {
      setBase(newer);
      mutation.reset();
    },
    saveMine: () => {
      if (!newer || !base) return;
      mutation.mutate({ values: form.getValues(), upon: { base, version: newer.version } });
    },
    /** What became of theirs and mine: it counts as typed upon theirs, whether it can be saved or not. */
    saveMerged: (values: Values) => {
      if (!newer) return;
      filledFrom.current = newer.version;
      setBase(newer);
      form.setInitialValues(toValues(newer));
      form.setValues(values);
      if (form.validate().hasErrors) mutation.reset();
      else mutation.mutate({ values, upon: { base: newer, version: newer.version } });
    },
    saveWith: (changes: Partial<Values>) => {
      form.setValues(changes);
      mutation.mutate({ values: { ...form.getValues(), ...changes }, upon });
    },
  };
}
