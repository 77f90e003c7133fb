/** Where things are: the project's folder, and the cache that all clones on this machine share. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export function inRoot(...parts: string[]): string {
  return join(root, ...parts);
}

/** The engine as it ships; built, never committed. */
export const ENGINE = 'crates/wasm/pkg/assay_wasm_bg.wasm';

/** Results that depend on nothing but a version: tools and grammars. Safe to delete. */
export const sharedCache =
  process.env.ASSAY_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'assay');
