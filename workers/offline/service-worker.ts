/**
 * Keeps the site's files, so that the page works without the server. Installing it fetches what the page starts with,
 * each file checked; what projects need beyond that the page fetches when there is time, into the same cache.
 *
 * Files of several versions lie beside one another: a tab that was opened before an update still finds its own. A new
 * version waits until a person asks for it, or no tab is open.
 */
import { addressOf, SITE_CACHE, type SiteFile, type SiteFiles } from '../protocol';

declare const self: ServiceWorkerGlobalScope;
/** The build puts the list here. */
declare const __SITE_FILES__: SiteFiles;

/** What a page can ask for. */
export type OfflineRequest =
  /** Make this version, which waits, the one that answers. */
  | 'take-over'
  /** Delete files that belong to no version in use: the page that asks is of this version. */
  | 'tidy';

const { files } = __SITE_FILES__;
const scope = self.registration.scope;
/** Where each file is kept, by its plain address: what the page's head names (icons) is asked for by that. */
const addresses = new Map(files.map((file) => [new URL(file.path, scope).href, addressOf(file, scope)]));
const page = addressOf(files.find(({ path }) => path === 'index.html') as SiteFile, scope);

self.addEventListener('install', (event) => event.waitUntil(keepShell()));
// For the tab that was open before: it has this version too, or finds its own files in the cache.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  const request = event.data as OfflineRequest;
  if (request === 'take-over') event.waitUntil(self.skipWaiting());
  if (request === 'tidy') event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOurs = request.method === 'GET' && request.url.startsWith(scope);
  // A page that asks past all caches means the server.
  if (!isOurs || request.cache === 'reload' || request.cache === 'no-store') return;
  event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(SITE_CACHE);
  const address = isPage(request) ? page : (addresses.get(request.url) ?? request.url);
  const kept = await cache.match(address);
  return kept ?? fetch(request);
}

function isPage({ mode, url }: Request): boolean {
  const { origin, pathname } = new URL(url);
  const path = (origin + pathname).slice(scope.length);
  return mode === 'navigate' && (path === '' || path === 'index.html');
}

/** All or nothing: a version of which a part is missing is not installed. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(SITE_CACHE);
  const shell = files.filter(({ part }) => part === 'shell');
  await Promise.all(shell.map((file) => keep(cache, file)));
}

async function keep(cache: Cache, file: SiteFile): Promise<void> {
  const address = addressOf(file, scope);
  if (await cache.match(address)) return;
  const response = await fetch(address, { integrity: `sha256-${file.sha256}`, cache: 'no-cache' });
  if (!response.ok) throw new Error(`${file.path}: the server answered ${response.status}`);
  await cache.put(address, response);
}

/** Only while no other tab is open, which may be of the version before. */
async function tidy(): Promise<void> {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open.length > 1) return;
  const cache = await caches.open(SITE_CACHE);
  const ours = new Set(addresses.values());
  for (const { url } of await cache.keys()) if (!ours.has(url)) await cache.delete(url);
}
