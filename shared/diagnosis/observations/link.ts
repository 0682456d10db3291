import type { RunEvent } from '../../events.ts';
import { ended, lines, measured, newestOf, type View } from '../view.ts';
import type { ObservationRow } from './row.ts';

/** What the line to the module shows. */

const unanswered = (view: View, heard: boolean) =>
  ended(view, (outcome) => outcome.kind === 'timeout' && outcome.heard === heard);

/** Two answers to anything at all: a module that spoke once has supply, wiring and rate right. */
const spoke = ({ exchanges, evidence }: View): boolean =>
  exchanges.some(({ lines: said }) => said.length > 0) || Object.keys(evidence.unsolicited).length > 0;

/** Lines with bytes that no module sends: not printable, or no text at all. */
const isNoise = (line: string): boolean =>
  /[\ufffd]|[^\u0020-\u024f\u2000-\u206f\u3000-\uffe6]{2}/.test(line);

/** Milliseconds a command may stay unanswered before the network is to blame. */
const LONG_MS = 45_000;

export const LINK_OBSERVATIONS = {
  nothing_heard: {
    see: (view) => {
      const isMute = unanswered(view, false).every(({ echoed }) => !echoed);
      return spoke(view) || !isMute || unanswered(view, true).length > 0 ? [] : unanswered(view, false);
    },
    source: 'protocol.md 5.1 step 1, nothing at all',
  },
  noise_heard: {
    see: (view) => [
      ...lines(view, 'other').filter(({ line }) => isNoise(line)),
      ...unanswered(view, true).filter(({ echoed }) => !echoed),
    ],
    source: 'protocol.md 5.1 step 1, garbage',
  },
  echo_without_answer: {
    see: (view) => ended(view, (outcome, { echoed }) => outcome.kind === 'timeout' && echoed),
    source: 'protocol.md 5.1 step 1, echo but no OK',
  },
  answered_before: {
    see: ({ exchanges, step }) =>
      exchanges
        .filter(({ outcome, place }) => outcome.kind === 'ok' && (place.step ?? 0) < (step ?? 0))
        .slice(-1),
    source: 'an answer needs supply, wiring and rate',
  },
  late_answers: {
    see: ({ evidence }) => evidence.late.slice(-4),
    source: 'protocol.md 3, hard parser rule',
  },
  long_silence: {
    see: (view) =>
      ended(view, (outcome, { durationMs }) => outcome.kind === 'timeout' && durationMs >= LONG_MS),
    source: 'protocol.md 5.1 step 8, silence to 85 s',
  },
  rate_fixed_before: {
    see: ({ exchanges, step }) =>
      step === null || step > 4
        ? []
        : exchanges.filter(
            ({ place, outcome, command }) =>
              place.step === 3 && outcome.kind === 'ok' && /^AT\+IPR/i.test(command),
          ),
    source: 'protocol.md 1.3 card 3',
  },
  booted: {
    see: (view) => lines(view, 'ready'),
    source: 'protocol.md 4.8, RDY',
  },
  booted_again: {
    see: (view) => (lines(view, 'ready').length > 1 ? lines(view, 'ready') : []),
    source: 'protocol.md 5.1 step 1, only RDY again and again',
  },
  supply_complaint: {
    see: (view) => lines(view, 'voltage_warning', 'voltage_power_down'),
    source: 'protocol.md 4.8, UNDER-VOLTAGE WARNNING',
  },
  powered_off: {
    see: (view) => lines(view, 'power_down'),
    source: 'protocol.md 4.8, NORMAL POWER DOWN',
  },
  power_key_wired: {
    see: (view) =>
      view.step === 1 && !view.isSaid && view.profile?.powerKey.line !== 'none'
        ? unanswered(view, false).slice(-1)
        : [],
    source: 'protocol.md 2, PWRKEY: the same pulse turns a running module off',
  },
  other_rate: {
    see: (view) => measured(view, 'baud_rate', (rate) => !view.isSaid && rate !== view.profile?.baudRate),
    source: 'protocol.md 1.2 row 1',
  },
  foreign_lines: {
    see: (view) => [
      ...lines(view, 'foreign_dialect'),
      ...view.exchanges.filter(({ outcome }) => outcome.kind === 'foreign_dialect').slice(-2),
    ],
    source: 'protocol.md 0',
  },
  port_went: {
    see: ({ evidence }) => evidence.links.filter(({ type }) => type === 'link.lost'),
    source: 'shared/port.ts',
  },
  wrong_check_digit: {
    see: (view): readonly RunEvent[] => {
      const imei = newestOf(view, 'imei');
      return imei?.verdict === 'fail' ? [imei] : [];
    },
    source: '3GPP 23.003 6.2.1',
  },
} as const satisfies Record<string, ObservationRow>;
