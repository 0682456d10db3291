import { measuredMeaning } from '../../../shared/codes/measured.ts';
import { meaningWords } from '../../../shared/codes/words.ts';
import type { MeasurementName } from '../../../shared/events.ts';
import type { Translate } from '../../../shared/messages/language.ts';
import { fieldLabel } from '../../../shared/messages/field-words.ts';

/** A measured value, with what its code means. */
export function measurementWords(say: Translate, name: MeasurementName, value: string | number): string {
  const meaning = measuredMeaning(name, value);
  return meaning === null ? String(value) : `${value} · ${meaningWords(say, meaning)}`;
}

/** A setting of the profile as the form calls it. */
export const settingWords = (say: Translate, place: string): string => fieldLabel(say, place);
