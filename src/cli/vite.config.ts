/**
 * Builds the command: `dist-node/assay.mjs`, the worker thread's code, and shared chunks, all in one folder,
 * because each of them looks for engine, grammars and rules beside itself.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = new URL('../../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };

export default defineConfig({
  root: fileURLToPath(root),
  publicDir: false,
  define: { __ASSAY_VERSION__: JSON.stringify(version) },
  // Everything is bundled: the command runs without node_modules.
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist-node',
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      input: {
        assay: fileURLToPath(new URL('main.ts', import.meta.url)),
        'analysis-worker': fileURLToPath(new URL('workers/analysis/node-worker.ts', root)),
      },
      output: {
        format: 'esm',
        entryFileNames: '[name].mjs',
        chunkFileNames: '[name]-[hash].mjs',
        banner: (chunk) => (chunk.name === 'assay' ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
