/**
 * Files of SARIF as they came, kept deflated beside their project: what other programs wrote into them is handed on
 * with what was decided here, though Assay does not know it.
 */
import { deflatePieces } from '../../../workers/protocol';
import {
  fromBase64Url,
  type Place,
  placeName,
  type SaidOf,
  sizeExceeded,
  toBase64Url,
  withDecisions,
} from '../../share';
import type { Original } from './contract';
import type { StoreClient } from './import';

/** A file that can be read as often as it is asked for. */
export interface SarifFile {
  name: string;
  open: () => AsyncIterable<Uint8Array>;
}

const namesKey = (projectId: number) => `project.${projectId}.originals`;
/** Findings that became a part of another one, which what is decided of that one is about, too. */
const partsKey = (projectId: number) => `project.${projectId}.parts`;
const textKey = (projectId: number, at: number) => `project.${projectId}.original.${at}`;

/** A file that is dropped again is kept already. */
export async function keepOriginals(
  store: StoreClient,
  projectId: number,
  files: readonly SarifFile[],
  parts: ReadonlyMap<string, Place>,
): Promise<void> {
  if ((await store.query('setting', { key: namesKey(projectId) })) !== undefined) return;
  for (const [at, { open }] of files.entries()) {
    const packed = await deflatePieces(open(), 'deflate-raw');
    // The project may have been closed meanwhile.
    if ((await store.query('project', { projectId })) === undefined) return;
    await store.setSetting(textKey(projectId, at), toBase64Url(packed));
  }
  if (parts.size > 0) await store.setSetting(partsKey(projectId), JSON.stringify([...parts]));
  await store.setSetting(namesKey(projectId), JSON.stringify(files.map(({ name }) => name)));
}

/** The files of a project with what was decided of their results; none where they were not kept. */
export async function decidedOriginals(store: StoreClient, projectId: number): Promise<Original[]> {
  const kept = await store.query('setting', { key: namesKey(projectId) });
  const names = kept === undefined ? [] : (JSON.parse(kept) as string[]);
  const saidOf = await decisionsOf(store, projectId);
  const originals: Original[] = [];
  for (const [at, name] of names.entries()) {
    const text = await store.query('setting', { key: textKey(projectId, at) });
    if (text === undefined) continue;
    const packed = new Blob([fromBase64Url(text)]);
    const open = () => packed.stream().pipeThrough(new DecompressionStream('deflate-raw'));
    originals.push({ name, ...(await decided(open, saidOf)) });
  }
  return originals;
}

async function decided(open: () => AsyncIterable<Uint8Array>, saidOf: SaidOf) {
  const pieces: BlobPart[] = [];
  const written = withDecisions(open, saidOf);
  for (let next = await written.next(); ; next = await written.next()) {
    if (!next.done) {
      pieces.push(new Uint8Array(next.value));
      continue;
    }
    const blob = new Blob(pieces, { type: 'application/sarif+json' });
    const gzipped = blob.stream().pipeThrough(new CompressionStream('gzip'));
    let size = 0;
    for await (const piece of gzipped) size += piece.length;
    return { blob, limits: [...next.value, ...sizeExceeded(size)] };
  }
}

/**
 * What was decided of findings of a project. A finding that was looked up in a checkout and has moved there is known by
 * its identity alone, where no other has the same.
 */
async function decisionsOf(store: StoreClient, projectId: number): Promise<SaidOf> {
  const decisions = await store.query('decisions', { projectId });
  const kept = await store.query('setting', { key: partsKey(projectId) });
  const parts = new Map(kept === undefined ? [] : (JSON.parse(kept) as [string, Place][]));
  const byPlace = new Map(decisions.map((one) => [`${one.identity} ${one.path}`, one.triage]));
  const byIdentity = new Map<string, (typeof decisions)[number][]>();
  for (const one of decisions) byIdentity.set(one.identity, [...(byIdentity.get(one.identity) ?? []), one]);
  return (ownPath, ownIdentity) => {
    const own = { path: ownPath, identity: ownIdentity };
    const { path, identity } = parts.get(placeName(own)) ?? own;
    const [only, ...others] = byIdentity.get(identity) ?? [];
    const triage = byPlace.get(`${identity} ${path}`) ?? (others.length === 0 ? only?.triage : undefined);
    return triage && { triage };
  };
}
