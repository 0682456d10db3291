import {
  at,
  MOBILE,
  broker,
  CONNECT,
  SSL_CONNECT,
  SESSION,
  answered,
  notConnected,
  type Case,
} from './case-row.ts';
import { asked, ERROR, fromHere, read, refused, unasked, UNFINISHED } from '../trouble.ts';

export const BROKER_CASES: readonly Case[] = [
  at(11, 'connect_failed', 'a broker that is fine from here', {
    facts: [
      answered,
      ...MOBILE,
      read('signal', 20),
      asked(11, CONNECT, refused('connect_fail'), { ms: 21_000 }),
      fromHere({}),
    ],
    first: 'card_limited_to_hosts',
    also: ['module_cannot_resolve'],
    never: ['broker_down', 'port_not_open', 'host_unknown'],
  }),
  at(11, 'connect_failed', 'a name that nobody knows', {
    facts: [
      answered,
      asked(11, CONNECT, refused('connect_fail'), { ms: 900 }),
      fromHere({ addresses: [], reached: 'nothing', obstacle: { kind: 'name_unknown', code: 'ENOTFOUND' } }),
    ],
    first: 'host_unknown',
    never: ['link_left_open'],
  }),
  at(11, 'connect_failed', 'a port that is closed from here, too', {
    facts: [answered, asked(11, CONNECT, refused('connect_fail'), { ms: 700 }), notConnected('ECONNREFUSED')],
    first: 'broker_down',
    also: ['port_not_open'],
  }),
  at(11, 'connect_failed', 'a host that does not answer from here', {
    facts: [answered, asked(11, CONNECT, refused('connect_fail'), { ms: 21_000 }), notConnected('ETIMEDOUT')],
    first: 'broker_down',
  }),
  ...['EAI_AGAIN', 'ETIMEDOUT'].map((code) =>
    at(11, 'connect_failed', `a computer without a name server that answers (${code})`, {
      facts: [
        answered,
        ...MOBILE,
        read('signal', 20),
        asked(11, CONNECT, refused('connect_fail'), { ms: 21_000 }),
        fromHere({ addresses: [], reached: 'nothing', obstacle: { kind: 'name_unknown', code } }),
      ],
      first: 'host_unknown',
      also: ['card_limited_to_hosts', 'broker_down'],
      unknown: ['broker_from_here'],
    }),
  ),
  at(11, 'connect_failed', 'a computer without a network', {
    facts: [
      answered,
      asked(11, CONNECT, refused('connect_fail'), { ms: 21_000 }),
      notConnected('ENETUNREACH'),
    ],
    first: 'host_unknown',
    also: ['broker_down', 'card_limited_to_hosts'],
    unknown: ['broker_from_here'],
  }),
  at(11, 'connect_failed', 'nothing known of the broker', {
    facts: [answered, asked(11, CONNECT, refused('connect_fail'), { ms: 700 })],
    first: 'host_unknown',
    also: ['card_limited_to_hosts', 'port_not_open', 'broker_down'],
  }),
  at(11, 'connect_failed', 'a broker given by its address', {
    profile: broker({ host: '203.0.113.9' }),
    facts: [answered, asked(11, 'AT+MIPSTART="203.0.113.9","1883"', refused('connect_fail'))],
    first: 'card_limited_to_hosts',
    also: ['transport_wrong'],
    never: ['host_unknown', 'module_cannot_resolve'],
  }),
  at(11, 'connect_failed', 'a plain connection to the port for TLS', {
    profile: broker({ port: 8883 }),
    facts: [answered, asked(11, 'AT+MIPSTART="broker.example","8883"', refused('connect_fail'))],
    first: 'tls_expected',
  }),
  at(13, 'session_timeout', 'a port that was seen to speak TLS', {
    profile: broker({ port: 9000 }),
    facts: [
      answered,
      asked(13, SESSION, UNFINISHED),
      fromHere({ reached: 'connected', obstacle: { kind: 'no_session', code: 'ECONNRESET' }, speaks: 'tls' }),
    ],
    first: 'tls_expected',
  }),
  at(11, 'connect_failed', 'TLS to the plain port', {
    profile: broker({ tls: true, port: 1883 }),
    facts: [answered, asked(11, 'AT+SSLMIPSTART="ssl://broker.example","1883"', refused('connect_fail'))],
    first: 'plain_expected',
  }),
  at(11, 'connect_failed', 'a port that was seen to speak plain MQTT', {
    profile: broker({ tls: true, port: 9001 }),
    facts: [
      answered,
      asked(11, SSL_CONNECT, refused('connect_fail')),
      fromHere({
        tls: true,
        reached: 'connected',
        obstacle: { kind: 'no_tls', code: 'EPROTO' },
        speaks: 'plain',
      }),
    ],
    first: 'plain_expected',
  }),
  at(11, 'connect_failed', 'ssl:// before the host, the broker being fine from here', {
    profile: broker({ tls: true, port: 8883, sslPrefix: true }),
    facts: [
      answered,
      asked(11, SSL_CONNECT, refused('connect_fail')),
      fromHere({ tls: true, trusted: true }),
    ],
    first: 'prefix_unwanted',
    also: ['card_limited_to_hosts'],
    never: ['prefix_missing'],
  }),
  at(11, 'connect_failed', 'no ssl:// before the host, the broker being fine from here', {
    profile: broker({ tls: true, port: 8883, sslPrefix: false }),
    facts: [
      answered,
      asked(11, 'AT+SSLMIPSTART="broker.example","8883"', refused('connect_fail')),
      fromHere({ tls: true, trusted: true }),
    ],
    first: 'prefix_missing',
    also: ['card_limited_to_hosts'],
    never: ['prefix_unwanted'],
  }),
  at(11, 'connect_failed', 'a link that is open already', {
    facts: [answered, asked(11, CONNECT, refused('already_connect'))],
    first: 'link_left_open',
  }),
  at(11, 'connect_failed', 'a module that went transparent', {
    facts: [answered, asked(11, CONNECT, refused('data_mode'))],
    first: 'transparent_mode',
  }),
  at(11, 'connect_failed', 'a data link that is no longer there', {
    facts: [answered, asked(11, CONNECT, refused('bearer_lost')), read('bearer_state', 'PDP DEACT')],
    first: 'bearer_not_up',
  }),
  at(11, 'connect_timeout', 'silence after OK', {
    facts: [answered, asked(11, CONNECT, UNFINISHED, { ms: 30_000 })],
    first: 'packets_dropped',
  }),
  at(11, 'connect_timeout', 'silence after OK, the broker being fine from here', {
    profile: broker({ host: '203.0.113.9' }),
    facts: [answered, asked(11, CONNECT, UNFINISHED, { ms: 30_000 }), fromHere({ host: '203.0.113.9' })],
    first: 'card_limited_to_hosts',
    also: ['packets_dropped'],
  }),
  at(13, 'link_closed', 'a session that came too late', {
    facts: [
      { type: 'step.started', step: 11, attempt: 1 },
      {
        type: 'step.finished',
        step: 11,
        outcome: { kind: 'passed', evidence: [1], warnings: [] },
        attempts: 1,
        durationMs: 500,
      },
      ...Array.from({ length: 8 }, () => answered),
      unasked('CLOSED', 'closed', 12),
      asked(13, SESSION, ERROR),
    ],
    first: 'too_slow_to_session',
    also: ['broker_hangs_up'],
  }),
  at(13, 'link_closed', 'a broker that hangs up at once', {
    facts: [answered, asked(13, SESSION, refused('closed'))],
    first: 'broker_hangs_up',
  }),
];
