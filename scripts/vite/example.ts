/**
 * Packs each folder of `public/examples` into a zip, which is what the page opens. The folders lie under
 * `public` only to be found there; they are not part of the built site.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import type { Plugin } from 'vite';
import { inRoot } from '../lib/paths';

const FOLDER = 'public/examples';
/** Fixed, so that the same files give the same bytes. */
const MODIFIED = new Date('2026-01-01T12:00:00Z');

/** The folder's files as a zip, paths relative to it. */
export function packExample(name: string): Uint8Array {
  return zipSync(entriesOf(inRoot(FOLDER, name)), { level: 9, mtime: MODIFIED });
}

function entriesOf(folder: string, prefix = ''): Zippable {
  const entries: Zippable = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) Object.assign(entries, entriesOf(path, `${prefix}${entry.name}/`));
    else entries[prefix + entry.name] = readFileSync(path);
  }
  return entries;
}

function exampleNames(): string[] {
  const entries = readdirSync(inRoot(FOLDER), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

export function examples(): Plugin {
  let outDir = 'dist';
  return {
    name: 'assay-examples',
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    configureServer: (server) => {
      server.middlewares.use((request, response, next) => {
        const name = /^\/examples\/([\w-]+)\.zip$/.exec(request.url ?? '')?.[1];
        if (name === undefined || !exampleNames().includes(name)) return next();
        response.setHeader('Content-Type', 'application/zip');
        response.end(packExample(name));
      });
    },
    generateBundle() {
      for (const name of exampleNames()) {
        this.emitFile({ type: 'asset', fileName: `examples/${name}.zip`, source: packExample(name) });
      }
    },
    closeBundle: () => {
      for (const name of exampleNames())
        rmSync(inRoot(outDir, 'examples', name), { recursive: true, force: true });
    },
  };
}
