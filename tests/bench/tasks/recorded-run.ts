import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { RunContext } from '../../../electron/bringup/run-context.ts';
import { createOpenPort, createRedactor, tracedPort } from '../../../electron/port/index.ts';
import { openRecordStore } from '../../../electron/records/index.ts';
import { createJournal, type JournalRun } from '../../../electron/service/journal.ts';
import { openSession } from '../../../electron/session/open-session.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import { STEPS } from '../../../shared/plan.ts';
import { secretsOf } from '../../../shared/profile.ts';
import { INITIAL_RUN_STATE, reduceRun } from '../../../shared/run-state.ts';
import { COMMANDS } from '../../../shared/step-commands.ts';
import { demoProfile, throwFault } from './station.ts';
import type { Exchanger } from './tty.ts';

const REPLY_SECONDS = 5;

/**
 * The parts of a run on a tty, put together as electron/service/commissioner.ts does: every exchange becomes a fact
 * in the run's state, on the disk and then in the bay's state; every byte is masked and kept. Each round is a run
 * of its own, its exchanges spread over the steps.
 */
export async function openRecordedRun(path: string, folder: string): Promise<Exchanger> {
  const clock = systemClock;
  const opened = await openRecordStore(join(folder, 'record.sqlite'));
  if (!opened.ok) return throwFault(opened.fault);
  const states = { run: INITIAL_RUN_STATE, bay: INITIAL_RUN_STATE };
  const journal = createJournal({
    store: opened.store,
    clock,
    onPublish: (events) => {
      states.bay = events.reduce(reduceRun, states.bay);
    },
    onFault: throwFault,
  });
  const profile = demoProfile();
  const redactor = createRedactor();
  for (const secret of secretsOf(profile)) redactor.add(secret);
  let run: JournalRun = { id: randomUUID(), port: path };
  const record = (fact: RunFact): RunEvent => {
    traced.report();
    const event = journal.record(run, fact);
    states.run = reduceRun(states.run, event);
    return event;
  };
  const context = new RunContext({
    clock,
    profile,
    serial: null,
    warnings: () => [],
    record,
    mask: (text) => redactor.maskText(text),
    hide: (secret) => redactor.add(secret),
    onInterrupt: throwFault,
  });
  const traced = tracedPort(
    createOpenPort({ clock }),
    {
      bytes: (direction, bytes, atMs) => journal.trace(run, direction, bytes, atMs),
    },
    redactor,
    clock,
  );
  const session = await openSession(traced.open, path, profile.baudRate, clock, context);
  if (!session.ok) return throwFault(session.fault);
  context.attach(session.session);
  let said = 0;
  return {
    prepare: async () => {
      await journal.flush();
      run = { id: randomUUID(), port: path };
      states.run = INITIAL_RUN_STATE;
      states.bay = INITIAL_RUN_STATE;
      record(started(profile.name));
    },
    exchange: async () => {
      context.place.phase = 'step';
      context.place.step = STEPS[said % STEPS.length]?.number ?? null;
      said += 1;
      const { outcome } = await context.say('plain', COMMANDS.attention, { reply: REPLY_SECONDS });
      if (outcome.kind !== 'ok') throw new Error(`unexpected outcome: ${outcome.kind}`);
    },
    close: async () => {
      await session.session.close();
      await journal.close();
      if (states.bay.seq !== states.run.seq) throw new Error('not everything was published');
      await opened.store.close();
    },
  };
}

function started(profileName: string): RunFact {
  return {
    type: 'run.started',
    purpose: 'bring_up',
    profileName,
    profile: {},
    unit: null,
    operator: null,
    fromStep: 1,
    version: '0',
    warnings: [],
    changes: [],
  };
}
