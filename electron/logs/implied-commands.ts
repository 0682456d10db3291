import { normalLine } from '../../shared/codes/normal-line.ts';

interface ImpliedRow {
  /** The whole normalised line. */
  readonly answer: RegExp;
  readonly command: string;
  /** The line follows the command's own `OK`, which was seen before and could not be understood. */
  readonly isCompletion?: true;
  readonly source: string;
}

/**
 * Commands that an answer gives away, for a log that has answers alone: a serial monitor that shows what comes, of a
 * module whose echo is off. `OK` and `ERROR` give nothing away.
 */
export const IMPLIED_COMMANDS = [
  { answer: /^\+CPIN\s*:/i, command: 'AT+CPIN?', source: '27.007 8.3' },
  {
    answer:
      /^\+CME ERROR\s*:\s*(?:1[0-6]|SIM (?:not inserted|PIN required|PUK required|failure|busy|wrong))$/i,
    command: 'AT+CPIN?',
    source: '27.007 9.2, codes 10 to 16',
  },
  { answer: /^\+CREG\s*:\s*[0-5]\s*,\s*\d{1,2}\s*(?:,.*)?$/i, command: 'AT+CREG?', source: '27.007 7.2' },
  { answer: /^\+CGATT\s*:\s*[01]$/i, command: 'AT+CGATT?', source: '27.007 10.1.9' },
  { answer: /^\+CSQ\s*:/i, command: 'AT+CSQ', source: '27.007 8.5' },
  { answer: /^\d{1,3}(?:\.\d{1,3}){3}$/, command: 'AT+CIFSR', source: 'document row 9' },
  {
    answer: /^(?:\d+\s*,\s*)?(?:CONNECT (?:OK|FAIL(?:ED)?)|ALREADY CONNECT)$/i,
    command: 'AT+MIPSTART=',
    isCompletion: true,
    source: 'document row 11; protocol.md 3 Q20',
  },
  {
    answer: /^CONNACK\b/i,
    command: 'AT+MCONNECT=',
    isCompletion: true,
    source: 'document row 13; protocol.md 4.7',
  },
  { answer: /^SUBACK\b/i, command: 'AT+MSUB=', isCompletion: true, source: 'document row 15' },
  { answer: /^\+I?CCID\s*:/i, command: 'AT+ICCID', source: 'protocol.md 2' },
  { answer: /^\+MQTTSTATUS?\s*:/i, command: 'AT+MQTTSTATU', source: 'protocol.md 4.6' },
  { answer: /^STATE\s*:/i, command: 'AT+CIPSTATUS', source: 'protocol.md 4.5' },
  { answer: /^SHUT OK$/i, command: 'AT+CIPSHUT', source: 'protocol.md 2' },
] as const satisfies readonly ImpliedRow[];

/** The command that a line is an answer to, as far as the line alone tells; null for most. */
export function impliedCommand(text: string): Pick<ImpliedRow, 'command' | 'isCompletion'> | null {
  const line = normalLine(text);
  return IMPLIED_COMMANDS.find(({ answer }) => answer.test(line)) ?? null;
}
