/** `virtual:languages`: what the engine knows of its languages, as a module that the page can read without an engine. */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { ENGINE, inRoot } from '../lib/paths';

const ID = 'virtual:languages';
const RESOLVED = `\0${ID}`;

export function languageData(): Plugin {
  return {
    name: 'assay-languages',
    resolveId: (id) => (id === ID ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      const { initSync, languages } = await import('../../crates/wasm/pkg/assay_wasm.js');
      initSync({ module: readFileSync(inRoot(ENGINE)) });
      const known = languages().map(({ grammar: _, ...language }) => language);
      return `export default ${JSON.stringify(known)}`;
    },
  };
}
