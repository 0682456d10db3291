import { causes } from './causes.ts';
import { codes } from './codes.ts';
import { commandHelp } from './command-help.ts';
import { commandLine } from './command-line.ts';
import { console } from './console.ts';
import { desktop } from './desktop.ts';
import { diagnosis } from './diagnosis.ts';
import { engine } from './engine.ts';
import { keeping } from './keeping.ts';
import { listening } from './listening.ts';
import { loading } from './loading.ts';
import { logView } from './log-view.ts';
import { openedLog } from './opened-log.ts';
import { pack } from './pack.ts';
import { profileForm } from './profile-form.ts';
import { record } from './record.ts';
import { recovery } from './recovery.ts';
import { remedies } from './remedies.ts';
import { replay } from './replay.ts';
import { shells } from './shells.ts';
import { waiting } from './waiting.ts';
import { window } from './window.ts';

/** Every text people see, in English. `{{name}}` is filled in; the other languages have the same keys and names. */
export const en = {
  ...engine,
  ...commandLine,
  ...window,
  ...profileForm,
  ...codes,
  ...diagnosis,
  ...remedies,
  ...causes,
  ...record,
  ...recovery,
  ...replay,
  ...listening,
  ...keeping,
  ...shells,
  ...desktop,
  ...waiting,
  ...commandHelp,
  ...console,
  ...openedLog,
  ...loading,
  ...logView,
  ...pack,
} as const;

export type MessageKey = keyof typeof en;
