import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { useSay } from '../texts.ts';
import { useWindow } from '../window-context.ts';
import classes from './parts.module.css';

type Part<Props> =
  | { readonly kind: 'absent' | 'missing' }
  | { readonly kind: 'here'; readonly View: ComponentType<Props> };

const parts: (() => Promise<void>)[] = [];

/**
 * A view whose code comes when it is first shown, or when there is nothing else to do. Once loaded it is drawn at once.
 * Code that cannot be loaded (the service is gone, a newer program has replaced its files) is said in its place.
 * Chromium does not ask a second time for a file that it did not get: nobody asks while the service is gone, and what
 * was asked for in vain comes with the page.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  placeholder: ReactNode = null,
): ComponentType<Props> {
  let part: Part<Props> = { kind: 'absent' };
  const listeners = new Set<() => void>();
  const fetchPart = async (): Promise<void> => {
    if (part.kind === 'here') return;
    part = await load().then(
      (View) => ({ kind: 'here', View }),
      () => ({ kind: 'missing' }),
    );
    for (const changed of listeners) changed();
  };
  const subscribe = (changed: () => void) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  };
  parts.push(fetchPart);
  return function Later(props: Props) {
    const now = useSyncExternalStore(subscribe, () => part);
    const isGone = useWindow(({ service }) => service === 'gone');
    useEffect(() => {
      if (!isGone) void fetchPart();
    }, [isGone]);
    if (now.kind === 'here') return <now.View {...props} />;
    return isGone || now.kind === 'missing' ? <Missing isGone={isGone} /> : placeholder;
  };
}

/** Loads every view that is not there yet, for the time when it cannot be loaded any more. */
export async function loadAllParts(): Promise<void> {
  await Promise.all(parts.map((fetchPart) => fetchPart()));
}

function Missing({ isGone }: { readonly isGone: boolean }) {
  const say = useSay();
  const shell = useWindow(({ station }) => station.info?.shell ?? 'browser');
  if (isGone)
    return (
      <p role="alert" className={classes.missing}>
        {say('loading.gone')}
      </p>
    );
  return (
    <p role="alert" className={classes.missing}>
      {say(`loading.part.${shell}`)}{' '}
      {shell === 'browser' && (
        <button type="button" onClick={() => window.location.reload()}>
          {say('loading.again')}
        </button>
      )}
    </p>
  );
}
