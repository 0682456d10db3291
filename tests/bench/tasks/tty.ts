import { systemClock } from '../../../electron/system-clock.ts';
import { type PtyPair, startPtyPair } from '../../support/socat.ts';
import type { Samples } from '../child.ts';
import { median } from '../statistics.ts';
import { openBareLoop } from './bare-loop.ts';
import { openRecordedRun } from './recorded-run.ts';
import { startResponder } from './responder-process.ts';
import { withTemporaryFolder } from './station.ts';

const ROUNDS = 12;
const WARM_UP = 2;
const EXCHANGES = 500;

/** Something that says `AT` and waits for `OK`. */
export interface Exchanger {
  /** Before a round; not part of what is measured. */
  prepare(): Promise<void>;
  exchange(): Promise<void>;
  close(): Promise<void>;
}

interface Round {
  readonly eachUs: readonly number[];
  readonly perSecond: number;
}

/** Two ttys with the same far end; rounds on them alternate, and so does which of the two comes first. */
export function measureTty(): Promise<Samples> {
  return withTemporaryFolder((folder) =>
    onTty((bareTty) =>
      onTty(async (runTty) => {
        const bare = await openBareLoop(bareTty);
        const run = await openRecordedRun(runTty, folder);
        const rounds: { readonly bare: Round; readonly run: Round }[] = [];
        for (let round = -WARM_UP; round < ROUNDS; round += 1) {
          const both =
            round % 2 === 0
              ? { bare: await measureRound(bare), run: await measureRound(run) }
              : { run: await measureRound(run), bare: await measureRound(bare) };
          if (round >= 0) rounds.push(both);
        }
        await bare.close();
        await run.close();
        return {
          bareUs: rounds.flatMap(({ bare: { eachUs } }) => eachUs),
          runUs: rounds.flatMap(({ run: { eachUs } }) => eachUs),
          bareRoundUs: rounds.map(({ bare: { eachUs } }) => median(eachUs)),
          runRoundUs: rounds.map(({ run: { eachUs } }) => median(eachUs)),
          bareRate: rounds.map(({ bare: { perSecond } }) => perSecond),
          runRate: rounds.map(({ run: { perSecond } }) => perSecond),
        };
      }),
    ),
  );
}

async function measureRound(exchanger: Exchanger): Promise<Round> {
  await exchanger.prepare();
  globalThis.gc?.();
  const eachUs: number[] = [];
  const begun = systemClock.monotonic();
  let sent = begun;
  for (let count = 0; count < EXCHANGES; count += 1) {
    await exchanger.exchange();
    const answered = systemClock.monotonic();
    eachUs.push((answered - sent) * 1000);
    sent = answered;
  }
  return { eachUs, perSecond: (EXCHANGES * 1000) / (sent - begun) };
}

/** A tty with a responder at its far end, for the time of `use`. */
async function onTty<T>(use: (path: string) => Promise<T>): Promise<T> {
  const pair: PtyPair = await startPtyPair();
  const stopResponder = await startResponder(pair.b);
  try {
    return await use(pair.a);
  } finally {
    stopResponder();
    await pair.stop();
  }
}
