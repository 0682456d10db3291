import { at, MOBILE, TELECOM, answered, type Case } from './case-row.ts';
import { cme, OK, probed, read, unasked } from '../trouble.ts';

export const NETWORK_CASES: readonly Case[] = [
  at(5, 'registration_timeout', 'no signal at all', {
    facts: [answered, read('registration', 2, false), read('signal', 99)],
    first: 'antenna_missing',
    also: ['no_coverage'],
  }),
  at(5, 'registration_timeout', 'a weak signal', {
    facts: [answered, read('registration', 2, false), read('signal', 4)],
    first: 'antenna_missing',
    also: ['no_coverage'],
  }),
  at(5, 'registration_timeout', 'a good signal, and still searching', {
    facts: [answered, read('registration', 2, false), read('signal', 22)],
    first: 'search_slow',
    never: ['telecom_card', 'data_not_offered'],
  }),
  at(5, 'registration_timeout', 'network says it has no service here, at a signal', {
    facts: [answered, read('registration', 4, false), read('signal', 9), probed('AT+COPS?', cme(30))],
    first: 'no_coverage',
  }),
  at(5, 'registration_timeout', 'a radio that is switched off', {
    facts: [
      answered,
      read('registration', 0, false),
      probed('AT+CFUN?', OK, ['+CFUN: 4', 'OK']),
      read('functionality', 4),
    ],
    first: 'radio_off',
  }),
  at(5, 'registration_timeout', 'a card of China Telecom', {
    facts: [answered, ...TELECOM, read('registration', 2, false), read('signal', 20)],
    first: 'telecom_card',
  }),
  at(5, 'registration_timeout', 'short messages only', {
    facts: [answered, read('registration', 6, false), read('signal', 20)],
    first: 'data_not_offered',
  }),
  at(5, 'registration_timeout', 'a supply that sags while it searches', {
    facts: [
      answered,
      unasked('UNDER-VOLTAGE WARNNING', 'voltage_warning', 5),
      read('registration', 2, false),
      read('signal', 18),
    ],
    first: 'supply_sags',
  }),
  at(5, 'registration_denied', 'a network that denies the card', {
    facts: [answered, ...MOBILE, read('registration', 3, false), read('signal', 20)],
    first: 'card_barred',
    also: ['card_bound_to_other_unit', 'operator_refuses'],
    never: ['antenna_missing'],
  }),
  at(5, 'registration_denied', 'a network that names its refusal', {
    facts: [answered, read('registration', 3, false), probed('AT+COPS?', cme(111))],
    first: 'operator_refuses',
  }),
  at(5, 'registration_denied', 'an IoT card denied in this unit', {
    profile: { apn: { name: 'CMIOT' } },
    facts: [answered, ...MOBILE, read('registration', 3, false)],
    first: 'card_barred',
    also: ['card_bound_to_other_unit'],
  }),
  at(5, 'registration_denied', 'an IMEI that is none', {
    facts: [answered, read('imei', '123456789012345', false), read('registration', 3, false)],
    first: 'card_barred',
    also: ['imei_unacceptable'],
  }),
  at(6, 'not_attached', 'registered with a good signal, never attached', {
    facts: [answered, read('registration', 1), read('signal', 20), read('attach', 0, false)],
    first: 'no_data_service',
    also: ['just_registered', 'plan_used_up'],
  }),
  at(6, 'not_attached', 'GPRS not allowed, as the network says', {
    facts: [answered, read('attach', 0, false), probed('AT+CGATT=1', cme(107))],
    first: 'no_data_service',
  }),
  at(6, 'not_attached', 'attached to nothing at a very weak signal', {
    facts: [answered, read('signal', 3), read('attach', 0, false)],
    first: 'signal_too_weak',
  }),
  at(6, 'not_attached', 'a network that went again', {
    facts: [answered, unasked('+CREG: 2', 'registration', 6), read('attach', 0, false)],
    first: 'registration_went',
  }),
];
