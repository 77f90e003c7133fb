/**
 * Builds the engine: Rust to WebAssembly, wasm-bindgen, wasm-opt, into `crates/wasm/pkg`.
 *
 * The engine exports its function table and a small C library, because grammars are linked into it
 * while it runs; see `workers/analysis/grammar-loader.ts`.
 */
import { cpSync, rmSync, statSync } from 'node:fs';
import { C_LIBRARY } from './lib/c-library';
import { manifest, workspaceMembers } from './lib/cargo';
import { cCompiler, rustTarget, wasmBindgen } from './lib/compilers';
import { whenStarted } from './lib/main';
import { ENGINE, inRoot } from './lib/paths';
import { run } from './lib/run';
import { whenChanged } from './lib/stamps';

const STACK_BYTES = 4 << 20;
const FEATURES = [
  'simd',
  'bulk-memory',
  'sign-ext',
  'mutable-globals',
  'nontrapping-float-to-int',
  'reference-types',
  'multivalue',
];
const CRATES = [
  ...['crates/Cargo.toml', 'crates/Cargo.lock'],
  ...workspaceMembers().flatMap((name) => [`crates/${name}/Cargo.toml`, `crates/${name}/src`]),
];
const BUILT = 'crates/target/wasm32-unknown-unknown/release/assay_wasm.wasm';
const BOUND = 'crates/target/assay-wasm-pkg';
const PACKAGE = 'crates/wasm/pkg';

export function buildEngine(): Promise<boolean> {
  const step = {
    name: 'engine',
    inputs: [...CRATES, 'scripts/build-engine.ts', 'scripts/lib/compilers.ts', 'scripts/lib/c-library.ts'],
    outputs: [ENGINE, `${PACKAGE}/assay_wasm.js`, `${PACKAGE}/assay_wasm.d.ts`],
  };
  return whenChanged(step, async () => {
    await compile();
    await bind();
    await optimise();
    cpSync(inRoot(BOUND), inRoot(PACKAGE), { recursive: true });
    console.log(`Engine: ${(statSync(inRoot(ENGINE)).size / 1e6).toFixed(2)} MB`);
  });
}

async function compile(): Promise<void> {
  const { clang, archiver } = await cCompiler();
  const target = await rustTarget();
  const linkArgs = [
    '--export-table',
    '--growable-table',
    `-zstack-size=${STACK_BYTES}`,
    ...C_LIBRARY.map((name) => `--export=${name}`),
  ];
  const flags = ['-Ctarget-feature=+simd128', ...linkArgs.map((arg) => `-Clink-arg=${arg}`)];
  const env: Record<string, string> = {
    ...target.env,
    CC_wasm32_unknown_unknown: clang,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: flags.join(' '),
  };
  if (archiver) env.AR_wasm32_unknown_unknown = archiver;
  const args = [
    'build',
    '--release',
    '--target',
    'wasm32-unknown-unknown',
    '-p',
    'assay-wasm',
    '--lib',
    '--manifest-path',
    manifest,
  ];
  await run('cargo', [...args, ...target.args], { env });
}

async function bind(): Promise<void> {
  rmSync(inRoot(BOUND), { recursive: true, force: true });
  await run(await wasmBindgen(), ['--target', 'web', '--out-dir', inRoot(BOUND), inRoot(BUILT)]);
}

async function optimise(): Promise<void> {
  const wasmOpt = inRoot('node_modules/binaryen/bin/wasm-opt');
  const module = inRoot(BOUND, 'assay_wasm_bg.wasm');
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  // For size: the compiler has already optimised for speed, and `-O3` here made nothing faster.
  await run(process.execPath, [wasmOpt, '-Os', '--strip-producers', ...features, module, '-o', module]);
}

await whenStarted(import.meta.url, async () => {
  console.log((await buildEngine()) ? 'The engine is built.' : 'The engine is up to date.');
});
