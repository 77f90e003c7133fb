/** Finds or installs what turns C and Rust into WebAssembly: clang, a linker, the target, wasm-bindgen. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { aptInstall } from './apt';
import { lockedVersion } from './cargo';
import { sharedCache } from './paths';
import { exitCode, output, RunError, run } from './run';

const TARGET = 'wasm32-unknown-unknown';
const VERSIONS = Array.from({ length: 12 }, (_, index) => 25 - index);

export interface CCompiler {
  clang: string;
  linker: string;
  /** Archives object files; undefined lets cargo choose. */
  archiver?: string;
}

/** A clang that targets wasm32 and a linker for it; installs them through apt where that is possible. */
export async function cCompiler(): Promise<CCompiler> {
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

/** Makes sure that Rust can compile to WebAssembly; returns what cargo needs to be told in addition. */
export async function rustTarget(): Promise<{ args: string[]; env: Record<string, string> }> {
  const sysroot = output('rustc', ['--print', 'sysroot'])?.trim();
  if (!sysroot || !output('cargo', ['--version'])) {
    throw new RunError(
      'Assay needs Rust: install it from https://rustup.rs, open a new terminal and run this again.',
    );
  }
  const hasTarget = () => existsSync(join(sysroot, 'lib/rustlib', TARGET, 'lib'));
  if (!hasTarget() && output('rustup', ['--version'])) await exitCode('rustup', ['target', 'add', TARGET]);
  if (hasTarget()) return { args: [], env: {} };
  return standardLibraryFromSource(sysroot);
}

/** For Rust from a distribution: builds the standard library from the sources it has as a package. */
function standardLibraryFromSource(sysroot: string): { args: string[]; env: Record<string, string> } {
  if (!existsSync(join(sysroot, 'lib/rustlib/src/rust/library/std'))) {
    throw new RunError(
      `Rust cannot compile to ${TARGET} here: use Rust from https://rustup.rs, or install your distribution's sources of ` +
        'the standard library (Debian: `sudo apt-get install rust-web-src rustc-web cargo-web`) and run this again.',
    );
  }
  return { args: ['-Zbuild-std=std,panic_abort'], env: { RUSTC_BOOTSTRAP: '1' } };
}

/** wasm-bindgen's command of exactly the version in `Cargo.lock`, installed once for all clones. */
export async function wasmBindgen(): Promise<string> {
  const version = lockedVersion('wasm-bindgen');
  const folder = join(sharedCache, `wasm-bindgen-${version}`);
  const program = join(folder, 'bin', process.platform === 'win32' ? 'wasm-bindgen.exe' : 'wasm-bindgen');
  if (output(program, ['--version'])?.includes(version)) return program;
  console.log(`Installing wasm-bindgen ${version} (once, some minutes) …`);
  const install = ['install', 'wasm-bindgen-cli', '--version', `=${version}`, '--root', folder];
  // Its lock file may name a crate that was withdrawn; without it cargo takes the nearest there is.
  if ((await exitCode('cargo', [...install, '--locked'])) !== 0) await run('cargo', install);
  return program;
}
