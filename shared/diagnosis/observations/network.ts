import { accessPointOf } from '../../presets.ts';
import { ended, lines, measured, newestOf, refusedWith, type View } from '../view.ts';
import type { ObservationRow } from './row.ts';

/** What SIM card, radio and network show. */

const isNumber = (value: unknown, is: (value: number) => boolean): boolean =>
  typeof value === 'number' && is(value);

const stat = (view: View, ...wanted: readonly number[]) =>
  measured(view, 'registration', (value) => isNumber(value, (each) => wanted.includes(each)));

const sim = (view: View, ...wanted: readonly string[]) =>
  measured(view, 'sim_state', (value) => wanted.includes(String(value)));

/** The numbers by which the operator of a card is known. */
const cardNumbers = (view: View) =>
  (['imsi', 'iccid'] as const)
    .flatMap((name) => newestOf(view, name) ?? [])
    .filter(({ value }) => value !== null);

export const NETWORK_OBSERVATIONS = {
  sim_absent: { see: (view) => sim(view, 'not_inserted'), source: 'protocol.md 4.3; 27.007 9.2, code 10' },
  sim_error_unexplained: {
    see: (view) => (view.step === 4 ? ended(view, ({ kind }) => kind === 'error') : []),
    source: 'document row 4: ERROR, the card cannot be read',
  },
  sim_failure: { see: (view) => refusedWith(view, 13, 15), source: '27.007 9.2, codes 13 and 15' },
  sim_busy: {
    see: (view) => [...sim(view, 'not_ready'), ...refusedWith(view, 14)],
    source: '27.007 9.2, code 14; protocol.md 4.3',
  },
  sim_powered_down: { see: (view) => refusedWith(view, 772, 773), source: 'protocol.md 4.4' },
  pin_wanted: { see: (view) => sim(view, 'pin_required'), source: '27.007 8.3' },
  pin_refused: {
    see: (view) =>
      ended(
        view,
        ({ kind }, { command }) => /^AT\+CPIN=/i.test(command) && (kind === 'cme_error' || kind === 'error'),
      ),
    source: '27.007 9.2, code 16',
  },
  puk_wanted: { see: (view) => sim(view, 'puk_required'), source: '27.007 8.3' },
  phone_locked: { see: (view) => sim(view, 'phone_lock'), source: '27.007 8.3, PH-SIM PIN' },
  sim_went: { see: (view) => lines(view, 'sim_removed'), source: 'protocol.md 4.3' },

  no_signal: {
    see: (view) => measured(view, 'signal', (rssi) => rssi === 0 || rssi === 99),
    source: 'protocol.md 4.2',
  },
  signal_weak: {
    see: (view) => measured(view, 'signal', (rssi) => isNumber(rssi, (each) => each >= 1 && each <= 9)),
    source: 'protocol.md 4.2: below 10 hardly connects',
  },
  signal_good: {
    see: (view) => measured(view, 'signal', (rssi) => isNumber(rssi, (each) => each >= 15 && each <= 31)),
    source: 'protocol.md 4.2',
  },
  searching: { see: (view) => stat(view, 2, 4), source: 'protocol.md 4.1, stat 2 and 4' },
  not_searching: { see: (view) => stat(view, 0), source: 'protocol.md 4.1, stat 0' },
  denied: { see: (view) => stat(view, 3, 8), source: 'protocol.md 4.1, stat 3 and 8' },
  sms_only: { see: (view) => stat(view, 6, 7), source: 'protocol.md 4.1, stat 6 and 7' },
  registration_went: {
    see: (view) =>
      lines(view, 'registration').filter(({ line }) => /^\+CG?REG\s*[:：]\s*[0234]\b/i.test(line)),
    source: 'protocol.md 4.8, +CREG lost',
  },
  radio_off: {
    see: (view) => measured(view, 'functionality', (value) => value === 0 || value === 4),
    source: '27.007 8.2',
  },
  operator_refuses: {
    see: (view) => refusedWith(view, 103, 106, 111, 112, 113),
    source: 'protocol.md 4.4, codes 103 to 113',
  },
  no_service: { see: (view) => refusedWith(view, 30, 31, 32), source: 'protocol.md 4.4' },
  gprs_refused: { see: (view) => refusedWith(view, 107), source: 'protocol.md 4.4' },
  telecom_card: {
    see: (view) => (view.operator === 'china_telecom' ? cardNumbers(view) : []),
    source: 'protocol.md 5.1 step 5',
  },
  iot_access_point: {
    see: (view) => {
      const apn = view.profile?.apn.name ?? '';
      const known = accessPointOf(apn);
      return known === 'china_mobile_iot' || known === 'china_unicom_iot' ? cardNumbers(view) : [];
    },
    source: 'protocol.md 6, APNs: IoT',
  },
} as const satisfies Record<string, ObservationRow>;
