/**
 * What the command reads from its own folder: engine, grammars, rules. Each is read when it is needed, and compared with
 * what the command was built with: a damaged one would find less, or something else.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { AssayError, type RulePack } from '../../workers/protocol';

const FOLDER = new URL('./', import.meta.url);

/**
 * How long a function of the engine must have run before V8 compiles it again, for speed (about the bytes it executed;
 * V8 says 1,800,000). To compile the large functions well costs seconds of processor time, more than a scan of some dozen
 * files takes as a whole; with this only those are that a scan of many files is really at work in.
 */
const TIERING_BUDGET = 300_000_000;

let engineBytes: Buffer | undefined;
let hashes: Record<string, string> | undefined;

function readEngine(): Buffer {
  engineBytes ??= readAsset('engine.wasm');
  return engineBytes;
}

/** The bytes of a file beside the command; `assets.json` has the SHA-256 of each in base64. */
function readAsset(path: string): Buffer {
  hashes ??= JSON.parse(read('assets.json').toString()) as Record<string, string>;
  const bytes = read(path);
  if (createHash('sha256').update(bytes).digest('base64') === hashes[path]) return bytes;
  throw notLoaded(path, 'It does not match this version of Assay.');
}

function read(path: string): Buffer {
  try {
    return readFileSync(new URL(path, FOLDER));
  } catch (error) {
    throw notLoaded(path, `It cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function notLoaded(path: string, detail: string): AssayError {
  const message = `Assay’s own file ${path} could not be loaded.`;
  return new AssayError({ code: 'not-loaded', message, detail, help: 'Reinstall Assay.' });
}

export function compileEngine(): Promise<WebAssembly.Module> {
  setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
  return WebAssembly.compile(new Uint8Array(readEngine()));
}

/** Changes with every build of the engine, its grammars or the built-in rules. */
export function engineHash(): string {
  return createHash('sha256').update(read('assets.json')).digest('hex').slice(0, 16);
}

/** What words mean, for questions that are asked by it. */
export async function loadEmbedding(): Promise<ArrayBuffer> {
  return new Uint8Array(readAsset('embedding.bin')).buffer;
}

const grammars = new Map<string, Promise<WebAssembly.Module>>();

/** A grammar, compiled once however many threads ask for it. */
export function loadGrammar(name: string): Promise<WebAssembly.Module> {
  const known = grammars.get(name);
  if (known) return known;
  const compiled = compileGrammar(name);
  grammars.set(name, compiled);
  return compiled;
}

async function compileGrammar(name: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(new Uint8Array(readAsset(`grammars/${name}.wasm`)));
}

/** The built-in rules. */
export function builtinRules(): RulePack {
  return JSON.parse(readAsset('rules.json').toString()) as RulePack;
}
