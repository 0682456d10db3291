import { ActionIcon } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../parts/Icon.tsx';
import { useSay } from '../../texts.ts';
import classes from './keeping.module.css';

/** Where something is, to be read in full and copied. */
export function PathLine({ path }: { readonly path: string }) {
  const say = useSay();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    await navigator.clipboard.writeText(path);
    setCopied(path);
  };
  const isCopied = copied === path;
  return (
    <div className={classes.path}>
      <span className="mono">{path}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={say('keeping.path.copy')}
        title={say('keeping.path.copy')}
        onClick={() => void copy()}
      >
        <Icon name={isCopied ? 'check' : 'copy'} size={14} />
      </ActionIcon>
      <span className="visually-hidden" role="status">
        {isCopied ? say('keeping.path.copied') : ''}
      </span>
    </div>
  );
}
