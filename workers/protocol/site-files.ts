/**
 * What the built site consists of. The build writes the list into the page and into the service worker, so that
 * both can tell a file from what a server, a proxy or a broken disk puts in its place.
 */
export interface SiteFiles {
  /** Changes with every build that changes any file. */
  version: string;
  files: SiteFile[];
  /** Paths of files that are still being made, where the site is served before its build is over. */
  making?: string[];
}

export interface SiteFile {
  /** From the page's own folder, such as `grammars/python.wasm`. */
  path: string;
  /** SHA-256 of its bytes in base64, as `integrity` of a request takes it. */
  sha256: string;
  bytes: number;
  /** `shell`: the page does not start without it. `later`: wanted by some projects only. `chosen`: by who chooses it only. */
  part: 'shell' | 'later' | 'chosen';
}

/** The one cache that the page and its service worker keep the site's files in, of all versions that are in use. */
export const SITE_CACHE = 'assay-site';

/** The id of the element of the page that holds its `SiteFiles` as JSON. */
export const SITE_FILES_ID = 'site-files';

/**
 * Where a file is fetched and kept. The bundler's names change with what is in them; to all others the hash is
 * added, so that tabs of two versions never get each other's files from a cache.
 */
export function addressOf({ path, sha256 }: Pick<SiteFile, 'path' | 'sha256'>, base: string): string {
  const isNamedByContent = path.startsWith('assets/');
  const url = new URL(path, base);
  if (!isNamedByContent) url.search = encodeURIComponent(sha256.slice(0, 12));
  return url.href;
}
