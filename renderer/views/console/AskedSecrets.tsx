import { TextInput } from '@mantine/core';
import type { ListedEntry } from '../../../shared/console/command-list.ts';
import { asksIn } from '../../../shared/console/list-secrets.ts';
import { useSay } from '../../texts.ts';
import classes from './console.module.css';

interface AskedSecretsProps {
  readonly entries: readonly ListedEntry[];
  readonly answers: readonly string[];
  readonly onChange: (answers: readonly string[]) => void;
}

/** Asks for what a list leaves out. It is sent, and kept nowhere. */
export function AskedSecrets({ entries, answers, onChange }: AskedSecretsProps) {
  const say = useSay();
  const asked = entries.flatMap(({ line, text }) =>
    Array.from({ length: asksIn(text) }, () => ({ line, text })),
  );
  return asked.map(({ line, text }, index) => (
    <TextInput
      // oxlint-disable-next-line no-array-index-key -- what is asked for is known by its place
      key={index}
      className={classes.asked}
      type="password"
      label={say('list.asked', { line })}
      description={text}
      autoComplete="new-password"
      maxLength={256}
      value={answers[index] ?? ''}
      onChange={({ currentTarget }) => {
        const next = Array.from({ length: asked.length }, (_, each) => answers[each] ?? '');
        onChange(next.with(index, currentTarget.value));
      }}
    />
  ));
}
