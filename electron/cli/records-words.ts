import type { recordsCommand } from '../../shared/messages/en/records-command.ts';
import { type Language, partTranslatorOf, type TranslatePart } from '../../shared/messages/language.ts';
import type { ExportFault } from '../exports/index.ts';
import type { ReadingFault } from '../records/open-for-reading.ts';
import { EXIT } from './exit-status.ts';

/** Says a text of the commands about records. */
export type RecordsWords = TranslatePart<typeof recordsCommand>;

/** The texts of one language; those of the other stay where they are. */
export async function recordsWords(language: Language): Promise<RecordsWords> {
  const part =
    language === 'en'
      ? await import('../../shared/messages/en/records-command.ts')
      : await import('../../shared/messages/zh-CN/records-command.ts');
  return partTranslatorOf<typeof recordsCommand>(part.recordsCommand);
}

/** Why a record cannot be read, in a sentence. */
export async function readingFaultText(
  language: Language,
  fault: ReadingFault,
  path: string,
): Promise<string> {
  const words = await recordsWords(language);
  switch (fault.kind) {
    case 'no_record':
      return words('records.noRecord', { path });
    case 'unreadable':
      return words('records.unreadable', { path, code: fault.code });
    case 'changed':
      return words('records.changed', { path });
    default: {
      // The words for what is wrong with a record are in the whole language, which is large.
      const { translator } = await import('../../shared/messages/index.ts');
      const { recordFaultText } = await import('../../shared/messages/wording.ts');
      return words('records.unusable', { path, fault: recordFaultText(translator(language), fault) });
    }
  }
}

/** The exit status of a record that cannot be read: asked for in the wrong place, or nothing can be said of it. */
export function readingFaultStatus({ kind }: ExportFault): number {
  return kind === 'no_record' || kind === 'not_found' ? EXIT.usage : EXIT.errored;
}
