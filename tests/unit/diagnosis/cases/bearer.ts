import { at, MOBILE, UNICOM, CSTT, answered, type Case } from './case-row.ts';
import { asked, cme, ERROR, OK, read, SILENT, unasked } from '../trouble.ts';

export const BEARER_CASES: readonly Case[] = [
  at(7, 'apn_refused', 'the data link of an earlier run', {
    facts: [answered, ...MOBILE, asked(7, CSTT, cme(3)), read('bearer_state', 'IP GPRSACT')],
    first: 'bearer_left_up',
  }),
  at(7, 'apn_refused', 'operation not allowed, the state unknown', {
    facts: [answered, asked(7, CSTT, cme(3))],
    first: 'bearer_left_up',
  }),
  at(7, 'apn_refused', 'an APN with a Chinese quotation mark in it', {
    profile: { apn: { name: 'CMNET\u201d' } },
    facts: [answered, asked(7, 'AT+CSTT="CMNET\u201d"', cme(765))],
    first: 'apn_written_wrong',
  }),
  at(8, 'bearer_refused', 'the APN of another operator than the card', {
    facts: [answered, ...UNICOM, asked(7, CSTT, OK), asked(8, 'AT+CIICR', ERROR)],
    first: 'apn_of_other_operator',
    also: ['apn_not_for_this_card'],
  }),
  at(8, 'bearer_refused', 'no reason given, the APN fits', {
    facts: [answered, ...MOBILE, read('signal', 20), asked(8, 'AT+CIICR', ERROR)],
    first: 'no_data_service',
    also: ['apn_not_for_this_card', 'plan_used_up'],
    never: ['apn_of_other_operator'],
  }),
  at(8, 'bearer_refused', 'a service that is not subscribed', {
    facts: [answered, ...MOBILE, asked(8, 'AT+CIICR', cme(133))],
    first: 'apn_not_for_this_card',
  }),
  at(8, 'bearer_refused', 'an account that is refused', {
    facts: [answered, ...MOBILE, asked(8, 'AT+CIICR', cme(149))],
    first: 'apn_wants_account',
  }),
  at(8, 'bearer_refused', 'a state in which it is not allowed', {
    facts: [answered, ...MOBILE, asked(8, 'AT+CIICR', cme(3)), read('bearer_state', 'IP STATUS')],
    first: 'bearer_left_up',
  }),
  at(8, 'bearer_refused', 'a signal too weak for data', {
    facts: [answered, ...MOBILE, read('signal', 5), asked(8, 'AT+CIICR', ERROR)],
    first: 'signal_too_weak',
  }),
  at(8, 'no_answer', 'a network that takes more than its time', {
    facts: [answered, ...MOBILE, asked(8, 'AT+CIICR', SILENT, { ms: 90_000 })],
    first: 'network_slow',
  }),
  at(9, 'no_ip_address', 'no address, the data link being down', {
    facts: [answered, ...MOBILE, asked(9, 'AT+CIFSR', ERROR), read('bearer_state', 'PDP DEACT')],
    first: 'bearer_not_up',
  }),
  at(9, 'no_ip_address', 'the address 0.0.0.0', {
    facts: [answered, ...MOBILE, asked(9, 'AT+CIFSR', OK, { lines: ['0.0.0.0', 'OK'] })],
    first: 'bearer_not_up',
    also: ['apn_not_for_this_card'],
  }),
  at(17, 'bearer_lost', 'a data link that the network takes away', {
    facts: [answered, unasked('+PDP: DEACT', 'bearer_lost', 17)],
    first: 'network_took_bearer',
    also: ['account_limited'],
  }),
];
