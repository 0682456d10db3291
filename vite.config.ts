import { defineConfig } from 'vite';

/** The Node side as one file, for packaging. Only what carries a native part stays outside. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    rollupOptions: { input: { cli: 'electron/cli.ts' }, external: ['electron', 'serialport'] },
  },
  ssr: { noExternal: true, external: ['electron', 'serialport'] },
});
