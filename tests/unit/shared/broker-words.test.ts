import { describe, expect, it } from 'vitest';
import type { BrokerCheck } from '../../../shared/broker-check.ts';
import { translator } from '../../../shared/messages/index.ts';
import { brokerDetails, brokerRefusalText, brokerWords } from '../../../shared/messages/wording.ts';

const en = translator('en');
const zh = translator('zh-CN');

const CHECK: BrokerCheck = {
  host: 'broker.example',
  port: 8883,
  tls: true,
  addresses: ['192.0.2.7', '2001:db8::7'],
  reached: 'accepted',
  obstacle: null,
  speaks: null,
  trusted: false,
  durationMs: 20,
};

describe('what was seen of a broker', () => {
  it.each([
    [{}, /8883 is up and takes these credentials/],
    [{ obstacle: { kind: 'name_unknown', code: 'ENOTFOUND' } }, /cannot resolve the name.*ENOTFOUND/],
    [{ obstacle: { kind: 'not_connected', code: 'ECONNREFUSED' } }, /no connection.*ECONNREFUSED/],
    [{ obstacle: { kind: 'no_tls', code: 'EOF' } }, /does not speak TLS \(EOF/],
    [{ obstacle: { kind: 'no_tls', code: 'EOF' }, speaks: 'plain' }, /plain MQTT, not TLS \(EOF/],
    [{ obstacle: { kind: 'no_session', code: 'EPROTO' } }, /confirms no session \(EPROTO/],
    [{ obstacle: { kind: 'no_session', code: 'EPROTO' }, speaks: 'tls' }, /TLS, not plain MQTT \(EPROTO/],
    [{ obstacle: { kind: 'session_refused', code: 4 } }, /\(CONNACK 4: /],
  ] as const)('is one sentence in both languages: %j', (change, words) => {
    const check = { ...CHECK, ...change };
    expect(brokerWords(en, check)).toMatch(words);
    expect(brokerWords(zh, check)).toMatch(/broker\.example:8883/);
    expect(brokerWords(zh, check)).not.toMatch(/\{\{|\}\}/);
  });

  it('has its addresses and its certificate beside it', () => {
    expect(brokerDetails(en, CHECK)).toEqual([
      'Address here: 192.0.2.7, 2001:db8::7',
      'This computer does not trust its certificate; the module may not look at it.',
    ]);
    expect(brokerDetails(en, { ...CHECK, trusted: true })).toContain('This computer trusts its certificate.');
  });

  it('says why a session was refused, where the code has a meaning', () => {
    const refusing = (code: number) => ({ ...CHECK, obstacle: { kind: 'session_refused', code } }) as const;
    expect(brokerWords(en, refusing(5))).toMatch(/CONNACK 5: \w/);
    expect(brokerWords(en, refusing(135))).toMatch(/\(CONNACK 135\)/);
  });

  it('does not name the address twice', () => {
    const check = { ...CHECK, host: '192.0.2.7', addresses: ['192.0.2.7'], trusted: null };
    expect(brokerDetails(en, check)).toEqual([]);
  });
});

describe('a question for the broker that is refused', () => {
  it.each([
    [{ kind: 'address', fault: { kind: 'not_found' } }, 'does not exist'],
    [{ kind: 'identity_unknown', placeholder: 'imei' }, /contain \{imei\}/],
    [{ kind: 'in_session', port: 'COM3' }, /unit on COM3/],
    [{ kind: 'called_off' }, /called off/],
    [{ kind: 'profile_missing' }, /no longer there/],
    [{ kind: 'profile_invalid', faults: [] }, /cannot be used/],
    [{ kind: 'secrets_unreadable' }, /passwords/],
  ] as const)('says why: %j', (fault, words) => {
    expect(brokerRefusalText(en, fault)).toMatch(words);
    expect(brokerRefusalText(zh, fault)).toMatch(/[\u4e00-\u9fff]/);
  });
});
