import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { PageQuery, PageResult } from '../../../electron/records/index.ts';
import { sendTyped } from '../../../electron/service/console-line.ts';
import type { Desk } from '../../../electron/service/desk.ts';
import { EXTENSIONS, exportChunks, exportRun, textOnce } from '../../../electron/service/run-export.ts';
import type { FileSaving } from '../../../electron/service/shell.ts';
import { EXPORT_FORMATS, type SaveReply } from '../../../shared/contract.ts';
import { INITIAL_RUN_STATE, reduceRun } from '../../../shared/run-state.ts';
import { eventSchema } from '../../../shared/wire-schema.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { EXCHANGED, eventsOf, FINISHED, openedStore, STARTED, traceOf } from '../records/synthetic.ts';
import { finishedRun, order, PASSWORD, readSoFar, recordedEvent, savedProfile } from './run-reading.ts';

let test: TestDesk;
let runId: string;

beforeAll(async () => {
  test = await openTestDesk();
  const profileId = await savedProfile(test.desk, {
    apn: { name: 'CMNET', username: 'u', password: 'apn-pass-94711739' },
  });
  const given = { unit: 'SN 0117/a', operator: 'Li' };
  runId = await finishedRun(test.desk, order('sim:export?speed=instant&fault=echo-stays', profileId, given));
});

afterAll(async () => {
  await test.close();
});

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

async function exported(id: string, format: 'text' | 'jsonl', store = test.desk.station.store) {
  const result = await exportChunks(store, id, format);
  if (!result.ok) throw new Error(`no export: ${result.fault.kind}`);
  return { fileName: result.fileName, text: await textOf(result.chunks) };
}

const anyLine = z.looseObject({ type: z.string() });
const linesOf = (text: string) => text.trimEnd().split('\n');

describe('an exported run', () => {
  it.each(EXPORT_FORMATS)('is called by its unit and its beginning: %s', async (format) => {
    const { fileName } = await exported(runId, format);
    expect(fileName).toMatch(
      new RegExp(`^WIS800C-SN-0117-a-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.${EXTENSIONS[format]}$`),
    );
  });

  it('as text has every command and every line of an answer, one after the other, and its verdict', async () => {
    const { text } = await exported(runId, 'text');
    const { events } = await readSoFar(test.desk, runId);
    const commands = events.flatMap((event) => (event.type === 'at.exchanged' ? [event.command] : []));
    expect(commands.length).toBeGreaterThan(20);
    const sent = linesOf(text).filter((line) => / → .{2} /.test(line));
    expect(sent).toHaveLength(commands.length);
    for (const [index, command] of commands.entries()) expect(sent[index]).toContain(command);
    expect(text).toContain('# outcome: passed');
    expect(text).toContain(`# run: ${runId}`);
    expect(text).toContain('CONNACK OK');
    expect(text.endsWith('\n')).toBe(true);
  });

  it('as JSON Lines has every fact in order and every byte, and folds to the same run', async () => {
    const { text } = await exported(runId, 'jsonl');
    const { events, pieces, sent, received } = await readSoFar(test.desk, runId);
    const lines = linesOf(text).map((line) => anyLine.parse(JSON.parse(line)));
    const facts = lines.filter(({ type }) => type !== 'bytes').map((line) => eventSchema.parse(line));
    expect(facts).toEqual(events);
    expect(facts.reduce(reduceRun, INITIAL_RUN_STATE).finish?.outcome).toBe('passed');
    const bytes = lines.filter(({ type }) => type === 'bytes');
    expect(bytes).toHaveLength(pieces);
    const hexOf = (direction: string) =>
      bytes.flatMap((line) => (line['direction'] === direction ? [line['hex']] : [])).join('');
    expect(Buffer.from(hexOf('sent'), 'hex').toString('latin1')).toBe(sent);
    expect(Buffer.from(hexOf('received'), 'hex').toString('latin1')).toBe(received);
  });

  it.each(EXPORT_FORMATS)('holds no secret, although the module echoes each: %s', async (format) => {
    const { text } = await exported(runId, format);
    expect(text).toContain('***');
    for (const secret of [PASSWORD, 'apn-pass-94711739']) {
      expect(text).not.toContain(secret);
      expect(text.toUpperCase()).not.toContain(Buffer.from(secret).toString('hex').toUpperCase());
    }
  });

  it('holds no password that is made of the number of the unit', async () => {
    const profileId = await savedProfile(test.desk, {
      mqtt: { clientId: 'wis-{imei}', username: 'user', password: 'pw-{imei}-{serial}' },
    });
    const port = 'sim:filled-in?speed=instant&fault=echo-stays';
    const id = await finishedRun(test.desk, order(port, profileId, { unit: 'SN-0117' }));
    for (const format of EXPORT_FORMATS) {
      const { text } = await exported(id, format);
      expect(text).toContain('***');
      expect(text).not.toMatch(/pw-\d+-SN-0117/);
      expect(text).not.toContain(Buffer.from('-SN-0117"').toString('hex'));
    }
  });

  it.each(EXPORT_FORMATS)('may be a console; what was typed in secret is not in it: %s', async (format) => {
    const port = `sim:console-${format}?speed=instant`;
    const sent = await sendTyped(test.desk, {
      port,
      profileId: null,
      entries: [{ line: 'AT+CPIN=94711739' }],
    });
    if (!sent.ok) throw new Error(`not sent: ${sent.fault.kind}`);
    await recordedEvent(test.desk, sent.runId, ({ type }) => type === 'at.exchanged');
    await test.desk.station.commissioner.endConsole(port);
    const { fileName, text } = await exported(sent.runId, format);
    expect(fileName).toMatch(/^WIS800C-unit-/);
    expect(text).toContain('AT+CPIN');
    expect(text).not.toContain('94711739');
    expect(text).not.toContain(Buffer.from('94711739').toString('hex'));
  });

  it.each(EXPORT_FORMATS)(
    'of many pages is whole, and in pieces that do not grow with it: %s',
    async (format) => {
      const store = await openedStore();
      const many = Array.from({ length: 4000 }, () => EXCHANGED);
      const commands = Array.from({ length: 4000 }, (_, index) => `AT${index}\r\n`);
      await store.append({
        events: eventsOf('a', [STARTED, ...many, FINISHED]),
        trace: traceOf('a', commands),
      });
      const result = await exportChunks(store, 'a', format);
      if (!result.ok) throw new Error('no export');
      const chunks: string[] = [];
      for await (const chunk of result.chunks) chunks.push(chunk);
      expect(chunks.length).toBeGreaterThan(3);
      const text = chunks.join('');
      for (const index of [0, 1999, 2000, 3999]) expect(text).toMatch(new RegExp(`\\bAT${index}\\b`));
      const lines = linesOf(text);
      if (format === 'jsonl') expect(lines).toHaveLength(8002);
      else expect(lines.filter((line) => /AT\d+/.test(line))).toHaveLength(4000);
    },
  );
});

describe('a long export', () => {
  it.each(EXPORT_FORMATS)(
    'leaves the event loop to live dialogues between its pieces: %s',
    async (format) => {
      const store = await openedStore();
      const many = Array.from({ length: 5000 }, () => EXCHANGED);
      const texts = Array.from({ length: 5000 }, (_, index) => `AT${index}\r\n`);
      await store.append({ events: eventsOf('a', [STARTED, ...many]), trace: traceOf('a', texts) });
      let turns = 0;
      let next = setImmediate(function turn() {
        turns += 1;
        next = setImmediate(turn);
      });
      await exported('a', format, store);
      clearImmediate(next);
      expect(turns).toBeGreaterThanOrEqual(5);
    },
  );
});

describe('a run that cannot be exported', () => {
  it.each(EXPORT_FORMATS)('is told by what keeps it from being read: %s', async (format) => {
    const { store } = test.desk.station;
    expect(await exportChunks(store, 'nobody', format)).toEqual({ ok: false, fault: { kind: 'not_found' } });
    expect(await exportRun(test.desk, 'nobody', format)).toEqual({ kind: 'failed', code: 'not_found' });
  });

  it.each(EXPORT_FORMATS)('does not pass for whole when the record fails half-way: %s', async (format) => {
    const store = await openedStore();
    const many = Array.from({ length: 3000 }, () => EXCHANGED);
    await store.append({ events: eventsOf('a', [STARTED, ...many]), trace: [] });
    const failing = {
      readPage: async (query: PageQuery): Promise<PageResult> =>
        query.afterSeq > 1000
          ? { ok: false, fault: { kind: 'io', code: 'EIO' } }
          : await store.readPage(query),
    };
    const result = await exportChunks(failing, 'a', format);
    if (!result.ok) throw new Error('no export');
    await expect(textOf(result.chunks)).rejects.toThrow('io');
  });
});

describe('where an export goes', () => {
  /** A shell that saves, and what it was given. */
  function shell(reply: SaveReply) {
    const given: { name: string; text: string }[] = [];
    const saving: FileSaving = {
      save: async (name, chunks) => {
        given.push({ name, text: await textOf(chunks) });
        return reply;
      },
      choose: () => Promise.resolve(null),
      saved: () => {},
      reveal: () => Promise.resolve(false),
    };
    const desk: Desk = { ...test.desk, saving };
    return { desk, given };
  }

  it.each([
    ['text', 'txt'],
    ['jsonl', 'jsonl'],
  ] as const)('is a path to be fetched where the browser saves: %s', async (format, extension) => {
    expect(await exportRun(test.desk, runId, format)).toEqual({
      kind: 'download',
      path: `/export/${runId}.${extension}`,
    });
  });

  it.each<SaveReply>([
    { kind: 'saved', path: '/home/li/log.txt' },
    { kind: 'cancelled' },
    { kind: 'failed', code: 'ENOSPC' },
  ])('is for the shell to say where it saves: $kind', async (reply) => {
    const { desk, given } = shell(reply);
    expect(await exportRun(desk, runId, 'text')).toEqual(reply);
    const { fileName, text } = await exported(runId, 'text');
    expect(given).toEqual([{ name: fileName, text }]);
  });

  it('is nowhere when the record fails half-way, and that is told', async () => {
    const { desk } = shell({ kind: 'saved', path: '/home/li/log.txt' });
    const { store } = desk.station;
    const failing = {
      ...store,
      readPage: async (query: PageQuery): Promise<PageResult> => {
        const page = await store.readPage({ ...query, limit: 10 });
        return query.afterSeq > 0 ? { ok: false, fault: { kind: 'io', code: 'EIO' } } : page;
      },
    };
    const broken: Desk = { ...desk, runs: failing };
    expect(await exportRun(broken, runId, 'text')).toEqual({ kind: 'failed', code: 'io' });
  });

  it('is not asked for where there is nothing to save', async () => {
    const { desk, given } = shell({ kind: 'cancelled' });
    expect(await exportRun(desk, 'nobody', 'text')).toEqual({ kind: 'failed', code: 'not_found' });
    expect(given).toEqual([]);
  });
});

describe('a text of one piece', () => {
  it('comes as it is', async () => {
    expect(await textOf(textOnce('{"a":1}'))).toBe('{"a":1}');
    expect(await textOf(textOnce(''))).toBe('');
  });
});
