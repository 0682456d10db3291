import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  reportBegin,
  reportEnd,
  reportRun,
  reportUnreadable,
} from '../../../../electron/exports/report/page.ts';
import type { ReportRun } from '../../../../electron/exports/report/report-run.ts';
import type { RunFact } from '../../../../shared/events.ts';
import { STEPS } from '../../../../shared/plan.ts';
import { maskedProfile, profileSchema } from '../../../../shared/profile.ts';
import { cme, recordOf } from '../../diagnosis/trouble.ts';
import {
  asked,
  ended,
  eventsOf,
  FINISHED,
  headOf,
  passedFacts,
  reportOf,
  reportRunOf,
  STARTED,
  textOf,
} from './made-report.ts';

const reported = (facts: readonly RunFact[], more: Partial<ReportRun> = {}) =>
  reportOf(reportRunOf(eventsOf(facts), more));

describe('a report', () => {
  const page = reported(passedFacts());
  const text = textOf(page);

  it('says who, when, where and with what', () => {
    for (const said of [
      'SN-0117',
      '/dev/ttyUSB0',
      'Li',
      'bench',
      '9.8.7',
      'bench-7',
      'Plan of the 19 steps version 4',
      'run-1',
      '2026-04-12 15:31:02 UTC+08:00',
    ])
      expect(text).toContain(said);
  });

  it('has every step, in both languages, with the command and the answer that its outcome rests on', () => {
    const chinese = textOf(reportOf(reportRunOf(eventsOf(passedFacts())), 'zh-CN'));
    for (const { number, command } of STEPS) {
      expect(text).toMatch(new RegExp(` ${number} `));
      expect(text.split(command).length).toBeGreaterThan(2);
    }
    expect(chinese).toContain('建立 MQTT 会话');
    expect(chinese).toContain('合格');
    expect(text).toContain('Network registration');
  });

  it('may show itself in its own style, and do nothing else', () => {
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.replaceAll('&#39;', "'")).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(
      /<script|<link|<img|<iframe|<object|<base|\sstyle=|\son\w+=|https?:|url\(|@import/i,
    );
  });

  it('names warnings with what they mean', () => {
    const warned = textOf(reported(passedFacts([5, 11])));
    expect(warned).toContain('Step 5, Step 11');
    expect(warned).toContain('Seen more than once, it points to the network or the supply.');
  });

  it('says whether the check digit of the IMEI is right', () => {
    const measured = (value: string): readonly RunFact[] => [
      STARTED,
      {
        type: 'measurement.recorded',
        place: { phase: 'identity', step: null, attempt: 1 },
        name: 'imei',
        value,
        unit: null,
        criterion: null,
        verdict: 'pass',
      },
    ];
    expect(textOf(reported(measured('490154203237518')))).toContain('490154203237518 ✓ check digit right');
    expect(textOf(reported(measured('490154203237519')))).toContain('490154203237519 ✗ CHECK DIGIT WRONG');
  });

  it('names what was measured, what it was held against, and whether it was met', () => {
    const facts: readonly RunFact[] = [
      STARTED,
      {
        type: 'measurement.recorded',
        place: { phase: 'step', step: 9, attempt: 1 },
        name: 'ip_address',
        value: '0.0.0.0',
        unit: null,
        criterion: 'IPv4, not 0.0.0.0',
        verdict: 'fail',
      },
      ended(9, { kind: 'failed', code: 'no_ip_address', evidence: [2] }),
    ];
    expect(textOf(reported(facts))).toContain('IP address: 0.0.0.0 ; required: IPv4, not 0.0.0.0 NOT MET');
  });

  it('of a failure explains it: causes, what speaks for them, what to do', () => {
    const events = recordOf({
      step: 8,
      code: 'bearer_refused',
      profile: { apn: { name: 'CMNET' } },
      facts: [
        {
          type: 'at.exchanged',
          place: { phase: 'step', step: 8, attempt: 1 },
          command: 'AT+CIICR',
          lines: ['+CME ERROR: 148'],
          outcome: cme(148),
          durationMs: 900,
          echoed: false,
        },
      ],
    });
    const shown = textOf(reportOf(reportRunOf(events)));
    expect(shown).toContain('Why it failed');
    expect(shown).toContain('OK to AT+CIICR, within 90 s');
    expect(shown).toContain('+CME ERROR: 148');
    expect(shown).toMatch(/confirmed|likely|possible/);
  });

  it('has its settings, and no secret among them', () => {
    const profile = profileSchema.parse({
      name: 'bench',
      sim: { pin: '7391' },
      broker: { host: 'broker.test' },
      mqtt: { clientId: 'wis', username: 'user', password: 'top-secret-1' },
      apn: { password: '' },
      timeouts: { '5': { total: 77 }, diagnosis: 3 },
    });
    const shown = textOf(reported([{ ...STARTED, profile: maskedProfile(profile) }, FINISHED]));
    expect(shown).toContain('broker.test');
    expect(shown).toContain('5 Network registration In all 77');
    expect(shown).toContain('Password set, not shown');
    expect(shown).toContain('APN password not set');
    expect(shown).not.toMatch(/7391|top-secret|\*\*\*/);
  });

  it('does not show a secret that stands in a record of elsewhere', () => {
    const profile = profileSchema.parse({
      name: 'x',
      broker: { host: 'h' },
      mqtt: { clientId: 'c', username: 'u', password: 'plain-pass-4711' },
    });
    expect(reported([{ ...STARTED, profile }, FINISHED])).not.toContain('plain-pass-4711');
  });

  it('shows nothing of steps that were not reached but that they were not', () => {
    const shown = textOf(
      reported([STARTED, asked(1, 'AT', ['OK']), ended(1, { kind: 'passed', evidence: [2], warnings: [] })]),
    );
    expect(shown).toContain('INTERRUPTED');
    expect(shown.match(/ pending /g)).toHaveLength(18);
  });

  it('names evidence that cannot be read', () => {
    const shown = textOf(reported([STARTED, ended(1, { kind: 'passed', evidence: [99], warnings: [] })]));
    expect(shown).toContain('fact 99 cannot be read');
  });
});

const HOSTILE =
  '</td></script><script>alert(1)</script>"\' onload=x \u202egnp.exe\u0000\u009b\u2066\ud800 &lt;';

describe('a report of hostile words', () => {
  const facts: readonly RunFact[] = [
    {
      ...STARTED,
      unit: HOSTILE,
      operator: HOSTILE,
      profileName: HOSTILE,
      version: HOSTILE,
      profile: profileSchema.parse({
        name: HOSTILE,
        broker: { host: HOSTILE },
        mqtt: { clientId: HOSTILE },
        timeouts: { [HOSTILE]: 3 },
      }),
    },
    asked(5, HOSTILE, [HOSTILE, HOSTILE]),
    { type: 'at.unsolicited', place: { phase: 'step', step: 5, attempt: 1 }, line: HOSTILE, urc: null },
    { type: 'at.late', place: { phase: 'step', step: 5, attempt: 1 }, line: HOSTILE, command: HOSTILE },
    {
      type: 'measurement.recorded',
      place: { phase: 'step', step: 5, attempt: 1 },
      name: 'imei',
      value: HOSTILE,
      unit: HOSTILE,
      criterion: HOSTILE,
      verdict: 'fail',
    },
    {
      type: 'broker.checked',
      check: {
        host: HOSTILE,
        port: 1,
        tls: true,
        addresses: [HOSTILE],
        reached: 'nothing',
        obstacle: { kind: 'name_unknown', code: HOSTILE },
        speaks: null,
        trusted: null,
        durationMs: 1,
      },
    },
    ended(5, { kind: 'failed', code: 'registration_timeout', evidence: [2, 3, 4, 5, 6], detail: HOSTILE }),
    { ...FINISHED, outcome: 'failed', failedStep: 5, code: 'registration_timeout', detail: HOSTILE },
  ];
  const origin = { text: HOSTILE, doubts: [HOSTILE] };

  it.each(['en', 'zh-CN'] as const)('is text all the same: %s', (language) => {
    const page = reportOf(reportRunOf(eventsOf(facts, HOSTILE), { origin }), language);
    expect(page).not.toMatch(/<script|onload=x[^&]*>/);
    // oxlint-disable-next-line no-control-regex -- what must not get into a page
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u0080-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(page.isWellFormed()).toBe(true);
    const tags = [...page.matchAll(/<\/?([a-z][a-z0-9]*)/g)].map(([, name]) => name);
    expect(tags.filter((tag) => !OWN_TAGS.includes(tag ?? ''))).toEqual([]);
    expect(textOf(page)).toContain('<U+202E>gnp.exe<U+0000>');
  });

  const OWN_TAGS = (
    'html head meta title style body header h1 h2 h3 h4 p article section div dl dt dd i b bdi svg path circle rect ' +
    'text polyline g table thead tbody tr th td span ul li strong footer a'
  ).split(' ');
});

describe('a report of a very long run', () => {
  it('is no longer for it: of long answers, long lists of evidence and long lines it shows a part, and says so', () => {
    const many: readonly RunFact[] = Array.from({ length: 5000 }, () =>
      asked(5, 'AT+CREG?', ['x'.repeat(5000)]),
    );
    const seqs = Array.from({ length: 5000 }, (_, index) => index + 2);
    const answer = Array.from({ length: 3000 }, (_, index) => `line ${index}`);
    const facts = [
      STARTED,
      ...many,
      asked(5, 'AT+COPS=?', answer),
      ended(5, { kind: 'passed', evidence: [...seqs, 5002], warnings: [] }),
      FINISHED,
    ];
    const page = reported(facts);
    expect(page.length).toBeLessThan(60_000);
    const text = textOf(page);
    expect(text).toContain('4993 more facts');
    expect(text).toContain('2996 more lines');
    expect(text).toContain('4760 more characters');
    expect(text).toContain('line 2999');
    expect(text).not.toContain('line 2995 ');
  });
});

describe('a report of several runs', () => {
  const contents = [
    { unit: 'SN-1', startedAtMs: 0, port: 'COM1', status: 'passed', word: 'PASSED' },
    { unit: null, startedAtMs: null, port: null, status: 'errored', word: 'INTERRUPTED' },
  ] as const;
  const head = { ...headOf('en'), contents };
  const page = [
    ...reportBegin(head),
    ...reportRun(reportRunOf(eventsOf(passedFacts())), head, 1),
    ...reportUnreadable({ kind: 'locked' }, head, 2),
    ...reportEnd(head),
  ].join('');

  it('begins with its contents, which lead to each', () => {
    for (const number of [1, 2]) {
      expect(page).toContain(`href="#run-${number}"`);
      expect(page.match(new RegExp(`<article id="run-${number}" class="listed">`))).toHaveLength(1);
    }
    expect(textOf(page)).toMatch(/Contents.*SN-1.*COM1.*PASSED.*INTERRUPTED.*Run 1 of 2.*Run 2 of 2/);
  });

  it('says of a run that cannot be read why, and goes on', () => {
    expect(textOf(page)).toMatch(/COULD NOT JUDGE This run cannot be read from the record/);
    expect(page.trimEnd().endsWith('</html>')).toBe(true);
  });
});
