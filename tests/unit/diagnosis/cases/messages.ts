import { at, broker, mqtt, answered, type Case } from './case-row.ts';
import { asked, cme, ERROR, OK, read, refused, unasked, UNFINISHED } from '../trouble.ts';

export const MESSAGES_CASES: readonly Case[] = [
  at(15, 'subscribe_refused', 'SUBACK with a refusal', {
    facts: [answered, asked(15, 'AT+MSUB="test",0', refused('suback_refused'))],
    first: 'topic_not_permitted',
  }),
  at(15, 'subscribe_timeout', 'no SUBACK, the session being there', {
    facts: [answered, asked(15, 'AT+MSUB="test",0', UNFINISHED), read('mqtt_state', 1)],
    first: 'subscription_unconfirmed',
    also: ['topic_not_permitted'],
  }),
  at(15, 'subscribe_refused', 'an operation that failed, and a session that is gone', {
    facts: [answered, asked(15, 'AT+MSUB="test",0', cme(767)), read('mqtt_state', 0)],
    first: 'session_lost',
  }),
  at(15, 'subscribe_timeout', 'a topic that the platform does not have', {
    profile: { ...broker({ host: 'mqtts.heclouds.com' }), subscribe: { topic: 'test' } },
    facts: [answered, asked(15, 'AT+MSUB="test",0', UNFINISHED)],
    first: 'topic_form_wrong',
  }),
  at(16, 'link_closed', 'a connection that the broker closes', {
    facts: [answered, unasked('CLOSED', 'closed', 16)],
    first: 'broker_closed_session',
  }),
  at(17, 'link_closed', 'a connection closed, and an id that every unit has', {
    profile: mqtt({ clientId: 'wis800c' }),
    facts: [answered, unasked('CLOSED', 'closed', 17)],
    first: 'client_id_in_use',
  }),
  at(17, 'command_refused', 'a publish after the session went', {
    facts: [answered, asked(17, 'AT+MPUB="test",0,0,"57"', cme(767)), read('mqtt_state', 0)],
    first: 'session_lost',
  }),
  at(17, 'message_not_returned', 'nothing comes back', {
    facts: [answered, asked(17, 'AT+MPUB="test",0,0,"57"', OK)],
    first: 'subscription_refused_silently',
    also: ['broker_keeps_own_messages', 'message_slow'],
    never: ['topics_differ'],
  }),
  at(17, 'message_not_returned', 'two topics that differ in a capital', {
    profile: { subscribe: { topic: 'Test' }, publish: { topic: 'test' } },
    facts: [answered, asked(17, 'AT+MPUB="test",0,0,"57"', OK)],
    first: 'topics_differ',
  }),
  at(17, 'message_not_returned', 'a notice where the message was to be printed', {
    facts: [answered, asked(17, 'AT+MPUB="test",0,0,"57"', OK), unasked('+MSUB: 0', 'message_notice', 17)],
    first: 'message_in_cache',
  }),
  at(17, 'publish_unacknowledged', 'no PUBACK', {
    profile: { publish: { topic: 'other', qos: 1 } },
    facts: [answered, asked(17, 'AT+MPUB="other",1,0,"57"', UNFINISHED), read('mqtt_state', 1)],
    first: 'quality_not_served',
    also: ['message_slow'],
  }),
  at(17, 'message_differs', 'the digits instead of the bytes', {
    facts: [
      answered,
      asked(17, 'AT+MPUB="test",0,0,"57495338"', OK),
      unasked('+MSUB: "test",8 byte,57495338', 'message', 17),
    ],
    first: 'encoding_differs',
    also: ['bytes_changed_on_line', 'message_of_another'],
  }),
  at(17, 'message_differs', 'other bytes on a line with noise', {
    profile: { publish: { topic: 'test/{imei}' }, messages: { encoding: 'ascii' } },
    facts: [
      answered,
      asked(17, 'AT+MPUB="test",0,0,"WIS"', OK),
      unasked('+MSUB: "test",3 byte,W\ufffdS', 'message', 17),
      unasked('\ufffd\ufffd\ufffd', null, 17),
    ],
    first: 'bytes_changed_on_line',
  }),
  at(18, 'cache_empty', 'a cache without the message', {
    facts: [
      answered,
      asked(18, 'AT+MQTTMSGGET', OK, { lines: ['OK'] }),
      unasked('+MSUB: 0', 'message_notice', 17),
    ],
    first: 'cache_taken',
    also: ['subscription_refused_silently'],
  }),
  at(19, 'disconnect_refused', 'a session that does not end', {
    facts: [answered, asked(19, 'AT+MDISCONNECT', ERROR), read('mqtt_state', 1)],
    first: 'session_not_ended',
  }),
];
