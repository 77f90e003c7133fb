/** Serves the built page without building it: `tsx scripts/serve.ts [PORT]`. */
import { whenStarted } from './lib/main';
import { inRoot } from './lib/paths';
import { serve } from './lib/static-server';

export const DEFAULT_PORT = 4173;

await whenStarted(import.meta.url, async () => {
  const { address } = await serve(inRoot('dist'), Number(process.argv[2] ?? DEFAULT_PORT));
  console.log(`Assay is at ${address}`);
});
