/** Builds and serves the page of the store's tests, apart from the real one. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const cache = fileURLToPath(new URL('../../../.cache', import.meta.url));

export interface StorePageServer {
  address: string;
  close(): Promise<void>;
}

/** Several may run at once. */
export async function startStorePage(): Promise<StorePageServer> {
  const outDir = join(cache, `store-page-${process.pid}`);
  const common = { configFile: false, root, base: './', logLevel: 'error' } as const;
  await build({
    ...common,
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0 },
    worker: { format: 'es' },
  });
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0 } });
  return {
    address: server.resolvedUrls?.local[0] ?? '',
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
