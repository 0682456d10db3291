import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page. Both shells serve it as it is built, from whatever folder it then stands in. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2024',
    modulePreload: false,
    // One sheet: which rule wins must not depend on when the code of a view is loaded.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The views' own styles stand ahead of the component library's, those of views that come later as well.
            { name: 'styles', test: /renderer[\\/].*\.module\.css$/ },
            // Schemas are told not to be compiled before the first one is made, wherever that is.
            { name: 'schemas', test: /node_modules[\\/]zod[\\/]|schemas-without-eval/ },
          ],
        },
      },
    },
  },
});
