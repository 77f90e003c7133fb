/**
 * Builds every grammar as a WebAssembly side module, from the C sources in its crate.
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
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { C_LIBRARY, LOADER_LIBRARY } from './lib/c-library';
import { packages } from './lib/cargo';
import { type CCompiler, cCompiler } from './lib/compilers';
import { whenStarted } from './lib/main';
import { inRoot, sharedCache } from './lib/paths';
import { RunError, run } from './lib/run';
import { whenChanged } from './lib/stamps';

/** Changes when the same sources would give another module. */
const RECIPE = 1;
/** Older clangs make position-independent code only for the emscripten triple; nothing else of it is used. */
const COMPILE = [
  '--target=wasm32-unknown-emscripten',
  '-O3',
  '-msimd128',
  '-mbulk-memory',
  '-fPIC',
  // No header of the machine's own system, only clang's and those of includeFolders.
  '-nostdlibinc',
  // Some scanners take wchar_t and static_assert for granted.
  ...['-include', 'stddef.h', '-Dstatic_assert=_Static_assert'],
  '-DNDEBUG',
  '-w',
];
const LINK = ['-shared', '--experimental-pic', '--no-entry', '--allow-undefined', '--strip-debug'];

interface Grammar {
  name: string;
  /** Folder of `parser.c` and `scanner.c`. */
  source: string;
  /** Folder of the crate with the C headers. */
  library: string;
  /** Where the finished module is kept. */
  module: string;
}

/** Where the modules are for the page's build, the command line and tests; from the project's folder. */
export const grammarFolder = 'public/grammars';

export async function buildGrammars(): Promise<void> {
  const grammars = listGrammars();
  const missing = grammars.filter(({ module }) => !existsSync(module));
  if (missing.length > 0) {
    console.log(`Building ${missing.length} grammars (once for all clones, some minutes) …`);
    await buildAll(missing, await cCompiler());
  }
  const step = {
    name: 'grammars',
    inputs: [],
    salt: JSON.stringify(grammars.map(({ name, module }) => [name, module, statSync(module).mtimeMs])),
    outputs: grammars.map(({ name }) => `${grammarFolder}/${name}.wasm`),
  };
  await whenChanged(step, async () => {
    rmSync(inRoot(grammarFolder), { recursive: true, force: true });
    mkdirSync(inRoot(grammarFolder), { recursive: true });
    for (const { name, module } of grammars) copyFileSync(module, inRoot(grammarFolder, `${name}.wasm`));
  });
}

function listGrammars(): Grammar[] {
  const all = new Map(packages().map((crate) => [crate.name, crate]));
  const find = (name: string) => {
    const crate = all.get(name);
    if (!crate) throw new RunError(`crates/languages/Cargo.toml does not list ${name} as a dependency`);
    return crate;
  };
  const library = find('tree-sitter-language').folder;
  const listed = find('assay-languages').metadata as {
    grammars: Record<string, { crate: string; source?: string }>;
  };
  return Object.entries(listed.grammars).map(([name, { crate, source = 'src' }]) => {
    const { version, folder } = find(crate);
    const file = `${crate}-${version}-${name}-${RECIPE}.wasm`;
    return { name, source: join(folder, source), library, module: join(sharedCache, 'grammars', file) };
  });
}

/** Builds on all cores, the largest first, because one large grammar takes as long as ten small ones. */
async function buildAll(grammars: Grammar[], compiler: CCompiler): Promise<void> {
  const size = ({ source }: Grammar) => statSync(join(source, 'parser.c')).size;
  const queue = [...grammars].sort((a, b) => size(b) - size(a));
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await buildOne(next, compiler);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

async function buildOne(grammar: Grammar, { clang, linker }: CCompiler): Promise<void> {
  const started = Date.now();
  const scratch = mkdtempSync(join(tmpdir(), 'assay-grammar-'));
  try {
    const objects: string[] = [];
    for (const name of ['parser', 'scanner']) {
      if (!existsSync(join(grammar.source, `${name}.c`))) continue;
      const object = join(scratch, `${name}.o`);
      const includes = includeFolders(grammar).flatMap((folder) => ['-I', folder]);
      await run(clang, [...COMPILE, ...includes, '-c', join(grammar.source, `${name}.c`), '-o', object]);
      objects.push(object);
    }
    const linked = join(scratch, 'linked.wasm');
    await run(linker, [...LINK, `--export=${symbol(grammar)}`, ...objects, '-o', linked]);
    checkImports(grammar.name, linked);
    keep(linked, grammar.module);
  } finally {
    rmSync(scratch, { recursive: true });
  }
  const size = (statSync(grammar.module).size / 1e6).toFixed(2);
  console.log(`  ${grammar.name}: ${size} MB in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Headers of the small C library that the engine brings, and those beside the sources. */
function includeFolders({ source, library }: Grammar): string[] {
  return [join(library, 'wasm/include'), source];
}

/** The name of the function that gives the grammar; it stands at the end of `parser.c`. */
function symbol({ source }: Grammar): string {
  const found = readFileSync(join(source, 'parser.c'), 'latin1')
    .slice(-5000)
    .match(/TSLanguage \*(tree_sitter_\w+)\(void\)/);
  if (!found?.[1]) throw new RunError(`${source}/parser.c ends without a function tree_sitter_…(void)`);
  return found[1];
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

/** Moves a finished module into the cache in one step, so that another build never sees half of it. */
function keep(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  const beside = `${to}.${process.pid}`;
  copyFileSync(from, beside);
  renameSync(beside, to);
}

await whenStarted(import.meta.url, buildGrammars);
