/** Builds the page into `dist/` and the headless runner into `dist-node/`; skips what has not changed. */
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { build as viteBuild } from 'vite';
import { buildEmbedding, EMBEDDING, embeddingVersion } from './build-embedding';
import { type GrammarBuild, grammarFolder, grammarVersions, startGrammars } from './build-grammars';
import { whenStarted } from './lib/main';
import { ENGINE, inRoot } from './lib/paths';
import { SERVICE_WORKER, writeHashes, writeSiteFiles } from './lib/site-files';
import { whenChanged } from './lib/stamps';
import { setUp } from './setup';
import { languageData } from './vite/languages';

// Imports without an extension, which one of Vite's ways to load its configuration cannot follow, are meant.
process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';

const SOURCES = ['src', 'workers', 'public', 'package-lock.json', ENGINE, 'crates/wasm/pkg/assay_wasm.js'];

/** How long each plugin took is of no interest to who only wants to start. */
const QUIET = { checks: { pluginTimings: false, bundlerTimings: false } };

export async function build(): Promise<void> {
  await buildRunner();
  const grammars = await buildPage(startGrammars());
  await Promise.all(grammars.values());
}

/**
 * Builds the page without waiting for grammars that are still being made; the engine must be there. Returns them
 * anew: each is in `dist/` when its promise is kept.
 */
export async function buildPage(grammars: GrammarBuild): Promise<GrammarBuild> {
  await buildEmbedding();
  const inputs = [...SOURCES, 'index.html', 'vite.config.ts'].filter((path) => path !== 'public');
  const shown = readdirSync(inRoot('public')).filter((name) => name !== 'grammars' && name !== 'embedding');
  const step = {
    name: 'page',
    inputs: [...inputs, ...shown.map((name) => `public/${name}`)],
    salt: `${grammarVersions()} ${embeddingVersion()}`,
    outputs: ['dist/index.html'],
  };
  const ran = await whenChanged(step, async () => {
    await viteBuild({
      configFile: inRoot('vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: inRoot('dist'), emptyOutDir: true, rolldownOptions: QUIET },
    });
  });
  if (ran) console.log('The page is in dist/.');
  const making = new Set([...grammars.keys()].filter((name) => !existsSync(inDist(name))));
  const list = () =>
    writeSiteFiles(
      inRoot('dist'),
      [...making].map((name) => `grammars/${name}.wasm`),
    );
  // A build that was broken off has left a list that still waits.
  if (ran || !existsSync(inRoot('dist', SERVICE_WORKER))) await list();
  const settle = async (name: string) => {
    if (making.delete(name)) await list();
  };
  const add = (name: string, made: Promise<void>) =>
    made.then(() => addToPage(name)).finally(() => settle(name));
  return new Map([...grammars].map(([name, made]) => [name, add(name, made)]));
}

function inDist(grammar: string): string {
  return inRoot('dist/grammars', `${grammar}.wasm`);
}

/** Vite has copied the grammars that were there; this adds those that came later. */
function addToPage(grammar: string): void {
  const path = inDist(grammar);
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(inRoot(grammarFolder, `${grammar}.wasm`), path);
}

export async function buildRunner(): Promise<void> {
  await setUp();
  await buildEmbedding();
  const ran = await whenChanged(
    { name: 'runner', inputs: SOURCES, salt: embeddingVersion(), outputs: ['dist-node/assay.mjs'] },
    async () => {
      rmSync(inRoot('dist-node'), { recursive: true, force: true });
      await viteBuild({
        configFile: inRoot('src/cli/vite.config.ts'),
        plugins: [languageData()],
        logLevel: 'warn',
        build: { rolldownOptions: QUIET },
      });
      copyAssets();
    },
  );
  if (ran) console.log('The runner is dist-node/assay.mjs.');
}

/** The runner finds the engine, the grammars and the rules beside itself. */
function copyAssets(): void {
  copyFileSync(inRoot(ENGINE), inRoot('dist-node/engine.wasm'));
  copyFileSync(inRoot('public/rules/builtin.json'), inRoot('dist-node/rules.json'));
  cpSync(inRoot('public/grammars'), inRoot('dist-node/grammars'), { recursive: true });
  const hasEmbedding = existsSync(inRoot(EMBEDDING));
  if (hasEmbedding) copyFileSync(inRoot(EMBEDDING), inRoot('dist-node/embedding.bin'));
  const files = ['engine.wasm', 'rules.json', ...(hasEmbedding ? ['embedding.bin'] : [])];
  writeHashes(inRoot('dist-node'), files, 'grammars');
}

await whenStarted(import.meta.url, build);
