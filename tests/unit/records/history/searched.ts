import type { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { History } from '../../../../electron/records/history.ts';
import type { RecordStore } from '../../../../electron/records/index.ts';
import { openIndexConnection, openReadConnection } from '../../../../electron/records/open-database.ts';
import { IndexKeeper } from '../../../../electron/records/search/index-keeper.ts';
import type { Clock } from '../../../../shared/clock.ts';
import type { RunFact } from '../../../../shared/events.ts';
import { EVERY_RUN, type RunQuery } from '../../../../shared/history.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import { eventsOf, FINISHED, openedStore, STARTED, temporaryFile, traceOf } from '../synthetic.ts';

const NOBODY: ReadonlySet<string> = new Set();

/** A record that is written by a store, indexed by a keeper and searched by a reader, as the program has them. */
export interface SearchedRecord {
  readonly path: string;
  readonly store: RecordStore;
  readonly keeper: IndexKeeper;
  /** The keeper's connection. */
  readonly database: DatabaseSync;
  readonly history: History;
  /** Adds a run with these facts and bytes. */
  add(runId: string, facts: readonly RunFact[], texts?: readonly string[]): Promise<void>;
  /** The ids that a query finds, newest first. */
  find(query: Partial<RunQuery>, live?: ReadonlySet<string>): readonly string[];
  /** The keeper works until there is nothing to do. */
  index(): void;
}

export async function searchedRecord(clock: Clock = new VirtualClock()): Promise<SearchedRecord> {
  const path = temporaryFile();
  const store = await openedStore(path);
  const reader = connection(openReadConnection(path));
  const database = connection(openIndexConnection(path));
  const history = new History(reader);
  const keeper = new IndexKeeper(database, clock);
  return {
    path,
    store,
    keeper,
    database,
    history,
    async add(runId, facts, texts = []) {
      const written = await store.append({ events: eventsOf(runId, facts), trace: traceOf(runId, texts) });
      if (!written.ok) throw new Error(JSON.stringify(written.fault));
    },
    find(query, live = NOBODY) {
      const search = history.search({ ...EVERY_RUN, ...query }, live);
      while (!search.done) search.advance(0);
      return history.rows(search.found.slice(0, Number.MAX_SAFE_INTEGER), live).map((row) => row?.id ?? '');
    },
    index() {
      for (let step = keeper.step(0); !step.ok || !step.rests; step = keeper.step(0))
        if (!step.ok) throw new Error(JSON.stringify(step.fault));
    },
  };
}

/** Facts of a run that says so many different things. */
export function talk(lines: number): readonly RunFact[] {
  const said = Array.from(
    { length: lines },
    (_, at): RunFact => exchanged(`AT+TALKATIVE="a rather long line",${at}`),
  );
  return [STARTED, ...said, FINISHED];
}

/** A command that was asked and answered. */
export function exchanged(command: string): RunFact {
  return {
    type: 'at.exchanged',
    place: { phase: 'step', step: 5, attempt: 1 },
    command,
    lines: ['+CREG: 0,1'],
    outcome: { kind: 'ok' },
    durationMs: 12.25,
    echoed: false,
  };
}

/** Many short runs that ended, so that there are groups. */
export async function addMany(record: SearchedRecord, count: number, from = 0): Promise<void> {
  for (let at = from; at < from + count; at += 1)
    await record.add(`many-${at}`, [STARTED, FINISHED], ['AT\r\n', `\r\nmarker<${at}>\r\nOK\r\n`]);
}

function connection(opened: ReturnType<typeof openReadConnection>): DatabaseSync {
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  onTestFinished(() => {
    if (opened.database.isOpen) opened.database.close();
  });
  return opened.database;
}
