/** `npm run dev`: sets up and starts Vite's server, which shows changes of the page at once. */
import { createServer } from 'vite';
import { whenStarted } from './lib/main';
import { inRoot } from './lib/paths';
import { setUp } from './setup';

await whenStarted(import.meta.url, async () => {
  await setUp();
  const server = await createServer({ configFile: inRoot('vite.config.ts'), root: inRoot() });
  await server.listen();
  server.printUrls();
});
