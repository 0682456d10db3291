import { type Context, implement, type Router } from '@orpc/server';
import type { Clock } from '../../shared/clock.ts';
import { type Contract, contract } from '../../shared/contract.ts';
import { listFaults } from '../simulator/index.ts';
import { systemClock } from '../system-clock.ts';
import { askOfBroker } from './broker-question.ts';
import { sendTyped, useTool } from './console-line.ts';
import type { Desk } from './desk.ts';
import { startListening } from './listening-start.ts';
import { addressFault } from './port-address.ts';
import { replayDifference } from './recording/replay-difference.ts';
import { exportRuns } from './exporting.ts';
import { readingRoutes } from './reading-routes.ts';
import { followHead, readRunPage } from './run-feed.ts';
import { startRun } from './run-start.ts';
import { followStation } from './station-news.ts';
import { wireReply, wireSaved } from './store-reply.ts';

const OK = { ok: true } as const;

export type StationRouter = Router<Contract, Context>;

/** The contract, carried out by a desk. Every shell serves this and nothing else. */
export function createRouter(desk: Desk, clock: Clock = systemClock): StationRouter {
  const { station, profiles, settings, saving } = desk;
  const { commissioner, store } = station;
  const serve = implement(contract);
  const { log, history, open } = readingRoutes(desk.reader);
  // A stream whose reader went away is told so by its signal; a call that has none lasts as long as the line.
  const lasting = (signal: AbortSignal | undefined) => signal ?? new AbortController().signal;
  return serve.router({
    station: {
      follow: serve.station.follow.handler(({ signal }) => {
        desk.reader.begin();
        return followStation(desk, clock, lasting(signal));
      }),
      faults: serve.station.faults.handler(() =>
        listFaults().map(({ name, text, accepted, fallback }) => ({ name, text, accepted, fallback })),
      ),
      checkAddress: serve.station.checkAddress.handler(({ input }) => addressFault(input.address)),
    },
    settings: {
      change: serve.settings.change.handler(async ({ input }) => wireReply(await settings.change(input))),
    },
    profiles: {
      save: serve.profiles.save.handler(async ({ input }) => wireSaved(await profiles.save(input))),
      duplicate: serve.profiles.duplicate.handler(async ({ input }) =>
        wireSaved(await profiles.duplicate(input.id, input.name)),
      ),
      remove: serve.profiles.remove.handler(async ({ input }) => wireReply(await profiles.remove(input.id))),
      import: serve.profiles.import.handler(async ({ input }) =>
        wireSaved(await profiles.importText(input.text)),
      ),
      export: serve.profiles.export.handler(async ({ input }) =>
        wireReply(await profiles.exportText(input.id, input.withSecrets)),
      ),
    },
    runs: {
      start: serve.runs.start.handler(({ input }) => startRun(desk, input)),
      stop: serve.runs.stop.handler(({ input }) => {
        commissioner.bayOfRun(input.runId)?.stop();
        return OK;
      }),
      pause: serve.runs.pause.handler(({ input }) => {
        commissioner.bayOfRun(input.runId)?.pause();
        return OK;
      }),
      next: serve.runs.next.handler(({ input }) => {
        commissioner.bayOfRun(input.runId)?.next();
        return OK;
      }),
      list: serve.runs.list.handler(async ({ input: { limit, before } }) => {
        const listed = await store.listRuns(before === null ? { limit } : { limit, before });
        return listed;
      }),
      open,
      heads: serve.runs.heads.handler(({ input, signal }) =>
        followHead(commissioner, input.runId, clock, lasting(signal)),
      ),
      page: serve.runs.page.handler(({ input }) => readRunPage(desk.runs, input)),
      difference: serve.runs.difference.handler(({ input }) => replayDifference(desk.runs, input.runId)),
    },
    log,
    history,
    exports: {
      write: serve.exports.write.handler(({ input, signal }) => exportRuns(desk, input, lasting(signal))),
    },
    keeping: {
      state: serve.keeping.state.handler(() => desk.keeping.state()),
      preview: serve.keeping.preview.handler(({ input }) => desk.keeping.preview(input)),
      openLogs: serve.keeping.openLogs.handler(async () => ({ opened: await desk.keeping.openLogs() })),
    },
    listening: {
      start: serve.listening.start.handler(({ input }) => startListening(desk, input)),
    },
    console: {
      send: serve.console.send.handler(({ input }) => sendTyped(desk, input)),
      cancel: serve.console.cancel.handler(async ({ input }) => {
        await commissioner.bay(input.port)?.typed?.cancel();
        return OK;
      }),
      tool: serve.console.tool.handler(({ input }) => useTool(desk, input)),
      close: serve.console.close.handler(async ({ input }) => {
        await commissioner.endConsole(input.port);
        return OK;
      }),
    },
    broker: {
      check: serve.broker.check.handler(({ input, signal }) => askOfBroker(desk, input, lasting(signal))),
    },
    logs: {
      begin: serve.logs.begin.handler(({ input }) => ({ ok: true, id: desk.logs.begin(input.fileName) })),
      chunk: serve.logs.chunk.handler(({ input }) =>
        desk.logs.chunk(input.id, Buffer.from(input.bytes, 'base64')),
      ),
      end: serve.logs.end.handler(({ input }) => desk.logs.end(input.id)),
      cancel: serve.logs.cancel.handler(async ({ input }) => {
        await desk.logs.cancel(input.id);
        return OK;
      }),
    },
    files: {
      save: serve.files.save.handler(async ({ input }) =>
        saving === null
          ? ({ kind: 'cancelled' } as const)
          : // It is a profile, which may have been exported with its secrets.
            await saving.save(input.fileName, [input.text], true),
      ),
      reveal: serve.files.reveal.handler(async ({ input }) => ({
        ok: (await saving?.reveal(input.path)) ?? false,
      })),
    },
  });
}
