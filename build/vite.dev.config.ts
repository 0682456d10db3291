import { join } from 'node:path';
import { defineConfig, mergeConfig, type Plugin } from 'vite';
import page from '../vite.config.ts';

/**
 * The page for `npm run dev`: it loads itself again when another one was built. The names of its files change with
 * what is in them, and they stand in its HTML, which it asks for again and again.
 */

const LOOK_EVERY_MS = 500;

const RELOADER = `
const files = (html) => JSON.stringify(html.match(/assets\\/[\\w.-]+/g));
const look = async () => {
  const answer = await fetch('./').catch(() => null);
  return answer?.ok ? files(await answer.text()) : null;
};
const first = await look();
setInterval(async () => {
  const now = await look();
  if (now !== null && now !== first) window.location.reload();
}, ${LOOK_EVERY_MS});
`;

function reloading(): Plugin {
  return {
    name: 'reloading',
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'script', attrs: { type: 'module', src: './reload.js' }, injectTo: 'body' }],
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'reload.js', source: RELOADER });
    },
  };
}

export default mergeConfig(
  page,
  defineConfig({
    root: join(import.meta.dirname, '../renderer'),
    plugins: [reloading()],
    build: { outDir: join(import.meta.dirname, '../dist/dev'), minify: false, sourcemap: 'inline' },
  }),
);
