import { describe, expect, it } from 'vitest';
import { type Progress, writeExport, type Written } from '../../../../renderer/service/write-export.ts';
import type { ExportProgress } from '../../../../shared/contract/exports.ts';
import type { ExportRequest } from '../../../../shared/export-request.ts';
import { turn } from './record-double.ts';

const REQUEST: ExportRequest = {
  what: { kind: 'runs', ids: ['a'] },
  format: 'text',
  language: 'en',
  bom: false,
};

/** A service that writes step by step, as the test says; `closed` once nobody listens any more. */
function writing(steps: readonly (ExportProgress | 'wait' | 'break')[]) {
  const stop = new AbortController();
  const heard: Progress[] = [];
  const state = { closed: false };
  async function* write(signal: AbortSignal): AsyncGenerator<ExportProgress> {
    try {
      for (const step of steps) {
        if (step === 'break') throw new Error('the line broke');
        if (step !== 'wait') yield step;
        else
          await new Promise<void>((resolve) => {
            signal.addEventListener('abort', () => resolve(), { once: true });
          });
        if (signal.aborted) throw signal.reason;
      }
    } finally {
      state.closed = true;
    }
  }
  const client = {
    exports: {
      write: (_request: ExportRequest, { signal }: { readonly signal: AbortSignal }) =>
        Promise.resolve(write(signal)),
    },
  };
  const written: Promise<Written> = writeExport(
    client,
    REQUEST,
    (progress) => heard.push(progress),
    stop.signal,
  );
  return { written, heard, stop: () => stop.abort(), state };
}

describe('writing a file', () => {
  it('tells how far it is, and where the file went', async () => {
    const { written, heard } = writing([
      { kind: 'progress', done: 0, total: null },
      { kind: 'progress', done: 5, total: 10 },
      { kind: 'done', reply: { kind: 'saved', path: '/tmp/a.txt' } },
    ]);
    expect(await written).toEqual({ kind: 'saved', path: '/tmp/a.txt' });
    expect(heard).toEqual([
      { done: 0, total: null },
      { done: 5, total: 10 },
    ]);
  });

  it('is called off in the middle, and the service is told so', async () => {
    const { written, stop, state } = writing([{ kind: 'progress', done: 1, total: 9 }, 'wait']);
    await turn();
    expect(state.closed).toBe(false);
    stop();
    expect(await written).toEqual({ kind: 'called_off' });
    expect(state.closed).toBe(true);
  });

  it('says what kept the service from it', async () => {
    const { written } = writing([{ kind: 'done', reply: { kind: 'failed', code: 'ENOSPC' } }]);
    expect(await written).toEqual({ kind: 'failed', code: 'ENOSPC' });
  });

  it.each([
    ['the line breaks', ['break']],
    ['the service ends without a word', []],
  ] as const)('tells it when %s', async (_what, steps) => {
    expect(await writing(steps).written).toEqual({ kind: 'line' });
  });
});
