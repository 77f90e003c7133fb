/** Compiles a grammar from the C sources in its crate to a WebAssembly side module. */
import { join } from 'node:path';
import { cCompiler } from './compilers';
import { type Grammar, sourcesOf, symbolOf } from './grammars';
import { run } from './run';

/** Older clangs make position-independent code only for the emscripten triple; nothing else of it is used. */
const COMPILE = [
  '--target=wasm32-unknown-emscripten',
  '-O3',
  '-msimd128',
  '-mbulk-memory',
  '-fPIC',
  // No header of the machine's own system, only clang's and those of `includes`.
  '-nostdlibinc',
  // Some scanners take wchar_t and static_assert for granted.
  ...['-include', 'stddef.h', '-Dstatic_assert=_Static_assert'],
  '-DNDEBUG',
  '-w',
];
const LINK = ['-shared', '--experimental-pic', '--no-entry', '--allow-undefined', '--strip-debug'];

/** Compiles and links in the folder `scratch`; returns the path of the module. */
export async function compileGrammar(grammar: Grammar, scratch: string): Promise<string> {
  const { clang, linker } = await cCompiler();
  // Headers of the small C library that the engine brings, and those beside the sources.
  const includes = [join(grammar.library, 'wasm/include'), grammar.source].flatMap((path) => ['-I', path]);
  const objects: string[] = [];
  for (const name of sourcesOf(grammar)) {
    const object = join(scratch, `${name}.o`);
    const args = [...COMPILE, ...includes, '-c', join(grammar.source, name), '-o', object];
    await run(clang, args, { inBackground: true });
    objects.push(object);
  }
  const linked = join(scratch, 'linked.wasm');
  await run(linker, [...LINK, `--export=${symbolOf(grammar)}`, ...objects, '-o', linked]);
  return linked;
}
