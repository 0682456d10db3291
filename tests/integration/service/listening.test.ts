import { createReadStream, createWriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startListening } from '../../../electron/service/listening-start.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../../shared/run-state.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { type PtyPair, socatAvailable, socatNote, startPtyPair } from '../../support/socat.ts';

describe.skipIf(!socatAvailable)(`listening on two terminal devices${socatNote}`, () => {
  let bench: TestDesk;
  let commands: PtyPair;
  let answers: PtyPair;

  beforeEach(async () => {
    [bench, commands, answers] = await Promise.all([openTestDesk(), startPtyPair(), startPtyPair()]);
  });

  afterEach(async () => {
    await bench.close();
    await Promise.all([commands.stop(), answers.stop()]);
  });

  test('hears a firmware and sends nothing', async () => {
    const { desk } = bench;
    const order = { commandsPort: commands.a, answersPort: answers.a, baudRate: 115_200 };
    const started = await startListening(desk, order);
    if (!started.ok) throw new Error(`not started: ${started.fault.kind}`);
    const bay = desk.station.commissioner.bayOfRun(started.runId);
    await expect.poll(() => bay?.state.link.open).toBe(true);
    let written = 0;
    for (const { b } of [commands, answers]) {
      const reader = createReadStream(b);
      reader.on('data', ({ length }) => {
        written += length;
      });
      // The far end hangs up when the test ends.
      reader.on('error', () => {});
    }
    const controller = createWriteStream(commands.b);
    const module = createWriteStream(answers.b);
    for (const [command, answer] of [
      ['AT', 'OK'],
      ['AT+CPIN?', '+CPIN: READY\r\n\r\nOK'],
      ['AT+CREG?', '+CREG: 0,2\r\n\r\nOK'],
      ['AT+CREG?', '+CREG: 0,1\r\n\r\nOK'],
    ]) {
      controller.write(`${command}\r\n`);
      module.write(`\r\n${answer}\r\n`);
      await pause(60);
    }
    await expect.poll(() => bay?.state.steps[4]?.status).toBe('passed');
    bay?.stop();
    await bay?.done;
    expect(bay?.state.finish).toMatchObject({ outcome: 'incomplete', failedStep: null });
    expect(written).toBe(0);
    const read = await desk.runs.readPage({
      runId: started.runId,
      afterSeq: 0,
      afterOrdinal: 0,
      limit: 2000,
    });
    if (!read.ok) throw new Error('not recorded');
    const state = read.page.events.reduce<RunState>(reduceRun, INITIAL_RUN_STATE);
    expect(state.steps.map(({ status }) => status).slice(0, 6)).toEqual([
      'passed',
      'pending',
      'pending',
      'passed',
      'passed',
      'pending',
    ]);
    controller.destroy();
    module.destroy();
  });
});
