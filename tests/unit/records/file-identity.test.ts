import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRecordStore } from '../../../electron/records/index.ts';

describe('a record whose file was removed under it', () => {
  test('says that what it writes can be read by nobody', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'record-'));
    const opened = await openRecordStore(join(folder, 'record.sqlite'));
    if (!opened.ok) throw new Error(opened.fault.kind);
    expect(await opened.store.append({ events: [], trace: [] })).toEqual({ ok: true });
    await rm(folder, { recursive: true });
    expect(await opened.store.append({ events: [], trace: [] })).toEqual({
      ok: false,
      fault: { kind: 'removed' },
    });
    await opened.store.close();
  });
});
