import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunFact } from '../../../shared/events.ts';
import { logLines, visible } from '../../../shared/log-text.ts';
import { anyFact } from '../records/fact-arbitrary.ts';
import { numbered } from './run-events.ts';

const linesOf = (fact: RunFact) => numbered([fact]).flatMap((event) => logLines(event));
const place = { phase: 'step', step: 8, attempt: 1 } as const;
const AT = '2023-11-14T22:13:20.001Z';

describe('control characters', () => {
  it('are made visible, and nothing else is changed', () => {
    expect(visible('a\r\n\tb\u0000\u001b\u007fé度')).toBe('a␍␊␉b<U+0000><U+001B><U+007F>é度');
  });

  it('never reach a log line', () => {
    fc.assert(
      fc.property(anyFact, (fact) => {
        // oxlint-disable-next-line no-control-regex
        for (const line of linesOf(fact)) expect(line).not.toMatch(/[\u0000-\u001f\u007f]/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('log lines', () => {
  it('show an exchange with its time, direction and step', () => {
    const fact: RunFact = {
      type: 'at.exchanged',
      place,
      command: 'AT+CIICR',
      lines: ['ERROR'],
      outcome: { kind: 'error' },
      durationMs: 12.4,
      echoed: false,
    };
    expect(linesOf(fact)).toEqual([`${AT} →  8 AT+CIICR`, `${AT} ←  8 ERROR`]);
    expect(linesOf({ ...fact, lines: [], outcome: { kind: 'timeout', heard: false } })).toEqual([
      `${AT} →  8 AT+CIICR`,
      `${AT} ·  8 timeout after 12 ms`,
    ]);
  });

  it('show what came by itself and what came late', () => {
    expect(linesOf({ type: 'at.unsolicited', place, line: 'RDY', urc: 'ready' })).toEqual([
      `${AT} ←  8 RDY  — the module has started`,
    ]);
    expect(linesOf({ type: 'at.late', place, line: 'OK', command: 'AT+CIICR' })).toEqual([
      `${AT} ←  8 OK (late: AT+CIICR)`,
    ]);
    expect(linesOf({ type: 'at.late', place, line: 'OK', command: null })).toEqual([`${AT} ←  8 OK (late)`]);
  });

  it('say in words what came, and never of what was sent', () => {
    const fact: RunFact = {
      type: 'at.exchanged',
      place,
      command: '+CREG: 0,3',
      lines: ['+CREG: 0,3', 'OK', '+CME ERROR: 10'],
      outcome: { kind: 'ok' },
      durationMs: 1,
      echoed: false,
    };
    expect(linesOf(fact)).toEqual([
      `${AT} →  8 +CREG: 0,3`,
      `${AT} ←  8 +CREG: 0,3  — registration denied`,
      `${AT} ←  8 OK`,
      `${AT} ←  8 +CME ERROR: 10  — no SIM card seen`,
    ]);
    expect(linesOf({ type: 'at.late', place, line: 'CONNECT FAIL', command: 'AT' })).toEqual([
      `${AT} ←  8 CONNECT FAIL (late: AT)  — no connection to the broker`,
    ]);
  });

  it('say in words what was measured, where it is a code', () => {
    const measured = (name: 'registration' | 'imei', value: string | number) =>
      linesOf({
        type: 'measurement.recorded',
        place,
        name,
        value,
        unit: null,
        criterion: null,
        verdict: 'none',
      });
    expect(measured('registration', 3)).toEqual([`${AT} ·  8 registration = 3  — registration denied`]);
    expect(measured('imei', '3')).toEqual([`${AT} ·  8 imei = 3`]);
  });

  it('show a verdict', () => {
    expect(
      linesOf({
        type: 'step.finished',
        step: 8,
        outcome: { kind: 'failed', code: 'bearer_refused', evidence: [1] },
        attempts: 3,
        durationMs: 10.6,
      }),
    ).toEqual([`${AT} ·  8 step.finished failed bearer_refused 11 ms`]);
  });

  it('say nothing of pauses and waits', () => {
    expect(linesOf({ type: 'run.paused', nextStep: 4 })).toEqual([]);
    expect(linesOf({ type: 'run.continued' })).toEqual([]);
    expect(linesOf({ type: 'step.waiting', step: 4, until: 'sim', limitMs: 1 })).toEqual([]);
  });
});
