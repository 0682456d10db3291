import { LANGUAGES, type Language } from '../../../shared/messages/index.ts';
import { partTranslatorOf, type TranslatePart } from '../../../shared/messages/language.ts';
import { packReadme as packReadmeEn } from '../../../shared/messages/en/pack-readme.ts';
import { report as reportEn } from '../../../shared/messages/en/report.ts';
import { warningMeanings as warningMeaningsEn } from '../../../shared/messages/en/warning-meanings.ts';
import { packReadme as packReadmeZh } from '../../../shared/messages/zh-CN/pack-readme.ts';
import { report as reportZh } from '../../../shared/messages/zh-CN/report.ts';
import { warningMeanings as warningMeaningsZh } from '../../../shared/messages/zh-CN/warning-meanings.ts';
import type { en } from '../../../shared/messages/en/index.ts';

/** The texts of files that people read; no window needs them. */

type ReportTexts = typeof en & typeof reportEn & typeof warningMeaningsEn & typeof packReadmeEn;

/** Says a text of a report, or any other, in one language. */
export type ReportSay = TranslatePart<ReportTexts>;

const SAYS: Readonly<Record<Language, ReportSay>> = {
  en: partTranslatorOf<ReportTexts>({ ...LANGUAGES.en, ...reportEn, ...warningMeaningsEn, ...packReadmeEn }),
  'zh-CN': partTranslatorOf<ReportTexts>({
    ...LANGUAGES['zh-CN'],
    ...reportZh,
    ...warningMeaningsZh,
    ...packReadmeZh,
  }),
};

export const reportSay = (language: Language): ReportSay => SAYS[language];
