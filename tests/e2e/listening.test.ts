import { createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { expectNoComplaints, stepRow, verdict } from './support/window.ts';

const bench = benchOfFile();

/** One line between a module and its controller, as an adapter with a network port tells of it. */
interface TappedLine {
  readonly address: string;
  /** Resolves with the tap once somebody listens. */
  readonly tap: Promise<Socket>;
  /** Everything that was ever sent here. */
  readonly written: () => number;
  close(): void;
}

async function tappedLine(): Promise<TappedLine> {
  const server = createServer();
  let bytes = 0;
  const tap = new Promise<Socket>((resolve) => {
    server.on('connection', (socket) => {
      socket.on('data', ({ length }) => {
        bytes += length;
      });
      socket.on('error', () => {});
      resolve(socket);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const at = server.address();
  const port = typeof at === 'object' && at !== null ? at.port : 0;
  return {
    address: `tcp://127.0.0.1:${port}`,
    tap,
    written: () => bytes,
    close: () => {
      void tap.then((socket) => socket.destroy());
      server.close();
    },
  };
}

/** The firmware asks, the module answers, both in their time. */
async function talk(commands: Socket, answers: Socket, exchanges: readonly (readonly string[])[]) {
  const pause = () =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, 30);
    });
  for (const [command = '', ...lines] of exchanges) {
    commands.write(`${command}\r`);
    await pause();
    for (const line of lines) answers.write(`\r\n${line}\r\n`);
    await pause();
  }
}

const UP_TO_BROKER = [
  ['AT', 'OK'],
  ['AT+CPIN?', '+CPIN: READY', 'OK'],
  ['AT+CREG?', '+CREG: 0,1', 'OK'],
  ['AT+CGATT?', '+CGATT: 1', 'OK'],
  ['AT+CSTT="CMNET"', 'OK'],
  ['AT+CIICR', 'OK'],
  ['AT+CIFSR', '10.0.0.7'],
  ['AT+MCONFIG="unit-1","user","pass-4711"', 'OK'],
];
const REFUSED = [
  ['AT+MIPSTART="broker.test","1883"', 'OK', 'CONNECT OK'],
  ['AT+MCONNECT=1,60', 'OK', 'CONNACK 5', 'CLOSED'],
];

describe('listening to a product', () => {
  test('shows what its firmware reaches, repeats and does out of order, and sends nothing', async () => {
    const window = await bench().open();
    const { page, context } = window;
    const [commands, answers] = [await tappedLine(), await tappedLine()];
    await page.getByRole('button', { name: 'Other ways to start' }).click();
    await page.getByRole('menuitem', { name: 'Listen only …' }).click();
    await page.getByLabel(/controller’s commands/).fill(commands.address);
    await page.getByLabel(/module’s answers/).fill(commands.address);
    await page.getByRole('button', { name: 'Listen', exact: true }).click();
    expect(await page.getByRole('alert').innerText()).toBe('Both are the same port.');
    await page.getByLabel(/module’s answers/).fill(answers.address);
    await page.getByRole('button', { name: 'Listen', exact: true }).click();
    const banner = page.getByRole('status').filter({ hasText: 'Listening: nothing is sent.' });
    await banner.waitFor();
    expect(await banner.innerText()).toContain(answers.address);

    const [controller, module] = [await commands.tap, await answers.tap];
    await talk(controller, module, [...UP_TO_BROKER, ['AT+MSUB="t",0', 'ERROR'], ...REFUSED, ...REFUSED]);
    await expect.poll(() => stepRow(page, 13).innerText()).toContain('×2');
    expect(await stepRow(page, 15).getAttribute('data-status')).toBe('failed');
    expect(await stepRow(page, 8).getAttribute('data-status')).toBe('passed');
    expect(await stepRow(page, 15).innerText()).toContain('came before step 13, which it needs');

    await page.reload();
    await banner.waitFor();
    await expect.poll(() => stepRow(page, 13).innerText()).toContain('×2');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    expect(await verdict(page)).toContain('STUCK AT STEP 13');
    expect(await banner.count()).toBe(0);
    expect(commands.written() + answers.written()).toBe(0);
    expect(await page.content()).not.toContain('pass-4711');
    expectNoComplaints(window);
    commands.close();
    answers.close();
    await context.close();
  });

  test('says which half is not heard, and that a line went away', async () => {
    const window = await bench().open({ locale: 'zh-CN' });
    const { page, context } = window;
    const commands = await tappedLine();
    await page.getByRole('button', { name: '其他开始方式' }).click();
    await page.getByRole('menuitem', { name: '仅监听…' }).click();
    await page.getByLabel(/控制器命令/).fill(commands.address);
    await page.getByRole('button', { name: '开始监听' }).click();
    await page.getByRole('status').filter({ hasText: '听不到模块的应答' }).waitFor();
    (await commands.tap).end();
    expect(await verdict(page)).toContain('无法判定');
    expectNoComplaints(window);
    commands.close();
    await context.close();
  });
});
