import type { Translate } from '../../../shared/messages/index.ts';
import { recordRefusalText } from '../../../shared/messages/record-words.ts';
import { removalText } from '../../../shared/messages/removal-words.ts';
import { portFaultText, profileFaultText, profileRuleText } from '../../../shared/messages/wording.ts';
import type { StartFault } from '../../../shared/contract.ts';
import type { Notice } from '../../store/notice.ts';

/** Whether something did not come about. */
export const isBad = ({ kind }: Notice): boolean =>
  kind !== 'saved' && kind !== 'removed' && kind !== 'copied';

/** The field of the profile that is at fault, where one is. */
export function fieldOf(notice: Notice): string | null {
  if (notice.kind !== 'not_started' || notice.fault.kind !== 'profile_invalid') return null;
  return notice.fault.faults[0]?.path ?? null;
}

/** A notice in sentences. */
export function noticeText(say: Translate, notice: Notice): readonly string[] {
  switch (notice.kind) {
    case 'not_started':
      return startFaultText(say, notice.fault);
    case 'console_refused':
      return [say(`window.console.${notice.reason}`)];
    case 'port':
      return [portFaultText(say, notice.fault)];
    case 'saved':
      return [say('window.saved', { path: notice.path })];
    case 'save_failed':
      return [say('window.saveFailed', { code: notice.code })];
    case 'store':
      return [say('window.storeFailed', { code: notice.code })];
    case 'list_unreadable':
      return [say(`list.unreadable.${notice.problem}`, { name: notice.name })];
    case 'unsaved_profile':
      return [say('window.unsavedProfile')];
    case 'set_aside':
      return [say('window.setAside', { files: notice.files.join(', '), folder: notice.folder })];
    case 'log_refused':
      return [say('log.refused', { file: notice.file, why: say(`log.${notice.fault.kind}`) })];
    case 'log_unreadable':
      return [say('log.unreadable', { file: notice.file, code: notice.code })];
    case 'log_fault':
      return [say('keeping.log.fault', { code: notice.code })];
    case 'removed':
      return notice.removals.map((removal) => removalText(say, removal));
    case 'copied':
      return [say('logView.copied', { count: notice.lines.toLocaleString('en') })];
    case 'not_copied':
      return [say('logView.notCopied')];
    case 'language_missing':
      return [say('loading.language')];
    case 'call_failed':
      return [say('window.callFailed')];
  }
}

function startFaultText(say: Translate, fault: StartFault): readonly string[] {
  switch (fault.kind) {
    case 'address':
      return [portFaultText(say, fault.fault)];
    case 'unit':
      return [`${say('window.unit')} ${profileRuleText(say, fault.fault)}`];
    case 'profile_invalid':
      return [say('window.profileInvalid'), ...fault.faults.map((each) => profileFaultText(say, each))];
    case 'record':
      return [recordRefusalText(say, fault.fault)];
    case 'profile_missing':
    case 'secrets_unreadable':
    case 'bay_taken':
    case 'closed':
      return [say(`window.notStarted.${fault.kind}`)];
  }
}
