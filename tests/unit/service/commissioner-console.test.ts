import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../../shared/log/utf8-sequences.ts';
import { utf8Bytes } from '../../../shared/utf8.ts';
import { type Respond, table } from '../../support/scripted-port.ts';
import { openedStore } from '../records/synthetic.ts';
import { openedCommissioner, PORT, TestCommissioner } from './test-commissioner.ts';

const SILENT: Respond = () => [];

describe('the console on a port', () => {
  it('is recorded like a run, for its own purpose', async () => {
    const test = await openedCommissioner();
    test.respond = table({ 'AT+CSQ': ['+CSQ: 21,0', 'OK'] });
    const console = await test.console();
    await test.ask(console, 'AT+CSQ');
    expect(console.bay.purpose).toBe('console');
    expect(test.commissioner.bay(PORT)).toBe(console.bay);
    expect(test.commissioner.bayOfRun(console.bay.runId)).toBe(console.bay);
    expect(await test.store.listRuns({ limit: 2 })).toMatchObject({
      runs: [{ id: console.bay.runId, purpose: 'console', state: 'live', profileName: 'bench' }],
    });
    const { events, sent, received } = await test.record(console.bay.runId);
    expect(events).toMatchObject([
      { type: 'run.started', purpose: 'console', profile: null },
      { type: 'link.opened', baudRate: 115200 },
      {
        type: 'at.exchanged',
        command: 'AT+CSQ',
        lines: ['+CSQ: 21,0', 'OK'],
        place: { phase: 'manual', step: null },
      },
    ]);
    expect(sent).toBe('AT+CSQ\r\n');
    expect(received).toBe('\r\n+CSQ: 21,0\r\n\r\nOK\r\n');
  });

  it('is the same for every line until it ends', async () => {
    const test = await openedCommissioner();
    const first = await test.console();
    await test.ask(first, 'AT');
    expect(await test.console()).toBe(first);
    expect(test.ports).toHaveLength(1);
  });

  it('is another one on another port', async () => {
    const test = await openedCommissioner();
    const [one, two] = [await test.console(), await test.console([], '/dev/ttyTEST1')];
    expect(two.bay).not.toBe(one.bay);
    expect(test.commissioner.bays).toHaveLength(2);
  });

  it('ends when asked to, gives the port back, and a new one can be opened at once', async () => {
    const test = await openedCommissioner();
    const first = await test.console();
    await test.ask(first, 'AT');
    await test.clock.runUntil(test.commissioner.endConsole(PORT));
    expect(test.port.closed).toBe(true);
    expect(first.bay.over).toBe(true);
    expect(first.bay.state.finish).toMatchObject({ outcome: 'cancelled', code: 'stopped' });
    const second = await test.console();
    await test.ask(second, 'ATI');
    expect(second.bay.runId).not.toBe(first.bay.runId);
    expect(test.ports).toHaveLength(2);
    expect((await test.record(second.bay.runId)).sent).toBe('ATI\r\n');
  });

  it('that is ending is waited for by the next one', async () => {
    const test = await openedCommissioner();
    const first = await test.console();
    await test.ask(first, 'AT');
    const ending = test.commissioner.endConsole(PORT);
    const second = await test.console();
    await test.clock.runUntil(ending);
    expect(second.bay).not.toBe(first.bay);
    expect(first.bay.over).toBe(true);
    await test.ask(second, 'ATI');
    expect(test.port.received).toEqual(['ATI']);
    expect(await test.console()).toBe(second);
  });

  it('is opened anew for a line that is typed just after the port went away', async () => {
    const test = await openedCommissioner();
    const first = await test.console();
    await test.ask(first, 'AT');
    test.port.unplug();
    const second = await test.console();
    await test.ask(second, 'ATI');
    expect(first.bay.state.finish).toMatchObject({ outcome: 'errored', code: 'port_lost' });
    expect(test.port.received).toEqual(['ATI']);
  });

  it('on a port that cannot be opened is errored, and the port is free for another try', async () => {
    const test = await openedCommissioner();
    test.openFault = { kind: 'busy' };
    const first = await test.console();
    expect(await test.clock.runUntil(first.bay.done)).toMatchObject({
      outcome: 'errored',
      code: 'port_busy',
    });
    const { events } = await test.record(first.bay.runId);
    expect(events.map(({ type }) => type)).toEqual(['run.started', 'link.lost', 'run.finished']);
    test.openFault = null;
    const second = await test.console();
    await test.ask(second, 'AT');
    expect(test.port.received).toEqual(['AT']);
  });

  it('is kept in mind until another one stands on its port, so that memory does not grow with them', async () => {
    const test = await openedCommissioner();
    const runIds: string[] = [];
    for (let time = 1; time <= 3; time += 1) {
      const { bay } = await test.console();
      runIds.push(bay.runId);
      await test.clock.runUntil(test.commissioner.endConsole(PORT));
      expect(test.commissioner.bayOfRun(bay.runId)).toBe(bay);
    }
    const known = runIds.map((runId) => test.commissioner.bayOfRun(runId) !== null);
    expect(known).toEqual([false, false, true]);
  });

  it('is not ended where there is none', async () => {
    const test = await openedCommissioner();
    await test.commissioner.endConsole(PORT);
    await test.commissioner.endConsole('');
    expect(test.commissioner.bays).toEqual([]);
  });
});

describe('the console and a run', () => {
  it('do not share a port: a console is refused where a run is under way', async () => {
    const test = await openedCommissioner();
    test.respond = SILENT;
    const started = test.start();
    await test.clock.advance(100);
    const request = { port: PORT, profileName: 'bench', baudRate: 115200, secrets: [] };
    expect(await test.commissioner.console(request)).toEqual({
      ok: false,
      fault: { kind: 'bay_taken', runId: started.ok && started.run.runId },
    });
    await test.commissioner.endConsole(PORT);
    expect(test.ports).toHaveLength(1);
    expect(test.port.closed).toBe(false);
  });

  it('do not share a port: a run is refused where a console is open', async () => {
    const test = await openedCommissioner();
    const { bay } = await test.console();
    await test.clock.advance(100);
    expect(test.start()).toEqual({ ok: false, fault: { kind: 'bay_taken', runId: bay.runId } });
  });

  it('follow each other: the run has the port that the console gave back', async () => {
    const test = await openedCommissioner();
    const console = await test.console();
    await test.ask(console, 'AT');
    await test.clock.runUntil(test.commissioner.endConsole(PORT));
    const started = test.start();
    await test.clock.advance(1000);
    expect(started.ok).toBe(true);
    expect(test.ports.map(({ closed }) => closed)).toEqual([true, false]);
    expect(test.commissioner.bay(PORT)?.purpose).toBe('bring_up');
  });

  it('follow each other: a console is opened where a run has ended', async () => {
    const test = await openedCommissioner();
    test.openFault = { kind: 'not_found' };
    const started = test.start();
    if (!started.ok) throw new Error('not started');
    await test.clock.runUntil(started.run.done);
    test.openFault = null;
    await test.ask(await test.console(), 'AT');
    expect(test.port.received).toEqual(['AT']);
    expect(test.commissioner.bays).toHaveLength(1);
    expect(started.run.state.finish?.code).toBe('port_not_found');
  });
});

describe('closing the commissioner', () => {
  it.each([false, true])('frees the port of a console, immediate: %s', async (isImmediate) => {
    const test = new TestCommissioner(await openedStore());
    test.respond = SILENT;
    const { bay, running } = await test.console();
    void running.typed.send([
      { command: { line: 'AT', shown: 'AT' }, bytes: null, waitMs: null, expected: null },
    ]);
    await test.clock.advance(100);
    await test.clock.runUntil(test.commissioner.close(isImmediate));
    expect(test.port.closed).toBe(true);
    expect(bay.over).toBe(true);
    expect(test.clock.pending).toBe(0);
    const { events } = await test.record(bay.runId);
    expect(events.map(({ type }) => type)).toEqual([
      'run.started',
      'link.opened',
      'run.cancelRequested',
      'at.exchanged',
      'run.finished',
    ]);
  });

  it('opens no console afterwards', async () => {
    const test = new TestCommissioner(await openedStore());
    await test.clock.runUntil(test.commissioner.close());
    const request = { port: PORT, profileName: '', baudRate: 115200, secrets: [] };
    expect(await test.commissioner.console(request)).toEqual({ ok: false, fault: { kind: 'closed' } });
    expect(test.ports).toEqual([]);
  });

  it('refuses a console that waited for the one before it', async () => {
    const test = new TestCommissioner(await openedStore());
    await test.ask(await test.console(), 'AT');
    const closing = test.commissioner.close();
    const request = { port: PORT, profileName: '', baudRate: 115200, secrets: [] };
    const opened = test.commissioner.console(request);
    await test.clock.runUntil(closing);
    expect(await opened).toEqual({ ok: false, fault: { kind: 'closed' } });
    expect(test.ports).toHaveLength(1);
  });
});

describe('a secret at the console', () => {
  /** The scripted port hears byte by byte. */
  const heard = (line: string) => String.fromCharCode(...utf8Bytes(line));

  /** Echoes the line byte by byte, and says it again in an answer, in an error, and later by itself. */
  const PARROT: Respond = (bytes) => {
    const line = decodeUtf8(bytes);
    const echo = Array.from(utf8Bytes(`${line}\r`)).flatMap((byte) => [Uint8Array.of(byte), 1]);
    return [...echo, `+FOO: ${line}`, `+CME ERROR: ${line}`, 500, `by the way ${line}`];
  };

  it.each([
    ['AT+CPIN="4711"', ['4711']],
    ['AT+CPIN=4711', ['4711']],
    ['AT+CPIN="4711', ['4711']],
    ['AT+CPIN=“4711”', ['4711']],
    ['AT+CPIN=7,"8"', ['7', '8']],
    ['at+cpin=12345678,4711', ['12345678', '4711']],
    ['AT+CSQ;+CPIN=4711;+CREG?', ['4711']],
    ['ATE1+CLCK="SC",1,"4711"', ['4711']],
    ['AT+CSTT=cmnet,u,pw', ['pw']],
    ['AT+MCONFIG="id","user","pa,ss;w=rd"', ['pa,ss', 'w=rd']],
    ['AT+MCONFIG="id","user","pa"ss;w=rd"', ['ss', 'w=rd']],
  ])('is in no fact and in no byte, be it echoed or repeated: %s', async (line, secrets) => {
    const test = await openedCommissioner();
    test.respond = PARROT;
    const console = await test.console();
    await test.ask(console, line);
    await test.clock.runUntil(test.commissioner.endConsole(PORT));
    expect(test.port.received).toEqual([heard(line)]);
    const { events, sent, received } = await test.record(console.bay.runId);
    const facts = events.filter(({ type }) => type === 'at.exchanged' || type === 'at.unsolicited');
    const said = facts.map((event) =>
      'line' in event
        ? event.line
        : event.type === 'at.exchanged'
          ? [event.command, event.lines, event.outcome]
          : [],
    );
    const told = [JSON.stringify(said), sent, received];
    for (const text of told) {
      for (const secret of secrets) expect(text).not.toContain(secret);
      expect(text).toContain('***');
    }
    // Once in the echo, once in the answer, once in the error, once by itself.
    expect(received.match(/\*\*\*/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it('that is the profile’s is masked when it is typed in a command that none knows to have one', async () => {
    const test = await openedCommissioner();
    test.respond = PARROT;
    const console = await test.console(['mqtt-pass-0815']);
    await test.ask(console, 'AT+WHAT="mqtt-pass-0815"');
    const { events, sent, received } = await test.record(console.bay.runId);
    expect(JSON.stringify(events) + sent + received).not.toContain('mqtt-pass-0815');
    expect(sent).toBe('AT+WHAT="***"\r\n');
    expect(test.port.received).toEqual(['AT+WHAT="mqtt-pass-0815"']);
  });
});
