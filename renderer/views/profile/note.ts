import type { Translate } from '../../../shared/messages/index.ts';
import { profileFaultText } from '../../../shared/messages/wording.ts';
import type { ProfileChange } from '../../../shared/profile-file.ts';
import type { ProfileFault } from '../../../shared/profile-rules.ts';
import type { FileReading } from '../../service/read-text-file.ts';
import { faultSentence, placedLabel } from './words.ts';

/** What came of the last thing that was asked for. */
export type Note =
  | { readonly kind: 'saved'; readonly changes: readonly ProfileChange[] }
  | {
      readonly kind: 'savedAs' | 'imported' | 'duplicated';
      readonly name: string;
      readonly changes: readonly ProfileChange[];
    }
  | { readonly kind: 'gone' | 'notDeleted' }
  | { readonly kind: 'refused'; readonly faults: readonly ProfileFault[] }
  | { readonly kind: 'importRefused'; readonly name: string; readonly faults: readonly ProfileFault[] }
  | { readonly kind: 'fault'; readonly fault: { readonly kind: string; readonly code: string } }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly reading: Extract<FileReading, { readonly ok: false }>;
    };

export const isGood = ({ kind }: Note): boolean =>
  kind === 'saved' || kind === 'savedAs' || kind === 'imported' || kind === 'duplicated';

/** A note in sentences, the first one says what happened. */
export function noteText(say: Translate, note: Note): readonly string[] {
  switch (note.kind) {
    case 'saved':
      return [say('form.note.saved'), ...changeTexts(say, note.changes)];
    case 'savedAs':
    case 'imported':
    case 'duplicated':
      return [say(`form.note.${note.kind}`, { name: note.name }), ...changeTexts(say, note.changes)];
    case 'gone':
    case 'notDeleted':
      return [say(`form.note.${note.kind}`)];
    case 'refused':
      return [
        say('form.note.refused'),
        ...note.faults.map((fault) => `${placedLabel(say, fault.path)}: ${faultSentence(say, fault)}`),
      ];
    case 'importRefused':
      return [
        say('form.note.importRefused', { name: note.name }),
        ...note.faults.map((fault) => profileFaultText(say, fault)),
      ];
    case 'fault':
      return [storeFaultText(say, note.fault)];
    case 'file':
      return [fileText(say, note)];
  }
}

function changeTexts(say: Translate, changes: readonly ProfileChange[]): readonly string[] {
  return changes.map(({ path, kind }) => say(`profile.changed.${kind}`, { path: placedLabel(say, path) }));
}

function storeFaultText(say: Translate, { kind, code }: { readonly kind: string; readonly code: string }) {
  switch (kind) {
    case 'not_writable':
    case 'disk_full':
    case 'secrets_unreadable':
    case 'not_found':
      return say(`form.fault.${kind}`);
    default:
      return say('form.fault.io', { code: code === '' ? kind : code });
  }
}

function fileText(say: Translate, { name, reading }: Extract<Note, { readonly kind: 'file' }>): string {
  return reading.problem === 'unreadable'
    ? say('profile.unreadable', { path: name, code: reading.code })
    : say(`profile.${reading.problem}`, { path: name });
}
