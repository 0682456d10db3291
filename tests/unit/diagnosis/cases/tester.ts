import { at, answered, type Case } from './case-row.ts';
import { read } from '../trouble.ts';

export const TESTER_CASES: readonly Case[] = [
  at(null, 'port_invalid', 'an address that is none', { facts: [], first: 'port_address_wrong' }),
  at(null, 'port_not_found', 'a port that is not there', { facts: [], first: 'port_missing' }),
  at(null, 'port_busy', 'a port of another program', { facts: [], first: 'port_taken' }),
  at(null, 'port_no_permission', 'a port without the right to it', { facts: [], first: 'port_forbidden' }),
  at(null, 'port_no_driver', 'a port without a device', { facts: [], first: 'port_without_device' }),
  at(null, 'port_unreachable', 'a server that is not there', { facts: [], first: 'server_unreachable' }),
  at(9, 'port_lost', 'a cable that was pulled', {
    facts: [answered, { type: 'link.lost', fault: { kind: 'gone' } }],
    first: 'cable_pulled',
  }),
  at(9, 'port_io', 'a driver that fails', {
    facts: [answered, { type: 'link.lost', fault: { kind: 'io', code: 'EIO' } }],
    first: 'driver_faulty',
  }),
  at(null, 'port_recording', 'a recording that is none', { facts: [], first: 'recording_unreadable' }),
  at(4, 'answers_unheard', 'a line that nobody tapped', { facts: [], first: 'answers_not_heard' }),
  at(5, 'record_failed', 'a full disk', { facts: [answered], first: 'record_unwritable' }),
  at(5, 'tester_fault', 'a fault of this program', { facts: [answered], first: 'program_faulty' }),
  at(5, 'evidence_missing', 'a step without evidence', { facts: [answered], first: 'evidence_incomplete' }),
  at(10, 'identity_unknown', 'a unit that tells no IMEI', {
    facts: [answered, read('imei', null, false)],
    first: 'unit_tells_no_number',
  }),
  at(7, 'no_ip_address', 'a failure at a step where nobody has seen it', {
    profile: null,
    facts: [answered],
    first: 'apn_not_for_this_card',
  }),
  at(1, 'sim_pin_wrong', 'a code at a step that it does not belong to', { facts: [], first: 'pin_wrong' }),
  at(3, 'publish_unacknowledged', 'a log of which nothing more is known', {
    profile: null,
    facts: [],
    first: 'quality_not_served',
  }),
];
