import type { Settings } from '../../shared/station.ts';
import { type Language, translator, type Translate } from '../../shared/messages/index.ts';

/** The ground of the page, as its style sheet has it: what the window shows before the page has painted. */
export const GROUND = { light: '#f4f5f7', dark: '#0f1216' } as const;

/** The language that is chosen, or the system's. */
export function chosenTexts({ language }: Pick<Settings, 'language'>, system: Language): Translate {
  return translator(language === 'system' ? system : language);
}
