/** The site's own static files that are loaded on demand: engine, database, grammars, rules, example, formatters. */
import biomeUrl from '@wasm-fmt/biome_fmt/biome_fmt_bg.wasm?url';
import clangFormatUrl from '@wasm-fmt/clang-format/clang-format.wasm?url';
import gofmtUrl from '@wasm-fmt/gofmt/gofmt.wasm?url';
import ruffUrl from '@wasm-fmt/ruff_fmt/ruff_fmt_bg.wasm?url';
import sqlUrl from '@wasm-fmt/sql_fmt/sql_fmt_bg.wasm?url';
import taploUrl from '@wasm-fmt/taplo_fmt/taplo_fmt_bg.wasm?url';
import sqliteUrl from 'wa-sqlite/dist/wa-sqlite-async.wasm?url';
import engineUrl from '../../crates/wasm/pkg/assay_wasm_bg.wasm?url';
import type { Formatter } from '../../workers/protocol';
import { load } from './load';
import { keepFile } from './offline';
import { siteFiles } from './site-files';

/** Compiles the engine while it is still arriving. */
export function loadEngine(): Promise<WebAssembly.Module> {
  return load(pathOf(engineUrl), 'The engine', compile);
}

/** Compiles SQLite. */
export function loadSqlite(): Promise<WebAssembly.Module> {
  return load(pathOf(sqliteUrl), 'The database code', compile);
}

/** Compiles a grammar by its file's name. */
export function loadGrammar(name: string): Promise<WebAssembly.Module> {
  return load(`grammars/${name}.wasm`, `The grammar ${name}`, compile);
}

const EMBEDDING = 'embedding/words.bin';

/** What words mean, for questions that are asked by it; from then on it is there without the server, too. */
export async function loadEmbedding(): Promise<ArrayBuffer> {
  const bytes = await load(EMBEDDING, 'The list of related words', (response) => response.arrayBuffer());
  void keepFile(EMBEDDING).catch(() => {});
  return bytes;
}

/** How large that is; undefined where this copy of the site was built without it. */
export function embeddingBytes(): number | undefined {
  return siteFiles()?.files.find(({ path }) => path === EMBEDDING)?.bytes;
}

const formatters: Record<Formatter, string> = {
  biome: biomeUrl,
  ruff: ruffUrl,
  gofmt: gofmtUrl,
  'clang-format': clangFormatUrl,
  'sql-fmt': sqlUrl,
  taplo: taploUrl,
};
const compiled = new Map<Formatter, Promise<WebAssembly.Module>>();

/** Compiles a formatter, once; again where that failed. */
export function loadFormatter(name: Formatter): Promise<WebAssembly.Module> {
  const known = compiled.get(name);
  if (known) return known;
  const module = load(pathOf(formatters[name]), 'The formatter', compile);
  compiled.set(name, module);
  module.catch(() => compiled.delete(name));
  return module;
}

/** Fetches one of the site's own files; `what` names it for people. */
export function fetchAsset(path: string, what: string): Promise<Blob> {
  return load(path, what, (response) => response.blob());
}

/** From an address that the bundler gives, the path from the page's folder. */
export function pathOf(address: string): string {
  const folder = new URL('.', document.baseURI).href;
  return new URL(address, document.baseURI).href.slice(folder.length);
}

/** Hosts that serve wasm under another type make `compileStreaming` refuse it. */
async function compile(response: Response): Promise<WebAssembly.Module> {
  if (response.headers.get('content-type')?.startsWith('application/wasm')) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
