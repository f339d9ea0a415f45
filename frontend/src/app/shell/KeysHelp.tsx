import { Kbd, Modal, Text, Title } from '@mantine/core';
import { useKeyBindings } from '@/ui/keys';
import styles from './KeysHelp.module.css';

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const bindings = useKeyBindings();
  const groups = [...new Set(bindings.map(({ group }) => group))];
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size="lg">
      <div className={styles.columns}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <Title order={3} mb="xs">
              {group}
            </Title>
            <dl className={styles.list}>
              {bindings
                .filter((binding) => binding.group === group)
                .map(({ keys, label, run }) => (
                  <div key={keys + label} className={styles.line}>
                    <dt>
                      {(run ? keys.split(' ') : [keys]).map((key) => (
                        <Kbd key={key} mr={4}>
                          {key}
                        </Kbd>
                      ))}
                    </dt>
                    <Text component="dd" size="sm" m={0}>
                      {label}
                    </Text>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
