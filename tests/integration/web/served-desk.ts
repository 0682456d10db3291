import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Limits } from '../../../electron/web/limits.ts';
import { serveDesk, type ServedDesk } from '../../../electron/web.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';

/** A desk of the tests' own, served on a free port with a page of three files. */
export interface Served extends Omit<TestDesk, 'close'> {
  readonly served: ServedDesk;
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly token: string;
  /** The cookie that the token is exchanged for, as a request carries it. */
  readonly cookie: string;
  /** What was thrown by the program so far. */
  readonly bugs: readonly unknown[];
  close(): Promise<void>;
}

/** Stands beside the page; nobody must ever get it. */
export const PRIVATE_TEXT = 'nobody reads this over the network';

/** Serves a desk; `close` it, or the process will not end. */
export async function serveTestDesk(limits: Partial<Limits> = {}): Promise<Served> {
  const test = await openTestDesk();
  const root = await mkdtemp(join(tmpdir(), 'page-'));
  const folder = join(root, 'page');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(root, 'private.js'), PRIVATE_TEXT);
  await writeFile(join(folder, '.hidden.js'), PRIVATE_TEXT);
  await writeFile(join(folder, 'private.txt'), PRIVATE_TEXT);
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><meta nonce="__CSP_NONCE__"><title>page</title>',
  );
  await writeFile(join(folder, 'assets', 'main.js'), 'export {};');
  const bugs: unknown[] = [];
  const serving = await serveDesk({
    desk: test.desk,
    folder,
    port: 0,
    onBug: (fault) => bugs.push(fault),
    limits,
  });
  if (!serving.ok) throw new Error(serving.fault.code);
  const { served } = serving;
  const { origin, searchParams } = new URL(served.url);
  const token = searchParams.get('token') ?? '';
  const welcome = await fetch(served.url);
  const [cookie = ''] = (welcome.headers.get('set-cookie') ?? '').split(';');
  return {
    ...test,
    served,
    port: served.port,
    origin,
    token,
    cookie,
    bugs,
    close: async () => {
      await served.close(true);
      await test.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
