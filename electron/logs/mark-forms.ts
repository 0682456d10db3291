/** How programs write who said a line. */

/** What marks tell: `separator` stands before everything, only to part the time from the text. */
export type Marking = 'none' | 'separator' | 'both' | 'sent' | 'received';

interface MarkFormRow {
  readonly id: string;
  /** At the beginning of what stands behind the time. */
  readonly sent: RegExp;
  readonly received: RegExp;
  /** The mark has a line to itself, and what was said stands in the next ones. */
  readonly ownLine?: true;
  /** Lines as they are found; the first is sent. */
  readonly examples: readonly [sent: string, received: string];
  readonly source: string;
}

/** A word or two of a logger may stand before the mark: its level, its tag. */
const TAGS = String.raw`^(?:[\w[\]().:/#-]{1,24}\s+){0,3}?`;
const mark = (pattern: string) => new RegExp(`${TAGS}(?:${pattern})[ \\t]*`, 'i');
/** A word with a sign behind it, in brackets, or with a command or an answer behind it. */
const word = (words: string, sign: string, next: string) =>
  mark(String.raw`[[<(](?:${words})[\])>]\s*:?|\b(?:${words})\s*(?:${sign}|\s(?=['"]|${next}))`);

export const MARK_FORMS = [
  {
    id: 'sscom',
    sent: mark('(?:发|发送)→[◇◆]?'),
    received: mark('(?:收|接收)←[◇◆]?'),
    examples: ['[12:34:56.789]发→◇AT+CREG?', '[12:34:56.801]收←◆+CREG: 0,1'],
    source: 'SSCOM 5',
  },
  {
    id: 'friendly',
    sent: mark('# SEND (?:ASCII|HEX)>'),
    received: mark('# RECV (?:ASCII|HEX)>'),
    ownLine: true,
    examples: ['[2024-01-02 12:00:00.123]# SEND ASCII>', '[2024-01-02 12:00:00.140]# RECV ASCII>'],
    source: '友善串口调试助手',
  },
  {
    id: 'chinese',
    sent: mark('[[【(]?(?:发送|发出|下发|发)[\\])】]?\\s*(?:数据)?\\s*[:：>→]+|[[【](?:发送|发)[\\]】]'),
    received: mark('[[【(]?(?:接收|收到|上报|收)[\\])】]?\\s*(?:数据)?\\s*[:：<←]+|[[【](?:接收|收)[\\]】]'),
    examples: ['发送：AT+CSQ', '接收：+CSQ: 20,0'],
    source: 'Chinese serial helpers and drivers',
  },
  {
    id: 'tx_rx',
    sent: mark(String.raw`(?:[[<(]TXD?[\])>]|\bTXD?\s*(?:[:|=,;]|-?>+|<?-(?=\s)))(?:\s*-\s)?`),
    received: mark(String.raw`(?:[[<(]RXD?[\])>]|\bRXD?\s*(?:[:|=,;]|<+-?|-?>|-(?=\s)))(?:\s*-\s)?`),
    examples: ['[TX] - AT<CR><LF>', '[RX] - OK<CR><LF>'],
    source: 'Docklight; TX: and RX: of most drivers',
  },
  {
    id: 'words',
    sent: word(
      'sending|send|sent|sendat|writing|write|wrote|output|out|command|cmd|request|req',
      String.raw`[:>=]+|-+>`,
      String.raw`AT(?:\+|E\d|['"]?\s*$)`,
    ),
    received: word(
      'receiving|received|receive|recv|rcvd?|read|input|in|got|response|resp|reply|answer|ans',
      String.raw`[:<=]+|<?-+>?`,
      String.raw`(?:\+C|(?:OK|ERROR)['"]?\s*$)`,
    ),
    examples: ['Send: AT+CGATT?', 'Recv: +CGATT: 1'],
    source: 'drivers and test benches',
  },
  {
    id: 'roles',
    sent: mark(String.raw`(?:DTE|HOST|MCU|PC)\s*(?:[:|]|[=-]*>+\s*(?:DCE|MODEM|MODULE|GSM)?\s*:?)`),
    received: mark(String.raw`(?:DCE|MODEM|MODULE|GSM)\s*(?:[:|]|[=-]*>+\s*(?:DTE|HOST|MCU|PC)?\s*:?)`),
    examples: ['DTE: AT', 'DCE: OK'],
    source: 'V.250 section 3: DTE and DCE',
  },
  {
    id: 'long_arrows',
    sent: mark('[-=]{1,3}>+'),
    received: mark('<+[-=]{1,3}'),
    examples: ['--> AT+CIFSR', '<-- 10.0.0.7'],
    source: 'test benches; ESPHome; the Zephyr modem driver',
  },
  {
    id: 'guillemets',
    sent: mark('>{2,3}'),
    received: mark('<{2,3}'),
    examples: ['>> AT+CIICR', '<< OK'],
    source: 'esp-at drivers, AT client of RT-Thread',
  },
  {
    id: 'arrows',
    sent: mark('[→➜⇒▶]'),
    received: mark('[←⇐◀]'),
    examples: ['→ AT+CSTT="CMNET"', '← OK'],
    source: 'test benches',
  },
  {
    id: 'angles',
    sent: /^>[ \t]*/,
    received: /^<[ \t]*/,
    examples: ['> AT+MCONNECT=1,120', '< CONNACK OK'],
    source: 'diff-like transcripts',
  },
] as const satisfies readonly MarkFormRow[];

export type MarkForm = MarkFormRow;

/** How to tell by the beginning of a line who said it. */
export type Marks = Pick<MarkForm, 'sent' | 'received' | 'ownLine'>;

export type Direction = 'sent' | 'received';

/** The mark before a line, and what stands behind it; null when there is none of this form. */
export function markedText(
  { sent, received }: Marks,
  line: string,
): { readonly direction: Direction; readonly text: string } | null {
  const asSent = sent.exec(line);
  if (asSent !== null) return { direction: 'sent', text: line.slice(asSent[0].length) };
  const asReceived = received.exec(line);
  return asReceived && { direction: 'received', text: line.slice(asReceived[0].length) };
}
