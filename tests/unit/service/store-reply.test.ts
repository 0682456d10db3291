import { describe, expect, it } from 'vitest';
import type { ResolveFault, StoreFault } from '../../../electron/service/stores/profile-store.ts';
import { startFaultOf, wireFault, wireReply, wireSaved } from '../../../electron/service/store-reply.ts';
import { profileSchema } from '../../../shared/profile.ts';

const FAULTS: readonly (readonly [StoreFault, { readonly kind: string; readonly code: string }])[] = [
  [{ kind: 'not_found' }, { kind: 'not_found', code: '' }],
  [
    { kind: 'not_writable', code: 'EACCES' },
    { kind: 'not_writable', code: 'EACCES' },
  ],
  [
    { kind: 'disk_full', code: 'ENOSPC' },
    { kind: 'disk_full', code: 'ENOSPC' },
  ],
  [
    { kind: 'io', code: 'KEYCHAIN' },
    { kind: 'io', code: 'KEYCHAIN' },
  ],
  [
    { kind: 'secrets_unreadable', fields: ['sim.pin', 'mqtt.password'], code: 'SEALED' },
    { kind: 'secrets_unreadable', code: 'SEALED' },
  ],
];

const STORED = {
  id: 'a',
  profile: profileSchema.parse({ name: 'bench', broker: { host: 'h' }, mqtt: { clientId: 'c' } }),
  secrets: { 'sim.pin': false, 'apn.password': false, 'mqtt.password': false },
};

describe('a fault of the stores', () => {
  it.each(FAULTS)('crosses with its code, and without its fields: %o', (fault, wire) => {
    expect(wireFault(fault)).toEqual(wire);
    expect(wireReply({ ok: false, fault })).toEqual({ ok: false, fault: wire });
    expect(wireSaved({ ok: false, fault })).toEqual({ ok: false, fault: wire });
  });

  it('does not come of what went well', () => {
    expect(wireReply({ ok: true })).toEqual({ ok: true });
    const exported = { ok: true, text: '{}', fileName: 'bench.json' } as const;
    expect(wireReply(exported)).toBe(exported);
    const saved = { ok: true, stored: STORED, changes: [] } as const;
    expect(wireSaved({ ...saved, changes: [] })).toEqual(saved);
  });

  it('is not what is wrong with a profile: those faults cross as they are', () => {
    const faults = [{ path: 'broker.host', rule: 'empty' as const }];
    expect(wireSaved({ ok: false, faults })).toEqual({ ok: false, faults });
  });
});

describe('why a run cannot be started with a stored profile', () => {
  it.each<[ResolveFault, unknown]>([
    [{ kind: 'not_found' }, { kind: 'profile_missing' }],
    [{ kind: 'secrets_unreadable', fields: ['sim.pin'], code: 'MISSING' }, { kind: 'secrets_unreadable' }],
    [{ kind: 'not_writable', code: 'EACCES' }, { kind: 'secrets_unreadable' }],
    [{ kind: 'disk_full', code: 'ENOSPC' }, { kind: 'secrets_unreadable' }],
    [{ kind: 'io', code: 'EIO' }, { kind: 'secrets_unreadable' }],
    [
      { kind: 'profile_invalid', faults: [{ path: 'mqtt.password', rule: 'quote' }] },
      { kind: 'profile_invalid', faults: [{ path: 'mqtt.password', rule: 'quote' }] },
    ],
  ])('follows from %o', (fault, expected) => {
    expect(startFaultOf(fault)).toEqual(expected);
  });
});
