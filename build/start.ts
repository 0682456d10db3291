import { chosenLanguage } from '../electron/cli/language.ts';
import { processOutput } from '../electron/cli/output.ts';
import { programRoot } from '../electron/page/root.ts';
import { hasDisplay } from '../electron/web/open-browser.ts';
import { translator } from '../shared/messages/index.ts';
import { buildDesktop, runDesktop } from './desktop-process.ts';
import { obtainedElectron } from './electron-binary.ts';

/**
 * `npm start`: the desktop where this machine can have it, else the browser twin. `--desktop` and `--web` choose;
 * further words go to whichever opens.
 */

const CHOICES = ['--desktop', '--web'];
const words = process.argv.slice(2).filter((word) => !CHOICES.includes(word));
const isChosen = (choice: string) => process.argv.includes(choice);
const output = processOutput(translator(chosenLanguage(process.argv, process.env)));
const { say, error } = output;
const root = programRoot(import.meta.dirname);

type Attempt = { readonly status: number } | { readonly why: 'noDisplay' | 'noElectron' };

/** Opens the desktop, and gives the status it ended with; or why there is none here. */
async function openDesktop(): Promise<Attempt> {
  if (!hasDisplay(process.platform, process.env)) return { why: 'noDisplay' };
  const electron = await obtainedElectron(root, () => error(say('start.downloading')));
  if (electron === null) return { why: 'noElectron' };
  const built = await buildDesktop(root, () => error(say('start.preparing')));
  if (!built.ok) {
    error(`${say('start.buildFailed')}\n${built.output.trimEnd()}`);
    return { status: 1 };
  }
  const ran = await runDesktop(electron, root, words);
  if (ran.ok) return ran;
  error(say('start.notRunnable', { code: ran.code }));
  return { why: 'noElectron' };
}

/** The command line serves the twin, in this process. */
async function openTwin(): Promise<void> {
  const open = hasDisplay(process.platform, process.env) ? ['--open'] : [];
  process.argv.splice(2, process.argv.length, 'serve', ...open, ...words);
  await import('../electron/cli.ts');
}

const attempt: Attempt | null = isChosen('--web') ? null : await openDesktop();
if (attempt !== null && 'status' in attempt) process.exitCode = attempt.status;
else if (attempt === null) await openTwin();
else if (isChosen('--desktop')) {
  error(say(`start.desktop.${attempt.why}`));
  process.exitCode = 1;
} else {
  error(say(`start.${attempt.why}`));
  await openTwin();
}
