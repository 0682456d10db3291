import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cli } from '../../support/command-line.ts';
import { type Service, startService } from '../../e2e/support/service.ts';

let folder: string;
let service: Service;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holder-'));
  service = await startService(0, join(folder, 'data'));
});
afterEach(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

const serve = (dataFolder: string, ...more: readonly string[]) => cli('serve', '--data', dataFolder, ...more);

const RUN = ['run', '--port', 'sim:?speed=instant', '--profile', 'build/demo-profile.json'];
const run = (dataFolder: string) => cli(...RUN, '--events', 'none', '--data', dataFolder);

const card = async () => await readFile(join(service.dataFolder, 'holder.json'), 'utf8');

test('a second serve on the folder says who has it and what can be done, with status 2', async () => {
  const { dataFolder, url } = service;
  const [{ pid, sinceMs }, { origin, searchParams }] = [JSON.parse(await card()), new URL(url)];
  const at = new Date(Number(sinceMs));
  const refused = await serve(dataFolder);
  expect(refused).toMatchObject({ status: 2, out: '' });
  expect(refused.err).toContain(join(dataFolder, 'record.sqlite'));
  expect(refused.err).toContain(
    `the program in a browser (serve) at ${origin}, process ${pid} on computer ${hostname()}`,
  );
  expect(refused.err).toContain(`since ${at.getFullYear()}-`);
  expect(refused.err).toContain('--data FOLDER');
  expect(refused.err.trim().split('\n')).toHaveLength(1);
  expect((await card()).includes(searchParams.get('token') ?? 'no token')).toBe(false);
  const chinese = await serve(dataFolder, '--lang', 'zh-CN');
  expect(chinese.status).toBe(2);
  expect(chinese.err).toContain(`正被浏览器版程序（serve，${origin}，计算机 ${hostname()} 上的进程 ${pid}`);
  // The first one is none the worse for it.
  expect((await fetch(url)).status).toBe(200);
});

test('after kill -9 the next one starts at once, also where the process number is taken again', async () => {
  const { dataFolder } = service;
  await service.kill();
  const left = JSON.parse(await card());
  await writeFile(join(dataFolder, 'holder.json'), JSON.stringify({ ...left, pid: process.pid }));
  const next = await startService(0, dataFolder);
  expect(JSON.parse(await card())).toMatchObject({ address: new URL(next.url).origin });
  await next.close();
});

test('a folder that was copied while it was in use, from another computer, is free', async () => {
  const copy = join(folder, 'copy');
  await cp(service.dataFolder, copy, { recursive: true });
  await writeFile(join(copy, 'holder.json'), (await card()).replace(hostname(), 'another-computer'));
  const beside = await startService(0, copy);
  expect((await fetch(beside.url)).status).toBe(200);
  await beside.close();
});

test('run goes on beside it, and says in one line who else is there', async () => {
  const { dataFolder } = service;
  const ran = await run(dataFolder);
  expect(ran.status).toBe(0);
  expect(ran.err).toMatch(
    /^The record is also in use by the program in a browser \(serve\) at http:\S+, .*\n$/,
  );
  await service.kill();
  const alone = await run(dataFolder);
  expect(alone).toEqual({ status: 0, out: '', err: '' });
});

test('what an ended one leaves behind names nobody', async () => {
  const { dataFolder } = service;
  await service.end();
  expect(await readdir(dataFolder)).not.toContain('holder.json');
});
