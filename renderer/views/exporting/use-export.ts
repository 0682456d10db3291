import { useEffect, useRef, useState } from 'react';
import type { ExportFormat, ExportRequest } from '../../../shared/export-request.ts';
import { downloadFrom } from '../../service/download.ts';
import { type Progress, writeExport, type Written } from '../../service/write-export.ts';
import type { Exported } from '../../store/exporting.ts';
import { useService } from '../../window-context.ts';

export type Writing =
  | { readonly kind: 'asking' }
  | ({ readonly kind: 'writing'; readonly format: ExportFormat } & Progress)
  | { readonly kind: 'over'; readonly written: Written };

/** Into what kind of file. */
export type ExportOrder = Omit<ExportRequest, 'what'>;

/** One file at a time; who takes the dialog away calls it off. */
export function useExport() {
  const service = useService();
  const [writing, setWriting] = useState<Writing>({ kind: 'asking' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const write = async (what: Exported, order: ExportOrder) => {
    const client = service();
    const calledOff = new AbortController();
    stop.current = calledOff;
    const { format } = order;
    setWriting({ kind: 'writing', format, done: 0, total: null });
    const onProgress = (progress: Progress) => setWriting({ kind: 'writing', format, ...progress });
    const written =
      client === null
        ? ({ kind: 'line' } as const)
        : await writeExport(client, { what, ...order }, onProgress, calledOff.signal);
    if (written.kind === 'download') downloadFrom(written.path);
    // Who turned away at the question where to put it, or stopped it, may choose again.
    const isAsking = written.kind === 'cancelled' || written.kind === 'called_off';
    setWriting(isAsking ? { kind: 'asking' } : { kind: 'over', written });
  };
  return {
    writing,
    write,
    stop: () => stop.current?.abort(),
    again: () => setWriting({ kind: 'asking' }),
  };
}
