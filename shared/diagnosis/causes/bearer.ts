import { edit, otherApn, recover, retry } from '../remedies.ts';
import type { CauseRow } from './row.ts';
import type { View } from '../view.ts';

const apn = ({ profile }: View): readonly string[] => (profile === null ? [] : [profile.apn.name]);

/** What may be wrong with the access point and the data link: steps 7 to 9, and a link that goes later. */
export const BEARER_CAUSES = {
  bearer_left_up: {
    codes: ['apn_refused', 'bearer_refused'],
    weight: 30,
    raise: { not_allowed: 38, bearer_up_already: 30, refused_without_reason: 12 },
    lower: { value_refused: 15, service_not_subscribed: 25, account_refused: 25 },
    proof: ['bearer_up_already'],
    remedies: [recover('bearer')],
    origin: 'public',
    source: 'protocol.md 7 T5: the data link of an earlier run is still up; 1.4 row 7',
  },
  apn_written_wrong: {
    codes: ['apn_refused'],
    weight: 25,
    raise: { odd_characters_sent: 50, value_refused: 45, apn_empty: 50 },
    proof: ['odd_characters_sent', 'apn_empty'],
    values: apn,
    remedies: [edit('apn.name'), otherApn],
    origin: 'public',
    source: 'protocol.md 4.4 code 765; 3 Q1',
  },
  apn_of_other_operator: {
    codes: ['bearer_refused', 'no_ip_address', 'not_attached', 'apn_refused', 'no_answer'],
    steps: [6, 7, 8, 9],
    weight: 5,
    needs: ['apn_of_other_operator'],
    raise: { apn_of_other_operator: 78 },
    values: (view) => [...apn(view), ...(view.operator === null ? [] : [OPERATOR_NAMES[view.operator]])],
    remedies: [otherApn, edit('apn.name')],
    origin: 'document',
    source: 'document row 7: CMNET is China Mobile, UNINET China Unicom; protocol.md 6',
  },
  apn_not_for_this_card: {
    codes: ['bearer_refused', 'no_ip_address'],
    weight: 42,
    raise: { service_not_subscribed: 45, apn_empty: 45, gprs_error: 15 },
    lower: { not_allowed: 20, account_refused: 20, apn_of_other_operator: 20 },
    proof: ['service_not_subscribed', 'apn_empty'],
    values: apn,
    remedies: [otherApn, edit('apn.name')],
    origin: 'document',
    source: 'document rows 8 and 9: no APN, or a wrong one; LilyGo-Modem-Series #178: code 33',
  },
  apn_wants_account: {
    codes: ['bearer_refused', 'no_ip_address'],
    weight: 14,
    raise: { account_refused: 78, gprs_error: 10 },
    proof: ['account_refused'],
    values: apn,
    remedies: [edit('apn.username')],
    origin: 'general',
    source: 'protocol.md 5.1 step 8: private APN; 4.4 code 149',
  },
  network_slow: {
    codes: ['no_answer'],
    steps: [8, 9],
    weight: 50,
    raise: { long_silence: 25, bearer_went: 10 },
    remedies: [retry, recover('bearer')],
    origin: 'public',
    source: 'protocol.md 5.1 step 8: silence to 85 s; SIM800C default 150 s',
  },
  bearer_not_up: {
    codes: ['no_ip_address', 'connect_failed', 'connect_timeout'],
    weight: 22,
    raise: { bearer_down: 50, bearer_went: 40, address_zero: 30, not_allowed: 12 },
    lower: { broker_fine_here: 5 },
    proof: ['bearer_down', 'bearer_went'],
    remedies: [recover('bearer')],
    origin: 'document',
    source: 'document row 9: step 8 failed; protocol.md 4.5',
  },
  network_took_bearer: {
    codes: ['bearer_lost'],
    weight: 60,
    raise: { bearer_went: 20 },
    lower: { supply_complaint: 40, signal_weak: 10, no_signal: 10 },
    proof: ['bearer_went'],
    remedies: [recover('bearer')],
    origin: 'public',
    source: 'protocol.md 4.8: +PDP: DEACT, +CGEV: NW PDN DEACT',
  },
  account_limited: {
    codes: ['bearer_lost', 'link_closed'],
    weight: 22,
    remedies: [],
    origin: 'general',
    source: 'plan exhausted or card suspended in mid-session',
  },
} as const satisfies Record<string, CauseRow>;

const OPERATOR_NAMES = {
  china_mobile: 'China Mobile',
  china_unicom: 'China Unicom',
  china_telecom: 'China Telecom',
} as const;
