import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programRoot } from '../../electron/page/root.ts';
import type * as electron from './electron-stand-in/electron.ts';
import type { Happening, Kind, Machine, Of } from './electron-stand-in/happenings.ts';

/** The desktop shell as it is built, in a process of its own, on the stand-in for Electron. */

type Electron = typeof electron;

/** The built desktop of one test file. */
export interface BuiltDesktop {
  /** The folder with `main.js` and `preload.cjs`. */
  readonly folder: string;
  remove(): Promise<void>;
}

const ROOT = programRoot(import.meta.dirname);

/** Builds main process and preload beside those of the program. The page is built before all tests. */
export async function buildDesktop(): Promise<BuiltDesktop> {
  // Below the program's folder, where packages are found and the page is looked for.
  const cache = join(ROOT, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'desktop-'));
  const builder = join(ROOT, 'node_modules/vite/bin/vite.js');
  const config = join(ROOT, 'build/vite.node.config.ts');
  const built = spawn(process.execPath, [builder, 'build', '--app', '--config', config, '--outDir', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if ((await ended(built)) !== 0) throw new Error('the desktop cannot be built');
  return {
    folder: join(folder, 'desktop'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

export interface DesktopOptions {
  readonly machine?: Partial<Machine>;
  /** Its data; a folder that goes with it where none is given. */
  readonly dataFolder?: string;
  /** The words after the program in its command line; `--data` with the folder where none are given. */
  readonly words?: readonly string[];
}

interface Reply {
  readonly call: number;
  readonly value?: unknown;
  readonly fault?: string;
}

type Message = Reply | { readonly happening: Happening } | { readonly ending: number };

/** Starts the desktop; `end` it, or its processes will stay. */
export async function startDesktop({ folder }: BuiltDesktop, options: DesktopOptions = {}): Promise<Desktop> {
  const own = await mkdtemp(join(tmpdir(), 'desktop-'));
  const dataFolder = options.dataFolder ?? join(own, 'data');
  const machine: Machine = {
    locale: 'en-GB',
    displays: [{ x: 0, y: 0, width: 1920, height: 1040 }],
    dark: false,
    keychain: 'absent',
    taken: false,
    documents: own,
    ...options.machine,
  };
  const child = fork(join(folder, 'main.js'), options.words ?? ['--data', dataFolder], {
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(import.meta.dirname, 'electron-stand-in', 'hook.ts'),
    ],
    env: { ...process.env, STAND_IN_MACHINE: JSON.stringify(machine) },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  return new Desktop(child, own, dataFolder);
}

export class Desktop {
  /** A folder of its own for whatever a test saves; gone when it has ended. */
  readonly folder: string;
  readonly dataFolder: string;
  /** The status with which the program ended. */
  readonly ended: Promise<number | null>;
  readonly happenings: Happening[] = [];
  readonly #child: ChildProcess;
  readonly #replies = new Map<number, (reply: Reply) => void>();
  readonly #waiting = new Set<() => void>();
  #calls = 0;
  #isOver = false;
  #errors = '';

  constructor(child: ChildProcess, folder: string, dataFolder: string) {
    this.#child = child;
    this.folder = folder;
    this.dataFolder = dataFolder;
    this.ended = ended(child);
    child.on('message', (message: Message) => this.#hear(message));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
    void this.ended.then(() => {
      this.#isOver = true;
      for (const resolve of this.#replies.values()) resolve({ call: 0, fault: 'the program has ended' });
      this.#look();
    });
  }

  /** What it wrote to its standard error. */
  get errors(): string {
    return this.#errors;
  }

  /** Runs a function in the program's process; it may use nothing but what it is given. */
  async inside<Result, Argument = undefined>(
    act: (electron: Electron, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result> {
    this.#calls += 1;
    const call = this.#calls;
    const reply = await new Promise<Reply>((resolve) => {
      this.#replies.set(call, resolve);
      if (this.#isOver) resolve({ call, fault: 'the program has ended' });
      else this.#child.send({ call, source: act.toString(), argument });
    });
    this.#replies.delete(call);
    if (reply.fault !== undefined) throw new Error(`${reply.fault}\n${this.#errors}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the function's own result, carried as JSON
    return reply.value as Result;
  }

  /** The first thing of a kind that happened, or the next one to come. */
  async until<K extends Kind>(kind: K, wanted: (each: Of<K>) => boolean = () => true): Promise<Of<K>> {
    const isIt = (each: Happening): each is Of<K> => each.kind === kind;
    return await new Promise((resolve, reject) => {
      const look = () => {
        const found = this.happenings.filter(isIt).find(wanted);
        if (found === undefined && !this.#isOver) return;
        this.#waiting.delete(look);
        if (found === undefined) reject(new Error(`the program ended without ${kind}\n${this.#errors}`));
        else resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** How often something of a kind happened so far. */
  count(kind: Kind): number {
    return this.happenings.filter((each) => each.kind === kind).length;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Ends it however it stands, and removes its folder. */
  async end(): Promise<void> {
    if (!this.#isOver) this.#child.kill('SIGKILL');
    await this.ended;
    await rm(this.folder, { recursive: true, force: true });
  }

  #hear(message: Message): void {
    if ('happening' in message) {
      this.happenings.push(message.happening);
      this.#look();
    } else if ('call' in message) this.#replies.get(message.call)?.(message);
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }
}
