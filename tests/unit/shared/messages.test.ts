import { describe, expect, it } from 'vitest';
import { FAILURES, WARNINGS } from '../../../shared/outcome.ts';
import { history as historyEn } from '../../../shared/messages/en/history.ts';
import { en as english } from '../../../shared/messages/en/index.ts';
import { recordsCommand as recordsEn } from '../../../shared/messages/en/records-command.ts';
import { fill, LANGUAGES, languageOf, translator } from '../../../shared/messages/index.ts';
import { history as historyZh } from '../../../shared/messages/zh-CN/history.ts';
import { packReadme as packReadmeEn } from '../../../shared/messages/en/pack-readme.ts';
import { packReadme as packReadmeZh } from '../../../shared/messages/zh-CN/pack-readme.ts';
import { report as reportEn } from '../../../shared/messages/en/report.ts';
import { report as reportZh } from '../../../shared/messages/zh-CN/report.ts';
import { warningMeanings as warningMeaningsEn } from '../../../shared/messages/en/warning-meanings.ts';
import { warningMeanings as warningMeaningsZh } from '../../../shared/messages/zh-CN/warning-meanings.ts';
import { zhCN as chinese } from '../../../shared/messages/zh-CN/index.ts';
import { recordsCommand as recordsZh } from '../../../shared/messages/zh-CN/records-command.ts';
import { STEPS } from '../../../shared/plan.ts';

/** With what a window loads later. */
const en = { ...english, ...historyEn, ...recordsEn, ...reportEn, ...warningMeaningsEn, ...packReadmeEn };
const zhCN = { ...chinese, ...historyZh, ...recordsZh, ...reportZh, ...warningMeaningsZh, ...packReadmeZh };

const KEYS = Object.keys(en);
const ENGLISH: Readonly<Record<string, string>> = en;
const CHINESE: Readonly<Record<string, string>> = zhCN;

const STATUSES = [
  'pending',
  'running',
  'waiting',
  'passed',
  'warned',
  'failed',
  'errored',
  'skipped',
  'not_applicable',
  'cancelled',
];

/** Texts of names that are the same in every language. */
const UNTRANSLATED = [
  'summary.imei',
  'summary.iccid',
  ...['history', 'compare.identity', 'compare.measurement'].flatMap((part) => [
    `${part}.imei`,
    `${part}.iccid`,
  ]),
  'compare.measurement.imsi',
  'export.jsonl',
  'records.line',
  'records.column.imei',
  'records.iccid',
  'records.imsi',
];

const byText = (left: string, right: string) => (left < right ? -1 : Number(left > right));
const names = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).toSorted(byText);

describe('texts', () => {
  it('are there in both languages, for the same keys', () => {
    expect(Object.keys(zhCN).toSorted(byText)).toEqual(KEYS.toSorted(byText));
  });

  it.each([
    ['failure', Object.keys(FAILURES)],
    ['warning', Object.keys(WARNINGS)],
    ['step', STEPS.map(({ id }) => id)],
    ['group', [...new Set(STEPS.map(({ group }) => group))]],
    ['status', STATUSES],
    ['outcome', ['passed', 'failed', 'errored', 'cancelled', 'incomplete']],
    ['skipped', ['before_first_step', 'switched_off']],
    ['notApplicable', ['delivered_directly', 'stays_online']],
  ])('exist for every %s and for none that does not exist', (prefix, ids) => {
    const texts = KEYS.filter((key) => key.startsWith(`${prefix}.`)).map((key) =>
      key.slice(prefix.length + 1),
    );
    expect(texts.toSorted(byText)).toEqual([...ids].toSorted(byText));
  });

  it.each(KEYS)('%s uses the same names in both languages, and says something', (key) => {
    expect(names(CHINESE[key] ?? '')).toEqual(names(ENGLISH[key] ?? ''));
    expect((ENGLISH[key] ?? '').trim()).not.toBe('');
    expect((CHINESE[key] ?? '').trim()).not.toBe('');
  });

  it('hold no Chinese in English, and Chinese wherever there is something to translate', () => {
    for (const key of KEYS) {
      expect(ENGLISH[key], key).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/);
      const translatable = /\p{L}/u.test((ENGLISH[key] ?? '').replace(/\{\{\w+\}\}/g, ''));
      if (translatable && !UNTRANSLATED.includes(key)) expect(CHINESE[key], key).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('are finished: no marks of unfinished work, no blanks around, no half-filled name', () => {
    for (const [key, text] of [...Object.entries(en), ...Object.entries(zhCN)]) {
      expect(text, key).toBe(text.trim());
      expect(text, key).not.toMatch(/TODO|FIXME|XXX|lorem|undefined|\?\?\?/i);
      expect(text.replace(/\{\{\w+\}\}/g, ''), key).not.toMatch(/\{\{|\}\}/);
    }
  });
});

describe('filling in', () => {
  it('puts values in place of their names, also twice', () => {
    expect(fill('{{a}}-{{b}}-{{a}}', { a: 1, b: 'x' })).toBe('1-x-1');
  });

  it('leaves a name it has no value for', () => {
    expect(fill('{{a}} {b} {{c}}', { a: 0 })).toBe('0 {b} {{c}}');
  });

  it('does not fill in what a value brings along', () => {
    expect(fill('{{a}}', { a: '{{b}}', b: 'no' })).toBe('{{b}}');
  });

  it('is done in every language', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const say = translator(language);
      expect(say('portFault.unreachable', { code: 'ECONNREFUSED' })).toContain('ECONNREFUSED');
      expect(say('status.passed')).toBe(LANGUAGES[language]['status.passed']);
    }
  });
});

describe('the language of a locale', () => {
  it.each(['zh', 'zh_CN.UTF-8', 'zh-TW', 'ZH_cn', 'zh-Hans'])('is Chinese: %s', (locale) => {
    expect(languageOf(locale)).toBe('zh-CN');
  });
  it.each(['', 'C', 'en_GB.UTF-8', 'zha', 'de', 'en-zh'])('is English: %j', (locale) => {
    expect(languageOf(locale)).toBe('en');
  });
});
