import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Where the service runs while the UI is developed. */
const SERVICE = process.env.SERVICE_URL ?? 'http://localhost:8000';

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the UI works wherever the service is mounted.
  base: './',
  build: { outDir: join(import.meta.dirname, '../dist/admin-ui'), emptyOutDir: true, target: 'es2022' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: {
    port: 5175,
    strictPort: true,
    proxy: { '/api': SERVICE, '/health': SERVICE, '/ws': { target: SERVICE, ws: true } },
  },
});
