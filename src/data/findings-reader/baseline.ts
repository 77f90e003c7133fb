/** Baselines on their way between the store and the file of a project. */
import { decodeBaseline, encodeBaseline, type Read } from '../../share';
import type { StoreClient } from './import';

/** Keeps the baseline that a project brings; answers with what is wrong with it. */
export async function readBaseline(
  store: StoreClient,
  projectId: number,
  file: Uint8Array<ArrayBuffer>,
): Promise<Read<number>> {
  const read = decodeBaseline(new TextDecoder().decode(file));
  if (!read.ok) return read;
  await store.putBaseline(projectId, read.value);
  return { ok: true, value: read.value.length };
}

/** What is open now as a baseline, which is kept as the project's. */
export async function makeBaseline(
  store: StoreClient,
  projectId: number,
): Promise<{ file: Blob; count: number }> {
  const findings = await store.query('openFindings', { projectId });
  await store.putBaseline(projectId, findings);
  const file = new Blob([...encodeBaseline(findings)], { type: 'application/json' });
  return { file, count: findings.length };
}
