import { expect, test } from 'vitest';
import { listSerialPorts } from '../../../electron/port/index.ts';
import { socatAvailable, socatNote, startPtyPair } from '../../support/socat.ts';

test('the ports of this machine are listed without virtual consoles, in well-formed rows', async () => {
  for (const row of await listSerialPorts()) {
    expect(row.kind).toBe('serial');
    expect(row.path).not.toMatch(/^\/dev\/(tty\d*|console|ptmx)$/);
    if (row.vendorId !== undefined) expect(row.vendorId).toMatch(/^[0-9a-f]{4}$/);
  }
});

test.skipIf(!socatAvailable)(`pseudo-terminals are not listed${socatNote}`, async () => {
  const pair = await startPtyPair();
  const rows = await listSerialPorts();
  await pair.stop();
  expect(rows.filter((row) => row.path.includes('pts'))).toEqual([]);
});
