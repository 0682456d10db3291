import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { builtPage } from '../../../electron/page/built.ts';
import { programRoot } from '../../../electron/page/root.ts';
import { cli, type Ended, ended, startCli } from '../../support/command-line.ts';
import { openLine, startRun } from './line.ts';
import { connectTo } from './raw-request.ts';

let folder: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
  data = join(folder, 'data');
  // Not a part of any test: it takes seconds, and is done once.
  const page = await builtPage(programRoot(), () => {});
  if (!page.ok) throw new Error(page.output);
}, 120_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

interface Serving {
  readonly child: ChildProcessWithoutNullStreams;
  readonly url: URL;
  readonly port: number;
  readonly end: Promise<Ended>;
}

/** Starts `serve` and waits for its address. */
async function serve(...args: readonly string[]): Promise<Serving> {
  const child = startCli(['serve', '--data', data, ...args]);
  const end = ended(child);
  const first = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', resolve);
    void end.then(({ err }) => reject(new Error(err)));
  });
  const url = new URL(first.trim());
  return { child, url, port: Number(url.port), end };
}

/** The served program as the helpers of the lines take it. */
async function deskOf({ url, port }: Serving) {
  const welcome = await fetch(url);
  const [cookie = ''] = (welcome.headers.get('set-cookie') ?? '').split(';');
  return { port, origin: url.origin, cookie };
}

/** The id of the profile that is there the first time of all. */
async function firstProfile(line: Awaited<ReturnType<typeof openLine>>): Promise<string> {
  for await (const item of await line.client.station.follow())
    if (item.kind === 'profiles') return item.profiles[0]?.id ?? '';
  throw new Error('no profiles');
}

describe('serve', () => {
  test('prints one line, the address with its token, and ends with status 0 when asked to', async () => {
    const serving = await serve();
    expect(serving.url.hostname).toBe('127.0.0.1');
    expect(serving.url.searchParams.get('token')).toMatch(/^[\w-]{43}$/);
    const page = await fetch(serving.url);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/<script type="module"/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    serving.child.kill('SIGINT');
    expect(await serving.end).toEqual({ status: 0, out: `${serving.url.href}\n`, err: '' });
  });

  test('listens on this machine alone', async () => {
    const serving = await serve();
    const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    const others = addresses.map(({ address }) => address).filter((address) => address !== '127.0.0.1');
    for (const address of [...others, '::1'])
      await expect(connectTo(serving.port, address)).rejects.toThrow();
    serving.child.kill('SIGTERM');
    expect((await serving.end).status).toBe(0);
  });

  test('takes the port it is told, and says which one is in use', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const address = holder.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const port = String(address.port);
    const refused = await cli('serve', '--data', data, '--port', port);
    expect(refused).toMatchObject({ status: 2, out: '' });
    expect(refused.err).toContain(`Port ${port} is in use by another program.`);
    const chinese = await cli('serve', '--data', data, '--port', port, '--lang', 'zh-CN');
    expect(chinese.err).toContain(`端口 ${port} 已被其他程序占用。`);
    await new Promise((resolve) => holder.close(resolve));
    const serving = await serve('--port', port);
    expect(serving.url.port).toBe(port);
    serving.child.kill('SIGINT');
    expect((await serving.end).status).toBe(0);
  });

  test('keeps everything in the folder it is told', async () => {
    const own = join(folder, 'own');
    const serving = await serve('--data', own);
    serving.child.kill('SIGINT');
    await serving.end;
    expect((await stat(join(own, 'record.sqlite'))).isFile()).toBe(true);
  });

  test('says that a record cannot be opened', async () => {
    const broken = join(folder, 'broken');
    await writeFile(broken, 'a file where a folder should be');
    const { status, out, err } = await cli('serve', '--data', broken);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(`The record cannot be opened: ${join(broken, 'record.sqlite')}`);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(await readFile(broken, 'utf8')).toBe('a file where a folder should be');
  });

  test.each<[string, readonly string[], string]>([
    ['no port', ['--port', '65536'], '65536'],
    ['a port in words', ['--port', 'http'], 'http'],
    ['a missing port', ['--port'], '--port'],
    ['an unknown option', ['--host', '0.0.0.0'], '--host'],
    ['a word too many', ['8080'], '8080'],
  ])('is refused with %s', async (_, args, named) => {
    const { status, out, err } = await cli('serve', ...args);
    expect({ status, out }).toEqual({ status: 64, out: '' });
    expect(err).toContain(named);
  });

  test.runIf(process.platform === 'linux')(
    'says that there is no display for a browser, and goes on',
    async () => {
      vi.stubEnv('DISPLAY', '');
      vi.stubEnv('WAYLAND_DISPLAY', '');
      const child = startCli(['serve', '--data', data, '--open']);
      const end = ended(child);
      await new Promise((resolve) => child.stderr.once('data', resolve));
      child.kill('SIGINT');
      const { status, out, err } = await end;
      expect(status).toBe(0);
      expect(out).toMatch(/^http:\S+\n$/);
      expect(err).toBe(
        'No browser can be opened from here. Open the address above in a browser on this machine.\n',
      );
    },
  );
});

test('a run ends in order when serve is asked to end, and is in the record to its end', async () => {
  const serving = await serve();
  const line = await openLine(await deskOf(serving));
  const profileId = await firstProfile(line);
  const runId = await startRun(line.client, { profileId }, 'sim:end?fault=connack-silent');
  for await (const { seq } of await line.client.runs.heads({ runId })) if (seq > 5) break;
  serving.child.kill('SIGINT');
  expect(await line.closed).toBe(1001);
  expect(await serving.end).toMatchObject({ status: 0, err: expect.stringMatching(/^Stopping\. .*\n$/) });
  const later = await serve();
  const reader = await openLine(await deskOf(later));
  const page = await reader.client.runs.page({ runId, afterSeq: 0, afterOrdinal: 0, limit: 2000 });
  const last = page.ok ? page.page.events.at(-1) : page.fault;
  expect(last).toMatchObject({ type: 'run.finished', outcome: 'cancelled' });
  reader.cut();
  later.child.kill('SIGINT');
  expect((await later.end).status).toBe(0);
});
