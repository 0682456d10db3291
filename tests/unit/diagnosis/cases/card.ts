import { at, answered, type Case } from './case-row.ts';
import { asked, cme, ERROR, OK, probed, read, unasked } from '../trouble.ts';

export const CARD_CASES: readonly Case[] = [
  at(4, 'sim_missing', 'no card, as the module says', {
    facts: [answered, asked(4, 'AT+CPIN?', cme(10)), read('sim_state', 'not_inserted', false)],
    first: 'card_not_seated',
    also: ['card_holder_faulty', 'card_inserted_late'],
    never: ['card_dead', 'phone_locked'],
  }),
  at(4, 'sim_missing', 'a bare ERROR to the question for the card', {
    facts: [answered, asked(4, 'AT+CPIN?', ERROR), read('sim_state', 'unknown', false)],
    first: 'card_not_seated',
  }),
  at(4, 'sim_missing', 'a bare ERROR, explained when asked again', {
    facts: [answered, asked(4, 'AT+CPIN?', ERROR), probed('AT+CPIN?', cme(13))],
    first: 'card_dead',
  }),
  at(4, 'sim_not_ready', 'a card that stays busy', {
    facts: [answered, asked(4, 'AT+CPIN?', cme(14)), read('sim_state', 'not_ready', false)],
    first: 'card_starting',
    also: ['card_holder_faulty'],
  }),
  at(4, 'sim_not_ready', 'a card that was switched off', {
    facts: [answered, asked(4, 'AT+CPIN?', cme(772))],
    first: 'card_powered_down',
  }),
  at(4, 'sim_not_ready', 'a card locked to a phone', {
    facts: [
      answered,
      asked(4, 'AT+CPIN?', OK, { lines: ['+CPIN: PH-SIM PIN', 'OK'] }),
      read('sim_state', 'phone_lock', false),
    ],
    first: 'phone_locked',
  }),
  at(4, 'sim_pin_required', 'a card that wants its PIN', {
    facts: [
      answered,
      asked(4, 'AT+CPIN?', OK, { lines: ['+CPIN: SIM PIN'] }),
      read('sim_state', 'pin_required', false),
    ],
    first: 'pin_locked',
  }),
  at(4, 'sim_pin_wrong', 'a PIN that was refused', {
    facts: [answered, read('sim_state', 'pin_required', false), asked(4, 'AT+CPIN="***"', cme(16))],
    first: 'pin_wrong',
    never: ['pin_locked'],
  }),
  at(4, 'sim_pin_withheld', 'a PIN that is not tried a second time', {
    facts: [answered, read('sim_state', 'pin_required', false), read('pin_tries', 2)],
    first: 'pin_withheld',
    never: ['pin_wrong'],
  }),
  at(4, 'sim_puk_required', 'a blocked card', {
    facts: [answered, asked(4, 'AT+CPIN?', cme(12)), read('sim_state', 'puk_required', false)],
    first: 'puk_wanted',
  }),
  at(11, 'sim_removed', 'a card that went away in mid-run', {
    facts: [answered, unasked('+CPIN: NOT INSERTED', 'sim_removed', 11)],
    first: 'card_not_seated',
    also: ['card_holder_faulty'],
  }),
];
