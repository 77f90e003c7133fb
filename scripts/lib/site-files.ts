/**
 * Writes the list of the built site's files with their hashes into the page, and builds the service worker with the page
 * itself on its list.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { SITE_FILES_ID, type SiteFile, type SiteFiles } from '../../workers/protocol/site-files';
import { inRoot } from './paths';

const PAGE = 'index.html';
export const SERVICE_WORKER = 'service-worker.js';
/** What is fetched when a project or a person wants it. */
const LATER =
  /^(grammars\/|examples\/|rules\/cases\.json|THIRD-PARTY-NOTICES\.txt|assets\/(?:\w+_fmt_bg|gofmt|clang-format|format-worker)-)/;
/** What is fetched when a person chooses it, and not kept for later before. */
const CHOSEN = /^embedding\//;
/** Those that cannot be on their own list, and what is for readers of the repository only. */
const NEVER = new Set([PAGE, SERVICE_WORKER, 'screenshot.png', 'embedding/LICENSE.txt']);

/** `making` are paths of files that will come; the list is written again then. Until all are there nothing works offline. */
export async function writeSiteFiles(folder: string, making: readonly string[]): Promise<void> {
  const files = pathsIn(folder)
    .filter((path) => !NEVER.has(path))
    .map((path) => describe(folder, path));
  const page = withIntegrity(readFileSync(join(folder, PAGE), 'utf8'), files);
  const version = listIn(page)?.version ?? versionOf(files, page);
  const list: SiteFiles = { version, files, ...(making.length > 0 && { making: [...making] }) };
  writeFileSync(join(folder, PAGE), withList(page, list));
  if (making.length > 0) rmSync(join(folder, SERVICE_WORKER), { force: true });
  else await buildServiceWorker(folder, { version, files: [...files, describe(folder, PAGE)] });
}

/** The same for the runner: `assets.json` in its folder, with the hash of these files and of all in a folder of it. */
export function writeHashes(folder: string, paths: readonly string[], below: string): void {
  const all = [...paths, ...pathsIn(join(folder, below)).map((path) => `${below}/${path}`)];
  const hashes = Object.fromEntries(all.map((path) => [path, describe(folder, path).sha256]));
  writeFileSync(join(folder, 'assets.json'), JSON.stringify(hashes));
}

/** Data, not a script: the policy has nothing against it. */
const BLOCK = new RegExp(`\n *<script type="application/json" id="${SITE_FILES_ID}">(.*)</script>`);

function listIn(page: string): SiteFiles | undefined {
  const json = BLOCK.exec(page)?.[1];
  return json === undefined ? undefined : (JSON.parse(json) as SiteFiles);
}

function withList(page: string, list: SiteFiles): string {
  const bare = page.replace(BLOCK, '');
  if (!bare.includes('\n  </head>'))
    throw new Error('The page has no head, where the list of its files goes.');
  const block = `\n    <script type="application/json" id="${SITE_FILES_ID}">${JSON.stringify(list)}</script>`;
  return bare.replace('\n  </head>', () => `${block}\n  </head>`);
}

/** With the hash of every script and style sheet beside its address: the browser refuses what does not fit. */
function withIntegrity(page: string, files: readonly SiteFile[]): string {
  const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const named = /<(?:script|link rel="(?:stylesheet|modulepreload)")[^>]* (?:src|href)="\.\/([^"]+)"/g;
  return page.replace(/ integrity="[^"]*"/g, '').replace(named, (tag, path: string) => {
    const hash = hashes.get(path);
    if (hash === undefined) throw new Error(`The page names ${path}, which is not in the built site.`);
    return `${tag} integrity="sha256-${hash}"`;
  });
}

/** On its own, so that it is one file, and under the one name by which browsers find its updates. */
async function buildServiceWorker(folder: string, list: SiteFiles): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { __SITE_FILES__: JSON.stringify(list) },
    build: {
      target: 'es2022',
      modulePreload: false,
      outDir: folder,
      emptyOutDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: inRoot('workers/offline/service-worker.ts'),
        output: { entryFileNames: SERVICE_WORKER },
      },
    },
  });
}

function pathsIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

function describe(folder: string, path: string): SiteFile {
  const bytes = readFileSync(join(folder, path));
  const sha256 = createHash('sha256').update(bytes).digest('base64');
  const part = CHOSEN.test(path) ? 'chosen' : LATER.test(path) ? 'later' : 'shell';
  return { path, sha256, bytes: bytes.length, part };
}

function versionOf(files: readonly SiteFile[], page: string): string {
  const hash = createHash('sha256').update(page);
  for (const { path, sha256 } of files) hash.update(`${path} ${sha256}\n`);
  return hash.digest('hex').slice(0, 16);
}
