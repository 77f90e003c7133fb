/**
 * Makes every grammar as a WebAssembly side module: the one that its npm package ships, or compiled from
 * the C sources in its crate.
 *
 * Which grammars there are, and in which crate each one is, stands in `crates/languages/Cargo.toml`;
 * the versions are those of `Cargo.lock`. A module depends on nothing but its sources, so it is kept
 * in the cache that all clones share, and only copied from there.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { C_LIBRARY, LOADER_LIBRARY } from './lib/c-library';
import { compileGrammar } from './lib/compile-grammar';
import { type Grammar, listGrammars } from './lib/grammars';
import { limited } from './lib/limited';
import { whenStarted } from './lib/main';
import { inRoot, sharedCache } from './lib/paths';
import { isPublished, publishedModule } from './lib/published-grammars';
import { RunError } from './lib/run';
import { whenChanged } from './lib/stamps';

/** Where the modules are for the page's build, the command line and tests; from the project's folder. */
export const grammarFolder = 'public/grammars';

/** Grammars on their way: each is in `grammarFolder` when its promise is kept. */
export type GrammarBuild = Map<string, Promise<void>>;

/** Makes all grammars and waits for them. */
export async function buildGrammars(): Promise<void> {
  await Promise.all(startGrammars().values());
}

/** Starts to make what is missing, the quickest first, so that what most projects need is there soon. */
export function startGrammars(): GrammarBuild {
  const grammars = listGrammars().sort((a, b) => effort(a) - effort(b));
  removeOthers(grammars);
  const missing = grammars.filter((grammar) => !existsSync(keptAt(grammar)));
  if (missing.length > 0) console.log(`Making ${missing.length} grammars (once for all clones) …`);
  const inTurn = limited(availableParallelism());
  const ready = async (grammar: Grammar) => {
    if (missing.includes(grammar)) await inTurn(() => make(grammar));
    await deliver(grammar);
  };
  return new Map(grammars.map((grammar) => [grammar.name, ready(grammar)]));
}

/** Changes when the same sources would give another module, whether npm has it or it is compiled. */
const RECIPE = { published: 2, compiled: 1 };

/** Where a finished module is kept. */
function keptAt(grammar: Grammar): string {
  const { crate, version, name } = grammar;
  const recipe = isPublished(grammar) ? RECIPE.published : RECIPE.compiled;
  return join(sharedCache, 'grammars', `${crate}-${version}-${name}-${recipe}.wasm`);
}

/** Bytes of C to compile; a published module only has to be fetched. */
function effort(grammar: Grammar): number {
  return isPublished(grammar) ? 0 : statSync(join(grammar.source, 'parser.c')).size;
}

async function make(grammar: Grammar): Promise<void> {
  const started = Date.now();
  const scratch = mkdtempSync(join(tmpdir(), 'assay-grammar-'));
  try {
    const published = await publishedModule(grammar, scratch);
    const module = published ?? (await compileGrammar(grammar, scratch));
    checkImports(grammar.name, module);
    replace(module, keptAt(grammar));
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const size = (statSync(module).size / 1e6).toFixed(2);
    console.log(`  ${grammar.name}: ${size} MB, ${published ? 'from npm' : 'compiled'} in ${seconds} s`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** A symbol that nobody gives would only be missed when the grammar is loaded. */
function checkImports(name: string, file: string): void {
  const known = new Set([...C_LIBRARY, ...LOADER_LIBRARY]);
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(file)));
  const unknown = imports.filter((entry) => entry.module === 'env' && !known.has(entry.name));
  if (unknown.length === 0) return;
  const names = unknown.map((entry) => entry.name).join(', ');
  throw new RunError(
    `The grammar ${name} calls ${names}, which the engine does not have: see scripts/lib/c-library.ts`,
  );
}

/** Changes when the module of any grammar does. */
export function grammarVersions(): string {
  return listGrammars().map(keptAt).join();
}

/** Copies a module to the place from where it is served. */
async function deliver(grammar: Grammar): Promise<void> {
  const module = keptAt(grammar);
  const path = `${grammarFolder}/${grammar.name}.wasm`;
  const salt = JSON.stringify([module, statSync(module).mtimeMs]);
  const step = { name: `grammar-${grammar.name}`, inputs: [], salt, outputs: [path] };
  await whenChanged(step, async () => replace(module, inRoot(path), inRoot('.cache')));
}

/** Removes the modules of grammars that are no more. */
function removeOthers(grammars: Grammar[]): void {
  mkdirSync(inRoot(grammarFolder), { recursive: true });
  const wanted = new Set(grammars.map(({ name }) => `${name}.wasm`));
  for (const file of readdirSync(inRoot(grammarFolder)))
    if (!wanted.has(file)) rmSync(inRoot(grammarFolder, file), { recursive: true });
}

/** Puts a copy of a file in its place in one step, so that nobody ever sees half of it; `scratch` is on the same disk. */
function replace(from: string, to: string, scratch = dirname(to)): void {
  for (const folder of [dirname(to), scratch]) mkdirSync(folder, { recursive: true });
  const beside = join(scratch, `${basename(to)}.${process.pid}`);
  copyFileSync(from, beside);
  renameSync(beside, to);
}

await whenStarted(import.meta.url, buildGrammars);
