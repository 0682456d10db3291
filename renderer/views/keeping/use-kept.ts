import { useEffect, useState } from 'react';
import type { Kept } from '../../../shared/keeping.ts';
import type { RecordFault } from '../../../shared/record-fault.ts';
import { useActions, useWindow } from '../../window-context.ts';

export interface KeptState {
  /** Null before it is known. */
  readonly kept: Kept | null;
  readonly fault: RecordFault | null;
}

/** What is kept, asked for again whenever something was taken away or a run has begun or ended. */
export function useKept(): KeptState {
  const { ask } = useActions();
  const bays = useWindow(({ station }) => station.bays);
  const news = useWindow(({ station }) => station.keeping);
  const ready = useWindow(({ service }) => service === 'up');
  const [state, setState] = useState<KeptState>({ kept: null, fault: null });
  useEffect(() => {
    if (!ready) return;
    let isWanted = true;
    void ask((client) => client.keeping.state()).then((reply) => {
      if (!isWanted || reply === null) return;
      if (reply.ok) setState({ kept: reply.kept, fault: null });
      else setState(({ kept }) => ({ kept, fault: reply.fault }));
    });
    return () => {
      isWanted = false;
    };
  }, [ask, bays, news, ready]);
  return state;
}
