import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STEPS } from '../../../shared/plan.ts';
import { applyOverride, BAUD_RATES, type TimingRow, TIMINGS } from '../../../shared/timing.ts';

describe('the table of time limits', () => {
  it.each(Object.entries(TIMINGS))('%s has the limit it names, and no limit is below zero', (_id, row) => {
    expect(row[row.limit]).toBeGreaterThan(0);
    const { reply, completion = 0, total = 0, poll = 0, pause = 0, attempts } = row;
    for (const seconds of [reply, completion, total, poll, pause]) expect(seconds).toBeGreaterThanOrEqual(0);
    expect(Number.isInteger(attempts) && attempts >= 1).toBe(true);
  });

  it.each([
    ['net_reg', 'total', 60],
    ['registration_denied', 'total', 15],
    ['gprs_attach', 'total', 60],
    ['attach_request', 'total', 20],
    ['attach_request', 'reply', 75],
    ['sim_check', 'total', 10],
    ['pdp_activate', 'reply', 90],
    ['pdp_activate', 'pause', 5],
    ['get_ip', 'reply', 10],
    ['broker_connect', 'completion', 30],
    ['broker_connect', 'attempts', 3],
    ['broker_connect', 'pause', 3],
    ['broker_connect_tls', 'completion', 60],
    ['mqtt_session', 'completion', 20],
    ['subscribe', 'completion', 10],
    ['publish', 'completion', 10],
  ] as const)('%s: %s as protocol.md 1.2 has it', (id, key, value) => {
    expect(TIMINGS[id][key]).toBe(value);
  });

  it('has a row for every step', () => {
    for (const { id } of STEPS) expect(Object.keys(TIMINGS)).toContain(id);
  });

  it('tries the likeliest rates first, each once', () => {
    expect(BAUD_RATES.slice(0, 2)).toEqual([115200, 9600]);
    expect(new Set(BAUD_RATES).size).toBe(BAUD_RATES.length);
  });
});

describe('an override', () => {
  const row: TimingRow = { limit: 'total', reply: 5, total: 60, poll: 2, attempts: 1, source: 's' };

  it('that is absent leaves the row', () => {
    expect(applyOverride(row, undefined)).toBe(row);
  });

  it('that is a number sets the limit of the row, and caps the reply', () => {
    expect(applyOverride(row, 3)).toMatchObject({ total: 3, reply: 3, poll: 2, attempts: 1 });
    expect(applyOverride(row, 600)).toMatchObject({ total: 600, reply: 5 });
    expect(applyOverride(TIMINGS.pdp_activate, 120)).toMatchObject({ reply: 120 });
    expect(applyOverride(TIMINGS.broker_connect, 4)).toMatchObject({ completion: 4, reply: 4, attempts: 3 });
  });

  it('that is an object sets what it names and nothing else', () => {
    expect(applyOverride(row, { reply: 9, poll: undefined })).toEqual({ ...row, reply: 9 });
    expect(applyOverride(row, {})).toEqual(row);
    expect(applyOverride(row, { pause: 0, attempts: 4 })).toEqual({ ...row, pause: 0, attempts: 4 });
  });

  it('never changes the table', () => {
    const before = JSON.stringify(TIMINGS);
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(TIMINGS)),
        fc.double({ min: 0, max: 3600, noNaN: true }),
        (each, seconds) => {
          const { reply } = applyOverride(each, seconds);
          expect(reply).toBeLessThanOrEqual(Math.max(each.reply, seconds));
        },
      ),
    );
    expect(JSON.stringify(TIMINGS)).toBe(before);
  });
});
