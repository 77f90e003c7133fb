/**
 * Builds the engine into `crates/wasm/pkg`: wasm-pack compiles and binds it, wasm-opt makes it small.
 *
 * The engine exports its function table and a small C library, because grammars are linked into it
 * while it runs; see `workers/grammars/link.ts`.
 */
import { cpSync, rmSync, statSync } from 'node:fs';
import { C_LIBRARY } from './lib/c-library';
import { workspaceMembers } from './lib/cargo';
import { pathWithEngineTools } from './lib/cargo-tools';
import { cCompiler, rustTarget } from './lib/compilers';
import { whenStarted } from './lib/main';
import { ENGINE, inRoot } from './lib/paths';
import { run } from './lib/run';
import { whenChanged } from './lib/stamps';

const STACK_BYTES = 4 << 20;
const SCRIPTS = [
  'scripts/build-engine.ts',
  ...['cargo-tools', 'compilers', 'c-library'].map((name) => `scripts/lib/${name}.ts`),
];
const FEATURES = [
  'simd',
  'bulk-memory',
  'sign-ext',
  'mutable-globals',
  'nontrapping-float-to-int',
  'reference-types',
  'multivalue',
];
const PACKAGE = 'crates/wasm/pkg';
/** Where wasm-pack works; what is finished is copied from there, so that nobody loads half an engine. */
const SCRATCH = 'crates/target/assay-wasm-pkg';

export function buildEngine(): Promise<boolean> {
  const step = {
    name: 'engine',
    inputs: [...sources(), ...SCRIPTS],
    outputs: [ENGINE, ...['assay_wasm.js', 'assay_wasm.d.ts'].map((name) => `${PACKAGE}/${name}`)],
    isShared: true,
  };
  return whenChanged(step, async () => {
    await compile();
    await optimise();
    cpSync(inRoot(SCRATCH), inRoot(PACKAGE), { recursive: true });
    console.log(`Engine: ${(statSync(inRoot(ENGINE)).size / 1e6).toFixed(2)} MB`);
  });
}

/** What the engine is compiled from: every crate of the workspace, and the lock file. */
function sources(): string[] {
  const crates = workspaceMembers().flatMap((name) => [`crates/${name}/Cargo.toml`, `crates/${name}/src`]);
  return ['crates/Cargo.toml', 'crates/Cargo.lock', ...crates];
}

/** Compiles, binds and writes the package; wasm-pack finds its wasm-bindgen on the path, so it downloads nothing. */
async function compile(): Promise<void> {
  rmSync(inRoot(SCRATCH), { recursive: true, force: true });
  const target = await rustTarget();
  const env = { ...(await compilerSettings()), ...target.env, PATH: await pathWithEngineTools() };
  const options = ['--mode', target.mode, '--target', 'web', '--release', '--no-opt', '--no-pack'];
  const crate = inRoot('crates/wasm');
  const args = ['build', crate, ...options, '--out-dir', inRoot(SCRATCH), '--', '--locked', ...target.args];
  await run('wasm-pack', args, { env });
}

async function compilerSettings(): Promise<Record<string, string>> {
  const { clang, archiver } = await cCompiler();
  const linkArgs = [
    '--export-table',
    '--growable-table',
    `-zstack-size=${STACK_BYTES}`,
    ...C_LIBRARY.map((name) => `--export=${name}`),
  ];
  const flags = ['-Ctarget-feature=+simd128', ...linkArgs.map((arg) => `-Clink-arg=${arg}`)];
  return {
    CC_wasm32_unknown_unknown: clang,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: flags.join(' '),
    ...(archiver ? { AR_wasm32_unknown_unknown: archiver } : {}),
  };
}

/** wasm-opt from npm, which wasm-pack would download from elsewhere. */
async function optimise(): Promise<void> {
  const wasmOpt = inRoot('node_modules/binaryen/bin/wasm-opt');
  const module = inRoot(SCRATCH, 'assay_wasm_bg.wasm');
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  // For size: the compiler has already optimised for speed, and `-O3` here made nothing faster.
  await run(process.execPath, [wasmOpt, '-Os', '--strip-producers', ...features, module, '-o', module]);
}

await whenStarted(import.meta.url, async () => {
  console.log((await buildEngine()) ? 'The engine is built.' : 'The engine is up to date.');
});
