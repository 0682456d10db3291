import type { ListeningFault, SaveReply } from '../../shared/contract.ts';
import type { ExportFormat } from '../../shared/export-request.ts';
import { STEPS, type StepNumber } from '../../shared/plan.ts';
import type { Settings } from '../../shared/station.ts';
import { brokerQuestion } from '../store/broker-asked.ts';
import type { NoticeContent } from '../store/notice.ts';
import { replayOfRun } from '../store/replay-address.ts';
import { turnTo } from '../store/screen.ts';
import { liveRun } from '../store/shown.ts';
import type { LogSight, Page } from '../store/window-state.ts';
import { dismiss, notify, withdraw, type WindowStore } from '../store/window-store.ts';
import { languageSpoken } from '../texts.ts';
import type { ServiceClient } from './connection.ts';
import { type Ask, createConsoleActions, OF_A_TRY } from './console-actions.ts';
import { download, downloadFrom } from './download.ts';
import { openLog } from './open-log.ts';
import { createRemedyActions } from './remedy-actions.ts';
import type { StartOptions } from './start-options.ts';
import { writeExport } from './write-export.ts';

/** The simulated module, as the port list offers it. */
export const SIMULATED = 'sim:';
interface ListeningOrder {
  readonly commandsPort: string | null;
  readonly answersPort: string | null;
  readonly baudRate: number;
}

export type Actions = ReturnType<typeof createActions>;

/** What a person can do at a window. Whatever the service refuses becomes a notice. */
export function createActions(store: WindowStore, service: () => ServiceClient | null) {
  /** Asks the service; null when it cannot be reached, which is said. */
  const ask: Ask = async (question) => {
    const client = service();
    try {
      if (client !== null) {
        const reply = await question(client);
        withdraw(store, ['call_failed']);
        return reply;
      }
    } catch {
      // The line broke in the middle of it.
    }
    notify(store, { kind: 'call_failed' });
    return null;
  };

  const saved = (reply: SaveReply): void => {
    if (reply.kind === 'saved') notify(store, { kind: 'saved', path: reply.path });
    if (reply.kind === 'failed') notify(store, { kind: 'save_failed', code: reply.code });
    if (reply.kind === 'download') downloadFrom(reply.path);
  };

  const changeSettings = async (change: Partial<Settings>): Promise<void> => {
    const reply = await ask((client) => client.settings.change(change));
    if (reply?.ok === false) notify(store, { kind: 'store', code: reply.fault.code });
  };

  const choosePort = async (port: string): Promise<void> => {
    const fault = await ask((client) => client.station.checkAddress({ address: port }));
    if (fault !== null) notify(store, { kind: 'port', fault });
    else {
      withdraw(store, OF_A_TRY);
      turnTo(store, { port, openedRun: null });
      store.setState({ page: 'bench' });
      await changeSettings({ port });
    }
  };

  let reading: AbortController | null = null;

  const start = async (options: StartOptions = {}): Promise<void> => {
    withdraw(store, OF_A_TRY);
    turnTo(store, { openedRun: null });
    // What was pointed at was of the run before.
    store.setState(({ log }) => ({
      page: 'bench',
      selectedStep: null,
      log: { ...log, target: null, follow: true },
    }));
    const { chosen, station } = store.getState();
    const { port, profileId, unit } = chosen;
    if (port === null || profileId === null) {
      notify(store, { kind: 'not_started', fault: { kind: 'profile_missing' } });
      return;
    }
    const operator = station.settings.operator === '' ? null : station.settings.operator;
    const reply = await ask((client) =>
      client.runs.start({
        port,
        profileId,
        unit: unit.trim() === '' ? null : unit.trim(),
        operator,
        fromStep: STEPS[0].number,
        singleStep: false,
        ...options,
      }),
    );
    if (reply?.ok === false) notify(store, { kind: 'not_started', fault: reply.fault });
  };

  return {
    ...createConsoleActions(store, ask, changeSettings),
    start,
    choosePort,
    changeSettings,
    ask,
    ...createRemedyActions({ store, ask, start }),

    tryWithSimulatedModule: async () => {
      await choosePort(SIMULATED);
      await start();
    },

    stop: async () => {
      const run = liveRun(store.getState());
      if (run !== null) await ask((client) => client.runs.stop({ runId: run.runId }));
    },

    next: async () => {
      const run = liveRun(store.getState());
      if (run !== null) await ask((client) => client.runs.next({ runId: run.runId }));
    },

    chooseProfile: async (profileId: string) => {
      store.setState(({ chosen }) => ({ chosen: { ...chosen, profileId } }));
      await changeSettings({ profileId });
    },

    setUnit: (unit: string) => {
      withdraw(store, ['not_started']);
      store.setState(({ chosen }) => ({ chosen: { ...chosen, unit } }));
    },
    selectStep: (selectedStep: StepNumber | null) => store.setState({ selectedStep }),
    goTo: (page: Page) => store.setState({ page }),
    /** The field was shown: coming back to the page does not go there again. */
    fieldShown: () => store.setState({ profileField: null }),
    editField: (profileField: string) => store.setState({ page: 'profile', profileField }),
    setLog: (change: Partial<LogSight>) => store.setState(({ log }) => ({ log: { ...log, ...change } })),
    tell: (content: NoticeContent) => notify(store, content),
    dismiss: (id: number) => dismiss(store, id),

    /** Listens to two ports, and turns to one of them; or gives what keeps it from that, null when nobody answered. */
    listen: async (order: ListeningOrder): Promise<ListeningFault | 'started' | null> => {
      const reply = await ask((client) => client.listening.start(order));
      if (reply === null || !reply.ok) return reply === null ? null : reply.fault;
      await choosePort(order.commandsPort ?? order.answersPort ?? '');
      return 'started';
    },

    /** Reads a file as a log, and shows it as a run. */
    openLogFile: async (file: File) => {
      reading?.abort();
      const stop = new AbortController();
      reading = stop;
      withdraw(store, ['log_refused', 'log_unreadable']);
      const progress = (sent: number) => {
        const percent = Math.floor((sent / Math.max(1, file.size)) * 100);
        if (reading === stop) store.setState({ reading: { fileName: file.name, percent } });
      };
      progress(0);
      const opening = await ask((client) => openLog(client, file, progress, stop.signal));
      if (reading !== stop) return;
      reading = null;
      store.setState({ reading: null });
      if (opening?.kind === 'refused')
        notify(store, { kind: 'log_refused', file: file.name, fault: opening.fault });
      if (opening?.kind === 'unreadable')
        notify(store, { kind: 'log_unreadable', file: file.name, code: opening.code });
      if (opening?.kind !== 'opened') return;
      const { runId, lines, origin, runs } = opening;
      const linesOf = new Map(lines.map(([seq, first, last]) => [seq, { first, last }]));
      turnTo(store, { openedRun: runId });
      store.setState({ page: 'bench', openedLog: { fileName: file.name, origin, runs, linesOf } });
    },
    stopReading: () => reading?.abort(),

    /** Shows a run of the record; one that is still under way where it happens. */
    openRun: (openedRun: string) => {
      const { bays } = store.getState().station;
      // An empty checklist would say that nothing happened in it.
      if (service() === null) {
        notify(store, { kind: 'call_failed' });
        return;
      }
      const live = bays.find(({ runId, live }) => live && runId === openedRun);
      if (live === undefined) turnTo(store, { openedRun });
      else turnTo(store, { openedRun: null, port: live.port });
      store.setState({ page: 'bench' });
    },
    /** Takes the run for a port: the simulated module that answers as its unit did. */
    replayRun: (runId: string) => choosePort(replayOfRun(runId)),
    closeRun: () => turnTo(store, { openedRun: null }),

    /** Has the broker of the chosen profile looked at from the service's computer. */
    checkBroker: async () => {
      const question = brokerQuestion(store.getState());
      if (question === null) return;
      const asked = { ...question, answer: null };
      store.setState({ brokerAsked: asked });
      const { port, profileId } = question;
      const answer = await ask((client) => client.broker.check({ port, profileId }));
      store.setState(({ brokerAsked }) =>
        brokerAsked === asked ? { brokerAsked: answer === null ? null : { ...question, answer } } : {},
      );
    },

    /** Writes the log of a run into a file of the kind that it is mostly wanted in. */
    exportLog: async (format: ExportFormat, runId: string) => {
      const what = { kind: 'runs', ids: [runId] } as const;
      const order = { what, format, language: languageSpoken(), bom: false };
      const written = await ask((client) =>
        writeExport(client, order, () => {}, new AbortController().signal),
      );
      if (written === null) return;
      if (written.kind === 'line' || written.kind === 'called_off') notify(store, { kind: 'call_failed' });
      else saved(written);
    },

    /** Saves a text where the user wants it. */
    saveText: async (fileName: string, text: string) => {
      if (store.getState().station.info?.shell !== 'desktop') download({ fileName, text });
      else {
        const reply = await ask((client) => client.files.save({ fileName, text }));
        if (reply !== null) saved(reply);
      }
    },

    reveal: async (path: string) => {
      await ask((client) => client.files.reveal({ path }));
    },
  };
}
