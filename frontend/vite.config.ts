import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Where a running station answers, for `npm run dev`: `BMS_URL=http://127.0.0.1:8000 npm run dev`.
const station = process.env.BMS_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The host stays the page's own, or the station would take every write for a forged one.
  server: { proxy: { '/api': { target: station, changeOrigin: false } } },
  build: { outDir: 'dist', sourcemap: false, chunkSizeWarningLimit: 700 },
  // Logic alone: what is drawn is tried in a browser. A file that needs a document says so in its first line.
  test: { env: { TZ: 'Europe/Dublin' }, isolate: false },
});
