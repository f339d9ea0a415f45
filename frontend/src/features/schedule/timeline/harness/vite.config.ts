/**
 * Builds the timeline alone on a page, for its measurements and its tests in a browser; no part of the console.
 * From frontend/: `npx vite build --config src/features/schedule/timeline/harness/vite.config.ts --outDir FOLDER`.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('../../../..', import.meta.url)) } },
  build: { emptyOutDir: true, chunkSizeWarningLimit: 1000 },
});
