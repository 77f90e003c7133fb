/** Builds the page: static files with relative addresses that work from any path of any static host. */
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';
import { devPolicy } from './scripts/vite/dev-policy';
import { examples } from './scripts/vite/example';
import { languageData } from './scripts/vite/languages';
import { collectPackages, writeNotices } from './scripts/vite/notices';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export default defineConfig({
  base: './',
  define: { __ASSAY_VERSION__: JSON.stringify(version) },
  plugins: [solid(), languageData(), devPolicy(), examples(), writeNotices()],
  build: {
    target: 'es2022',
    // Browsers that can run the engine have modulepreload.
    modulePreload: { polyfill: false },
    // The policy allows no data: scripts or fonts, and a file is cached better than its base64.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // One sheet that comes with the page: a view whose own sheet did not arrive would be shown without it.
    cssCodeSplit: false,
  },
  worker: {
    format: 'es',
    plugins: () => [languageData(), collectPackages()],
    // One file each: it is started from its text, from where it could import nothing by a relative address.
    rolldownOptions: {
      output: {
        codeSplitting: false,
        entryFileNames: ({ facadeModuleId }) =>
          `assets/${basename(dirname(facadeModuleId ?? ''))}-worker-[hash].js`,
      },
    },
  },
  test: { environment: 'node' },
});
