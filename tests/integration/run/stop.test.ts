import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STEPS } from '../../../shared/plan.ts';
import { type BenchStation, benchProfile, openBenchStation } from '../../support/bench-station.ts';

let station: BenchStation;

beforeAll(async () => {
  station = await openBenchStation();
});

afterAll(async () => {
  await station.close();
});

/** Steps whose command the run has sent once before: MCONFIG at step 10, MQTTMSGGET to empty the cache at step 17. */
const SECOND_TIME: readonly number[] = [12, 18];

/** Step 18 is run only where there is a cache. */
const CACHED = { messages: { delivery: 'cached' } } as const;

describe('a stop', () => {
  test.concurrent.each(STEPS)(
    'at step $number ends the run cancelled there, with the port free',
    async (row) => {
      const { number } = row;
      // The answer to the step's command comes while the run is being stopped already.
      const nth = SECOND_TIME.includes(number) ? 2 : 1;
      const port = `sim:stop${number}?speed=instant&fault=${encodeURIComponent(`late-answer:0.6@${nameOf(row.command)}#${nth}`)}`;
      const run = station.start(port, benchProfile(CACHED));
      await station.event(run, (event) => event.type === 'step.started' && event.step === number);
      run.stop();
      expect(await run.done).toMatchObject({ outcome: 'cancelled', code: 'stopped', failedStep: number });
      const again = await station.run(port, benchProfile(CACHED));
      expect(again.finish?.outcome).toBe('passed');
    },
  );

  test.concurrent.each(STEPS.filter(({ number }) => number !== 2 && number !== 3))(
    'of a run that waits at step $number for a silent module ends within the teardown’s deadline',
    async ({ number, command }) => {
      const silent = encodeURIComponent(
        `no-answer@${nameOf(command)}${SECOND_TIME.includes(number) ? '#2' : ''}`,
      );
      const port = `sim:hush${number}?speed=instant&fault=${silent}`;
      const profile = benchProfile({ ...CACHED, timeouts: { baud_scan: 0, teardown: { total: 2 } } });
      const run = station.start(port, profile);
      await station.event(run, (event) => event.type === 'step.started' && event.step === number);
      const asked = performance.now();
      run.stop();
      const verdict = await run.done;
      expect(verdict).toMatchObject({ outcome: 'cancelled', code: 'stopped' });
      expect(performance.now() - asked).toBeLessThan(4000);
    },
  );

  test('asked twice does not wait for the teardown', async () => {
    const port = 'sim:twice?speed=instant&fault=no-answer@MCONNECT&fault=no-answer@MDISCONNECT';
    const run = station.start(port, benchProfile());
    await station.event(run, (event) => event.type === 'step.started' && event.step === 13);
    const asked = performance.now();
    run.stop();
    run.stop();
    await run.done;
    expect(performance.now() - asked).toBeLessThan(500);
    expect(run.state.cancelRequested).toBe('immediate');
    expect(run.state.finish?.outcome).toBe('cancelled');
  });

  test('of one bay leaves the others running', async () => {
    const first = station.start('sim:left', benchProfile());
    const second = station.start('sim:right', benchProfile());
    await station.event(first, (event) => event.type === 'step.started' && event.step === 5);
    first.stop();
    expect((await first.done).outcome).toBe('cancelled');
    expect((await second.done).outcome).toBe('passed');
  });
});

/** The name of a command as faults are given it. */
function nameOf(command: string): string {
  if (command === 'ATE0') return 'ATE';
  return command.replace(/^AT\+?|\?$/g, '') || 'AT';
}
