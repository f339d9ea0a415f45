import { Anchor, Button, FileButton, Group, Title } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMe } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { useRefreshTickets, type AnyKind } from '../api';
import { attach, attachmentsQuery, removeFile, sizeOf } from '../files';
import { useMayRemoveFiles } from '../mayWork';
import { RemoveButton } from './RemoveButton';
import styles from './Attachments.module.css';

/** The files of a ticket: pictures are shown, everything is saved by its name. */
export function Attachments({ kind, id }: { kind: AnyKind; id: number }) {
  const me = useMe();
  const mayRemove = useMayRemoveFiles(kind);
  const { data: files = [], error } = useQuery(attachmentsQuery(kind, id));
  const refresh = useRefreshTickets();
  const add = useMutation({
    mutationFn: (file: File) => attach(kind, id, file),
    onSettled: refresh,
  });
  return (
    <section aria-label="Files">
      <Group justify="space-between" mb={6}>
        <Title order={3}>Files</Title>
        <FileButton onChange={(file) => file && add.mutate(file)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="compact-sm"
              leftSection={<IconPaperclip size={14} aria-hidden />}
              loading={add.isPending}
            >
              Add a file
            </Button>
          )}
        </FileButton>
      </Group>
      {error && <ErrorNotice error={error} />}
      {add.error && (
        <ErrorNotice
          error={add.error}
          title={`${add.variables.name} was not taken`}
          onRetry={() => add.mutate(add.variables)}
        />
      )}
      <ul className={styles.list}>
        {files.map(({ id: key, name, url, size, is_picture, uploaded_by }) => (
          <li key={key} className={styles.file}>
            {is_picture && (
              <a href={`${url}?inline=true`} target="_blank" rel="noreferrer">
                <img className={styles.picture} src={`${url}?inline=true`} alt={name} />
              </a>
            )}
            <span className={styles.name}>
              <Anchor href={url} download={name} size="sm">
                {name}
              </Anchor>
              <span className={styles.quiet}>
                {[sizeOf(size), uploaded_by?.full_name].filter(Boolean).join(', ')}
              </span>
            </span>
            {(mayRemove || uploaded_by?.id === me.id) && (
              <span className={styles.tools}>
                <RemoveButton what={name} remove={() => removeFile(key)} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
