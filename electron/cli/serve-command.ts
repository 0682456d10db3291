import { inUseText } from '../../shared/messages/holder-words.ts';
import { recordTroubleText, recordUnopenedText } from '../../shared/messages/record-words.ts';
import { builtPage } from '../page/built.ts';
import { programRoot } from '../page/root.ts';
import { bugText } from '../service/bug-text.ts';
import { type Desk, openDesk } from '../service/desk.ts';
import { serveDesk } from '../web.ts';
import { openInBrowser } from '../web/open-browser.ts';
import { openFolder } from '../web/open-folder.ts';
import { EXIT } from './exit-status.ts';
import { onStopRequest } from './interrupts.ts';
import type { Output } from './output.ts';

export interface ServeCommandOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly open: boolean;
  readonly dataFolder: string;
}

/** `serve`: the program for a browser on this machine, until it is asked to end. Its one line is the address. */
export async function serveCommand(options: ServeCommandOptions, output: Output): Promise<number> {
  const stop = new StopRequests();
  try {
    const folder = await pageFolder(output);
    if (stop.isAsked) return EXIT.passed;
    if (folder === null) return EXIT.errored;
    const desk = await deskIn(options, output);
    if (desk === null) return EXIT.errored;
    return await serveOn(desk, folder, options, output, stop);
  } finally {
    stop.close();
  }
}

async function serveOn(
  desk: Desk,
  folder: string,
  { port, open, dataFolder }: ServeCommandOptions,
  output: Output,
  stop: StopRequests,
): Promise<number> {
  const { say } = output;
  const onBug = (fault: unknown) => output.error(bugText(fault));
  const serving = await serveDesk({ desk, folder, port, onBug });
  if (!serving.ok) {
    await desk.close();
    output.error(say(`serve.${serving.fault.kind}`, { port, code: serving.fault.code }));
    return EXIT.errored;
  }
  const { served } = serving;
  desk.claim.tellAddress(new URL(served.url).origin);
  desk.follow((what) => {
    if (what !== 'record') return;
    const { recordFault, station } = desk;
    output.error(
      recordFault === null ? say('record.again') : recordTroubleText(say, recordFault, station.recordPath),
    );
  });
  output.line(served.url);
  if (open && (await openInBrowser(served.ticketUrl, dataFolder)) === 'nowhere')
    output.error(say('serve.noBrowser'));
  await stop.asked;
  if (desk.station.commissioner.bays.some(({ over }) => !over)) output.error(say('cli.run.stopping'));
  stop.onSecond(() => void served.close(true));
  await served.close();
  return EXIT.passed;
}

/** The folder of the page, built where that is needed; null after it was said why there is none. */
async function pageFolder({ say, error }: Output): Promise<string | null> {
  const page = await builtPage(programRoot(), () => error(say('serve.building')));
  if (page.ok) return page.folder;
  error(`${say('serve.buildFailed')}\n${page.output.trimEnd()}`);
  return null;
}

async function deskIn({ dataFolder }: ServeCommandOptions, { say, error }: Output): Promise<Desk | null> {
  const opened = await openDesk({
    dataFolder,
    shell: 'browser',
    cipher: null,
    saving: null,
    openFolder,
    printer: null,
  });
  if (opened.ok) return opened.desk;
  const { fault, recordPath: path } = opened;
  error(fault.kind === 'in_use' ? inUseText(say, path, fault.holder) : recordUnopenedText(say, fault, path));
  return null;
}

/** Requests to end, from before anything is opened until everything is closed. */
class StopRequests {
  readonly asked: Promise<void>;
  readonly close: () => void;
  #requests = 0;
  #hurry: () => void = () => {};

  constructor() {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.asked = promise;
    this.close = onStopRequest((request) => {
      this.#requests = request;
      if (request === 1) resolve();
      else this.#hurry();
    });
  }

  get isAsked(): boolean {
    return this.#requests > 0;
  }

  /** Calls `hurry` when it is asked for a second time, also when it was already. */
  onSecond(hurry: () => void): void {
    this.#hurry = hurry;
    if (this.#requests > 1) hurry();
  }
}
