import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page. Both shells serve it as it is built, from whatever folder it then stands in. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: { outDir: '../dist/renderer', emptyOutDir: true, target: 'es2024', modulePreload: false },
});
