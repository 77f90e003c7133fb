/** What the command reads from its own folder: engine, grammars, rules. Each is read when it is needed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { RulePack } from '../../workers/protocol';

const FOLDER = new URL('./', import.meta.url);

/**
 * How long a function of the engine must have run before V8 compiles it again, for speed (about the bytes it executed;
 * V8 says 1,800,000). Compiling the large functions well cost as much as all of a scan of a thousand files; with this
 * only those are that a scan is really at work in.
 */
const TIERING_BUDGET = 60_000_000;

let engineBytes: Buffer | undefined;

function readEngine(): Buffer {
  engineBytes ??= readFileSync(new URL('engine.wasm', FOLDER));
  return engineBytes;
}

export function compileEngine(): Promise<WebAssembly.Module> {
  setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
  return WebAssembly.compile(new Uint8Array(readEngine()));
}

/** Changes with every build of the engine. */
export function engineHash(): string {
  return createHash('sha256').update(readEngine()).digest('hex').slice(0, 16);
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
  const file = new URL(`grammars/${name}.wasm`, FOLDER);
  if (!existsSync(file)) throw new Error(`There is no grammar ${name} beside the command.`);
  return WebAssembly.compile(new Uint8Array(readFileSync(file)));
}

/** The built-in rules. */
export function builtinRules(): RulePack {
  return JSON.parse(readFileSync(new URL('rules.json', FOLDER), 'utf8')) as RulePack;
}
