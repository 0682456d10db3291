import { history as en } from '../../../shared/messages/en/history.ts';
import { type Language, partTranslatorOf, type TranslatePart } from '../../../shared/messages/language.ts';
import { history as zhCN } from '../../../shared/messages/zh-CN/history.ts';
import { useLanguage } from '../../texts.ts';

/** The texts of what is behind the history: they come with its views, which no first screen needs. */
export type SayHistory = TranslatePart<typeof en>;

const SAYS: Readonly<Record<Language, SayHistory>> = {
  en: partTranslatorOf<typeof en>(en),
  'zh-CN': partTranslatorOf<typeof en>(zhCN),
};

/** Says them in the language spoken; the component is drawn again when it changes. */
export const useSayHistory = (): SayHistory => SAYS[useLanguage()];
