import { isOfOtherOperator } from '../access-point.ts';
import { bySetting, ended, lines, foundNow, measured, refusedBy, refusedWith, type View } from '../view.ts';
import type { ObservationRow } from './row.ts';

/** What the data link shows, and what was written for it. */

const APN = /^AT\+CSTT=/i;

/** Of a command that was sent: everything but printable ASCII, where a module and its network may differ. */
// oxlint-disable-next-line no-control-regex
const NOT_ASCII = /[^\u0020-\u007e]/;
/** A line longer than this is at the mercy of the firmware (protocol.md 6, AT line length). */
const LONG_LINE = 256;

const sentIn = (view: View) =>
  view.ofStep.filter(({ place, outcome }) => place.step === view.step && outcome.kind !== 'ok');
const bearer = (view: View, ...states: readonly string[]) =>
  foundNow(view, 'bearer_state', (state) => states.includes(String(state)));

export const BEARER_OBSERVATIONS = {
  not_allowed: { see: (view) => refusedWith(view, 3), source: '27.007 9.2, code 3; protocol.md 4.4' },
  not_supported: { see: (view) => refusedWith(view, 4), source: '27.007 9.2, code 4' },
  refused_without_reason: {
    see: (view) => ended(view, ({ kind }) => kind === 'error'),
    source: 'V.250 5.7.1',
  },
  bearer_up_already: {
    see: (view) =>
      bearer(
        view,
        'IP START',
        'IP CONFIG',
        'IP GPRSACT',
        'IP STATUS',
        'IP PROCESSING',
        'CONNECT OK',
        'TCP CLOSED',
      ),
    source: 'protocol.md 4.5; 1.4 row 7',
  },
  bearer_down: {
    see: (view) => [
      ...bearer(view, 'IP INITIAL', 'IP START', 'PDP DEACT'),
      ...refusedBy(view, 'bearer_state').filter(({ lines: said }) =>
        said.some((line) => /^STATE\s*:\s*(?:IP INITIAL|IP START|PDP DEACT)\b/i.test(line)),
      ),
    ],
    source: 'protocol.md 4.5; SIM800 AT command manual p.223: STATE, then CONNECT FAIL',
  },
  bearer_went: {
    see: (view) => [
      ...lines(view, 'bearer_lost'),
      ...ended(view, (outcome) => outcome.kind === 'refused' && outcome.by === 'bearer_lost'),
      ...bearer(view, 'PDP DEACT'),
    ],
    source: 'protocol.md 4.8, +PDP: DEACT',
  },
  apn_of_other_operator: {
    see: (view) => {
      if (!isOfOtherOperator(view)) return [];
      const numbers = [
        ...measured(view, 'imsi', (value) => value !== null),
        ...measured(view, 'iccid', (value) => value !== null),
      ];
      return [...numbers, ...view.exchanges.filter(({ command }) => /^AT\+CSTT=/i.test(command)).slice(-1)];
    },
    source: 'protocol.md 6, APNs',
  },
  apn_empty: {
    see: (view) => bySetting(view, APN, ({ apn }) => apn.name.trim() === ''),
    source: 'document row 8',
  },
  service_not_subscribed: {
    see: (view) => refusedWith(view, 33, 132, 133, 134),
    source: 'protocol.md 4.4, codes 33 and 132 to 134',
  },
  account_refused: { see: (view) => refusedWith(view, 149), source: 'protocol.md 4.4, code 149' },
  gprs_error: { see: (view) => refusedWith(view, 148), source: 'protocol.md 4.4, code 148' },
  address_zero: {
    see: (view) => view.ofStep.filter(({ lines: said }) => said.some((line) => /\b0\.0\.0\.0\b/.test(line))),
    source: 'protocol.md 5.1 step 9',
  },
  odd_characters_sent: {
    see: (view) => sentIn(view).filter(({ command }) => NOT_ASCII.test(command)),
    source: 'protocol.md 3 Q1; 5.1 steps 10 and 12',
  },
  long_line_sent: {
    see: (view) => sentIn(view).filter(({ command }) => command.length > LONG_LINE),
    source: 'protocol.md 6, AT line length',
  },
  value_refused: { see: (view) => refusedWith(view, 24, 765), source: 'protocol.md 4.4, codes 24 and 765' },
  operation_failed: { see: (view) => refusedWith(view, 767), source: 'protocol.md 4.4, code 767' },
} as const satisfies Record<string, ObservationRow>;
