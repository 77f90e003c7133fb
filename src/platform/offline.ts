/**
 * The site without its server: registers the service worker, and keeps what that does not fetch when it is installed.
 */
import { addressOf, SITE_CACHE, type SiteFile } from '../../workers/protocol';
import { siteFiles } from './site-files';

/** How often a tab that stays open looks for a new version; ms. */
const LOOK_MS = 60 * 60 * 1000;

/** What came of a try to keep everything. */
export interface KeptFiles {
  kept: number;
  total: number;
  /** Of what is kept. */
  bytes: number;
}

/** Whether this page could work offline at all: a built one, in a browser that has what it takes. */
export function canWorkOffline(): boolean {
  const list = siteFiles();
  return (
    list !== undefined && list.making === undefined && 'serviceWorker' in navigator && 'caches' in window
  );
}

let registered: ServiceWorkerRegistration | undefined;

/**
 * Registers the service worker. `updated` is told when another version is ready, which `reloadPage` loads. Rejects where
 * the browser or the server does not let that be.
 */
export async function registerOffline(updated: () => void): Promise<void> {
  const workers = navigator.serviceWorker;
  const isFirst = workers.controller === null;
  const registration = await workers.register('service-worker.js', { updateViaCache: 'none' });
  registered = registration;
  if (registration.waiting !== null && !isFirst) updated();
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && registration.active !== null) updated();
    });
  });
  await workers.ready;
  const look = () => registration.update().catch(() => {});
  void look();
  setInterval(look, LOOK_MS);
}

/**
 * Loads this page again, in the version that is ready if there is one. Other tabs go on with the version they have: each
 * of them is asked on its own.
 */
export function reloadPage(): void {
  const waiting = registered?.waiting ?? null;
  if (waiting === null) {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('take-over');
}

/**
 * Keeps every file that is not kept yet, but for those that somebody has to choose, one after the other, and deletes those of versions that nobody uses. `turn` is
 * waited for before each; `told` hears how far it is. Rejects with what stopped it.
 */
export async function keepSite(turn: () => Promise<void>, told: (now: KeptFiles) => void): Promise<void> {
  const files = (siteFiles()?.files ?? []).filter(({ part }) => part !== 'chosen');
  const cache = await caches.open(SITE_CACHE);
  const now: KeptFiles = { kept: 0, total: files.length, bytes: 0 };
  for (const file of files) {
    await keep(cache, file, turn);
    now.kept += 1;
    now.bytes += file.bytes;
    told({ ...now });
  }
  (await navigator.serviceWorker.ready).active?.postMessage('tidy');
}

/** Keeps one of the files that somebody has chosen. */
export async function keepFile(path: string): Promise<void> {
  const file = siteFiles()?.files.find((one) => one.path === path);
  if (file && canWorkOffline()) await keep(await caches.open(SITE_CACHE), file, async () => {});
}

async function keep(cache: Cache, file: SiteFile, turn: () => Promise<void>): Promise<void> {
  const address = addressOf(file, document.baseURI);
  if ((await cache.match(address)) !== undefined) return;
  await turn();
  // The browser itself refuses a file that is not the right one.
  const response = await fetch(address, { integrity: `sha256-${file.sha256}` });
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${file.path}.`);
  await cache.put(address, response);
}

/** Whether the person has asked the browser to save data. */
export function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
