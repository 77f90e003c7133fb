/** The list of the site's files that the build wrote into this page. */
import { addressOf, SITE_FILES_ID, type SiteFile, type SiteFiles } from '../../workers/protocol';
import { sha256Base64 } from './sha256';

/** How often it is looked whether a file is there that is still being made; ms. */
const LOOK_MS = 1000;

let known: SiteFiles | undefined;

/** The list; the development server, which makes files as they are asked for, has none. */
export function siteFiles(): SiteFiles | undefined {
  if (import.meta.env.DEV) return undefined;
  known ??= listIn(document);
  return known;
}

/** The entry of a file; undefined where there is no list. Waits for a file that the build has not made yet. */
export async function siteFile(path: string): Promise<SiteFile | undefined> {
  for (let list = siteFiles(); list !== undefined; list = siteFiles()) {
    const file = list.files.find((one) => one.path === path);
    if (file !== undefined) return file;
    if (!list.making?.includes(path)) throw new Error(`This version of Assay has no file ${path}.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    known = (await listOnServer()) ?? list;
  }
  return undefined;
}

/** Changes with every build of the engine and its grammars; the development server has no list, and no builds. */
export async function engineHash(): Promise<string> {
  const isEngine = ({ path }: SiteFile) => /(^|\/)(assay_wasm_bg|grammars\/)[^/]*\.wasm$/.test(path);
  const files = siteFiles()?.files.filter(isEngine) ?? [];
  const hashes = files.map(({ path, sha256 }) => `${path} ${sha256}`).sort();
  return (await sha256Base64(new TextEncoder().encode(hashes.join()))).slice(0, 16);
}

/** Where a file of the list is fetched. */
export function siteAddress(file: SiteFile): string {
  return addressOf(file, document.baseURI);
}

/** The list of the page that the server has now; undefined if it sends something else. */
export async function listOnServer(signal?: AbortSignal): Promise<SiteFiles | undefined> {
  const address = new URL('index.html', document.baseURI);
  const response = await fetch(address, { cache: 'no-store', ...(signal && { signal }) });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return response.ok && page.getElementById(SITE_FILES_ID) !== null ? listIn(page) : undefined;
}

function listIn(page: Document): SiteFiles {
  return JSON.parse(page.getElementById(SITE_FILES_ID)?.textContent ?? '') as SiteFiles;
}
