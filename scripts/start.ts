/** `npm start`: sets up, builds and serves the page, and says where it is. */
import { build } from './build';
import { whenStarted } from './lib/main';
import { inRoot } from './lib/paths';
import { serve } from './lib/static-server';
import { DEFAULT_PORT } from './serve';

await whenStarted(import.meta.url, async () => {
  await build();
  const { address } = await serve(inRoot('dist'), Number(process.env.PORT ?? DEFAULT_PORT));
  console.log(`\nAssay is at ${address}\nPress Ctrl+C to stop.`);
});
