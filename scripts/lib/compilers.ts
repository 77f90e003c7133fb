/** Finds or installs what turns C and Rust into WebAssembly: clang, a linker, Rust's target. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { aptInstall } from './apt';
import { exitCode, output, RunError } from './run';

const TARGET = 'wasm32-unknown-unknown';
const VERSIONS = Array.from({ length: 12 }, (_, index) => 25 - index);

export interface CCompiler {
  clang: string;
  linker: string;
  /** Archives object files; undefined lets cargo choose. */
  archiver?: string;
}

let compiler: Promise<CCompiler> | undefined;

/** A clang that targets wasm32 and a linker for it; installs them, once, through apt where that is possible. */
export function cCompiler(): Promise<CCompiler> {
  compiler ??= findOrInstall();
  return compiler;
}

async function findOrInstall(): Promise<CCompiler> {
  const found = findCCompiler();
  if (found) return found;
  await aptInstall(['clang', 'lld', 'llvm']);
  const installed = findCCompiler();
  if (installed) return installed;
  throw new RunError(
    'Assay needs a clang that targets wasm32, and wasm-ld: on Debian or Ubuntu run `sudo apt-get install clang lld llvm`, ' +
      'on Fedora `sudo dnf install clang lld llvm`, on macOS `brew install llvm lld`, on Windows `winget install LLVM.LLVM`; then run this again.',
  );
}

function findCCompiler(): CCompiler | undefined {
  const clang = candidates('clang').find((program) =>
    output(program, ['--print-targets'])?.includes('wasm32'),
  );
  const linker = [...candidates('wasm-ld'), ...rustLinkers()].find((program) =>
    output(program, ['--version']),
  );
  const archiver = candidates('llvm-ar').find((program) => output(program, ['--version']));
  return clang && linker ? { clang, linker, archiver } : undefined;
}

/** A program of LLVM under the names and in the places where systems have it; `CLANG` and the like win. */
function candidates(name: string): string[] {
  const chosen = process.env[name.toUpperCase().replace('-', '_')];
  const versioned = VERSIONS.flatMap((version) => [
    `${name}-${version}`,
    `/usr/lib/llvm-${version}/bin/${name}`,
  ]);
  const brewed = ['llvm', 'lld'].flatMap((keg) => [
    `/opt/homebrew/opt/${keg}/bin/${name}`,
    `/usr/local/opt/${keg}/bin/${name}`,
  ]);
  return [
    ...(chosen ? [chosen] : []),
    name,
    ...brewed,
    `C:\\Program Files\\LLVM\\bin\\${name}.exe`,
    ...versioned,
  ];
}

/** The linker that rustup ships with each toolchain. */
function rustLinkers(): string[] {
  const libraries = output('rustc', ['--print', 'target-libdir'])?.trim();
  return libraries ? [join(dirname(libraries), 'bin/gcc-ld/wasm-ld')] : [];
}

export interface RustTarget {
  /** Of wasm-pack: `no-install` checks the compiler and never installs; `force` skips that check. */
  mode: 'no-install' | 'force';
  /** What cargo needs to be told in addition. */
  args: string[];
  env: Record<string, string>;
}

/** Makes sure that Rust can compile to WebAssembly. */
export async function rustTarget(): Promise<RustTarget> {
  const sysroot = output('rustc', ['--print', 'sysroot'])?.trim();
  if (!sysroot || !output('cargo', ['--version'])) {
    throw new RunError(
      'Assay needs Rust: install it from https://rustup.rs, open a new terminal and run this again.',
    );
  }
  const hasTarget = () => existsSync(join(sysroot, 'lib/rustlib', TARGET, 'lib'));
  if (!hasTarget() && output('rustup', ['--version'])) await exitCode('rustup', ['target', 'add', TARGET]);
  if (hasTarget()) return { mode: 'no-install', args: [], env: {} };
  return standardLibraryFromSource(sysroot);
}

/** For Rust from a distribution: builds the standard library from the sources it has as a package. */
function standardLibraryFromSource(sysroot: string): RustTarget {
  if (!existsSync(join(sysroot, 'lib/rustlib/src/rust/library/std'))) {
    throw new RunError(
      `Rust cannot compile to ${TARGET} here: use Rust from https://rustup.rs, or install your distribution's sources of ` +
        'the standard library (Debian: `sudo apt-get install rust-web-src rustc-web cargo-web`) and run this again.',
    );
  }
  // wasm-pack looks for a ready standard library, and takes its absence for an error unless forced.
  return { mode: 'force', args: ['-Zbuild-std=std,panic_abort'], env: { RUSTC_BOOTSTRAP: '1' } };
}
