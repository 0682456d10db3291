import { describe, expect, it } from 'vitest';
import { TRANSCRIPTS } from '../../fixtures/transcripts.ts';
import { exchanges, openedLog, stateOf, verdict } from './read-log.ts';

interface Said {
  readonly direction: 'sent' | 'received';
  readonly text: string;
}

const encoder = new TextEncoder();
const clock = (index: number) => `12:00:${String(index % 60).padStart(2, '0')}.000`;

function dialogueOf(name: string): readonly Said[] {
  return (TRANSCRIPTS[name] ?? []).flatMap(({ send, said }) => [
    { direction: 'sent' as const, text: send },
    ...said.map((text) => ({ direction: 'received' as const, text })),
  ]);
}

const marked = (sent: string, received: string) => (said: readonly Said[]) =>
  said.map(({ direction, text }) => `${direction === 'sent' ? sent : received}${text}`).join('\r\n');

/** How a dialogue gets into a file. */
const WAYS: Readonly<Record<string, (said: readonly Said[]) => string | Uint8Array>> = {
  'as it is': (said) => said.map(({ text }) => text).join('\n'),
  'ended by CR alone': (said) => said.map(({ text }) => text).join('\r'),
  'ended by CR CR LF': (said) => said.map(({ text }) => text).join('\r\r\n'),
  'with blank lines between': (said) => said.map(({ text }) => text).join('\r\n\r\n'),
  'with the echo': (said) =>
    said.map(({ direction, text }) => (direction === 'sent' ? `${text}\r\n${text}` : text)).join('\r\n'),
  'with times': (said) => said.map(({ text }, index) => `[${clock(index)}] ${text}`).join('\r\n'),
  'with dates': (said) => said.map(({ text }, index) => `2024-01-02 ${clock(index)} ${text}`).join('\n'),
  'with seconds': (said) => said.map(({ text }, index) => `${index}.125 ${text}`).join('\n'),
  'with TX and RX': marked('TX: ', 'RX: '),
  'with arrows': marked('--> ', '<-- '),
  'with guillemets': marked('>> ', '<< '),
  'with Chinese words': marked('发送：', '接收：'),
  'marked, timed and echoed': (said) =>
    said
      .flatMap(({ direction, text }, index) =>
        direction === 'sent'
          ? [`[${clock(index)}] TX: ${text}`, `[${clock(index)}] RX: ${text}`]
          : [`[${clock(index)}] RX: ${text}`],
      )
      .join('\n'),
  'as SSCOM writes it': (said) =>
    said
      .map(
        ({ direction, text }, index) => `[${clock(index)}]${direction === 'sent' ? '发→◇' : '收←◆'}${text}□`,
      )
      .join('\r\n'),
  'with line ends written out': (said) =>
    said
      .map(({ direction, text }) => `[${direction === 'sent' ? 'TX' : 'RX'}] - ${text}<CR><LF>`)
      .join('\r\n'),
  'as the log file of this program': (said) =>
    [
      '# WIS800C Commissioner 0.1.0',
      '# run: a',
      ...said.map(
        ({ direction, text }, index) =>
          `2024-01-02T${clock(index)}Z ${`+${index}.000`.padStart(9)} ${direction === 'sent' ? '→' : '←'}  4 ${text}␍␊`,
      ),
    ].join('\n'),
  ...Object.fromEntries(
    [
      ['[GSM] ', '[GSM] '],
      ['[D/at.clnt] sendline: ', '[D/at.clnt] recvline: '],
      ['[uart2 tx] ', '[uart2 rx] '],
      ['AT> ', 'AT< '],
      ['\u001b[0;32mI (17) gsm: \u001b[0m', '\u001b[0;36mI (17) gsm: \u001b[0m'],
      ['[00:00:12.345,678] <inf> modem: TX: ', '[00:00:12.346,001] <inf> modem: RX: '],
      ['(12:00:00.125) (<<) ', '(12:00:00.250) (>>) '],
      ['[0 00:00:12.345] ', '[0 00:00:12.346] '],
      ['0012: ', '0013: '],
      ['# ', ''],
      ['向模块发 => ', '模块回 => '],
    ].map(([sent = '', received = '']) => [`behind ${JSON.stringify(sent)}`, marked(sent, received)]),
  ),
  'in HEX': (said) =>
    said
      .map(({ direction, text }) => {
        const bytes = Array.from(encoder.encode(`${text}\r\n`), (byte) => byte.toString(16).padStart(2, '0'));
        return `[12:00:00.125]${direction === 'sent' ? '发→◇' : '收←◆'}${bytes.join(' ')} □`;
      })
      .join('\r\n'),
  'in UTF-16': (said) => {
    const text = `\ufeff${said.map((each) => each.text).join('\r\n')}`;
    return Uint8Array.from([...text].flatMap((each) => [each.charCodeAt(0) & 255, each.charCodeAt(0) >> 8]));
  },
  'behind noise': (said) =>
    Uint8Array.from([
      0xff,
      0xf8,
      0x00,
      0x7e,
      0x0a,
      ...encoder.encode(said.map(({ text }) => text).join('\r\n')),
    ]),
};

const VERDICTS: Readonly<Record<string, string>> = {
  'T1: GPRS with CMNET, states in between': 'incomplete',
  'T2: the same MQTT dialect': 'incomplete',
  'T3: cached mode and the slot list': 'incomplete',
  'T4: the link lost and rebuilt': 'incomplete',
  'T4: the bearer lost': 'failed 13 bearer_lost',
  'T5: a bearer left from the last run': 'failed 7 apn_refused',
  'T6: no SIM': 'failed 4 sim_missing',
  'T9: slow registration, lines in between': 'incomplete',
};

describe.each(Object.keys(TRANSCRIPTS))('%s', (name) => {
  it.each(Object.entries(WAYS))('comes out right %s', (_way, file) => {
    const said = dialogueOf(name);
    const log = openedLog(file(said));
    expect(verdict(log)).toBe(VERDICTS[name]);
    expect(stateOf(log).misfits).toEqual([]);
    const commands = said.filter(({ direction }) => direction === 'sent').map(({ text }) => text);
    expect(exchanges(log).map((each) => each.split(' | ')[0])).toEqual(
      commands.map((each) => each.replace('"password"', '"***"').replace('"sign"', '"***"')),
    );
  });
});

describe('the lines that a fact tells of', () => {
  it('do not reach into the next command where an answer is missing', () => {
    const log = openedLog('AT+CSTT="x"\nAT+CIICR\n\nERROR\n');
    const exchanged = log.events.filter(({ type }) => type === 'at.exchanged');
    expect(exchanged.map(({ seq }) => log.linesOf.get(seq))).toEqual([
      { first: 1, last: 1 },
      { first: 2, last: 4 },
    ]);
  });

  it('are those of the file, blank ones counted', () => {
    const log = openedLog('\n\nAT+CPIN?\n\nERROR\n\nAT+CMEE=2\nOK\n');
    const exchanged = log.events.filter(({ type }) => type === 'at.exchanged');
    expect(exchanged.map(({ seq }) => log.linesOf.get(seq))).toEqual([
      { first: 3, last: 5 },
      { first: 7, last: 8 },
    ]);
  });
});
