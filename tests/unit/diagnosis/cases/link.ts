import { at, CONNECT, SESSION, answered, type Case } from './case-row.ts';
import { asked, cme, late, NOISY, OK, SILENT, unasked, UNFINISHED } from '../trouble.ts';

export const LINK_CASES: readonly Case[] = [
  at(1, 'no_answer', 'nothing at all comes from the port', {
    facts: [asked(1, 'AT', SILENT), asked(1, 'AT', SILENT)],
    first: 'module_unpowered',
    also: ['wiring_crossed', 'port_wrong', 'baud_rate_wrong', 'module_asleep'],
    never: ['half_typed_command', 'other_firmware'],
  }),
  at(1, 'garbled_answer', 'noise instead of an answer', {
    facts: [asked(1, 'AT', NOISY), unasked('\ufffd\ufffdx\ufffd', null, 1)],
    first: 'baud_rate_wrong',
    also: ['levels_mismatched'],
    never: ['module_unpowered'],
  }),
  at(1, 'no_answer', 'noise that ended before the last try', {
    facts: [unasked('\ufffd\ufffd\u0001\ufffd', null, 1), asked(1, 'AT', SILENT)],
    first: 'baud_rate_wrong',
  }),
  at(1, 'garbled_answer', 'an echo and nothing else', {
    facts: [asked(1, 'AT', NOISY, { echoed: true }), asked(1, 'AT', NOISY, { echoed: true })],
    first: 'half_typed_command',
    also: ['loopback_wired'],
  }),
  at(1, 'no_answer', 'an echo alone, though the module had booted', {
    facts: [unasked('RDY', 'ready', 1), asked(1, 'AT', SILENT, { echoed: true })],
    first: 'half_typed_command',
  }),
  at(1, 'no_answer', 'only RDY, again and again', {
    facts: [unasked('RDY', 'ready', 1), asked(1, 'AT', SILENT), unasked('RDY', 'ready', 1)],
    first: 'supply_sags',
  }),
  at(1, 'no_answer', 'silence after a pulse on a wired PWRKEY that switched the module off', {
    profile: { powerKey: { line: 'dtr' } },
    facts: [asked(1, 'AT', SILENT), unasked('NORMAL POWER DOWN', 'power_down', 1), asked(1, 'AT', SILENT)],
    first: 'pulse_turned_off',
  }),
  at(3, 'no_answer', 'silence behind a fixed rate', {
    facts: [answered, asked(3, 'AT+IPR=115200&W', OK, { lines: ['OK'] }), asked(3, 'AT', SILENT)],
    first: 'rate_left_behind',
    also: ['module_hung', 'contact_loose'],
  }),
  at(6, 'no_answer', 'a module that spoke before and is silent now', {
    facts: [answered, asked(6, 'AT+CGATT?', SILENT)],
    first: 'module_hung',
    also: ['contact_loose'],
    never: ['module_unpowered', 'wiring_crossed'],
  }),
  at(10, 'no_answer', 'answers that come, but too late', {
    facts: [answered, asked(10, 'AT+MCONFIG="wis"', SILENT), late('OK'), late('OK')],
    first: 'answers_late',
  }),
  at(14, 'no_answer', 'noise in the middle of a run', {
    facts: [answered, asked(14, 'AT+MQTTMSGSET=0', NOISY), unasked('\ufffd\ufffd\ufffd', null, 14)],
    first: 'contact_loose',
  }),
  at(11, 'foreign_dialect', 'firmware of the other dialect', {
    facts: [
      answered,
      asked(
        11,
        CONNECT,
        { kind: 'foreign_dialect', line: '+MIPSTART: SUCCESS' },
        { lines: ['OK', '+MIPSTART: SUCCESS'] },
      ),
    ],
    first: 'other_firmware',
  }),
  at(13, 'session_timeout', 'the other dialect at the session alone', {
    facts: [answered, unasked('+MCONNECT: SUCCESS', 'foreign_dialect', 13), asked(13, SESSION, UNFINISHED)],
    first: 'other_firmware',
  }),
  at(16, 'command_refused', 'a command that the firmware does not know', {
    facts: [answered, asked(16, 'AT+MQTTMODE=1', cme(4))],
    first: 'firmware_lacks_command',
  }),
  at(4, 'unexpected_answer', 'OK without what was asked for', {
    facts: [answered, asked(4, 'AT+CPIN?', OK, { lines: ['OK'] })],
    first: 'answer_incomplete',
  }),
  at(15, 'module_restarted', 'a module that restarts in mid-run', {
    facts: [answered, asked(15, 'AT+MSUB="test",0', { kind: 'abandoned' }), unasked('RDY', 'ready', 15)],
    first: 'restarted_by_supply',
    also: ['restarted_from_outside'],
  }),
  at(8, 'module_restarted', 'a restart behind a complaint of the supply', {
    facts: [answered, unasked('UNDER-VOLTAGE WARNNING', 'voltage_warning', 8), unasked('RDY', 'ready', 8)],
    first: 'supply_sags',
    never: ['restarted_by_supply'],
  }),
  at(8, 'module_powered_down', 'a supply too low to go on', {
    facts: [answered, unasked('UNDER-VOLTAGE POWER DOWN', 'voltage_power_down', 8)],
    first: 'supply_sags',
  }),
  at(9, 'module_powered_down', 'a module that was switched off', {
    facts: [answered, unasked('NORMAL POWER DOWN', 'power_down', 9)],
    first: 'switched_off',
  }),
];
