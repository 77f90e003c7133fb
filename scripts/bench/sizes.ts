/** What a first visit loads, compressed as a host would. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ENGINE, inRoot } from '../lib/paths';

interface Size {
  what: string;
  /** Compressed bytes. */
  bytes(): number;
  limit: number;
}

/** `dist/` must have been built. */
export const SIZES: Size[] = [
  { what: 'engine', bytes: () => gzipped(inRoot(ENGINE)), limit: 1_800_000 },
  { what: 'initial JavaScript', bytes: initialScriptBytes, limit: 200_000 },
];

export function benchSizes(): string[] {
  const kB = (bytes: number) => `${(bytes / 1e3).toFixed(0)} kB`;
  return SIZES.map(({ what, bytes, limit }) => `${what}, gzip: ${kB(bytes())} (under ${kB(limit)})`);
}

function initialScriptBytes(): number {
  return initialScripts(inRoot('dist')).reduce((sum, file) => sum + gzipped(file), 0);
}

function gzipped(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length;
}

/** The scripts of the page and all they import before anything runs. */
function initialScripts(folder: string): string[] {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const first = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = '']) => join(folder, path));
  const all = new Set<string>();
  const visit = (file: string) => {
    if (all.has(file) || !existsSync(file)) return;
    all.add(file);
    for (const path of staticImports(readFileSync(file, 'utf8'))) visit(join(dirname(file), path));
  };
  first.forEach(visit);
  return [...all];
}

function staticImports(code: string): string[] {
  return [...code.matchAll(/(?:^|[;}\n])(?:import|export)[^'"();]*?["'](\.[^"']+\.js)["']/g)].map(
    ([, path = '']) => path,
  );
}
