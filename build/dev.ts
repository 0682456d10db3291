import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { onStopRequest } from '../electron/cli/interrupts.ts';
import { programRoot } from '../electron/page/root.ts';
import { bugText } from '../electron/service/bug-text.ts';
import { defaultDataFolder } from '../electron/service/data-folder.ts';
import { openDesk } from '../electron/service/desk.ts';
import { serveDesk } from '../electron/web.ts';
import { openInBrowser } from '../electron/web/open-browser.ts';

/**
 * `npm run dev`: the browser twin with a page that is built again on every change and then loads itself again. The
 * service stays as it was started, and with it whatever runs.
 */

const { data: dataFolder = defaultDataFolder(), port } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string', default: '0' } },
}).values;
const root = programRoot(import.meta.dirname);

/** Builds the page now and after every change; resolves with the first page. */
async function keepBuilding(): Promise<() => Promise<void>> {
  const watcher = await build({
    configFile: join(root, 'build', 'vite.dev.config.ts'),
    build: { watch: {} },
  });
  if (!('on' in watcher)) throw new Error('the builder does not watch');
  await new Promise<void>((resolve) => {
    watcher.on('event', ({ code }) => {
      if (code === 'END') resolve();
    });
  });
  return () => watcher.close();
}

const stopBuilding = await keepBuilding();
const opened = await openDesk({
  dataFolder,
  shell: 'browser',
  cipher: null,
  saving: null,
  openFolder: null,
  printer: null,
});
if (!opened.ok) throw new Error(`the record cannot be opened: ${opened.recordPath} (${opened.fault.kind})`);
const serving = await serveDesk({
  desk: opened.desk,
  folder: join(root, 'dist', 'dev'),
  port: Number(port),
  onBug: (fault) => console.error(bugText(fault)),
});
if (!serving.ok) throw new Error(`port ${port} cannot be used (${serving.fault.code})`);
const { served } = serving;
console.log(served.url);
await openInBrowser(served.ticketUrl, dataFolder);
const stopListening = onStopRequest((request) => {
  if (request === 1) void Promise.all([stopBuilding(), served.close()]).then(() => stopListening());
  else void served.close(true);
});
