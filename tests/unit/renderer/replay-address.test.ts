import { describe, expect, test } from 'vitest';
import { parseSimulatorAddress } from '../../../electron/simulator/index.ts';
import { replayedBy, replayOfRun } from '../../../renderer/store/replay-address.ts';

describe('the address of a recording', () => {
  test('of a run is one that the simulator understands', () => {
    const parsed = parseSimulatorAddress(replayOfRun('5f0c-77'));
    expect(parsed.ok && parsed.selection.replay).toEqual({ kind: 'run', runId: '5f0c-77' });
    expect(replayedBy(replayOfRun('5f0c-77'))).toEqual({ kind: 'run', name: '5f0c-77' });
  });

  test.each([
    ['sim:?replay=a+b%20c.log', 'a+b c.log'],
    ['sim:x?speed=instant&replay=%2Ftmp%2Fa.txt', '/tmp/a.txt'],
  ])('%s names a file', (address, name) => {
    expect(replayedBy(address)).toEqual({ kind: 'file', name });
  });

  test.each([null, 'sim:', 'sim:?fault=no-sim', '/dev/ttyUSB0', 'tcp://replay=x:1', 'sim:replay=x'])(
    '%s replays nothing',
    (address) => {
      expect(replayedBy(address)).toBeNull();
    },
  );
});
