import { describe, expect, it } from 'vitest';
import type { Notice, NoticeContent } from '../../../renderer/store/notice.ts';
import { fieldOf, isBad, noticeText } from '../../../renderer/views/frame/notice-text.ts';
import { translator } from '../../../shared/messages/index.ts';
import { LOG_FAULTS } from '../../../shared/opened-log.ts';

const [en, zhCN] = [translator('en'), translator('zh-CN')];
const notice = (content: NoticeContent): Notice => ({ ...content, id: 1 });
const english = (content: NoticeContent) => noticeText(en, notice(content));

const FAULTS = [
  { path: 'mqtt.password', rule: 'quote' },
  { path: 'broker.port', rule: 'out_of_range', expected: '≤ 65535' },
] as const;

/** A kind that is missing here does not compile. */
const SAMPLES: {
  readonly [Kind in NoticeContent['kind']]: readonly Extract<NoticeContent, { kind: Kind }>[];
} = {
  saved: [{ kind: 'saved', path: '/home/li/log.txt' }],
  not_started: [
    {
      kind: 'not_started',
      fault: { kind: 'address', fault: { kind: 'invalid_address', rule: 'empty', part: '' } },
    },
    { kind: 'not_started', fault: { kind: 'profile_missing' } },
    { kind: 'not_started', fault: { kind: 'profile_invalid', faults: FAULTS } },
    { kind: 'not_started', fault: { kind: 'secrets_unreadable' } },
    { kind: 'not_started', fault: { kind: 'unit', fault: { path: '--unit', rule: 'serial_missing' } } },
    { kind: 'not_started', fault: { kind: 'bay_taken', runId: 'a' } },
    { kind: 'not_started', fault: { kind: 'record', fault: { kind: 'disk_full' } } },
    { kind: 'not_started', fault: { kind: 'closed' } },
  ],
  console_refused: [
    { kind: 'console_refused', reason: 'waiting' },
    { kind: 'console_refused', reason: 'not_sendable' },
    { kind: 'console_refused', reason: 'closed' },
    { kind: 'console_refused', reason: 'bay_taken' },
  ],
  port: [{ kind: 'port', fault: { kind: 'busy', holder: { pid: 7, command: 'minicom' } } }],
  save_failed: [{ kind: 'save_failed', code: 'ENOSPC' }],
  store: [{ kind: 'store', code: 'EACCES' }],
  list_unreadable: [
    { kind: 'list_unreadable', name: 'a.bin', problem: 'notText' },
    { kind: 'list_unreadable', name: 'b.txt', problem: 'tooLarge' },
    { kind: 'list_unreadable', name: 'c.txt', problem: 'unreadable' },
  ],
  unsaved_profile: [{ kind: 'unsaved_profile' }],
  set_aside: [{ kind: 'set_aside', files: ['settings.json.damaged-1', 'b.json'], folder: '/data' }],
  log_refused: LOG_FAULTS.map((kind) => ({ kind: 'log_refused', file: 'a.log', fault: { kind } })),
  log_unreadable: [{ kind: 'log_unreadable', file: 'a.log', code: 'NotReadableError' }],
  log_fault: [{ kind: 'log_fault', code: 'EROFS' }],
  removed: (['runs', 'logs'] as const).flatMap((what) =>
    (['age', 'size', 'asked'] as const).map((reason) => ({
      kind: 'removed',
      removals: [{ id: 1, what, reason, atMs: 0, count: 412, oldestMs: 1, newestMs: 9e11, bytes: 31e6 }],
    })),
  ),
  copied: [{ kind: 'copied', lines: 1_000_000 }],
  not_copied: [{ kind: 'not_copied' }],
  language_missing: [{ kind: 'language_missing' }],
  call_failed: [{ kind: 'call_failed' }],
};

const { saved, removed, copied, ...rest } = SAMPLES;
const GOOD: readonly NoticeContent[] = [...saved, ...removed, ...copied];
const BAD: readonly NoticeContent[] = Object.values(rest).flat();

describe('a notice in sentences', () => {
  it.each([...GOOD, ...BAD])('says something in both languages: %j', (content) => {
    const [inEnglish, inChinese] = [english(content), noticeText(zhCN, notice(content))];
    expect(inEnglish.length).toBeGreaterThan(0);
    expect(inChinese).toHaveLength(inEnglish.length);
    for (const sentence of [...inEnglish, ...inChinese]) {
      expect(sentence.trim()).not.toBe('');
      expect(sentence).not.toMatch(/\{\{|undefined|\[object/);
    }
    expect(inChinese.join('')).toMatch(/[\u4e00-\u9fff]/);
    expect(inEnglish.join('')).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('are different ones, but that a closing service says the same to a run and to a console', () => {
    const texts = [...GOOD, ...BAD].map((content) => english(content).join(' '));
    const twice = texts.filter((text, index) => texts.indexOf(text) !== index);
    expect(twice).toEqual([en('window.notStarted.closed')]);
  });

  it('name what is concerned', () => {
    expect(english({ kind: 'saved', path: '/home/li/log.txt' })[0]).toContain('/home/li/log.txt');
    expect(english({ kind: 'save_failed', code: 'ENOSPC' })[0]).toContain('ENOSPC');
    expect(english({ kind: 'store', code: 'EACCES' })[0]).toContain('EACCES');
    const [aside] = english({ kind: 'set_aside', files: ['a.json', 'b.json'], folder: '/data' });
    for (const part of ['a.json', 'b.json', '/data']) expect(aside).toContain(part);
  });

  it('have a sentence for every field at fault, which it names', () => {
    const [first, ...others] = english({
      kind: 'not_started',
      fault: { kind: 'profile_invalid', faults: FAULTS },
    });
    expect(first).not.toContain('mqtt');
    expect(others).toHaveLength(2);
    expect(others[0]).toContain('mqtt.password');
    expect(others[1]).toContain('65535');
  });

  it('of a serial number do not name an option of the command line', () => {
    const fault = { path: '--unit', rule: 'serial_missing' } as const;
    const sentences = english({ kind: 'not_started', fault: { kind: 'unit', fault } });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).not.toContain('--');
  });
});

describe('a notice', () => {
  it('is bad where something did not come about', () => {
    expect(GOOD.map((content) => isBad(notice(content)))).toEqual(GOOD.map(() => false));
    expect(BAD.map((content) => isBad(notice(content)))).toEqual(BAD.map(() => true));
  });

  it('points to the first field at fault of a profile that cannot be run', () => {
    expect(fieldOf(notice({ kind: 'not_started', fault: { kind: 'profile_invalid', faults: FAULTS } }))).toBe(
      'mqtt.password',
    );
  });

  it('points to no field where none is at fault, or the profile is not that of the form', () => {
    for (const content of [...GOOD, ...BAD])
      if (content.kind !== 'not_started' || content.fault.kind !== 'profile_invalid')
        expect(fieldOf(notice(content))).toBeNull();
    expect(
      fieldOf(notice({ kind: 'not_started', fault: { kind: 'profile_invalid', faults: [] } })),
    ).toBeNull();
  });
});
