import { join } from 'node:path';
import { defineConfig, type EnvironmentOptions } from 'vite';

/**
 * What runs in Node and in Electron, each entry as one file: the desktop's main process, its preload, the command
 * line, and threads. Native packages stay outside, everything else is inside.
 */

const OUTSIDE = ['electron', 'serialport'];

function oneFile(entry: string, fileName: string, format: 'es' | 'cjs'): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: OUTSIDE },
    build: {
      ssr: true,
      rolldownOptions: {
        input: entry,
        external: OUTSIDE,
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
  };
}

const FILES = {
  main: oneFile('electron/main.ts', 'desktop/main.js', 'es'),
  // The sandbox knows no modules.
  preload: oneFile('electron/preload.ts', 'desktop/preload.cjs', 'cjs'),
  cli: oneFile('electron/cli.ts', 'cli.js', 'es'),
  exportsThread: oneFile('electron/exports/thread.ts', 'threads/exports.js', 'es'),
  openingThread: oneFile('electron/opening/thread.ts', 'threads/opening.js', 'es'),
  readingThread: oneFile('electron/reading/thread.ts', 'threads/reading.js', 'es'),
};

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  logLevel: 'warn',
  build: { outDir: 'dist', emptyOutDir: false, target: 'node24', minify: false },
  environments: FILES,
  builder: {
    buildApp: async (builder) => {
      for (const name of Object.keys(FILES)) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
