/** A document of findings as it is kept beside its project: large ones deflated, with a hash that tells the same one again. */
import { deflate, inflate, sha256 } from '../../../workers/protocol';
import { fromBase64Url, toBase64Url } from '../../share';
import type { StoreClient } from './import';

/** In front of a deflated one, which JSON never begins with. */
const DEFLATED = 'deflated:';
/** Shorter ones are kept as they are; characters. */
const DEFLATED_FROM = 1_000_000;

const documentKey = (projectId: number) => `project.${projectId}.shared`;
const hashKey = (projectId: number) => `project.${projectId}.shared-hash`;

export async function hashOf(text: string): Promise<string> {
  return toBase64Url(await sha256(new TextEncoder().encode(text)));
}

/** @param packed see `pack` */
export async function keepDocument(
  store: StoreClient,
  projectId: number,
  packed: string,
  hash: string,
): Promise<void> {
  await store.setSetting(documentKey(projectId), packed);
  await store.setSetting(hashKey(projectId), hash);
}

/** The document of a project as it came; undefined for a project that was not shared. */
export async function keptDocument(store: StoreClient, projectId: number): Promise<string | undefined> {
  const kept = await store.query('setting', { key: documentKey(projectId) });
  if (!kept?.startsWith(DEFLATED)) return kept;
  return new TextDecoder().decode(await inflate(fromBase64Url(kept.slice(DEFLATED.length)), 'deflate-raw'));
}

/** The project with this very document. */
export async function projectOf(store: StoreClient, text: string, hash: string): Promise<number | undefined> {
  for (const { id, sourceKind } of await store.query('projects', {})) {
    if (sourceKind !== 'shared') continue;
    const known = await store.query('setting', { key: hashKey(id) });
    // Earlier releases kept no hash.
    if (known === undefined ? (await keptDocument(store, id)) === text : known === hash) return id;
  }
  return undefined;
}

/** A document as it is kept. */
export async function pack(text: string): Promise<string> {
  if (text.length < DEFLATED_FROM) return text;
  return DEFLATED + toBase64Url(await deflate(new TextEncoder().encode(text), 'deflate-raw'));
}
