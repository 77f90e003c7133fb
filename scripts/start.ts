/**
 * `npm start`: sets up, builds and serves the page, and says where it is. The page is there as soon as the
 * engine is; a grammar that is still being made is waited for only by who asks for it.
 */
import { buildPage } from './build';
import { type GrammarBuild, startGrammars } from './build-grammars';
import { whenStarted } from './lib/main';
import { inRoot } from './lib/paths';
import { serve, type WhenMade } from './lib/static-server';
import { DEFAULT_PORT } from './serve';
import { buildEngineAndRules } from './setup';

/** A request for a grammar is answered when that is made, or has failed. */
function whenMade(grammars: GrammarBuild): WhenMade {
  return async (path) => {
    const name = /^\/grammars\/(.+)\.wasm$/.exec(path)?.[1];
    await grammars.get(name ?? '')?.catch(() => {});
  };
}

/** Says which grammars are still being made, and when that is over. */
async function watch(grammars: GrammarBuild): Promise<void> {
  const missing = new Set(grammars.keys());
  const all = [...grammars].map(([name, made]) => made.then(() => missing.delete(name)));
  const over = Promise.allSettled(all);
  await Promise.race([over, new Promise((done) => setImmediate(done))]);
  if (missing.size === 0) return;
  console.log(`\nStill making grammars, and files in these languages wait: ${[...missing].join(', ')}`);
  const failures = (await over).filter((result) => result.status === 'rejected');
  for (const { reason } of failures) console.error(reason instanceof Error ? reason.message : reason);
  if (failures.length === 0) console.log('All grammars are there.');
}

await whenStarted(import.meta.url, async () => {
  const started = startGrammars();
  // What fails is told by `watch`, once the page is there.
  for (const made of started.values()) made.catch(() => {});
  await buildEngineAndRules();
  const grammars = await buildPage(started);
  const port = Number(process.env.PORT ?? DEFAULT_PORT);
  const { address } = await serve(inRoot('dist'), port, whenMade(grammars));
  console.log(`\nAssay is at ${address}\nPress Ctrl+C to stop.`);
  await watch(grammars);
});
