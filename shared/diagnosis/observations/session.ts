import type { RunEvent } from '../../events.ts';
import { placeholdersIn } from '../../placeholders.ts';
import { platformOf, platformRow } from '../../presets.ts';
import type { Profile } from '../../profile.ts';
import { utf8Bytes } from '../../utf8.ts';
import { bySetting, ended, foundNow, lines, measured, refusedBy, type View } from '../view.ts';
import type { ObservationRow } from './row.ts';

/** What the MQTT session and its messages show. */

const CLIENT = /^AT\+MCONFIG=/i;
const TOPIC = /^AT\+M(?:SUB|PUB)=/i;

const connack = (view: View, ...codes: readonly number[]) => [
  ...ended(
    view,
    (outcome) =>
      outcome.kind === 'refused' && outcome.by === 'connack_refused' && codes.includes(outcome.code ?? -1),
  ),
  ...measured(view, 'connack_code', (code) => codes.includes(Number(code))),
];

/** Whether the platform's own rules find fault with one of these fields. */
const breaksRules = (profile: Profile, ...paths: readonly string[]): boolean =>
  platformRow(platformOf(profile)).checks.some(
    ({ path, missing }) => paths.includes(path) && missing(profile) !== null,
  );

/** Platforms whose passwords are made for a time (protocol.md 8). */
const TIMED: readonly string[] = ['onenet', 'huawei', 'tencent', 'baidu_iot_core', 'aliyun'];

/** A broker waits no longer than this for the MQTT CONNECT (protocol.md 1.3 card 12). */
const PATIENCE_MS = 4500;

function sessionDelay({ evidence, exchanges }: View) {
  const connected = evidence.state.steps[10];
  const asked = exchanges.findLast(({ place }) => place.phase === 'step' && place.step === 13);
  if (asked === undefined || connected?.durationMs == null || connected.startedMs === null) return [];
  const delayMs = asked.elapsedMs - asked.durationMs - (connected.startedMs + connected.durationMs);
  return delayMs > PATIENCE_MS ? [asked] : [];
}

/** The newest MQTT CONNECT, or the line alone where a log begins behind it, if the broker accepted it. */
function sessionsOpened(view: View): readonly RunEvent[] {
  const asked = view.exchanges.findLast(({ place }) => place.phase === 'step' && place.step === 13);
  if (asked === undefined) return lines(view, 'connack_ok').slice(-1);
  return asked.outcome.kind === 'ok' ? [asked] : [];
}

/** The link was closed after it was open and before the MQTT CONNECT went out: a step cannot be blamed that was not there. */
function closedBeforeConnect(view: View) {
  const { exchanges, step } = view;
  if (step !== 13) return [];
  const connected = exchanges.findLast(({ place }) => place.phase === 'step' && place.step === 11)?.seq ?? 0;
  const asked = exchanges.find(
    ({ place, seq }) => place.phase === 'step' && place.step === 13 && seq > connected,
  );
  return lines(view, 'closed').filter(({ seq }) => seq > connected && asked !== undefined && seq < asked.seq);
}

const DIGITS = /^(?:[0-9A-F]{2})+$/i;
const MESSAGE = /^\+MSUB\s*:.*,\s*(\d+)\s*bytes?\s*,\s*(.*)$/is;

/** Messages that were printed, by themselves or out of the cache, and are such. */
function messagesIn(
  view: View,
  is: (message: { readonly count: number; readonly text: string }) => boolean,
): readonly RunEvent[] {
  const isSuch = (line: string) => {
    const found = MESSAGE.exec(line);
    return found !== null && is({ count: Number(found[1]), text: found[2] ?? '' });
  };
  return [
    ...lines(view, 'message').filter(({ line }) => isSuch(line)),
    ...view.ofStep.filter(({ lines: said }) => said.some(isSuch)),
  ];
}

export const SESSION_OBSERVATIONS = {
  version_refused: { see: (view) => connack(view, 1), source: 'MQTT 3.1.1 3.2.2.3' },
  client_id_refused: { see: (view) => connack(view, 2), source: 'MQTT 3.1.1 3.2.2.3' },
  server_unavailable: { see: (view) => connack(view, 3), source: 'MQTT 3.1.1 3.2.2.3' },
  credentials_refused: { see: (view) => connack(view, 4), source: 'MQTT 3.1.1 3.2.2.3' },
  not_authorised: { see: (view) => connack(view, 5), source: 'MQTT 3.1.1 3.2.2.3' },
  refused_in_session: {
    see: (view) =>
      view.step === 13 ? ended(view, ({ kind }) => kind === 'error' || kind === 'cme_error') : [],
    source: 'protocol.md 4.7: ERROR or +CME ERROR: 3',
  },
  slow_to_session: { see: sessionDelay, source: 'protocol.md 5.1 step 11: too slow before step 13' },
  offline: { see: (view) => foundNow(view, 'mqtt_state', (state) => state === 0), source: 'protocol.md 4.6' },
  in_session: {
    see: (view) => foundNow(view, 'mqtt_state', (state) => state === 1),
    source: 'protocol.md 4.6',
  },
  link_without_session: {
    see: (view) => foundNow(view, 'mqtt_state', (state) => state === 2),
    source: 'protocol.md 4.6',
  },
  username_form_wrong: {
    see: (view) => bySetting(view, CLIENT, (profile) => breaksRules(profile, 'mqtt.username')),
    source: 'protocol.md 8',
  },
  client_id_form_wrong: {
    see: (view) => bySetting(view, CLIENT, (profile) => breaksRules(profile, 'mqtt.clientId')),
    source: 'protocol.md 8',
  },
  topic_form_wrong: {
    see: (view) =>
      bySetting(view, TOPIC, (profile) => breaksRules(profile, 'subscribe.topic', 'publish.topic')),
    source: 'protocol.md 8',
  },
  password_expires: {
    see: (view) => bySetting(view, CLIENT, (profile) => TIMED.includes(platformOf(profile))),
    source: 'protocol.md 8',
  },
  credentials_empty: {
    see: (view) => bySetting(view, CLIENT, ({ mqtt }) => mqtt.username === ''),
    source: 'document row 12',
  },
  closed_before_connect: {
    see: closedBeforeConnect,
    source: 'protocol.md 3 Q16: CLOSED between 11 and 13 is the broker losing patience',
  },
  session_was_open: {
    see: (view) => (view.step === 13 ? sessionsOpened(view) : []),
    source: 'protocol.md 5.1 step 13: connected, then kicked',
  },
  session_not_open: {
    see: (view) =>
      view.step === 13 && sessionsOpened(view).length === 0
        ? [...lines(view, 'closed'), ...view.ofStep].slice(-1)
        : [],
    source: 'protocol.md 5.1 step 13',
  },
  kicked_again: {
    see: (view) =>
      lines(view, 'closed').length > 1 && view.code === 'link_closed' ? lines(view, 'closed') : [],
    source: 'protocol.md 5.1 step 13: connected, then kicked each few seconds',
  },
  client_id_shared: {
    // Every id that was said has its placeholders filled in: of that nothing can be told.
    see: (view) =>
      view.isSaid ? [] : bySetting(view, CLIENT, ({ mqtt }) => placeholdersIn(mqtt.clientId).length === 0),
    source: 'MQTT 3.1.1 3.1.4-2: a second client of that id ends the first',
  },
  subscription_refused: { see: (view) => refusedBy(view, 'suback_refused'), source: 'MQTT 3.1.1 3.9.3' },
  no_acknowledgement: {
    see: (view) => ended(view, ({ kind }) => kind === 'completion_timeout'),
    source: 'protocol.md 5.1 step 15',
  },
  topics_differ: {
    see: (view) =>
      bySetting(
        view,
        TOPIC,
        ({ subscribe, publish }) =>
          subscribe.topic !== publish.topic &&
          (subscribe.topic.toLowerCase() === publish.topic.toLowerCase() ||
            subscribe.topic.trim() === publish.topic.trim()),
      ),
    source: 'protocol.md 5.1 step 17: topic case or blank',
  },
  topic_shared: {
    see: (view) =>
      bySetting(view, TOPIC, ({ publish }) => placeholdersIn(publish.topic + publish.payload).length === 0),
    source: 'protocol.md 5.1 step 17',
  },
  other_message: { see: (view) => lines(view, 'message').slice(-3), source: 'document row 17' },
  slot_notice: { see: (view) => lines(view, 'message_notice').slice(-3), source: 'document row 17 ②' },
  digits_returned: {
    see: (view) => messagesIn(view, ({ count, text }) => count === text.length && DIGITS.test(text)),
    source: 'protocol.md 3 Q9: the count is of decoded bytes, unless the digits themselves were published',
  },
  other_bytes_as_many: {
    see: (view) =>
      view.profile === null || view.isSaid
        ? []
        : messagesIn(view, ({ count }) => count === utf8Bytes(view.profile?.publish.payload ?? '').length),
    source: 'protocol.md 5.1 step 17, garbled text',
  },
} as const satisfies Record<string, ObservationRow>;
