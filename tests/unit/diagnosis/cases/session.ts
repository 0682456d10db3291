import { at, broker, mqtt, SESSION, answered, type Case } from './case-row.ts';
import { asked, cme, ERROR, fromHere, read, refused, unasked, UNFINISHED } from '../trouble.ts';

export const SESSION_CASES: readonly Case[] = [
  at(10, 'command_refused', 'a client id with full-width characters', {
    profile: mqtt({ clientId: 'ｗｉｓ' }),
    facts: [answered, asked(10, 'AT+MCONFIG="ｗｉｓ"', cme(765))],
    first: 'characters_not_sendable',
  }),
  at(12, 'command_refused', 'a line longer than the firmware takes', {
    facts: [answered, asked(12, `AT+MCONFIG="${'a'.repeat(300)}","user","***"`, cme(24))],
    first: 'line_too_long',
  }),
  at(10, 'command_refused', 'a session that is still open', {
    facts: [answered, asked(10, 'AT+MCONFIG="wis"', ERROR), read('mqtt_state', 1)],
    first: 'session_left_open',
  }),
  at(14, 'command_refused', 'a command in a state that does not allow it', {
    facts: [answered, asked(14, 'AT+MQTTMSGSET=0', cme(3))],
    first: 'state_not_right',
  }),
  at(13, 'session_refused', 'CONNACK 4', {
    facts: [answered, asked(13, SESSION, refused('connack_refused', 4)), read('connack_code', 4, false)],
    first: 'credentials_wrong',
    never: ['client_id_refused', 'server_unavailable'],
  }),
  at(13, 'session_refused', 'CONNACK 5, and the same from here', {
    facts: [
      answered,
      asked(13, SESSION, refused('connack_refused', 5)),
      fromHere({ reached: 'connected', obstacle: { kind: 'session_refused', code: 5 } }),
    ],
    first: 'credentials_wrong',
    also: ['device_disabled'],
  }),
  at(13, 'session_refused', 'a bare error where a session was asked for', {
    facts: [answered, asked(13, SESSION, cme(3))],
    first: 'credentials_wrong',
    also: ['device_disabled'],
  }),
  at(13, 'session_refused', 'CONNACK 5 alone', {
    facts: [answered, asked(13, SESSION, refused('connack_refused', 5))],
    first: 'device_disabled',
  }),
  at(13, 'session_refused', 'CONNACK 4, but not from here', {
    facts: [answered, asked(13, SESSION, refused('connack_refused', 4)), fromHere({})],
    first: 'refused_only_from_module',
    never: ['server_unavailable', 'credentials_wrong'],
  }),
  at(13, 'session_refused', 'CONNACK 2', {
    facts: [answered, asked(13, SESSION, refused('connack_refused', 2))],
    first: 'client_id_refused',
    never: ['credentials_wrong'],
  }),
  at(13, 'session_refused', 'CONNACK 3', {
    facts: [answered, asked(13, SESSION, refused('connack_refused', 3))],
    first: 'server_unavailable',
    never: ['credentials_wrong', 'device_disabled'],
  }),
  at(13, 'session_refused', 'CONNACK 1', {
    facts: [answered, asked(13, SESSION, refused('connack_refused', 1))],
    first: 'version_refused',
  }),
  at(13, 'session_refused', 'a user name without the instance the platform wants', {
    profile: { ...broker({ host: 'abc.mqtt.iot.gz.baidubce.com' }), ...mqtt({ username: 'device' }) },
    facts: [answered, asked(13, SESSION, cme(3))],
    first: 'username_form_wrong',
    also: ['credentials_wrong'],
  }),
  at(13, 'session_refused', 'a token that is made for a time', {
    profile: {
      ...broker({ host: 'mqtts.heclouds.com' }),
      subscribe: { topic: '$sys/user/wis/x' },
      publish: { topic: '$sys/user/wis/x' },
      ...mqtt({ clientId: 'wis' }),
    },
    facts: [answered, asked(13, SESSION, refused('connack_refused', 4))],
    first: 'credentials_wrong',
    also: ['credentials_expired'],
  }),
  at(13, 'session_refused', 'a client id that every unit has, accepted from here', {
    profile: mqtt({ clientId: 'wis800c' }),
    facts: [answered, asked(13, SESSION, ERROR), fromHere({})],
    first: 'client_id_in_use',
  }),
  at(13, 'session_timeout', 'a broker that takes the link and says nothing', {
    facts: [answered, asked(13, SESSION, UNFINISHED), read('mqtt_state', 2)],
    first: 'broker_ignores_connect',
    also: ['link_dead'],
  }),
  at(13, 'session_timeout', 'a link that is dead', {
    facts: [answered, asked(13, SESSION, UNFINISHED), unasked('CLOSED', 'closed', 13), read('mqtt_state', 0)],
    first: 'link_dead',
  }),
];
