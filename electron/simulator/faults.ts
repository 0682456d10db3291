/** What a fault may be given after the colon. */
interface ValueRule {
  readonly pattern: RegExp;
  /** The accepted values in words of a grammar, for lists and error texts. */
  readonly accepted: string;
  /** Used when the selection names none; without it the value is required. */
  readonly fallback?: string;
}

interface FaultRow {
  readonly text: { readonly en: string; readonly zh: string };
  readonly value: ValueRule | null;
  /**
   * The commands it strikes unless `@COMMAND` says otherwise; 'any' = every command; 'none' = a condition of
   * the module that belongs to no command, so `@` and `#` are refused.
   */
  readonly on: readonly string[] | 'any' | 'none';
  /** Strikes only this occurrence (1-based) unless `#N` says otherwise; absent = every time. */
  readonly nth?: number;
  readonly source: string;
}

const SECONDS = { pattern: /^\d{1,4}(?:\.\d{1,3})?$/, accepted: '0..9999' } as const;
const CONNECTING = ['MIPSTART', 'SSLMIPSTART'] as const;

/** Everything that can be made to go wrong. Durations given as values are literal, whatever the speed. */
const FAULTS = {
  'no-answer': {
    text: { en: 'The command is swallowed without an answer.', zh: '命令被吞掉，没有任何应答。' },
    value: null,
    on: 'any',
    source: 'protocol.md 5.1 (1, nothing at all)',
  },
  error: {
    text: { en: 'The command is answered with a plain ERROR.', zh: '命令只回 ERROR。' },
    value: null,
    on: 'any',
    source: 'V.250 5.7.1',
  },
  'cme-error': {
    text: {
      en: 'The command is answered with +CME ERROR and this code, even where AT+CMEE=0 would hide it.',
      zh: '命令回 +CME ERROR 和指定代码，即使 AT+CMEE=0 也照样显示。',
    },
    value: { pattern: /^\d{1,3}$/, accepted: '0..999' },
    on: 'any',
    source: 'protocol.md 4.4',
  },
  'no-sim': {
    text: { en: 'No SIM card is inserted.', zh: '没有插 SIM 卡。' },
    value: null,
    on: 'none',
    source: 'protocol.md 4.3, T6',
  },
  'sim-pin': {
    text: {
      en: 'The SIM card asks for its PIN (the value); three wrong ones block it.',
      zh: 'SIM 卡要求输入 PIN 码（即该值），输错三次即锁卡。',
    },
    value: { pattern: /^\d{4,8}$/, accepted: '4 to 8 digits', fallback: '1234' },
    on: 'none',
    source: 'protocol.md 4.3',
  },
  'never-registers': {
    text: { en: 'The module searches for a network for ever.', zh: '模块一直搜网，始终注册不上。' },
    value: null,
    on: 'none',
    source: 'protocol.md 4.1 (stat 2)',
  },
  'registration-denied': {
    text: { en: 'The network refuses the registration.', zh: '网络拒绝注册。' },
    value: null,
    on: 'none',
    source: 'protocol.md 4.1 (stat 3)',
  },
  'not-attached': {
    text: { en: 'Registered, but GPRS never attaches.', zh: '已注册，但 GPRS 始终附着不上。' },
    value: null,
    on: 'none',
    source: 'protocol.md 5.1 (6)',
  },
  'ciicr-refused': {
    text: {
      en: 'The network refuses the data context; the module is then in PDP DEACT.',
      zh: '网络拒绝激活移动场景，模块进入 PDP DEACT 状态。',
    },
    value: null,
    on: ['CIICR'],
    source: 'source document row 8; protocol.md 5.1 (8)',
  },
  'unicom-sim': {
    text: {
      en: 'The SIM card is one of China Unicom: no other access point than UNINET or 3GNET is let in.',
      zh: 'SIM 卡属于中国联通：只接受 UNINET 或 3GNET 接入点。',
    },
    value: null,
    on: 'none',
    source: 'source document row 7; protocol.md 6 (APNs)',
  },
  'connect-fails': {
    text: {
      en: 'The TCP connection fails: OK, then CONNECT FAIL.',
      zh: 'TCP 连接失败：先 OK，后 CONNECT FAIL。',
    },
    value: null,
    on: CONNECTING,
    source: 'protocol.md 5.1 (11)',
  },
  'connect-fails-late': {
    text: {
      en: 'CONNECT FAIL comes this many seconds after the OK.',
      zh: 'OK 之后过这么多秒才回 CONNECT FAIL。',
    },
    value: { ...SECONDS, fallback: '75' },
    on: CONNECTING,
    source: 'protocol.md 1.2 (step 11, 75 s)',
  },
  'connack-refused': {
    text: {
      en: 'The broker refuses the session: printed as CONNACK and the return code, as +CME ERROR: 3, as ERROR, or only as CLOSED.',
      zh: '服务器拒绝会话：显示为 CONNACK 加返回码、+CME ERROR: 3、ERROR，或只有 CLOSED。',
    },
    value: {
      pattern: /^(?:[1-5]|cme|error|closed)$/,
      accepted: '1..5 | cme | error | closed',
      fallback: '5',
    },
    on: ['MCONNECT'],
    source: 'protocol.md 4.7',
  },
  'connack-silent': {
    text: { en: 'The broker never answers the MQTT connect.', zh: '服务器一直不应答 MQTT 连接请求。' },
    value: null,
    on: ['MCONNECT'],
    source: 'protocol.md 5.1 (13, silence)',
  },
  'no-suback': {
    text: { en: 'SUBACK is never printed.', zh: '始终不显示 SUBACK。' },
    value: null,
    on: ['MSUB'],
    source: 'protocol.md 5.1 (15)',
  },
  'message-lost': {
    text: { en: 'Messages from the broker are never shown.', zh: '服务器下发的消息不显示。' },
    value: null,
    on: 'none',
    source: 'protocol.md 5.1 (17, OK but no message back)',
  },
  'cached-instead-of-direct': {
    text: { en: 'Messages are cached although direct report was set.', zh: '设为直接上报，却进了缓存。' },
    value: null,
    on: 'none',
    source: 'protocol.md 3 (Q14)',
  },
  'direct-instead-of-cached': {
    text: { en: 'Messages are reported at once although caching was set.', zh: '设为缓存，却直接上报。' },
    value: null,
    on: 'none',
    source: 'protocol.md 3 (Q14)',
  },
  'echo-stays': {
    text: { en: 'ATE0 answers OK, but the echo stays on.', zh: 'ATE0 回 OK，但回显仍然开着。' },
    value: null,
    on: ['ATE'],
    source: 'protocol.md 1.3 (2)',
  },
  garbage: {
    text: { en: 'Noise bytes precede the answer.', zh: '应答前夹带乱码字节。' },
    value: null,
    on: 'any',
    source: 'protocol.md 5.1 (1, garbage)',
  },
  'byte-by-byte': {
    text: { en: 'Every byte arrives on its own.', zh: '字节一个一个地到达。' },
    value: null,
    on: 'any',
    source: 'a UART promises no portions',
  },
  'unsolicited-inside': {
    text: { en: 'Unsolicited lines stand inside the answer.', zh: '应答中间插入主动上报。' },
    value: null,
    on: 'any',
    source: 'protocol.md 4.8, T9',
  },
  'line-ending': {
    text: {
      en: 'Lines are framed with these characters instead of CR LF.',
      zh: '行首行尾用该字符代替 CR LF。',
    },
    value: { pattern: /^(?:cr|lf|crlf|crcrlf)$/, accepted: 'cr | lf | crlf | crcrlf' },
    on: 'any',
    source: 'V.250 6.2.1, 6.2.2 (S3, S4)',
  },
  slow: {
    text: { en: 'The command takes this many times as long.', zh: '命令耗时为平常的若干倍。' },
    value: { pattern: /^\d{1,4}$/, accepted: '0..9999', fallback: '5' },
    on: 'any',
    source: 'protocol.md 1.2',
  },
  'late-answer': {
    text: {
      en: 'The answer comes this many seconds late, after the usual deadline; the first time only.',
      zh: '应答迟到若干秒，超过通常时限；只发生一次。',
    },
    value: { ...SECONDS, fallback: '12' },
    on: 'any',
    nth: 1,
    source: 'protocol.md 3 (hard parser rule)',
  },
  'answer-twice': {
    text: {
      en: 'The answer is sent again after this many milliseconds.',
      zh: '过若干毫秒后，应答再发一遍。',
    },
    value: { pattern: /^\d{1,5}$/, accepted: '0..99999', fallback: '0' },
    on: 'any',
    source: 'protocol.md 3 (Q5)',
  },
  reboot: {
    text: {
      en: 'The module restarts by itself when it sees the command: RDY (if the rate is fixed), echo on, state lost; the first time only.',
      zh: '收到该命令时模块自行重启：固定波特率时出现 RDY，回显打开，状态全失；只发生一次。',
    },
    value: null,
    on: ['MSUB'],
    nth: 1,
    source: 'protocol.md 4.8 (RDY), 5.1 (any)',
  },
  unplugged: {
    text: {
      en: 'The port goes away when the command is sent; plugged in again, the module has restarted. The first time only.',
      zh: '发出该命令时串口断开；重新插上后模块已重启。只发生一次。',
    },
    value: null,
    on: ['MSUB'],
    nth: 1,
    source: 'a USB adapter pulled out',
  },
  'pdp-dropped': {
    text: {
      en: 'The network takes the data context away before the command is carried out; the first time only.',
      zh: '执行该命令前网络断开移动场景；只发生一次。',
    },
    value: null,
    on: ['MPUB'],
    nth: 1,
    source: 'protocol.md 4.8 (+PDP: DEACT)',
  },
  'broker-closes': {
    text: {
      en: 'The broker closes the connection on this command: its answer, then CLOSED; the first time only.',
      zh: '执行该命令时服务器断开连接：先应答，后 CLOSED；只发生一次。',
    },
    value: null,
    on: ['MPUB'],
    nth: 1,
    source: 'protocol.md 4.8 (CLOSED)',
  },
  'missing-ok': {
    text: { en: 'No OK follows the information line.', zh: '信息行之后没有 OK。' },
    value: null,
    on: ['CREG'],
    source: 'source document row 5; protocol.md 3 (Q3)',
  },
  'dialect-b': {
    text: {
      en: 'The firmware speaks the other dialect: +MIPSTART: SUCCESS and the like.',
      zh: '固件使用另一种方言：+MIPSTART: SUCCESS 等。',
    },
    value: null,
    on: 'none',
    source: 'protocol.md 0',
  },
  'wrong-bytes': {
    text: {
      en: 'Shown messages differ from the sent ones in their last byte.',
      zh: '显示的消息末字节与发出的不同。',
    },
    value: null,
    on: 'none',
    source: 'protocol.md 5.1 (17, garbled text)',
  },
  'bad-imei': {
    text: { en: 'The check digit of the IMEI is wrong.', zh: 'IMEI 的校验位不对。' },
    value: null,
    on: 'none',
    source: '3GPP TS 23.003 annex B',
  },
  'under-voltage': {
    text: { en: 'The supply sags while the module transmits.', zh: '模块发射时供电电压下跌。' },
    value: null,
    on: ['CIICR', 'MIPSTART', 'SSLMIPSTART'],
    source: 'protocol.md 4.8 (UNDER-VOLTAGE WARNNING, spelt so)',
  },
} as const satisfies Record<string, FaultRow>;

export type FaultName = keyof typeof FAULTS;

/** One fault with its choices resolved: what was not given stands at the row's default. */
export interface FaultSelection {
  readonly name: FaultName;
  /** The value in effect; '' for a fault that takes none. */
  readonly value: string;
  readonly commands: readonly string[] | 'any' | 'none';
  /** Only this occurrence, 1-based; null = every one. */
  readonly nth: number | null;
}

/** A row of the fault list, for a person who chooses one. */
export interface FaultInfo {
  readonly name: FaultName;
  readonly text: { readonly en: string; readonly zh: string };
  /** The values it accepts; null = none. */
  readonly accepted: string | null;
  /** The value taken when none is given; null = it takes none, or one is required. */
  readonly fallback: string | null;
  readonly commands: readonly string[] | 'any' | 'none';
  readonly nth: number | null;
  readonly source: string;
}

/** All faults, in table order. */
export function listFaults(): readonly FaultInfo[] {
  return faultNames().map((name) => {
    const row: FaultRow = FAULTS[name];
    return {
      name,
      text: row.text,
      accepted: row.value?.accepted ?? null,
      fallback: row.value?.fallback ?? null,
      commands: row.on,
      nth: row.nth ?? null,
      source: row.source,
    };
  });
}

/** Whether a word names a fault. */
export function isFaultName(word: string): word is FaultName {
  return Object.hasOwn(FAULTS, word);
}

/** The row of a fault, without the narrowness of its literal types. */
export function faultRow(name: FaultName): FaultRow {
  return FAULTS[name];
}

function faultNames(): readonly FaultName[] {
  return Object.keys(FAULTS).filter(isFaultName);
}
